// Statements about what the server itself has besides principals: endpoints, triggers, audits and their
// specifications, options, trusted assemblies, messages.

import type { TriggerHead } from '../../model/catalog/trigger-text.ts';
import type { EndpointFact, Hex, ServerAuditFact } from '../../model/fact.ts';
import type { Node } from './statement-node.ts';
import type { SecurableName } from './statement-permission.ts';

/** What a statement says of an endpoint, in the catalogue's words. */
export type EndpointClauses = {
  -readonly [P in keyof Omit<EndpointFact, 'kind' | 'name'>]?: EndpointFact[P];
};

export interface EndpointStatement extends Node {
  readonly kind: 'create-endpoint' | 'alter-endpoint';
  readonly name: string;
  readonly clauses: EndpointClauses;
}

/** `EXEC (N'CREATE TRIGGER … ON ALL SERVER …')`: its text is known, which no other way of making one tells. */
export interface CreateServerTrigger extends Node {
  readonly kind: 'create-server-trigger';
  readonly name: string;
  readonly head: TriggerHead;
  readonly definition: string;
}

/** `ENABLE`, `DISABLE`, `DROP TRIGGER … ON ALL SERVER`. */
export interface ServerTriggerStatement extends Node {
  readonly kind: 'enable-server-trigger' | 'disable-server-trigger' | 'drop-server-trigger';
  readonly names: readonly string[];
  readonly ifExists: boolean;
}

/** sp_settriggerorder of a trigger of the server. */
export interface SetTriggerOrder extends Node {
  readonly kind: 'set-trigger-order';
  readonly name: string;
  /** Absent for None. */
  readonly order?: 'first' | 'last';
  readonly event: string;
}

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

export interface ServerAuditStatement extends Node {
  readonly kind: 'create-server-audit' | 'alter-server-audit' | 'drop-server-audit';
  readonly name: string;
  readonly clauses: AuditClauses;
}

/** A group of actions, or an action of a principal on a securable. */
export interface AuditedAction {
  /** Upper case. */
  readonly action: string;
  /** Both absent for a group. */
  readonly on?: SecurableName;
  readonly principal?: string;
}

/** `CREATE`, `ALTER`, `DROP { SERVER | DATABASE } AUDIT SPECIFICATION`. */
export interface AuditSpecificationStatement extends Node {
  readonly kind: 'create-audit-specification' | 'alter-audit-specification' | 'drop-audit-specification';
  readonly place: 'server' | 'database';
  readonly name: string;
  /** FOR SERVER AUDIT. */
  readonly audit?: string;
  readonly added: readonly AuditedAction[];
  readonly dropped: readonly AuditedAction[];
  readonly isEnabled?: boolean;
}

export interface Configure extends Node {
  readonly kind: 'configure';
  readonly name: string;
  readonly value: number;
}

export interface Reconfigure extends Node {
  readonly kind: 'reconfigure';
  readonly isOverride: boolean;
}

export interface TrustedAssembly extends Node {
  readonly kind: 'add-trusted-assembly' | 'drop-trusted-assembly';
  readonly hash: Hex;
  readonly description?: string;
}

export interface AddMessage extends Node {
  readonly kind: 'add-message';
  readonly messageId: number;
  readonly severity: number;
  readonly text: string;
  /** Absent: the session's language. */
  readonly language?: string;
  readonly isEventLogged: boolean;
  readonly isReplace: boolean;
}

export interface DropMessage extends Node {
  readonly kind: 'drop-message';
  readonly messageId: number;
  readonly language?: string;
}

export interface AlterDatabaseSet extends Node {
  readonly kind: 'alter-database-set';
  /** Absent for CURRENT. */
  readonly database?: string;
  /** Option words upper case → value word upper case (`ON`, `OFF`, `PARTIAL` …), empty for options without one. */
  readonly options: Readonly<Record<string, string>>;
}

/** Any of them. */
export type ServerStatement =
  | EndpointStatement
  | CreateServerTrigger
  | ServerTriggerStatement
  | SetTriggerOrder
  | ServerAuditStatement
  | AuditSpecificationStatement
  | Configure
  | Reconfigure
  | AlterDatabaseSet
  | TrustedAssembly
  | AddMessage
  | DropMessage;
