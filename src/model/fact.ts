// What a snapshot is made of: one plain object per thing that decides who may do what.
// Facts hold names and SIDs, never principal_id or object_id. An absent property means the catalogue says NULL
// or the property does not apply; booleans and enumerations are always present where they apply.
import type { SecurableClass } from './securable-class.ts';

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
  readonly kind: 'server';
  /** `SERVERPROPERTY('ServerName')`. */
  readonly name: string;
  readonly machineName: string;
  /** Absent for the default instance. */
  readonly instanceName?: string;
  readonly productVersion: string;
  readonly edition: string;
  readonly engineEdition: number;
  readonly collation: string;
  /** Windows authentication mode: SQL logins cannot come in. Absent where the engine does not say. */
  readonly isWindowsOnly?: boolean;
}

/** A row of `sys.configurations` that decides what security statements do. */
export interface ConfigurationFact {
  readonly kind: 'configuration';
  readonly name: string;
  readonly value: number;
  readonly valueInUse: number;
}

/** A row of `sys.trusted_assemblies`. */
export interface TrustedAssemblyFact {
  readonly kind: 'trusted-assembly';
  /** SHA2_512 of the assembly's content. */
  readonly hash: Hex;
  readonly description?: string;
}

/** A user-defined message (`sys.messages`, message_id above 50000). */
export interface MessageFact {
  readonly kind: 'message';
  readonly messageId: number;
  /** `sys.messages.language_id`; 1033 is us_english. */
  readonly languageId: number;
  /** `sys.syslanguages.name` of that language, which sp_addmessage takes. */
  readonly language?: string;
  readonly severity: number;
  readonly isEventLogged: boolean;
  readonly text: string;
}

/** A server credential; its secret can never be read. */
export interface CredentialFact {
  readonly kind: 'credential';
  readonly name: string;
  readonly identity: string;
  /** The cryptographic provider it is for, when it is for one. */
  readonly provider?: string;
}

/** A login of any type. */
export interface LoginFact {
  readonly kind: 'login';
  readonly name: string;
  readonly type: LoginType;
  readonly sid: Hex;
  readonly isDisabled: boolean;
  readonly defaultDatabase?: string;
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
  readonly kind: 'server-role';
  readonly name: string;
  readonly owner: string;
}

/** A member of a role: of a server role without `database`, of a database role with it. */
export interface RoleMemberFact {
  readonly kind: 'role-member';
  readonly database?: string;
  readonly role: string;
  readonly member: string;
}

/** A database as `sys.databases` shows it. */
export interface DatabaseFact {
  readonly kind: 'database';
  readonly name: string;
  /** `state_desc`: ONLINE, RESTORING, OFFLINE … */
  readonly state: string;
  /** `user_access_desc`: MULTI_USER, SINGLE_USER, RESTRICTED_USER. */
  readonly userAccess: string;
  /** The owner's login name; absent when no login has the owner's SID. */
  readonly owner?: string;
  readonly ownerSid: Hex;
  readonly collation?: string;
  /** `containment`: 0 none, 1 partial. */
  readonly containment: number;
  readonly isTrustworthy: boolean;
  readonly isDbChaining: boolean;
  readonly isBrokerEnabled: boolean;
  readonly brokerId: string;
  readonly isReadOnly: boolean;
}

/** A database user of any kind but dbo, guest, INFORMATION_SCHEMA and sys. */
export interface UserFact {
  readonly kind: 'user';
  readonly database: string;
  readonly name: string;
  readonly type: UserType;
  readonly authenticationType: AuthenticationType;
  /** Absent only where the catalogue has none. */
  readonly sid?: Hex;
  /** The login that has this user's SID, by its own name. */
  readonly login?: string;
  readonly defaultSchema?: string;
  /** Contained users only. */
  readonly defaultLanguage?: string;
  /** Where true. */
  readonly allowEncryptedValueModifications?: boolean;
  readonly certificate?: string;
  readonly asymmetricKey?: string;
}

/** A user-made database role, or one of msdb's own that a script may have to name. */
export interface RoleFact {
  readonly kind: 'role';
  readonly database: string;
  readonly name: string;
  readonly owner: string;
}

/** An application role; its password can never be read. */
export interface ApplicationRoleFact {
  readonly kind: 'application-role';
  readonly database: string;
  readonly name: string;
  readonly defaultSchema?: string;
}

/** A schema that is not one every database has. */
export interface SchemaFact {
  readonly kind: 'schema';
  readonly database: string;
  readonly name: string;
  readonly owner: string;
}

/**
 * Anything else that can be owned or carry a permission: objects, types, assemblies, keys, endpoints …
 * Principals, schemas and databases have kinds of their own.
 */
export interface SecurableFact {
  readonly kind: 'securable';
  /** Absent for server securables (ENDPOINT, AVAILABILITY GROUP). */
  readonly database?: string;
  readonly class: SecurableClass;
  readonly schema?: string;
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
  readonly kind: 'permission';
  readonly database?: string;
  readonly class: SecurableClass;
  /** The securable's schema, for classes that have one. */
  readonly schema?: string;
  /** The securable; absent for DATABASE and SERVER. */
  readonly name?: string;
  readonly column?: string;
  /** `permission_name`, as the catalogue gives it. */
  readonly permission: string;
  readonly grantee: string;
  readonly grantor: string;
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
