// What a change of owner takes away on its way: the permissions on a thing, and on all that its schema holds.
// Source: "ALTER AUTHORIZATION (Transact-SQL)".
import type { Fact, PermissionFact } from '../model/fact.ts';
import { keyOf, securableKey, securableOf } from '../model/identity.ts';
import type { FactChanges } from './compare-snapshots.ts';

/** Permissions that are there and go with a change of owner, by key, so that they have to be given again; `fixed` owners stay. */
export function permissionsLostWithOwners(
  changes: FactChanges,
  facts: readonly Fact[],
  fixed: ReadonlySet<string>,
): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const { after, properties } of changes.changed.values()) {
    if (!properties.has('owner') || after.kind === 'database' || fixed.has(keyOf(after))) continue;
    const on = securableOf(after);
    if (on !== undefined) owners.add(securableKey(on));
  }
  if (owners.size === 0) return new Set();
  const lost = facts.filter((fact): fact is PermissionFact => {
    if (fact.kind !== 'permission') return false;
    const { database, schema } = fact;
    const inSchema =
      database !== undefined &&
      schema !== undefined &&
      owners.has(securableKey({ database, class: 'SCHEMA', name: schema }));
    return inSchema || owners.has(securableKey(fact));
  });
  return new Set(lost.map(keyOf));
}
