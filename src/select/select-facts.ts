// Takes from a server's facts what a selection and a profile ask for, and counts everything left out.
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { FactIndex, isPrincipal } from '../model/fact-index.ts';
import { databaseOf, keyOfParts, principalKey } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';
import type { Exclusion, Note } from '../model/snapshot.ts';
import { close } from './closure.ts';
import { matchAny, matchFilter, unmatchedPatterns } from './name-matcher.ts';
import { databasesOf, type Profile } from './profile.ts';
import type { Selection } from './selection.ts';
import { judgeOf, type Verdict } from './verdict.ts';

/** What was taken, what was left out by which rule, and what is worth knowing. */
export interface Selected {
  readonly facts: readonly Fact[];
  readonly exclusions: readonly Exclusion[];
  readonly notes: readonly Note[];
}

/** More names than this and an exclusion gives its count alone. */
const MOST_NAMES = 100;

/** Which of a server's databases a selection and a profile take; both must. */
export function selectDatabases(
  names: readonly string[],
  selection: Selection | undefined,
  profile: Profile | undefined,
): readonly string[] {
  const known = new Set(names);
  const chosen = matchFilter(selection?.databases, known);
  const ofProfile = profile && matchAny(databasesOf(profile), known);
  return names.filter((name) => chosen(name) && (ofProfile?.(name) ?? true));
}

/**
 * Takes facts: those that every filter takes, and what those need to be restorable. Pure; facts keep their order
 * and are never changed.
 */
export function selectFacts(facts: readonly Fact[], selection: Selection = {}, profile?: Profile): Selected {
  const index = new FactIndex(facts);
  const effective = withDatabases(facts, selection, profile);
  const chosen = chosenPrincipals(facts, index, selection);
  const judge = judgeOf(facts, index, effective, profile, chosen);
  const verdicts = new Map<Fact, Verdict>();
  for (const fact of facts) {
    const verdict = judge(fact);
    if (verdict !== undefined) verdicts.set(fact, verdict);
  }
  const taken = new Set(facts.filter((fact) => !verdicts.has(fact)));
  if (isNarrow(selection)) {
    close(taken, index, selection.withMembers ?? false, (fact) => !verdicts.get(fact)?.isFinal);
  }
  return {
    facts: facts.filter((fact) => taken.has(fact)),
    exclusions: exclusionsOf(facts, taken, verdicts),
    notes: [...unmatchedNotes(facts, selection), ...absentNotes(facts, profile)],
  };
}

/** The selection with the databases settled to exact names. */
function withDatabases(
  facts: readonly Fact[],
  selection: Selection,
  profile: Profile | undefined,
): Selection {
  const names = facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : []));
  const taken = selectDatabases(names, selection, profile);
  if (taken.length === names.length) return { ...selection, databases: {} };
  return { ...selection, databases: { include: taken } };
}

function isNarrow(selection: Selection): boolean {
  return (
    selection.kinds !== undefined ||
    selection.schemas !== undefined ||
    selection.objects?.include !== undefined ||
    selection.principals !== undefined
  );
}

/** The keys of the principals asked for, the users of the logins among them, and all their roles upward. */
function chosenPrincipals(
  facts: readonly Fact[],
  index: FactIndex,
  selection: Selection,
): ReadonlySet<string> | undefined {
  if (selection.principals === undefined) return undefined;
  const matches = matchFilter(selection.principals, principalNames(facts));
  const chosen = new Set<string>();
  const waiting: (readonly [database: string | undefined, name: string])[] = [];
  const choose = (database: string | undefined, name: string) => {
    const key = principalKey(database, name);
    if (chosen.has(key)) return;
    chosen.add(key);
    waiting.push([database, name]);
  };
  for (const fact of facts) {
    if (!isPrincipal(fact)) {
      if (fact.kind === 'permission' && matches(fact.grantee)) choose(fact.database, fact.grantee);
      continue;
    }
    const byLogin = fact.kind === 'user' && fact.login !== undefined && matches(fact.login);
    if (matches(fact.name) || byLogin) choose(databaseOf(fact), fact.name);
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { database, role } of index.membershipsOf(...next)) choose(database, role);
    if (!selection.withMembers) continue;
    for (const { database, member } of index.membersOf(...next)) choose(database, member);
  }
  return chosen;
}

function principalNames(facts: readonly Fact[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const fact of facts) {
    if (isPrincipal(fact)) names.add(fact.name);
    if (fact.kind === 'permission') names.add(fact.grantee);
  }
  return names;
}

function exclusionsOf(
  facts: readonly Fact[],
  taken: ReadonlySet<Fact>,
  verdicts: ReadonlyMap<Fact, Verdict>,
): readonly Exclusion[] {
  const groups = new Map<
    string,
    { rule: string; database: string | undefined; count: number; names: Set<string> }
  >();
  for (const fact of facts) {
    const verdict = verdicts.get(fact);
    if (verdict === undefined || taken.has(fact)) continue;
    const database = databaseOf(fact);
    const key = keyOfParts(verdict.rule, database);
    let group = groups.get(key);
    if (group === undefined) {
      group = { rule: verdict.rule, database, count: 0, names: new Set() };
      groups.set(key, group);
    }
    group.count += 1;
    const name = listedName(fact);
    if (name !== undefined && group.names.size <= MOST_NAMES) group.names.add(name);
  }
  return [...groups.values()].map(({ rule, database, count, names }) => ({
    rule,
    ...defined({ database }),
    count,
    ...(names.size > 0 && names.size <= MOST_NAMES ? { names: [...names].sort(ordinal) } : {}),
  }));
}

function listedName(fact: Fact): string | undefined {
  if (fact.kind === 'securable' || fact.kind === 'definition')
    return fact.schema === undefined ? fact.name : `${fact.schema}.${fact.name}`;
  return fact.kind === 'database' || fact.kind === 'schema' || fact.kind === 'endpoint' || isPrincipal(fact)
    ? fact.name
    : undefined;
}

function unmatchedNotes(facts: readonly Fact[], selection: Selection): readonly Note[] {
  const schemas = new Set(
    facts.flatMap((fact) =>
      'schema' in fact && fact.schema ? [fact.schema] : fact.kind === 'schema' ? [fact.name] : [],
    ),
  );
  const databases = facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : []));
  const unmatched = [
    ...unmatchedPatterns(selection.databases, new Set(databases)).map((pattern) => `database ${pattern}`),
    ...unmatchedPatterns(selection.schemas, schemas).map((pattern) => `schema ${pattern}`),
    ...unmatchedPatterns(selection.principals, principalNames(facts)).map(
      (pattern) => `principal ${pattern}`,
    ),
  ];
  return unmatched.map((what) => ({
    code: 'filter-unmatched',
    fact: `Nothing matches the ${what} of the selection.`,
  }));
}

/** Exclusions of the profile that its databases do not have: normal, and worth a line. */
function absentNotes(facts: readonly Fact[], profile: Profile | undefined): readonly Note[] {
  const rules = profile?.exclude ?? [];
  const objects = new Map<string, Set<string>>();
  for (const fact of facts) if (fact.kind === 'database') objects.set(fact.name, new Set());
  for (const fact of facts) {
    if (fact.kind === 'securable' && fact.database !== undefined) objects.get(fact.database)?.add(fact.name);
  }
  return rules.flatMap((rule) => {
    const isHere = rule.database === undefined || objects.has(rule.database);
    const places = [...objects].filter(
      ([database]) => rule.database === undefined || rule.database === database,
    );
    const names = new Set(places.flatMap(([, place]) => [...place]));
    if (!isHere || unmatchedPatterns({ exclude: [rule.name] }, names).length === 0) return [];
    const scope = defined({ database: rule.database });
    const fact = `${rule.schema === undefined ? '' : `${rule.schema}.`}${rule.name} is not there, which is normal.`;
    return [{ code: 'profile-object-absent', ...scope, fact }];
  });
}
