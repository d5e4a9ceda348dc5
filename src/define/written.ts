// What an object becomes where it is one of many. Nothing is made of what is not understood, and only the object that has it
// is left out, which is told: on the day on which all others are needed, one text that nobody can read is not in their way.
import { RegrantError } from '../model/errors.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import type { DefineContext } from './define-options.ts';
import { PARTS, remarksOf, statementsOf, statementsOfPart, whyUnscripted } from './kinds.ts';
import type { ObjectStatement, Unscripted } from './statement.ts';

/** What an object becomes. */
export interface Written {
  readonly statements: readonly ObjectStatement[];
  /** Why it has no statement, where it has none. */
  readonly unscripted?: Unscripted;
  /** What has to be known of it where it has its statements: a part that has none, what it needs besides. */
  readonly remarks: readonly Unscripted[];
}

/** The code of what is left out since a value or a text of it is not understood. */
export const NOT_UNDERSTOOD = 'not-understood';

/**
 * The statements of an object, or why it has none. Without its own there are none of what is noted on it; without these it
 * still is what it was. A database is left out for nothing: all that is in it would be without.
 * Throws a RegrantError `bad-snapshot` for what the catalogue does not give of a database.
 */
export function writtenOf(fact: DefinitionFact, context: DefineContext): Written {
  const unscripted = whyUnscripted(fact);
  if (unscripted !== undefined) return { statements: [], unscripted, remarks: [] };
  if (fact.type === 'database') return { statements: statementsOf(fact, context), remarks: remarksOf(fact) };
  const statements: ObjectStatement[] = [];
  const lost: Unscripted[] = [];
  for (const [at, part] of PARTS.entries()) {
    try {
      for (const statement of statementsOfPart(part, fact, context)) statements.push(statement);
    } catch (error) {
      const why = notUnderstood(error, at === 0 ? 'it' : 'this of it');
      if (at === 0) return { statements: [], unscripted: why, remarks: [] };
      lost.push(why);
    }
  }
  return { statements, remarks: [...lost, ...remarksOf(fact)] };
}

function notUnderstood(error: unknown, what: string): Unscripted {
  if (!(error instanceof RegrantError) || error.code !== 'bad-snapshot') throw error;
  const { fact, remedy } = error;
  const why = `${fact} Nothing is made of what is not understood, so ${what} is left out: make it by hand. ${remedy}`;
  return { code: NOT_UNDERSTOOD, why };
}
