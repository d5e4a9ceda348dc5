// What one snapshot has that another lacks, and the other way round, by key. Memory holds both; a plan needs them whole.
import type { Fact, FactKind, FactOf } from '../model/fact.ts';
import { propertiesOf, propertyValue } from '../model/fact-shape.ts';
import { keyOf } from '../model/identity.ts';

/** A fact that is in both states, with different properties. */
export interface ChangedFact<K extends FactKind = FactKind> {
  readonly before: FactOf<K>;
  readonly after: FactOf<K>;
  readonly properties: ReadonlySet<string>;
}

/** The differences between two lists of facts. */
export interface FactChanges {
  readonly added: ReadonlyMap<string, Fact>;
  readonly changed: ReadonlyMap<string, ChangedFact>;
  readonly removed: readonly Fact[];
}

/** Compares facts by key; secrets only where both sides have one, and fingerprints only of the same key. */
export function compareSnapshots(
  before: readonly Fact[],
  after: readonly Fact[],
  hasSameKey = true,
): FactChanges {
  const old = new Map(before.map((fact) => [keyOf(fact), fact]));
  const added = new Map<string, Fact>();
  const changed = new Map<string, ChangedFact>();
  for (const fact of after) {
    const key = keyOf(fact);
    const found = old.get(key);
    old.delete(key);
    if (found === undefined) added.set(key, fact);
    else {
      const properties = differing(found, fact);
      if (!hasSameKey) properties.delete('passwordFingerprint');
      if (properties.size > 0) changed.set(key, { before: found, after: fact, properties });
    }
  }
  return { added, changed, removed: [...old.values()] };
}

function differing(before: Fact, after: Fact): Set<string> {
  const properties = new Set<string>();
  for (const [property, shape] of propertiesOf(after.kind)) {
    const [from, to] = [propertyValue(before, property), propertyValue(after, property)];
    if (from === to || JSON.stringify(from) === JSON.stringify(to)) continue;
    if (!shape.secret || (from !== undefined && to !== undefined)) properties.add(property);
  }
  return properties;
}

/** The changed facts of one kind. */
export function changedOf<K extends FactKind>(changes: FactChanges, kind: K): readonly ChangedFact<K>[] {
  return [...changes.changed.values()].filter(
    (change): change is ChangedFact & ChangedFact<K> => change.after.kind === kind,
  );
}
