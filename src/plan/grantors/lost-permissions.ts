// What a change of owner takes away on its way: the permissions on a thing, and on all that its schema holds.
// Source: "ALTER AUTHORIZATION (Transact-SQL)".
import type { Fact, PermissionFact } from '../../model/fact.ts';
import { keyOf, securableKey, securableOf } from '../../model/identity.ts';
import type { FactChanges } from '../compare-snapshots.ts';

/** Permissions that are there and go with a change of owner, so that they have to be given again; `fixed` owners stay. */
export function permissionsLostWithOwners(
  changes: FactChanges,
  facts: readonly Fact[],
  fixed: ReadonlySet<string>,
): ReadonlySet<Fact> {
  const things = new Set<string>();
  for (const { after, properties } of changes.changed.values()) {
    if (!properties.has('owner') || after.kind === 'database' || fixed.has(keyOf(after))) continue;
    const on = securableOf(after);
    if (on !== undefined) things.add(securableKey(on));
  }
  if (things.size === 0) return new Set();
  return new Set(facts.filter((fact) => fact.kind === 'permission' && isOn(fact, things)));
}

function isOn(fact: PermissionFact, things: ReadonlySet<string>): boolean {
  const { database, schema } = fact;
  const isWithin =
    database !== undefined &&
    schema !== undefined &&
    things.has(securableKey({ database, class: 'SCHEMA', name: schema }));
  return isWithin || things.has(securableKey(fact));
}
