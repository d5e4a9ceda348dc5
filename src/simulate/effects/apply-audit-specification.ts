// What making, changing and dropping audit specifications does. Sources: "CREATE DATABASE AUDIT SPECIFICATION
// (Transact-SQL)", "ALTER SERVER AUDIT SPECIFICATION (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { AuditedAction } from '../../parse/tree/statement.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { AuditedState } from '../state/audit-specification.ts';
import { auditedKey } from '../state/audit-specification.ts';
import type { Scope } from '../state/scope.ts';
import { findTarget } from './find-named.ts';

type Specification = ActOf<
  'create-audit-specification' | 'alter-audit-specification' | 'drop-audit-specification'
>;

/** Where a statement says that its specification is. */
export function specificationScope(
  { place }: Pick<Specification, 'place'>,
  { server, database }: RunContext,
): Scope {
  return place === 'server' ? server : database;
}

/** What actions are of a place, without those on or of what is not there. */
export function auditedIn(
  actions: readonly AuditedAction[],
  act: Pick<Specification, 'place'>,
  context: RunContext,
): readonly AuditedState[] {
  const scope = specificationScope(act, context);
  return actions.flatMap(({ action, on, principal: who }): AuditedState[] => {
    if (on === undefined) return [{ action }];
    const target = findTarget(on.class ?? 'OBJECT', on.name, context);
    const principal = scope.principal(who ?? '');
    return target === undefined || principal === undefined ? [] : [{ action, target, principal }];
  });
}

/** Makes one, which is off unless the statement says otherwise, or changes what it says. */
export function setSpecification(
  act: ActOf<'create-audit-specification' | 'alter-audit-specification'>,
  context: RunContext,
  scope: Scope,
): void {
  const before = scope.specifications.get(act.name);
  if (before === undefined && act.kind === 'alter-audit-specification') return;
  const actions = new Map(before?.actions);
  for (const one of auditedIn(act.dropped, act, context)) actions.delete(auditedKey(one));
  for (const one of auditedIn(act.added, act, context)) actions.set(auditedKey(one), one);
  const { id = scope.newId(), name = act.name, audit, auditGuid } = before ?? {};
  const named = act.audit === undefined ? { audit, auditGuid } : auditNamed(act.audit, context);
  const isEnabled = act.isEnabled ?? before?.isEnabled ?? false;
  scope.specifications.set(name, { id, name, ...defined(named), isEnabled, actions });
}

function auditNamed(name: string, { server }: RunContext) {
  const found = server.audits.get(name);
  return { audit: found?.name ?? name, auditGuid: found?.guid };
}

export function dropSpecification({ name }: Specification, _: RunContext, scope: Scope): void {
  scope.specifications.delete(name);
}
