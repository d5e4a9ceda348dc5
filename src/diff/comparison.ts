// What one fact, or two with one key, are as a change, given what the headers of both sides say: what a side may hide, and
// what a side that was read from a script leaves open, is unknown and no difference.
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { isInventory, propertyShape } from '../model/fact-shape.ts';
import { keyOf } from '../model/identity.ts';
import { withoutSecrets } from '../model/secret.ts';
import { isFromScript, type SnapshotHeader } from '../model/snapshot.ts';
import { arePasswordsComparable } from './caveats.ts';
import type { Change, PropertyChange, Side } from './change.ts';
import { compareFacts } from './compare-facts.ts';
import { mayHideIn } from './omission-reach.ts';
import { isUntold } from './untold.ts';

/** Compares the facts of two snapshots. */
export class Comparison {
  readonly #arePasswordsComparable: boolean;
  readonly #mayHide: Readonly<Record<Side, (fact: Fact) => boolean>>;
  readonly #isFromScript: Readonly<Record<Side, boolean>>;

  constructor(before: SnapshotHeader, after: SnapshotHeader) {
    this.#arePasswordsComparable = arePasswordsComparable(before, after);
    this.#mayHide = { before: mayHideIn(before), after: mayHideIn(after) };
    this.#isFromScript = { before: isFromScript(before), after: isFromScript(after) };
  }

  /** A fact that one side lacks. */
  lone(missing: Side, key: string, whole: Fact): Change {
    const fact = withoutSecrets(whole);
    if (this.#mayHide[missing](fact)) return { change: 'unknown', key, missing, fact };
    return missing === 'after'
      ? { change: 'removed', key, before: fact }
      : { change: 'added', key, after: fact };
  }

  /** Two facts with one key, or the one to tell; undefined where nothing differs. */
  pair(told: string | undefined, old: Fact, young: Fact): Change | undefined {
    const all = compareFacts(old, young, this.#arePasswordsComparable);
    if (all.length === 0) return undefined;
    const key = told ?? keyOf(old);
    const changes = all.filter(({ property }) => this.#untoldBy(old, young, property) === undefined);
    const [before, after] = [withoutSecrets(old), withoutSecrets(young)];
    if (changes.length > 0) return { change: 'changed', key, before, after, changes };
    const properties = all.map(({ property }) => property);
    const missing = this.#untoldBy(old, young, properties[0] ?? '') ?? 'before';
    return { change: 'unknown', key, missing, fact: missing === 'after' ? before : after, properties };
  }

  /** The side that is a script and leaves a property open. */
  #untoldBy(old: Fact, young: Fact, property: string): Side | undefined {
    if (this.#isFromScript.before && isUntold(old, property, young)) return 'before';
    return this.#isFromScript.after && isUntold(young, property, old) ? 'after' : undefined;
  }
}

/** The change without what is inventory; undefined where nothing is left. */
export function withoutInventory(change: Change): Change | undefined {
  switch (change.change) {
    case 'added':
      return isInventory(change.after) ? undefined : change;
    case 'removed':
      return isInventory(change.before) ? undefined : change;
    case 'unknown':
      return ofUnknown(change);
    case 'changed': {
      const changes = change.changes.filter(isSecurity(change.before));
      return changes.length === 0 ? undefined : { ...change, changes };
    }
  }
}

const isSecurity =
  ({ kind }: Fact) =>
  ({ property }: Pick<PropertyChange, 'property'>): boolean =>
    propertyShape(kind, property)?.isInventory !== true;

function ofUnknown(change: Extract<Change, { change: 'unknown' }>): Change | undefined {
  if (change.properties === undefined) return isInventory(change.fact) ? undefined : change;
  const properties = change.properties.filter((property) => isSecurity(change.fact)({ property }));
  return properties.length === 0 ? undefined : defined({ ...change, properties });
}
