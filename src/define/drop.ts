// How objects are dropped: what refers to a table from outside, and what keeps it, goes before it. The order is that in
// which they are made, from its end.
// Source: "DROP TABLE", "DROP TRIGGER", "DROP EVENT NOTIFICATION", "ALTER TABLE (Transact-SQL)" (Microsoft).
import type { SqlVersion } from '../model/catalog/version.ts';
import { DEFINITION_TYPES, type DefinitionType } from '../model/definitions/definition-type.ts';
import type { DefinitionFact, DefinitionOf } from '../model/facts/definition-fact.ts';
import { identifier, qualified, text } from '../text/quote.ts';
import { foundMade } from './made.ts';
import { DEFINITION_SECTIONS, type ObjectStatement } from './statement.ts';

/** Whether something that is not there is no failure: not asked, asked by a query, or by the words IF EXISTS. */
export type DropGuard = 'none' | 'query' | 'words';

/** Since when DROP takes IF EXISTS. */
export const DROP_IF_EXISTS_SINCE: SqlVersion = 2016;

/** Types whose DROP takes IF EXISTS. */
const TAKES_IF_EXISTS: ReadonlySet<DefinitionType> = new Set([
  'alias-type',
  'database-trigger',
  'default',
  'function',
  'procedure',
  'rule',
  'security-policy',
  'sequence',
  'synonym',
  'table',
  'table-type',
  'trigger',
  'view',
]);

const place = (made: { readonly schema?: string; readonly name: string }): string =>
  made.schema === undefined ? identifier(made.name) : qualified(made);

type Dropping = { readonly [T in DefinitionType]?: (fact: DefinitionOf<T>) => string | undefined };

/** Types of which DROP, the words and the name are not all; undefined for what is set, and is no thing to drop. */
const DROPPED: Dropping = {
  'database-trigger': ({ name }) => `TRIGGER ${identifier(name)} ON DATABASE`,
  'clr-database-trigger': ({ name }) => `TRIGGER ${identifier(name)} ON DATABASE`,
  'database-properties': () => undefined,
  'user-properties': () => undefined,
  'filegroup-properties': () => undefined,
  'file-properties': () => undefined,
  'external-library': ({ name, body: { owner } }) =>
    `EXTERNAL LIBRARY ${identifier(name)} AUTHORIZATION ${identifier(owner)}`,
  'event-notification': ({ name, body: { queue } }) =>
    `EVENT NOTIFICATION ${identifier(name)} ON ${queue === undefined ? 'DATABASE' : `QUEUE ${qualified(queue)}`}`,
  'full-text-index': (index) => `FULLTEXT INDEX ON ${qualified(index)}`,
  'scoped-configuration': () => undefined,
  database: () => undefined,
};

/**
 * The statement that drops an object; undefined for what is no thing to drop, or was made by no statement of these.
 */
export function dropStatement(
  fact: DefinitionFact,
  [first]: readonly ObjectStatement[],
  guard: DropGuard,
): string | undefined {
  if (first === undefined) return undefined;
  if (fact.type === 'plan-guide')
    return guarded(first, guard, `EXEC sys.sp_control_plan_guide N'DROP', ${text(fact.name)};`);
  if (fact.type === 'extended-procedure')
    return guarded(first, guard, `EXEC sys.sp_dropextendedproc @functname = ${text(qualified(fact))};`);
  if (fact.type === 'schema-properties') return dropSchema(first, guard);
  const special = DROPPED[fact.type] as ((fact: DefinitionFact) => string | undefined) | undefined;
  const words = special === undefined ? `${DEFINITION_TYPES[fact.type].words} ${place(fact)}` : special(fact);
  if (words === undefined) return undefined;
  if (guard !== 'words' || !TAKES_IF_EXISTS.has(fact.type)) return guarded(first, guard, `DROP ${words};`);
  const { length } = DEFINITION_TYPES[fact.type].words;
  return `DROP ${words.slice(0, length)} IF EXISTS${words.slice(length)};`;
}

/** One that was made, behind all that was in it. Source: "DROP SCHEMA (Transact-SQL)". */
function dropSchema(first: ObjectStatement, guard: DropGuard): string | undefined {
  const { what, name } = first.makes;
  if (what !== 'schema') return undefined;
  const schema = identifier(name);
  return guard === 'words'
    ? `DROP SCHEMA IF EXISTS ${schema};`
    : guarded(first, guard, `DROP SCHEMA ${schema};`);
}

function guarded({ makes }: ObjectStatement, guard: DropGuard, statement: string): string {
  return guard === 'none' ? statement : `IF EXISTS (${foundMade(makes)}) ${statement}`;
}

/**
 * The foreign keys of a table, whatever they are called, go before all, so that none refers to what is dropped. Asks whether
 * they are there.
 */
export function foreignKeyDrops(fact: DefinitionFact): readonly string[] {
  if (fact.type !== 'table' || fact.body.foreignKeys === undefined) return [];
  const table = qualified(fact);
  return [
    [
      "DECLARE @drop nvarchar(max) = N'';",
      `SELECT @drop = @drop + ${text(`ALTER TABLE ${table} DROP CONSTRAINT `)} + QUOTENAME(name) + N';' FROM sys.foreign_keys WHERE parent_object_id = ${idOf(table)};`,
      'EXEC sys.sp_executesql @drop;',
    ].join('\n'),
  ];
}

/**
 * That another table keeps what the rows of a table were ends before any table goes, and behind what is bound to them, which
 * would not let it. Asks whether it is so.
 */
export function versioningEnds(fact: DefinitionFact): readonly string[] {
  if (fact.type !== 'table' || fact.body.history === undefined) return [];
  const table = qualified(fact);
  return [
    `IF OBJECTPROPERTY(${idOf(table)}, 'TableTemporalType') = 2 ALTER TABLE ${table} SET (SYSTEM_VERSIONING = OFF);`,
  ];
}

const idOf = (table: string): string => `OBJECT_ID(${text(table)})`;

/** Made objects in the order in which they are dropped: from the last section to the first, and in each from its end. */
export function dropOrder<T extends { readonly statements: readonly ObjectStatement[] }>(
  objects: readonly T[],
): readonly T[] {
  const sectionOf = ({ statements: [first] }: T): number =>
    first === undefined ? 0 : DEFINITION_SECTIONS.indexOf(first.section);
  return objects
    .map((object, at) => ({ object, at, section: sectionOf(object) }))
    .sort((a, b) => b.section - a.section || b.at - a.at)
    .map(({ object }) => object);
}
