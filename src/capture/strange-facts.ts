// Facts that cannot stand in a snapshot, since a server gave what its catalogue never has, such as NULL for a number: each is
// left out and told, so that one strange row costs nothing else.
import { defined } from '../model/defined.ts';
import type { Fact, FactKind } from '../model/fact.ts';
import { databaseOf, keyOfParts } from '../model/identity.ts';
import type { Omission } from '../model/snapshot.ts';
import { factProblem } from '../snapshot/fact-check.ts';
import type { PasswordMode } from './password-mode.ts';

/** Kinds of which there are very many, made of nothing but names and of words that were looked up. */
const PLAIN: ReadonlySet<FactKind> = new Set([
  'permission',
  'securable',
  'role-member',
  'schema',
  'definition',
]);

/** The facts that can stand in a snapshot, as they were, and what tells of the others. */
export function withoutStrange(
  facts: readonly Fact[],
  passwords: PasswordMode,
): { readonly facts: readonly Fact[]; readonly omissions: readonly Omission[] } {
  const strange = new Set<Fact>();
  const told = new Map<string, Omission>();
  for (const fact of facts) {
    if (PLAIN.has(fact.kind)) continue;
    const problem = factProblem(fact, passwords);
    if (problem === undefined) continue;
    strange.add(fact);
    const key = keyOfParts(databaseOf(fact), fact.kind, problem);
    told.set(key, omissionOf(fact, problem, (told.get(key)?.count ?? 0) + 1));
  }
  if (strange.size === 0) return { facts, omissions: [] };
  return { facts: facts.filter((fact) => !strange.has(fact)), omissions: [...told.values()] };
}

function omissionOf(fact: Fact, problem: string, count: number): Omission {
  return defined({
    code: 'strange-row',
    database: databaseOf(fact),
    fact: `A row has what no catalogue has, and was not captured: it ${problem}.`,
    remedy: 'Look at these rows on the server, and capture again.',
    count,
  });
}
