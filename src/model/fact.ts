// What a snapshot is made of: one plain object per thing that decides who may do what.
// Facts hold names and SIDs, never principal_id or object_id. An absent property means the catalogue says NULL
// or the property does not apply; booleans and enumerations are always present where they apply.
import type { SecurableClass } from './catalog/securable-class.ts';

/** A SID or another binary value as `0x` and upper-case hexadecimal digits. */
export type Hex = `0x${string}`;

/** Server principal types that are logins: SQL, Windows, Windows group, certificate, asymmetric key, Entra, Entra group. */
export type LoginType = 'S' | 'U' | 'G' | 'C' | 'K' | 'E' | 'X';

/** Database principal types that are users; the letters are those of {@link LoginType}. */
export type UserType = LoginType;

/** `sys.database_principals.authentication_type`: none, instance, database, Windows, external. */
export type AuthenticationType = 0 | 1 | 2 | 3 | 4;

/** State of a permission row: GRANT, GRANT WITH GRANT OPTION, DENY, and REVOKE (a column's exception). */
export type PermissionState = 'G' | 'W' | 'D' | 'R';

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

/** A row of `sys.configurations` that decides what security statements do. */
export interface ConfigurationFact {
  /** Which kind of thing it is. */
  readonly kind: 'configuration';
  /** The option's name. */
  readonly name: string;
  /** What it is set to. */
  readonly value: number;
  /** What is in force. */
  readonly valueInUse: number;
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

/** A login of any type. */
export interface LoginFact {
  /** Which kind of thing it is. */
  readonly kind: 'login';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** `S` SQL login, `U` Windows login, `G` Windows group, `C` certificate, `K` asymmetric key, `E` Entra login, `X` Entra group. */
  readonly type: LoginType;
  /** The SID, in hexadecimal. */
  readonly sid: Hex;
  /** Whether it is disabled. */
  readonly isDisabled: boolean;
  /** The database it begins in. */
  readonly defaultDatabase?: string;
  /** The language of its messages. */
  readonly defaultLanguage?: string;
  /** SQL logins only. */
  readonly isPolicyChecked?: boolean;
  /** SQL logins only. */
  readonly isExpirationChecked?: boolean;
  /** SQL logins only, and only when the capture was asked for hashes. */
  readonly passwordHash?: Hex;
  /** SQL logins only: a keyed digest of the hash, which tells that a password changed and nothing else. */
  readonly passwordFingerprint?: Hex;
  /** SQL logins only, where true: `LOGINPROPERTY(name, 'IsMustChange')`. */
  readonly isMustChange?: boolean;
  /** SQL logins only, where true. */
  readonly isLocked?: boolean;
  /** SQL logins only, where true. */
  readonly isExpired?: boolean;
  /** `server_principals.credential_id`, by name. */
  readonly credential?: string;
  /** EKM credentials (`sys.server_principal_credentials`), by name, in ordinal order; absent when none. */
  readonly providerCredentials?: readonly string[];
  /** Certificate in master that a type C login stands for. */
  readonly certificate?: string;
  /** Asymmetric key in master that a type K login stands for. */
  readonly asymmetricKey?: string;
}

/** A user-made server role. Fixed roles and public are not facts: every server has them. */
export interface ServerRoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'server-role';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The principal that owns it; absent where that cannot be seen. */
  readonly owner: string;
}

/** A member of a role: of a server role without `database`, of a database role with it. */
export interface RoleMemberFact {
  /** Which kind of thing it is. */
  readonly kind: 'role-member';
  /** The database; absent for what is of the server. */
  readonly database?: string;
  /** The role. */
  readonly role: string;
  /** Who is in it. */
  readonly member: string;
}

/** A database as `sys.databases` shows it. */
export interface DatabaseFact {
  /** Which kind of thing it is. */
  readonly kind: 'database';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** `state_desc`: ONLINE, RESTORING, OFFLINE … */
  readonly state: string;
  /** `user_access_desc`: MULTI_USER, SINGLE_USER, RESTRICTED_USER. */
  readonly userAccess: string;
  /** The owner's name: of the login with the SID, else of its Windows account; absent when it has neither. */
  readonly owner?: string;
  /** The owner's SID, as `sys.databases` has it. */
  readonly ownerSid: Hex;
  /** The SID that dbo has inside, where it is another than the owner's: SQL Server keeps the owner twice. */
  readonly dboSid?: Hex;
  /** The name of its collation. */
  readonly collation?: string;
  /** `containment`: 0 none, 1 partial. */
  readonly containment: number;
  /** Whether the instance trusts what impersonates in it. */
  readonly isTrustworthy: boolean;
  /** Whether ownership chains go across databases. */
  readonly isDbChaining: boolean;
  /** Whether Service Broker is on. */
  readonly isBrokerEnabled: boolean;
  /** `service_broker_guid`. */
  readonly brokerId: string;
  /** Whether it takes no changes. */
  readonly isReadOnly: boolean;
  /** Whether change data capture is on (`is_cdc_enabled`); where true. */
  readonly isCdcEnabled?: boolean;
  /** Whether it is replication's distribution database (`is_distributor`); where true. */
  readonly isDistributor?: boolean;
}

/** A database user of any kind but dbo, guest, INFORMATION_SCHEMA and sys. */
export interface UserFact {
  /** Which kind of thing it is. */
  readonly kind: 'user';
  /** The database; absent for what is of the server. */
  readonly database: string;
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** Its type, as the catalogue's letter. */
  readonly type: UserType;
  /** How it logs in. */
  readonly authenticationType: AuthenticationType;
  /** Absent only where the catalogue has none. */
  readonly sid?: Hex;
  /** The login that has this user's SID, by its own name. */
  readonly login?: string;
  /** The schema that names without one mean. */
  readonly defaultSchema?: string;
  /** Contained users only. */
  readonly defaultLanguage?: string;
  /** Where true. */
  readonly allowEncryptedValueModifications?: boolean;
  /** The certificate it is for. */
  readonly certificate?: string;
  /** The asymmetric key it is for. */
  readonly asymmetricKey?: string;
}

/** A user-made database role, or one of msdb's own that a script may have to name. */
export interface RoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'role';
  /** The database; absent for what is of the server. */
  readonly database: string;
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The principal that owns it; absent where that cannot be seen. */
  readonly owner: string;
}

/** An application role; its password can never be read. */
export interface ApplicationRoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'application-role';
  /** The database; absent for what is of the server. */
  readonly database: string;
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The schema that names without one mean. */
  readonly defaultSchema?: string;
}

/** A schema that is not one every database has. */
export interface SchemaFact {
  /** Which kind of thing it is. */
  readonly kind: 'schema';
  /** The database; absent for what is of the server. */
  readonly database: string;
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The principal that owns it; absent where that cannot be seen. */
  readonly owner: string;
}

/**
 * Anything else that can be owned or carry a permission: objects, types, assemblies, keys, endpoints …
 * Principals, schemas and databases have kinds of their own.
 */
export interface SecurableFact {
  /** Which kind of thing it is. */
  readonly kind: 'securable';
  /** Absent for server securables (ENDPOINT, AVAILABILITY GROUP). */
  readonly database?: string;
  /** Its class. */
  readonly class: SecurableClass;
  /** The schema it is in; absent where it is in none. */
  readonly schema?: string;
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** For OBJECT the trimmed `sys.objects.type` (`U`, `V`, `P` …); for TYPE `alias`, `table` or `clr`. */
  readonly type?: string;
  /** The explicit owner; absent means the schema's owner owns it, or that the class has no owner. */
  readonly owner?: string;
  /** ASSEMBLY: `permission_set_desc` (SAFE_ACCESS, EXTERNAL_ACCESS, UNSAFE_ACCESS). */
  readonly permissionSet?: string;
  /** ASSEMBLY, SQL Server 2017 and later: SHA2_512 of its content, as sp_add_trusted_assembly takes it. */
  readonly contentHash?: Hex;
  /** DATABASE SCOPED CREDENTIAL: `credential_identity`. */
  readonly identity?: string;
}

/** One row of `sys.database_permissions` (with `database`) or `sys.server_permissions` (without). */
export interface PermissionFact {
  /** Which kind of thing it is. */
  readonly kind: 'permission';
  /** The database; absent for what is of the server. */
  readonly database?: string;
  /** What it is on. */
  readonly class: SecurableClass;
  /** The securable's schema, for classes that have one. */
  readonly schema?: string;
  /** The securable; absent for DATABASE and SERVER. */
  readonly name?: string;
  /** The column, for a permission on one. */
  readonly column?: string;
  /** `permission_name`, as the catalogue gives it. */
  readonly permission: string;
  /** Who has it. */
  readonly grantee: string;
  /** Who gave it. */
  readonly grantor: string;
  /** `G` granted, `W` with grant option, `D` denied, `R` taken out of a column. */
  readonly state: PermissionState;
}

/** Any fact. */
export type Fact =
  | ServerFact
  | ConfigurationFact
  | TrustedAssemblyFact
  | MessageFact
  | CredentialFact
  | LoginFact
  | ServerRoleFact
  | RoleMemberFact
  | DatabaseFact
  | UserFact
  | RoleFact
  | ApplicationRoleFact
  | SchemaFact
  | SecurableFact
  | PermissionFact;

/** The kind tags of {@link Fact}. */
export type FactKind = Fact['kind'];

/** The fact type of one kind. */
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;
