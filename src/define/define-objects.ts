// The definitions of a database as statements in the order of their making: what a script runs, without its machinery.
import { defined } from '../model/defined.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import type { DefineOptions } from './define-options.ts';
import { statementsOf, whyUnscripted } from './kinds.ts';
import { orderDefinitions } from './order.ts';
import { DEFINITION_SECTIONS, type ObjectStatement, type Unscripted } from './statement.ts';

/** A statement, and the definition that it is of. */
export interface DefinedStatement extends ObjectStatement {
  readonly fact: DefinitionFact;
}

/** What definitions become. */
export interface DefinedObjects {
  /** In the order in which they run. */
  readonly statements: readonly DefinedStatement[];
  /** What has no statement. */
  readonly unscripted: readonly (Unscripted & { readonly fact: DefinitionFact })[];
  /** Objects that cannot be made one before the other, each such circle by itself. */
  readonly circles: readonly (readonly DefinitionFact[])[];
}

/**
 * The statements that make the objects of one database, section by section. `collation` is the database's.
 * Throws a RegrantError `bad-snapshot` for what is not what the catalogue gives.
 */
export function defineObjects(
  facts: readonly DefinitionFact[],
  options: DefineOptions = {},
  collation?: string,
): DefinedObjects {
  const { facts: ordered, early, circles } = orderDefinitions(facts);
  const context = { options, isEarly: (fact: DefinitionFact) => early.has(fact), ...defined({ collation }) };
  const all = ordered.flatMap((fact) =>
    statementsOf(fact, context).map((statement) => ({ ...statement, fact })),
  );
  return {
    statements: DEFINITION_SECTIONS.flatMap((section) => all.filter((one) => one.section === section)),
    unscripted: ordered.flatMap((fact) => {
      const why = whyUnscripted(fact);
      return why === undefined ? [] : [{ ...why, fact }];
    }),
    circles,
  };
}
