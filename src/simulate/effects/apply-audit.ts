// What making, changing and dropping audits of the server and their specifications does. Sources: "CREATE SERVER AUDIT",
// "CREATE DATABASE AUDIT SPECIFICATION", "ALTER SERVER AUDIT SPECIFICATION (Transact-SQL)" (Microsoft).
import { ALL_FILES, USUAL_DELAY } from '../../model/catalog/audit-clause.ts';
import { defined } from '../../model/defined.ts';
import type { ServerAuditFact } from '../../model/fact.ts';
import type { AuditClauses, AuditedAction, Verb } from '../../parse/tree/statement.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { LinkRows } from '../state/links.ts';
import type { Scope } from '../state/scope.ts';
import type { Thing } from '../state/things.ts';
import { whereSaid, within } from './effect.ts';
import { findTarget } from './find-named.ts';

type Specification = ActOf<`${Verb}-audit-specification`>;

/** Where a statement says that its specification is. */
export function specificationScope(
  { place }: Pick<Specification, 'place'>,
  { server, database }: RunContext,
): Scope {
  return place === 'server' ? server : database;
}

export const AUDIT_EFFECTS = {
  ...within('server', {
    /** A new audit is disabled; the GUID that it gets where none is said nobody knows. */
    'create-server-audit': ({ name, clauses }, { server }) => {
      const { to, predicate, guid, ...rest } = clauses;
      const usual = { queueDelay: USUAL_DELAY, onFailure: 'CONTINUE', isEnabled: false };
      const filter = predicate ?? undefined;
      server.things['server-audit'].put(
        defined({ name, guid, ...written(to), ...usual, ...rest, predicate: filter }),
      );
    },
    'alter-server-audit': ({ name, clauses }, { server }) => {
      const audits = server.things['server-audit'];
      const { to, predicate, ...rest } = clauses;
      const place = to === undefined ? {} : { ...NOWHERE, ...written(to) };
      const filter = predicate === undefined ? {} : { predicate: predicate ?? undefined };
      audits.change(audits.get(name), { ...place, ...rest, ...filter });
    },
    'drop-server-audit': ({ name }, { server }) => server.things['server-audit'].delete(name),
  }),
  ...whereSaid(
    ['create-audit-specification', 'alter-audit-specification'],
    specificationScope,
    setSpecification,
  ),
  ...whereSaid(['drop-audit-specification'], specificationScope, ({ name }, _, scope) => {
    const found = scope.specifications.get(name);
    scope.audited.deleteWhere(({ specification }) => specification === found);
    scope.specifications.delete(name);
  }),
};

const NOWHERE = {
  path: undefined,
  maxSize: undefined,
  maxRolloverFiles: undefined,
  maxFiles: undefined,
  isSpaceReserved: undefined,
};

/** Where it writes, with what a file has that the statement does not say. */
function written(to: AuditClauses['to']): Partial<ServerAuditFact> {
  if (to?.path === undefined) return { ...to };
  const rollover = to.maxFiles === undefined ? { maxRolloverFiles: ALL_FILES } : {};
  const { maxSize = 0, isSpaceReserved = false } = to;
  return { ...rollover, ...to, maxSize, isSpaceReserved };
}

/** What a specification audits by some actions, without those on or of what is not there. */
export function auditedIn(
  actions: readonly AuditedAction[],
  specification: Thing<'audit-specification'>,
  act: Pick<Specification, 'place'>,
  context: RunContext,
): readonly LinkRows['audit-action'][] {
  const scope = specificationScope(act, context);
  return actions.flatMap(({ action, on, principal: who }): LinkRows['audit-action'][] => {
    if (on === undefined) return [{ specification, action }];
    const target = findTarget(on.class ?? 'OBJECT', on.name, context);
    const principal = scope.principal(who ?? '');
    return target === undefined || principal === undefined
      ? []
      : [{ specification, action, target, principal }];
  });
}

/** Makes one, which is off unless the statement says otherwise, or changes what it says. */
function setSpecification(
  act: ActOf<'create-audit-specification' | 'alter-audit-specification'>,
  context: RunContext,
  { specifications, audited }: Scope,
): void {
  const old = specifications.get(act.name);
  if (old === undefined && act.kind === 'alter-audit-specification') return;
  const found = old ?? specifications.put({ name: act.name, isEnabled: false });
  const audit = context.server.things['server-audit'].get(act.audit ?? '');
  const named = act.audit === undefined ? {} : { audit: audit?.name ?? act.audit, auditGuid: audit?.guid };
  specifications.change(found, { ...named, ...defined({ isEnabled: act.isEnabled }) });
  for (const row of auditedIn(act.dropped, found, act, context)) audited.delete(row);
  for (const row of auditedIn(act.added, found, act, context)) audited.put(row);
}
