// Facts of the server itself and of what is set and kept beside its principals.
import type { Hex } from './fact-value.ts';

/** The server itself. */
export interface ServerFact {
  /** Which kind of thing it is. */
  readonly kind: 'server';
  /** `SERVERPROPERTY('ServerName')`. */
  readonly name: string;
  /** `SERVERPROPERTY('MachineName')`. */
  readonly machineName: string;
  /** Absent for the default instance. */
  readonly instanceName?: string;
  /** `SERVERPROPERTY('ProductVersion')`: `16.0.4125.3`. */
  readonly productVersion: string;
  /** `SERVERPROPERTY('Edition')`. */
  readonly edition: string;
  /** `SERVERPROPERTY('EngineEdition')`. */
  readonly engineEdition: number;
  /** The name of its collation. */
  readonly collation: string;
  /** Windows authentication mode: SQL logins cannot come in. Absent where the engine does not say. */
  readonly isWindowsOnly?: boolean;
}

/** A row of `sys.configurations`. */
export interface ConfigurationFact {
  /** Which kind of thing it is. */
  readonly kind: 'configuration';
  /** The option's name. */
  readonly name: string;
  /** What it is set to. */
  readonly value: number;
  /** What is in force. */
  readonly valueInUse: number;
  /** A value takes effect only when SQL Server is started anew. */
  readonly needsRestart?: true;
}

/** A row of `sys.trusted_assemblies`. */
export interface TrustedAssemblyFact {
  /** Which kind of thing it is. */
  readonly kind: 'trusted-assembly';
  /** SHA2_512 of the assembly's content. */
  readonly hash: Hex;
  /** What was said of it when it was trusted. */
  readonly description?: string;
}

/** A user-defined message (`sys.messages`, message_id above 50000). */
export interface MessageFact {
  /** Which kind of thing it is. */
  readonly kind: 'message';
  /** Its number, 50001 and above. */
  readonly messageId: number;
  /** `sys.messages.language_id`; 1033 is us_english. */
  readonly languageId: number;
  /** `sys.syslanguages.name` of that language, which sp_addmessage takes. */
  readonly language?: string;
  /** Its severity. */
  readonly severity: number;
  /** Whether it goes to the event log. */
  readonly isEventLogged: boolean;
  /** Its text in English. */
  readonly text: string;
}

/** A server credential; its secret can never be read. */
export interface CredentialFact {
  /** Which kind of thing it is. */
  readonly kind: 'credential';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** Who it stands for outside of the server. */
  readonly identity: string;
  /** The cryptographic provider it is for, when it is for one. */
  readonly provider?: string;
}
