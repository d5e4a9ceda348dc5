// The objects of a database and the statements that make each, in the order in which they can be made.
import type { DefineContext, DefineOptions } from '../define/define-options.ts';
import { remarksOf, statementsOf, whyUnscripted } from '../define/kinds.ts';
import { orderDefinitions } from '../define/order.ts';
import type { ObjectStatement, Unscripted } from '../define/statement.ts';
import { defined } from '../model/defined.ts';
import type { DefinitionFact, Fact } from '../model/fact.ts';
import { subjectOf } from '../model/words/sentence.ts';

/** An object and what makes it. */
export interface ScriptedObject {
  readonly fact: DefinitionFact;
  readonly statements: readonly ObjectStatement[];
  /** Why it has no statement, where it has none. */
  readonly unscripted?: Unscripted;
  /** What has to be known of it besides. */
  readonly remarks: readonly Unscripted[];
}

/** An object of which a file has no statement, and why. */
export interface NotExported {
  /** `procedure [dbo].[p]`, with its database. */
  readonly object: string;
  /** Stable code, such as `encrypted-module`. */
  readonly code: string;
  /** Why, and what to do. */
  readonly why: string;
}

/**
 * The statements that make one object, each of which runs as a batch of its own, under the settings that it tells.
 * `databaseCollation` is the one that columns without a COLLATE clause have.
 * Throws a RegrantError `bad-snapshot` for what is not what the catalogue gives.
 */
export function scriptObject(
  fact: DefinitionFact,
  { databaseCollation: collation, ...options }: DefineOptions & { readonly databaseCollation?: string } = {},
): readonly ObjectStatement[] {
  return statementsOf(fact, { options, isEarly: () => false, ...defined({ collation }) });
}

/** Every object of each database, the databases in the order of the facts. */
export function* scriptObjects(
  facts: readonly Fact[],
  options: DefineOptions,
): Generator<{ readonly database: string; readonly objects: readonly ScriptedObject[] }> {
  const collations = new Map(
    facts.flatMap((fact) => (fact.kind === 'database' ? [[fact.name, fact.collation] as const] : [])),
  );
  for (const [database, definitions] of byDatabase(facts)) {
    const { facts: ordered, early } = orderDefinitions(definitions);
    const context: DefineContext = {
      options,
      isEarly: (fact) => early.has(fact),
      ...defined({ collation: collations.get(database) }),
    };
    yield { database, objects: ordered.map((fact) => scripted(fact, context)) };
  }
}

/** What is not in the files, and why. */
export function notExported(objects: readonly ScriptedObject[]): readonly NotExported[] {
  return objects.flatMap(({ fact, unscripted }) =>
    unscripted === undefined ? [] : [{ object: subjectOf(fact), ...unscripted }],
  );
}

function scripted(fact: DefinitionFact, context: DefineContext): ScriptedObject {
  const unscripted = whyUnscripted(fact);
  const remarks = remarksOf(fact);
  return { fact, statements: statementsOf(fact, context), remarks, ...defined({ unscripted }) };
}

function byDatabase(facts: readonly Fact[]): ReadonlyMap<string, readonly DefinitionFact[]> {
  const found = new Map<string, DefinitionFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'definition') continue;
    const list = found.get(fact.database);
    if (list === undefined) found.set(fact.database, [fact]);
    else list.push(fact);
  }
  return found;
}
