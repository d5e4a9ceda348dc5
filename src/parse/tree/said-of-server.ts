// What statements say, by their kind, about what a server has besides principals (endpoints, triggers, audits and their
// specifications, options, trusted assemblies, messages, linked servers), and about databases and what is in them.
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { TriggerHead } from '../../model/catalog/trigger-text.ts';
import type {
  EndpointFact,
  LinkedServerFact,
  MessageFact,
  ServerAuditFact,
  TrustedAssemblyFact,
} from '../../model/fact.ts';
import type { NameParts } from './expression.ts';
import type { SecurableName } from './said-of-principals.ts';

/** What a statement says of an endpoint, in the catalogue's words. */
export type EndpointClauses = {
  -readonly [P in keyof Omit<EndpointFact, 'kind' | 'name'>]?: EndpointFact[P];
};

type AuditTarget = 'target' | 'path' | 'maxSize' | 'maxRolloverFiles' | 'maxFiles' | 'isSpaceReserved';

/** What a statement says of an audit, in the catalogue's words; what TO says is said as a whole. */
export interface AuditClauses {
  to?: Pick<ServerAuditFact, AuditTarget>;
  guid?: string;
  queueDelay?: number;
  onFailure?: string;
  /** NULL for REMOVE WHERE. */
  predicate?: string | null;
  isEnabled?: boolean;
}

/** A group of actions, or an action of a principal on a securable. */
export interface AuditedAction {
  /** Upper case. */
  readonly action: string;
  /** Both absent for a group. */
  readonly on?: SecurableName;
  readonly principal?: string;
}

type LinkedServerPart = 'product' | 'provider' | 'dataSource' | 'location' | 'providerString' | 'catalog';
type Endpoint = { name: string; clauses: EndpointClauses };
type Audit = { name: string; clauses: AuditClauses };
type Triggers = { names: readonly string[]; ifExists: boolean };
type AuditSpecification = {
  place: 'server' | 'database';
  name: string;
  /** FOR SERVER AUDIT. */
  audit?: string;
  added: readonly AuditedAction[];
  dropped: readonly AuditedAction[];
  isEnabled?: boolean;
};

/** By the kind of the statement. */
export interface SaidOfServer {
  'create-endpoint': Endpoint;
  'alter-endpoint': Endpoint;
  /** `EXEC (N'CREATE TRIGGER … ON ALL SERVER …')`: its text is known, which no other way of making one tells. */
  'create-server-trigger': { name: string; head: TriggerHead; definition: string };
  /** `ENABLE`, `DISABLE`, `DROP TRIGGER … ON ALL SERVER`. */
  'enable-server-trigger': Triggers;
  'disable-server-trigger': Triggers;
  'drop-server-trigger': Triggers;
  /** sp_settriggerorder of a trigger of the server; without an order for None. */
  'set-trigger-order': { name: string; order?: 'first' | 'last'; event: string };
  'create-server-audit': Audit;
  'alter-server-audit': Audit;
  'drop-server-audit': Audit;
  /** `CREATE`, `ALTER`, `DROP { SERVER | DATABASE } AUDIT SPECIFICATION`. */
  'create-audit-specification': AuditSpecification;
  'alter-audit-specification': AuditSpecification;
  'drop-audit-specification': AuditSpecification;
  configure: { name: string; value: number };
  reconfigure: { isOverride: boolean };
  'add-trusted-assembly': Omit<TrustedAssemblyFact, 'kind'>;
  'drop-trusted-assembly': Omit<TrustedAssemblyFact, 'kind'>;
  /** Without a language: in the session's. */
  'add-message': Omit<MessageFact, 'kind' | 'languageId'> & { isReplace: boolean };
  'drop-message': { messageId: number; language?: string };
  'alter-database-set': {
    /** Absent for CURRENT. */
    database?: string;
    /** Option words upper case → value word upper case (`ON`, `OFF`, `PARTIAL` …), empty for options without one. */
    options: Readonly<Record<string, string>>;
  };
  /** Passwords in a provider string are not kept. */
  'add-linked-server': { server: string } & Partial<Pick<LinkedServerFact, LinkedServerPart>>;
  /** A value of NULL is absent. */
  'set-server-option': { server: string; option: string; value?: string };
  'set-network-name': { server: string; address: string };
  /** Without a login it is for all that have no mapping of their own. */
  'set-linked-login': { server: string; usesSelf: boolean; login?: string; remoteName?: string };
  'drop-linked-login': { server: string; login?: string };
  /** `dropsLogins`: with its mappings. */
  'drop-linked-server': { server: string; dropsLogins: boolean };
  'create-object': {
    class: SecurableClass;
    /** The words for its type, upper case: `TABLE`, `PROCEDURE`, `SYMMETRIC KEY` … */
    type: string;
    name: NameParts;
    /** `CREATE OR ALTER`: what is there keeps its permissions. */
    orAlter: boolean;
    /** AUTHORIZATION: who owns it instead of whoever makes it. */
    owner?: string;
    /** Of an object the type that `sys.objects` has of it, of a type `alias`, `table` or `clr`; absent where that is not read. */
    catalogType?: string;
  };
  /** `CREATE DATABASE`, not of a snapshot; `isAttached`: of files that are there, and whatever is in them comes along. */
  'create-database': { name: string; isAttached: boolean; isContained: boolean; collation?: string };
  'drop-object': { class: SecurableClass; type: string; names: readonly NameParts[]; ifExists: boolean };
  /** `sp_rename`, `sp_renamedb`, `ALTER DATABASE … MODIFY NAME`. */
  'rename-object': {
    /** As the procedure takes it: `OBJECT`, `COLUMN`, `INDEX`, `USERDATATYPE`, `DATABASE`, `STATISTICS`. */
    type: string;
    /** Of a column or an index with the table's name in front. */
    name: NameParts;
    newName: string;
  };
}
