// What each statement changes once no rule refuses it, and where: on the server or in a database. The place decides among
// whose principals its names are, who may run it, and that the database has to be writable.
import type { Act, SimpleStatement } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { Scope } from '../state/scope.ts';
import { AUDIT_EFFECTS } from './apply-audit.ts';
import { ENDPOINT_EFFECTS } from './apply-endpoint.ts';
import { LINKED_EFFECTS } from './apply-linked.ts';
import { LOGIN_EFFECTS } from './apply-login.ts';
import { MSDB_EFFECTS } from './apply-msdb.ts';
import { OBJECT_EFFECTS } from './apply-object.ts';
import { OWNER_EFFECTS } from './apply-permission.ts';
import { SERVER_EFFECTS } from './apply-server.ts';
import { USER_EFFECTS } from './apply-user.ts';
import type { Effect, SimpleKind } from './effect.ts';

/** Where and what; undefined for what changes nothing but the session. */
const EFFECTS: Readonly<Record<SimpleKind, Effect | undefined>> = {
  ...LOGIN_EFFECTS,
  ...USER_EFFECTS,
  ...OWNER_EFFECTS,
  ...OBJECT_EFFECTS,
  ...SERVER_EFFECTS,
  ...ENDPOINT_EFFECTS,
  ...LINKED_EFFECTS,
  ...AUDIT_EFFECTS,
  ...MSDB_EFFECTS,
  use: undefined,
  'execute-as': undefined,
};

/** The statements that change something, but for GRANT, DENY and REVOKE. */
export const CHANGING: readonly SimpleKind[] = (Object.keys(EFFECTS) as SimpleKind[]).filter(
  (kind) => EFFECTS[kind] !== undefined,
);

/** Where an act changes something; undefined where it changes nothing, or the place is not there. */
export function changedScope(act: Act, context: RunContext): Scope | undefined {
  if ('scope' in act) return act.scope;
  const [where] = EFFECTS[act.kind] ?? [];
  return typeof where === 'function' ? where(act as never, context) : where && context[where];
}

/** Changes the state as a statement says. */
export function applyStatement(act: SimpleStatement, context: RunContext): void {
  const scope = changedScope(act, context);
  if (scope !== undefined) EFFECTS[act.kind]?.[1](act as never, context, scope);
}
