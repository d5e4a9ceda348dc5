// What a configuration file holds: as written, which is trusted once checked against the schema, and as used.
import type { PasswordSource, ServerSettings } from '../connect/server-settings.ts';
import type { Encryption } from '../connect/server-target.ts';
import type { Via } from '../connect/via.ts';
import type { Selection } from '../select/selection.ts';
import type { CheckSettings } from './check-settings.ts';

/** A configuration, ready for use; paths are absolute. */
export interface Config {
  /** In the order of the file, registered servers last. */
  readonly servers: readonly ServerSettings[];
  /** The name of a profile, or the path of a profile file. */
  readonly profile?: string;
  /** The folder for snapshots and scripts. */
  readonly out?: string;
  /** What `check` asks of the environment. */
  readonly check?: CheckSettings;
  /** Whether definitions of objects are captured, too. */
  readonly definitions?: boolean;
  /** What deserves a remark: registered servers that were left out, and why. */
  readonly remarks: readonly string[];
}

/** `authentication` as written. */
export type WrittenAuthentication =
  | { readonly type: 'sql'; readonly user: string; readonly passwordFrom?: PasswordSource }
  | {
      readonly type: 'ntlm';
      readonly domain: string;
      readonly user: string;
      readonly passwordFrom?: PasswordSource;
    }
  | { readonly type: 'integrated'; readonly passwordFrom?: PasswordSource }
  | { readonly type: 'entra'; readonly clientId?: string; readonly passwordFrom?: PasswordSource };

/** Settings that a server and the defaults can have. */
export interface WrittenSettings {
  /** How to log in; without it the command line says so. */
  readonly authentication?: WrittenAuthentication;
  /** What speaks to the server. */
  readonly via?: Via;
  /** The file of sqlcmd; from the folder of the configuration. */
  readonly sqlcmd?: string;
  /** The name of the ODBC driver. */
  readonly odbcDriver?: string;
  /** Attributes of ODBC that go before those of the target. */
  readonly odbcAttributes?: Readonly<Record<string, string>>;
  /** How the connection is encrypted. */
  readonly encrypt?: Encryption;
  /** Take any certificate. */
  readonly trustServerCertificate?: boolean;
  /** The name that the certificate must carry. */
  readonly hostNameInCertificate?: string;
  /** PEM file of the authorities that a certificate may come from. */
  readonly caFile?: string;
  /** Follow a server that sends the login on to another one. */
  readonly allowRouting?: boolean;
  /** Ask for a readable secondary. */
  readonly readOnlyIntent?: boolean;
  /** Try all addresses of the host at once. */
  readonly multiSubnetFailover?: boolean;
  /** Bytes, 512 to 32,767. */
  readonly packetSize?: number;
  /** What the connection calls itself. */
  readonly applicationName?: string;
  /** Seconds. */
  readonly timeouts?: { readonly connect?: number; readonly query?: number; readonly server?: number };
  /** What to take of the server. */
  readonly selection?: Selection;
}

/** One of `servers`: with `server` or with `connectionString`. */
export interface WrittenServer extends WrittenSettings {
  /** What the server is called; its address without one. */
  readonly name?: string;
  /** Its address. */
  readonly server?: string;
  /** An ADO.NET connection string without a password. */
  readonly connectionString?: string;
}

/** The file as written. */
export interface WrittenConfig {
  /** Where an editor finds the schema. */
  readonly $schema?: string;
  /** Settings for every server that does not have its own. */
  readonly defaults?: WrittenSettings;
  /** The servers. */
  readonly servers?: readonly WrittenServer[];
  /** A file of registered servers that SSMS exported. */
  readonly registeredServers?: string;
  /** `service-manager`, or a JSON file of your own. */
  readonly profile?: string;
  /** The folder for snapshots and scripts. */
  readonly out?: string;
  /** What `check` asks of the environment. */
  readonly check?: CheckSettings;
  /** Whether definitions of objects are captured, too. */
  readonly definitions?: boolean;
}
