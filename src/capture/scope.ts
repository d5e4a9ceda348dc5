// What the readers of one scope share while its result sets come in: the account, the facts, the indexes by id.

import { SECURABLE_CLASSES, type SecurableClass } from '../model/catalog/securable-class.ts';
import type { Qualified } from '../model/definitions/type-shape.ts';
import type {
  DatabaseFact,
  EndpointFact,
  Fact,
  Hex,
  ServerAuditFact,
  ServerTriggerFact,
} from '../model/fact.ts';
import type { ApplicationName } from './applications/application-name.ts';
import type { Catalog } from './batch/catalog.ts';
import type { Kept } from './definitions/kept.ts';
import type { Ledger } from './ledger.ts';
import type { Principal } from './principal.ts';

/** What the probe found. */
export interface Probe {
  readonly name: string;
  readonly machineName: string;
  readonly instanceName: string | undefined;
  readonly productVersion: string;
  readonly edition: string;
  readonly engineEdition: number;
  readonly collation: string;
  /** Whether Windows logins alone may come in; undefined where the engine does not say. */
  readonly isWindowsOnly: boolean | undefined;
  /** `ORIGINAL_LOGIN()`. */
  readonly login: string;
  readonly isSysadmin: boolean;
  /** `HAS_PERMS_BY_NAME` at server scope; undefined where the server does not know the permission. */
  readonly holds: ReadonlyMap<string, boolean>;
}

/** A securable that a permission row's `major_id` can name. */
export interface NamedSecurable {
  readonly class: SecurableClass;
  readonly schema: string | undefined;
  readonly name: string;
  /** SQL Server's own: a system object, or one with `is_ms_shipped`. */
  readonly isShipped: boolean;
}

/** Securables by id. */
export type SecurableIndex = Map<number, NamedSecurable>;

/** What both scopes have. */
export interface ReadScope {
  readonly ledger: Ledger;
  readonly facts: Fact[];
  readonly principals: Map<number, Principal>;
  /** By `class` of the permission views; the inner maps by `major_id`. */
  readonly securables: Map<number, SecurableIndex>;
  /** Principal ids of the capturing login's tokens. */
  readonly tokens: Set<number>;
  /** Audit specifications by id. */
  readonly specifications: Map<number, string>;
}

/** A row of `sys.databases` with what decides whether the database can be entered. */
export interface DatabaseEntry {
  readonly fact: DatabaseFact;
  readonly isAccessible: boolean;
  readonly isSnapshot: boolean;
}

/** What a trigger of the server fires for. */
export interface TriggerEvents {
  readonly events: Set<string>;
  readonly firstFor: Set<string>;
  readonly lastFor: Set<string>;
}

type TextProperty = 'executeAs' | 'isAnsiNullsOff' | 'isQuotedIdentifierOff' | 'definition';

/** What its text is, and how it was made. */
export type TriggerText = { readonly [P in TextProperty]: ServerTriggerFact[P] | undefined };

/** A SQL login's own attributes. */
export interface SqlLogin {
  readonly isPolicyChecked: boolean;
  readonly isExpirationChecked: boolean;
  readonly hash: Hex | undefined;
  readonly isMustChange: boolean;
  readonly isLocked: boolean;
  readonly isExpired: boolean;
}

/** What stands for a password in a fact, made of its hash. */
export type PasswordPart = (hash: Hex | undefined) => {
  readonly passwordHash: Hex | undefined;
  readonly passwordFingerprint: Hex | undefined;
};

/** The server's scope. */
export interface ServerScope extends ReadScope {
  readonly probe: Probe;
  readonly catalog: Catalog;
  readonly passwordPart: PasswordPart;
  readonly readsPasswords: boolean;
  readonly readsDefinitions: boolean;
  readonly loginBySid: Map<Hex, string>;
  readonly sqlLogins: Map<number, SqlLogin>;
  readonly providers: Map<number, string>;
  readonly credentials: Map<number, string>;
  /** EKM credential ids by principal id. */
  readonly providerCredentials: Map<number, number[]>;
  /** Certificates of master by id. */
  readonly certificateById: Map<number, string>;
  /** What each sort of endpoints has of its own, by endpoint id. */
  readonly endpointParts: Map<number, Partial<EndpointFact>>;
  /** Of triggers of the server, by object id. */
  readonly triggerEvents: Map<number, TriggerEvents>;
  readonly triggerTexts: Map<number, TriggerText>;
  /** What audits to files have of their own, by audit id. */
  readonly auditFiles: Map<number, Partial<ServerAuditFact>>;
  /** Audits by GUID, upper case. */
  readonly audits: Map<string, string>;
  readonly certificateBySid: Map<Hex, string>;
  readonly asymmetricKeyBySid: Map<Hex, string>;
  /** Class number the catalogue gives to CREDENTIAL, where it does. */
  readonly credentialClass: { number?: number };
  readonly languages: Map<number, string>;
  /** Linked servers by id. */
  readonly linkedServers: Map<number, string>;
  readonly availabilityGroups: Map<string, string>;
  /** Names of the groups that keep logins, jobs and rights of their own. */
  readonly containedGroups: Set<string>;
  readonly databases: DatabaseEntry[];
}

/** A folder of packages, and the one that it is in. */
export interface PackageFolder {
  readonly name: string;
  readonly parent: string | undefined;
}

/** A category of Agent's: what it is of and which sort of jobs it is for, by their numbers. */
export interface AgentCategory {
  readonly name: string;
  readonly of: number;
  readonly type: number;
}

/** One database's scope. */
export interface DatabaseScope extends ReadScope {
  readonly database: string;
  readonly server: Pick<
    ServerScope,
    'loginBySid' | 'credentials' | 'audits' | 'probe' | 'catalog' | 'databases'
  >;
  readonly schemas: Map<number, string>;
  readonly certificateBySid: Map<Hex, string>;
  readonly asymmetricKeyBySid: Map<Hex, string>;
  readonly contentHashes: Map<number, Hex>;
  /** Column names by object id and column id. */
  readonly columns: Map<number, Map<number, string>>;
  /** Names of Agent proxies by id; of msdb. */
  readonly proxies: Map<number, string>;
  /** Names of Agent jobs by id, and of their categories; of msdb. */
  readonly jobs: Map<string, string>;
  readonly jobCategories: Map<number, AgentCategory>;
  /** Operators that a job names, and categories of users that became facts, by their ids; of msdb. */
  readonly namedOperators: Set<number>;
  readonly namedCategories: Set<number>;
  /** Folders of Integration Services packages by id; of msdb. */
  readonly packageFolders: Map<string, PackageFolder>;
  /** Names of Database Mail profiles by id; of msdb. */
  readonly mailProfiles: Map<number, string>;
  /** What the readers of definitions have read so far. */
  readonly kept: Kept;
  /** Applications whose tables the database has, and whether the login may read them. */
  readonly applications: Map<ApplicationName, { readonly mayRead: boolean }>;
  readonly identity: { name?: string; collation?: string; seesAll?: boolean; dboSid?: Hex };
}

/** The index of a class, made on first use; classes of one number share it. `number` stands in where none is documented. */
export function securableIndex(scope: ReadScope, of: SecurableClass, number?: number): SecurableIndex {
  return indexOfNumber(scope, SECURABLE_CLASSES[of].number ?? number ?? Number.NaN);
}

/** The schema and the name of an object, of those that stand in a schema. */
export function objectPlace(scope: ReadScope, object: number): Qualified | undefined {
  const found = securableIndex(scope, 'OBJECT').get(object);
  return found?.schema === undefined ? undefined : { schema: found.schema, name: found.name };
}

function indexOfNumber(scope: ReadScope, number: number): SecurableIndex {
  let index = scope.securables.get(number);
  if (index === undefined) {
    index = new Map();
    scope.securables.set(number, index);
  }
  return index;
}
