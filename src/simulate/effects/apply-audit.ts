// What making, changing and dropping audits of the server does. Source: "CREATE SERVER AUDIT (Transact-SQL)".
import { ALL_FILES, USUAL_DELAY } from '../../model/catalog/audit-clause.ts';
import { defined } from '../../model/defined.ts';
import type { ServerAuditFact } from '../../model/fact.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';

/** A new audit is disabled; the GUID that it gets where none is said nobody knows. */
export function createAudit({ name, clauses }: ActOf<'create-server-audit'>, { server }: RunContext): void {
  const { to, predicate, guid, ...rest } = clauses;
  const fact = {
    kind: 'server-audit' as const,
    name,
    guid,
    ...written(to),
    queueDelay: USUAL_DELAY,
    onFailure: 'CONTINUE',
    isEnabled: false,
    ...rest,
    predicate: predicate ?? undefined,
  };
  server.audits.set(name, defined(fact));
}

/** Changes what the statement says. */
export function alterAudit({ name, clauses }: ActOf<'alter-server-audit'>, { server }: RunContext): void {
  const before = server.audits.get(name);
  if (before === undefined) return;
  const { to, predicate, ...rest } = clauses;
  const { predicate: old, ...kept } = before;
  const filter = predicate === undefined ? old : (predicate ?? undefined);
  const place = to === undefined ? {} : { ...NOWHERE, ...written(to) };
  server.audits.set(name, defined({ ...kept, ...place, ...rest, predicate: filter }));
}

export function dropAudit({ name }: ActOf<'drop-server-audit'>, { server }: RunContext): void {
  server.audits.delete(name);
}

const NOWHERE = {
  path: undefined,
  maxSize: undefined,
  maxRolloverFiles: undefined,
  maxFiles: undefined,
  isSpaceReserved: undefined,
};

/** Where it writes, with what a file has that the statement does not say. */
function written(to: ActOf<'create-server-audit'>['clauses']['to']): Partial<ServerAuditFact> {
  if (to?.path === undefined) return { ...to };
  const rollover = to.maxFiles === undefined ? { maxRolloverFiles: ALL_FILES } : {};
  const { maxSize = 0, isSpaceReserved = false } = to;
  return { ...rollover, ...to, maxSize, isSpaceReserved };
}
