// What steps take away on their way: a change of owner the permissions on a thing, and of a schema those on what is in it
// and has no owner of its own; a new endpoint for T-SQL the CONNECT of public on the one that every server has. Sources:
// "ALTER AUTHORIZATION (Transact-SQL)", "Configure the Database Engine to listen on multiple TCP ports" (Microsoft).
import { DEFAULT_TCP_ENDPOINT, isConnectOfPublic } from '../../model/catalog/default-permission.ts';
import type { Fact, PermissionFact } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import { keyOf, securableKey, securableOf } from '../../model/identity.ts';
import type { FactChanges } from '../compare-snapshots.ts';

/** Permissions that are there and go on the way, so that they have to be given again; `fixed` owners stay. */
export function lostPermissions(
  changes: FactChanges,
  live: FactIndex,
  facts: readonly Fact[],
  fixed: ReadonlySet<string>,
): ReadonlySet<Fact> {
  const things = new Set<string>();
  for (const { after, properties } of changes.changed.values()) {
    if (!properties.has('owner') || after.kind === 'database' || fixed.has(keyOf(after))) continue;
    const on = securableOf(after);
    if (on !== undefined) things.add(securableKey(on));
  }
  const makesWayIn = [...changes.added.values()].some(
    (fact) => fact.kind === 'endpoint' && fact.type === 'TSQL',
  );
  if (things.size === 0 && !makesWayIn) return new Set();
  return new Set(
    facts.filter(
      (fact) =>
        fact.kind === 'permission' &&
        (isOn(fact, things, live) || (makesWayIn && isConnectOfPublic(fact, DEFAULT_TCP_ENDPOINT))),
    ),
  );
}

function isOn(fact: PermissionFact, things: ReadonlySet<string>, live: FactIndex): boolean {
  if (things.has(securableKey(fact))) return true;
  const { database, schema } = fact;
  const isWithin =
    database !== undefined &&
    schema !== undefined &&
    things.has(securableKey({ database, class: 'SCHEMA', name: schema }));
  return isWithin && live.namedOwnerOf(securableOf(fact)) === undefined;
}
