// What each step of a plan of changes takes to be run: a step of the full plan may still take something away from a
// server that is not new.
import type { Fact, FactKind } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import type { Allowance, GuardedStep } from './allowance.ts';
import type { FactChanges } from './compare-snapshots.ts';
import type { NeededSteps } from './needed-step.ts';
import { isPermissionStep } from './needed-step.ts';
import type { Section, Step } from './plan.ts';

/** A step with its own allowances; CASCADE is added where SQL Server asks for it. */
export function guardedStep(
  one: Step,
  { database }: Section,
  changes: FactChanges,
  needed: NeededSteps,
): GuardedStep {
  const needs: Allowance[] = [];
  const row = isPermissionStep(one) ? changes.changed.get(needed.keyOfPermission(one, database)) : undefined;
  const [before, after] = [stateOf(row?.before), stateOf(row?.after)];
  if (one.action.startsWith('own-') && !isNew(one, database, changes)) needs.push('change-owners');
  if (one.values.grantee === 'public') needs.push('allow-public');
  if (row !== undefined && isDenial(before) !== isDenial(after)) needs.push('revoke-extra');
  if (one.action === 'enable-login') needs.push('enable-logins');
  const isDisabled =
    one.action === 'disable-login' && !isAdded('login', one.values.login, undefined, changes);
  if (isDisabled) needs.push('revoke-extra');
  // A DENY or REVOKE over a row with grant option needs CASCADE.
  const cascades = before === 'W' && one.action !== 'grant';
  return { step: cascades ? { ...one, values: { ...one.values, cascade: true } } : one, needs };
}

const stateOf = (fact: Fact | undefined) => (fact?.kind === 'permission' ? fact.state : undefined);
const isDenial = (state: string | undefined) => state === 'D' || state === 'R';

function isAdded(
  kind: FactKind,
  name: unknown,
  database: string | undefined,
  { added }: FactChanges,
): boolean {
  return added.has(keyOf({ kind, name, ...(database === undefined ? {} : { database }) } as Fact));
}

function isNew({ action, values }: Step, database: string | undefined, changes: FactChanges): boolean {
  if (action === 'own-server-role') return isAdded('server-role', values.role, undefined, changes);
  if (action === 'own-role') return isAdded('role', values.role, database, changes);
  return action === 'own-schema' && isAdded('schema', values.schema, database, changes);
}
