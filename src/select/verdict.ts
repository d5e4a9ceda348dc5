// Decides, for one fact at a time, which filter leaves it out. Nothing is brought back here: see closure.ts.

import { isTellingDefault } from '../model/catalog/default-permission.ts';
import { kindOfSecurable, type ObjectKind } from '../model/catalog/object-type.ts';
import { isPrincipalClass } from '../model/catalog/principal-kind.ts';
import type { SecurableClass } from '../model/catalog/securable-class.ts';
import { defined } from '../model/defined.ts';
import { DEFINITION_TYPES } from '../model/definitions/definition-type.ts';
import type { Fact, PermissionFact } from '../model/fact.ts';
import { type FactIndex, isPrincipal } from '../model/fact-index.ts';
import { FACT_SHAPES } from '../model/fact-shape.ts';
import {
  databaseOf,
  placeOfProxyUser,
  principalKey,
  type SecurableRef,
  securableOf,
} from '../model/identity.ts';
import type { ExclusionRule } from '../model/words/exclusion-words.ts';
import { matchAny, matchFilter, type NameMatcher } from './name-matcher.ts';
import type { Profile } from './profile.ts';
import type { ObjectRule, Selection } from './selection.ts';

/** The rule that leaves a fact out. Facts left out for good are not brought back by the closure. */
export interface Verdict {
  readonly rule: ExclusionRule;
  readonly isFinal: boolean;
}

/** Judges facts one by one. */
export type Judge = (fact: Fact) => Verdict | undefined;

interface Names {
  readonly databases: Set<string>;
  readonly schemas: Set<string>;
  readonly objects: Set<string>;
}

/** Makes the judge of a selection and a profile over these facts. */
export function judgeOf(
  facts: readonly Fact[],
  index: FactIndex,
  selection: Selection,
  profile: Profile | undefined,
  chosen: ReadonlySet<string> | undefined,
): Judge {
  const names = namesIn(facts);
  const database = matchFilter(selection.databases, names.databases);
  const schema = selection.schemas && matchFilter(selection.schemas, names.schemas);
  const profileObject = objectMatcher(profile?.exclude, names, index);
  const excludedObject = objectMatcher(selection.objects?.exclude, names, index);
  const includedObject = objectMatcher(selection.objects?.include, names, index);
  const include = selection.kinds?.include && new Set(selection.kinds.include);
  const exclude = new Set(selection.kinds?.exclude ?? []);
  return (fact) => {
    if (fact.kind === 'server') return undefined;
    const databaseName = fact.kind === 'database' ? fact.name : databaseOf(fact);
    if (databaseName !== undefined && !database(databaseName)) return final('filter-database');
    if (fact.kind === 'database') return undefined;
    if (profileObject?.(fact)) return final('profile-object');
    if (excludedObject?.(fact)) return final('filter-object');
    if (fact.kind === 'permission' && isTellingDefault(fact)) return undefined;
    const kind = kindOf(fact, index);
    if (kind !== undefined && ((include && !include.has(kind)) || exclude.has(kind)))
      return soft('filter-kind');
    if (schema !== undefined && isOutside(fact, schema)) return soft('filter-schema');
    if (includedObject !== undefined && isObject(fact) && !includedObject(fact)) return soft('filter-object');
    if (chosen !== undefined && !isOfPrincipals(fact, chosen)) return soft('filter-principal');
    return undefined;
  };
}

const final = (rule: ExclusionRule): Verdict => ({ rule, isFinal: true });
const soft = (rule: ExclusionRule): Verdict => ({ rule, isFinal: false });

function namesIn(facts: readonly Fact[]): Names {
  const names: Names = { databases: new Set(), schemas: new Set(), objects: new Set() };
  for (const fact of facts) {
    if (fact.kind === 'database') names.databases.add(fact.name);
    if (fact.kind === 'schema') names.schemas.add(fact.name);
    const on = isObject(fact) ? placeOf(fact) : undefined;
    if (on?.schema !== undefined) names.schemas.add(on.schema);
    if (on?.name !== undefined) names.objects.add(on.name);
  }
  return names;
}

/** Whether the filter of single objects concerns what a permission is on: not principals, schemas, databases, the server. */
function isObjectClass(on: SecurableClass): boolean {
  return on !== 'SCHEMA' && on !== 'DATABASE' && on !== 'SERVER' && !isPrincipalClass(on);
}

type ObjectFact = Extract<Fact, { kind: 'securable' | 'endpoint' | 'permission' | 'definition' }>;

function isObject(fact: Fact): fact is ObjectFact {
  return (
    fact.kind === 'securable' ||
    fact.kind === 'endpoint' ||
    fact.kind === 'definition' ||
    (fact.kind === 'permission' && isObjectClass(fact.class))
  );
}

function objectMatcher(
  rules: readonly ObjectRule[] | undefined,
  names: Names,
  index: FactIndex,
): ((fact: Fact) => boolean) | undefined {
  if (rules === undefined) return undefined;
  const matchers = rules.map((rule) => ruleMatcher(rule, names, index));
  return (fact) => isObject(fact) && matchers.some((matches) => matches(fact));
}

function ruleMatcher(rule: ObjectRule, names: Names, index: FactIndex) {
  const one = (pattern: string | undefined, known: ReadonlySet<string>): NameMatcher =>
    pattern === undefined ? () => true : matchAny([pattern], known);
  const database = one(rule.database, names.databases);
  const schema = one(rule.schema, names.schemas);
  const object = one(rule.name, names.objects);
  return (fact: ObjectFact): boolean => {
    const on = placeOf(fact);
    return (
      object(on.name ?? '') &&
      (rule.schema === undefined || (on.schema !== undefined && schema(on.schema))) &&
      (rule.database === undefined || (on.database !== undefined && database(on.database))) &&
      (rule.kind === undefined || kindOf(fact, index) === rule.kind)
    );
  };
}

/** Where an object is and what it is called; a trigger goes by the table that it is on. */
function placeOf(fact: ObjectFact): Partial<SecurableRef> {
  if (fact.kind !== 'definition') return securableOf(fact as Fact) ?? {};
  const { database, schema, name, on } = fact;
  return defined({ database, schema, name: on ?? name });
}

function kindOf(fact: Fact, index: FactIndex): ObjectKind | undefined {
  if (fact.kind === 'securable') return kindOfSecurable(fact.class, fact.type);
  if (fact.kind === 'permission') return kindOfSecurable(fact.class, typeOf(fact, index));
  if (fact.kind === 'definition') return DEFINITION_TYPES[fact.type].branch;
  if (fact.kind === 'role-member') return fact.database === undefined ? 'server-roles' : 'database-roles';
  return FACT_SHAPES[fact.kind].branch;
}

function typeOf(fact: PermissionFact, index: FactIndex): string | undefined {
  if (fact.class !== 'OBJECT' && fact.class !== 'TYPE') return undefined;
  const securable = index.securable(securableOf(fact));
  return securable?.kind === 'securable' ? securable.type : undefined;
}

function isOutside(fact: Fact, schema: NameMatcher): boolean {
  if (fact.kind === 'schema') return !schema(fact.name);
  if (fact.kind === 'definition') return fact.schema !== undefined && !schema(fact.schema);
  if (fact.kind !== 'securable' && fact.kind !== 'permission' && fact.kind !== 'audit-action') return false;
  if (fact.class === 'SCHEMA') return !schema(fact.name ?? '');
  return fact.schema !== undefined && !schema(fact.schema);
}

/** Whether a fact is one of the chosen principals, or about one: what it holds, is in, or owns. */
function isOfPrincipals(fact: Fact, chosen: ReadonlySet<string>): boolean {
  if (isPrincipal(fact)) return chosen.has(principalKey(databaseOf(fact), fact.name));
  if (fact.kind === 'role-member') return chosen.has(principalKey(fact.database, fact.member));
  if (fact.kind === 'linked-login')
    return fact.login === undefined || chosen.has(principalKey(undefined, fact.login));
  if (fact.kind === 'permission') return chosen.has(principalKey(fact.database, fact.grantee));
  if (fact.kind === 'schema') return chosen.has(principalKey(fact.database, fact.owner));
  if (fact.kind === 'agent-proxy-user') return chosen.has(principalKey(placeOfProxyUser(fact), fact.user));
  if (fact.kind === 'audit-action')
    return fact.principal === undefined || chosen.has(principalKey(fact.database, fact.principal));
  if (fact.kind === 'agent-job' || fact.kind === 'ssis-package')
    return fact.owner !== undefined && chosen.has(principalKey(undefined, fact.owner));
  if (fact.kind === 'report-policy-role') return chosen.has(principalKey(undefined, fact.account));
  if (fact.kind === 'service-manager-role-member')
    return fact.account !== undefined && chosen.has(principalKey(undefined, fact.account));
  if (fact.kind === 'ssis-permission') return chosen.has(principalKey(fact.database, fact.grantee));
  if (fact.kind === 'mail-profile-user') return chosen.has(principalKey(fact.database, fact.user));
  if (['definition', 'agent-category', 'agent-operator'].includes(fact.kind)) return false;
  if (fact.kind === 'securable' || fact.kind === 'endpoint') {
    return fact.owner !== undefined && chosen.has(principalKey(databaseOf(fact), fact.owner));
  }
  return true;
}
