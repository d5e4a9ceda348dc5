// Facts of databases, of principals in them, and of all that is owned and granted on.
import type { SecurableClass } from '../catalog/securable-class.ts';
import type { AuthenticationType, Hex, PermissionState, UserType } from './fact-value.ts';

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
  /** The contained availability group whose own master or msdb it is; absent for any other. */
  readonly containedGroup?: string;
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
  /** Where true: what it is on is SQL Server's own, a system object or one with `is_ms_shipped`. */
  readonly isShipped?: true;
}
