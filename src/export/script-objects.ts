// The objects of a database and the statements that make each, in the order in which they can be made.

import type { DefineOptions } from '../define/define-options.ts';
import { statementsOf } from '../define/kinds.ts';
import { ENCRYPTED } from '../define/module.ts';
import { contextIn, orderDefinitions } from '../define/order.ts';
import { CIRCLE, type Circle, circleText } from '../define/parts/circle.ts';
import type { ObjectStatement, Unscripted } from '../define/statement.ts';
import { NOT_UNDERSTOOD, type Written, writtenOf } from '../define/written.ts';
import { defined } from '../model/defined.ts';
import type { DefinitionFact, Fact } from '../model/fact.ts';
import { subjectOf } from '../model/words/sentence.ts';

/** An object and what makes it. */
export interface ScriptedObject extends Written {
  readonly fact: DefinitionFact;
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

/** What else there is to know of the files. */
export interface ExportNote {
  /** Stable code, such as `circle-of-objects`, `signature-needs-key`. */
  readonly code: string;
  /** The database. */
  readonly database: string;
  /** One sentence or two. */
  readonly note: string;
}

/** The objects of a database in their order, and the circles among them. */
export interface ScriptedDatabase {
  readonly database: string;
  readonly objects: readonly ScriptedObject[];
  readonly circles: readonly Circle[];
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
  return statementsOf(fact, contextIn(undefined, { options, ...defined({ collation }) }));
}

/** Every object of each database, the databases in the order of the facts. */
export function* scriptObjects(facts: readonly Fact[], options: DefineOptions): Generator<ScriptedDatabase> {
  const collations = new Map(
    facts.flatMap((fact) => (fact.kind === 'database' ? [[fact.name, fact.collation] as const] : [])),
  );
  for (const [database, definitions] of byDatabase(facts)) {
    const ordered = orderDefinitions(definitions);
    const context = contextIn(ordered, { options, ...defined({ collation: collations.get(database) }) });
    const objects = ordered.facts.map((fact) => ({ fact, ...writtenOf(fact, context) }));
    yield { database, objects, circles: ordered.circles };
  }
}

/** What is not in the files, and why. */
export function notExported(objects: readonly ScriptedObject[]): readonly NotExported[] {
  return objects.flatMap(({ fact, unscripted, remarks }) =>
    [...(unscripted === undefined ? [] : [unscripted]), ...remarks.filter(isMissing)].map((one) => ({
      object: subjectOf(fact),
      ...one,
    })),
  );
}

/** Whether a remark is on a part that nothing makes, as the text of one number of a procedure. */
const isMissing = ({ code }: Unscripted): boolean => code === ENCRYPTED.code || code === NOT_UNDERSTOOD;

/** What is to be known of circles, and of what objects need besides. */
export function notesOf(databases: readonly ScriptedDatabase[]): readonly ExportNote[] {
  return databases.flatMap(({ database, circles, objects }) => [
    ...circles.map((circle) => ({ code: CIRCLE, database, note: circleText(circle) })),
    ...objects.flatMap(({ fact, remarks }) =>
      remarks
        .filter((remark) => !isMissing(remark))
        .map(({ code, why }) => ({ code, database, note: `${subjectOf(fact)}: ${why}` })),
    ),
  ]);
}

function byDatabase(facts: readonly Fact[]): ReadonlyMap<string, readonly DefinitionFact[]> {
  const found = new Map<string, DefinitionFact[]>();
  for (const fact of facts) {
    // A database is made by the script that restores it.
    if (fact.kind !== 'definition' || fact.type === 'database') continue;
    const list = found.get(fact.database);
    if (list === undefined) found.set(fact.database, [fact]);
    else list.push(fact);
  }
  return found;
}
