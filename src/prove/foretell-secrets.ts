// What a script leaves undone while nobody has typed its secrets in: the statements that fail for it, and what differs
// from the snapshot afterwards. It is the difference between two proofs.
import type { Change } from '../diff/change.ts';
import { keyOf, keyOfParts } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Proof } from './proof.ts';
import { type ProveOptions, proveScript } from './prove-script.ts';

/** What waits for a person who types secrets. */
export interface AwaitedSecrets {
  /** Whether a statement, by its number, fails for want of a secret. */
  hasStatement(number: number | undefined): boolean;
  /** Whether a difference is there for want of a secret alone. */
  explains(change: Change): boolean;
}

/** Foretells it for a script of a snapshot. Throws what proveScript throws. */
export async function foretellSecrets(
  script: string,
  snapshot: Snapshot,
  options: Omit<ProveOptions, 'secrets' | 'twice'> = {},
): Promise<AwaitedSecrets> {
  const typed = await proveScript(script, snapshot, { ...options, secrets: 'typed' });
  const left = await proveScript(script, snapshot, { ...options, secrets: 'left' });
  const done = failing(typed, true);
  const statements = [...failing(left, false)].filter((number) => !done.has(number));
  const there = new Set(differences(typed));
  const awaited = new Set(differences(left).filter((entry) => !there.has(entry)));
  const numbers = new Set(statements);
  return {
    hasStatement: (number) => number !== undefined && numbers.has(number),
    explains: (change) => {
      if (change.change !== 'changed') return awaited.has(keyOfParts(change.key));
      return change.changes.every(({ property }) => awaited.has(keyOfParts(change.key, property)));
    },
  };
}

/** Numbers of the statements that fail; without those whose secret was taken as typed, if wished. */
function failing({ failures, expectedFailures }: Proof, isTyped: boolean): ReadonlySet<number> {
  const all = [...failures, ...expectedFailures.flatMap(({ items }) => items)];
  const real = all.filter(({ kind }) => !isTyped || kind !== 'secret');
  return new Set(real.flatMap(({ statement }) => (statement === undefined ? [] : [statement])));
}

function differences({ missing, extra, different }: Proof): string[] {
  return [
    ...[...missing, ...extra].map((fact) => keyOfParts(keyOf(fact))),
    ...different.flatMap(({ key, changes }) => changes.map(({ property }) => keyOfParts(key, property))),
  ];
}
