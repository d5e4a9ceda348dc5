// What a change of owner takes away on its way: the permissions on a thing, and on all that its schema holds.
// Source: "ALTER AUTHORIZATION (Transact-SQL)".
import type { Fact, PermissionFact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import type { FactChanges } from './compare-snapshots.ts';
import { securableOf } from './snapshot-index.ts';

/** Permissions that are there and go with a change of owner, by key, so that they have to be given again; `fixed` owners stay. */
export function permissionsLostWithOwners(
  changes: FactChanges,
  facts: readonly Fact[],
  fixed: ReadonlySet<string>,
): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const { after, properties } of changes.changed.values()) {
    if (!properties.has('owner') || after.kind === 'database' || fixed.has(keyOf(after))) continue;
    const database = 'database' in after ? after.database : undefined;
    const kind = after.kind === 'securable' ? after.class : CLASS_OF[after.kind];
    if (kind === undefined || !('name' in after)) continue;
    owners.add(
      JSON.stringify([database, kind, after.kind === 'securable' ? after.schema : undefined, after.name]),
    );
  }
  if (owners.size === 0) return new Set();
  const lost = facts.filter((fact): fact is PermissionFact => {
    if (fact.kind !== 'permission') return false;
    const { database, class: kind, schema, name } = securableOf(fact);
    const inSchema =
      schema !== undefined && owners.has(JSON.stringify([database, 'SCHEMA', undefined, schema]));
    return inSchema || owners.has(JSON.stringify([database, kind, schema, name]));
  });
  return new Set(lost.map(keyOf));
}

const CLASS_OF: Readonly<Record<string, string>> = {
  schema: 'SCHEMA',
  role: 'ROLE',
  'server-role': 'SERVER ROLE',
};
