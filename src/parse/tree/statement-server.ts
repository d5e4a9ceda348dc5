// Statements about what the server itself has besides principals: endpoints and triggers.

import type { TriggerHead } from '../../model/catalog/trigger-text.ts';
import type { EndpointFact, ServerAuditFact } from '../../model/fact.ts';
import type { Node } from './statement-node.ts';

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
