// What a configuration file holds: as written, which is trusted once checked against the schema, and as used.
import type { PasswordSource, ServerSettings } from '../connect/server-settings.ts';
import type { Encryption } from '../connect/server-target.ts';
import type { Selection } from '../select/selection.ts';

/** A configuration, ready for use; paths are absolute. */
export interface Config {
  /** In the order of the file, registered servers last. */
  readonly servers: readonly ServerSettings[];
  /** The name of a profile, or the path of a profile file. */
  readonly profile?: string;
  /** The folder for snapshots and scripts. */
  readonly out?: string;
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
  | { readonly type: 'entra'; readonly clientId?: string; readonly passwordFrom?: PasswordSource };

/** Settings that a server and the defaults can have. */
export interface WrittenSettings {
  readonly authentication?: WrittenAuthentication;
  readonly encrypt?: Encryption;
  readonly trustServerCertificate?: boolean;
  readonly hostNameInCertificate?: string;
  readonly caFile?: string;
  readonly allowRouting?: boolean;
  readonly readOnlyIntent?: boolean;
  readonly multiSubnetFailover?: boolean;
  readonly packetSize?: number;
  readonly applicationName?: string;
  /** Seconds. */
  readonly timeouts?: { readonly connect?: number; readonly query?: number; readonly server?: number };
  readonly selection?: Selection;
}

/** One of `servers`: with `server` or with `connectionString`. */
export interface WrittenServer extends WrittenSettings {
  readonly name?: string;
  readonly server?: string;
  readonly connectionString?: string;
}

/** The file as written. */
export interface WrittenConfig {
  readonly $schema?: string;
  readonly defaults?: WrittenSettings;
  readonly servers?: readonly WrittenServer[];
  readonly registeredServers?: string;
  readonly profile?: string;
  readonly out?: string;
}
