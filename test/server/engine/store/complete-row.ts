// A record into a complete row: what was left out is derived where the catalogue derives it, else NULL, or 0 for
// the columns that are never NULL. The derivations are a table of their own.
import type { Value } from '../../contract.ts';
import type { ColumnDefinition, ViewDefinition } from '../catalog/catalog.ts';
import type { Row } from '../sql/value.ts';
import { DERIVATIONS } from './derivations.ts';
import type { RowRecord } from './table.ts';

/** A column of the record that the view lacks. */
export class UnknownColumn extends Error {
  readonly column: string;

  constructor(view: string, column: string) {
    super(`${view} has no column ${column} in any version.`);
    this.column = column;
  }
}

/** The row in the view's column order. Throws an {@link UnknownColumn}. */
export function completeRow(view: ViewDefinition, record: RowRecord): Row {
  const given: Record<string, Value> = {};
  for (const [name, value] of Object.entries(record)) {
    const index = view.indexOf.get(name);
    const column = index === undefined ? undefined : view.columns[index];
    if (column === undefined) throw new UnknownColumn(view.name, name);
    if (value !== undefined) given[name] = normalise(column, value);
  }
  const derive = DERIVATIONS[view.name] ?? {};
  for (const [name, derivation] of Object.entries(derive)) {
    if (given[name] !== undefined) continue;
    const value = derivation(given);
    const index = view.indexOf.get(name);
    const column = index === undefined ? undefined : view.columns[index];
    if (value !== undefined && column !== undefined) given[name] = normalise(column, value);
  }
  return view.columns.map((column) => given[column.name] ?? fallback(column, given));
}

// A column that is missing is 0 when it is a flag, as nearly every flag of the catalogue is; an explicit NULL stays.
function fallback(column: ColumnDefinition, given: Readonly<Record<string, Value>>): Value {
  if (given[column.name] === null) return null;
  if (column.type.kind === 'bit') return 0;
  return column.name === 'minor_id' || column.name === 'major_id' || column.name === 'parent_object_id'
    ? 0
    : null;
}

/** A value as rows hold it: bits as 0 and 1, char(n) padded with blanks. */
export function normalise(column: ColumnDefinition, value: Value): Value {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const { kind, length } = column.type;
  if ((kind === 'char' || kind === 'nchar') && typeof value === 'string' && typeof length === 'number') {
    return value.padEnd(length, ' ');
  }
  return value;
}
