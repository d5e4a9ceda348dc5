// What a script leaves undone for a reason that is no fault of it: nobody typed its secrets in, or it would shut out the
// login that runs it. Which statements fail for it, and what differs from the snapshot afterwards, is the difference
// between two proofs.
import type { Change } from '../diff/change.ts';
import { keyOf, keyOfParts } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Proof } from './proof.ts';
import { type ProveOptions, proveScript } from './prove-script.ts';

/** What is foretold for one reason. */
export interface Foretold {
  /** Whether a statement, by its number, fails for that reason. */
  hasStatement(number: number | undefined): boolean;
  /** Whether a difference is there for that reason alone. */
  explains(change: Change): boolean;
}

/** What waits for a person who types secrets, foretold for a script of a snapshot. Throws what proveScript throws. */
export async function foretellSecrets(
  script: string,
  snapshot: Snapshot,
  options: Omit<ProveOptions, 'secrets' | 'twice'> = {},
): Promise<Foretold> {
  const typed = await proveScript(script, snapshot, { ...options, secrets: 'typed' });
  const left = await proveScript(script, snapshot, { ...options, secrets: 'left' });
  return between(left, typed, ({ kind }) => kind !== 'secret');
}

/**
 * What is left as it is since it would shut out `runBy`, the login that runs the script, foretold for a script of a
 * snapshot. Throws what proveScript throws, so `bad-option` where the start has no such login.
 */
export async function foretellRunner(
  script: string,
  snapshot: Snapshot,
  runBy: string,
  options: Omit<ProveOptions, 'runBy' | 'twice'> = {},
): Promise<Foretold> {
  const left = await proveScript(script, snapshot, { ...options, runBy });
  return between(left, await proveScript(script, snapshot, options));
}

type ProofFailure = Proof['failures'][number];

/** What fails and differs in the one proof and not in the other, whose failures count as far as `counts` says. */
function between(
  left: Proof,
  done: Proof,
  counts: (failure: ProofFailure) => boolean = () => true,
): Foretold {
  const failsAnyway = numbersOf(failuresOf(done).filter(counts));
  const statements = new Set([...numbersOf(failuresOf(left))].filter((number) => !failsAnyway.has(number)));
  const there = new Set(differences(done));
  const open = new Set(differences(left).filter((entry) => !there.has(entry)));
  return {
    hasStatement: (number) => number !== undefined && statements.has(number),
    explains: (change) => {
      if (change.change !== 'changed') return open.has(keyOfParts(change.key));
      return change.changes.every(({ property }) => open.has(keyOfParts(change.key, property)));
    },
  };
}

const failuresOf = ({ failures, expectedFailures }: Proof): readonly ProofFailure[] => [
  ...failures,
  ...expectedFailures.flatMap(({ items }) => items),
];

function numbersOf(failures: readonly ProofFailure[]): Set<number> {
  return new Set(failures.flatMap(({ statement }) => (statement === undefined ? [] : [statement])));
}

/** What differs after a proof, what every restore leaves too: another server need not be as the simulated one is. */
function differences({ missing, extra, different, expected }: Proof): string[] {
  const others = expected.flatMap(({ items }) => items);
  return [
    ...[...missing, ...extra].map((fact) => keyOfParts(keyOf(fact))),
    ...[...different, ...others].flatMap((change) =>
      change.change === 'changed'
        ? change.changes.map(({ property }) => keyOfParts(change.key, property))
        : [keyOfParts(change.key)],
    ),
  ];
}
