// The parts of a table that are added behind what they call, since that needs the table itself.
// Source: "ALTER TABLE (Transact-SQL)" (Microsoft).
import type { IndexShape } from '../../model/definitions/index-shape.ts';
import type { CheckShape, ColumnShape, TableShape } from '../../model/definitions/table-shape.ts';
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { SqlWords } from '../../model/sql-words.ts';
import { parenthesized } from '../../text/expression.ts';
import { identifier, qualified } from '../../text/quote.ts';
import { columnText, constraintName } from '../column.ts';
import type { DefineContext } from '../define-options.ts';
import type { ObjectStatement } from '../statement.ts';
import type { LaterUse } from './circle.ts';

/** A table in two: what it is made with, and what is added to it later. */
export interface SplitTable {
  readonly now: TableShape;
  readonly checks: readonly CheckShape[];
  /** Computed columns. */
  readonly columns: readonly ColumnShape[];
  /** Columns whose default comes later. */
  readonly defaults: readonly ColumnShape[];
}

/** Takes out of a table what calls anything of the list. */
export function splitTable(body: TableShape, later: readonly LaterUse[]): SplitTable {
  if (later.length === 0) return { now: body, checks: [], columns: [], defaults: [] };
  const isLater = (expression: string | undefined) => expression !== undefined && names(expression, later);
  const { columns, checks = [] } = body;
  const defaults = columns.filter((column) => isLater(column.default?.definition));
  return {
    now: {
      ...body,
      checks: checks.filter(({ definition }) => !isLater(definition)),
      columns: columns
        .filter(({ computed }) => !isLater(computed))
        .map((column) => (defaults.includes(column) ? withoutDefault(column) : column)),
    },
    checks: checks.filter(({ definition }) => isLater(definition)),
    columns: columns.filter(({ computed }) => isLater(computed)),
    defaults,
  };
}

/** Indexes that can be made with the table, as a full-text index may need one, and those of a column that comes later. */
export function splitIndexes(
  indexes: readonly IndexShape[],
  columns: readonly ColumnShape[],
): { readonly early: readonly IndexShape[]; readonly late: readonly IndexShape[] } {
  const added = new Set(columns.map(({ name }) => name));
  const isLate = ({ columns: keys = [], included = [], order = [] }: IndexShape) =>
    [...keys.map(({ name }) => name), ...included, ...order].some((name) => added.has(name));
  return { early: indexes.filter((index) => !isLate(index)), late: indexes.filter(isLate) };
}

function withoutDefault({ default: _, ...column }: ColumnShape): ColumnShape {
  return column;
}

/** Whether an expression holds `schema.name` of one of these, in whatever case. */
function names(expression: string, later: readonly LaterUse[]): boolean {
  const words = new SqlWords(expression);
  let before: string | undefined;
  while (words.peek() !== undefined) {
    const name = words.name();
    if (name === undefined) {
      if (words.next()?.word !== '.') before = undefined;
      continue;
    }
    const schema = before?.toUpperCase();
    if (
      later.some(
        (use) => use.schema?.toUpperCase() === schema && use.name.toUpperCase() === name.toUpperCase(),
      )
    )
      return true;
    before = name;
  }
  return false;
}

/** The statements that add columns and defaults; checks are added as others are. */
export function laterStatements(
  { schema, name: on }: Qualified,
  { columns, defaults }: SplitTable,
  context: DefineContext,
): ObjectStatement[] {
  const table = qualified({ schema, name: on });
  return [
    ...columns.map(
      (column): ObjectStatement => ({
        section: 'indexes',
        makes: { what: 'column', schema, name: column.name, on },
        text: `ALTER TABLE ${table} ADD ${columnText(column, context)};`,
      }),
    ),
    ...defaults.map(
      ({ name, default: preset }): ObjectStatement => ({
        section: 'indexes',
        makes:
          preset?.name === undefined
            ? { what: 'column-default', schema, name, on }
            : { what: 'object', schema, name: preset.name },
        text: `ALTER TABLE ${table} ADD ${constraintName(preset?.name)}DEFAULT ${parenthesized(preset?.definition ?? '')} FOR ${identifier(name)};`,
      }),
    ),
  ];
}
