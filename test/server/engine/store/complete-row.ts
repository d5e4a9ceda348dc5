// A record into a complete row: what was left out is derived where the catalogue derives it, else NULL, or 0 for
// the columns that are never NULL. The derivations are a table of their own.
import type { Value } from '../../contract.ts';
import type { ColumnDefinition, ViewDefinition } from '../catalog/catalog.ts';
import type { Row } from '../sql/value.ts';
import type { Derivation, Given } from './derivations.ts';
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

/** What making rows of one view needs, worked out once: 200,000 of them are made of one view. */
interface Completion {
  readonly make: (record: RowRecord) => Row;
}

const completions = new WeakMap<ViewDefinition, Completion>();

/** The row in the view's column order. Throws an {@link UnknownColumn}. */
export function completeRow(view: ViewDefinition, record: RowRecord): Row {
  let completion = completions.get(view);
  if (completion === undefined) {
    completion = completionOf(view);
    completions.set(view, completion);
  }
  return completion.make(record);
}

function completionOf(view: ViewDefinition): Completion {
  const { columns, indexOf } = view;
  const empty: readonly undefined[] = columns.map(() => undefined);
  const steps = Object.entries(DERIVATIONS[view.name] ?? {}).flatMap(([name, derive]) => {
    const index = indexOf.get(name);
    const column = index === undefined ? undefined : columns[index];
    return index === undefined || column === undefined ? [] : [{ index, column, derive }];
  });
  let row: (Value | undefined)[] = [];
  const given: Given = (name) => row[indexOf.get(name) ?? -1];
  const fallbacks = columns.map(fallback);
  return {
    make: (record) => {
      row = [...empty];
      for (const name in record) {
        const value = record[name];
        const index = indexOf.get(name);
        const column = index === undefined ? undefined : columns[index];
        if (index === undefined || column === undefined) throw new UnknownColumn(view.name, name);
        if (value !== undefined) row[index] = normalise(column, value);
      }
      deriveMissing(row, steps, given);
      return row.map((value, index) => (value === undefined ? (fallbacks[index] ?? null) : value));
    },
  };
}

function deriveMissing(
  row: (Value | undefined)[],
  steps: readonly {
    readonly index: number;
    readonly column: ColumnDefinition;
    readonly derive: Derivation;
  }[],
  given: Given,
): void {
  for (const { index, column, derive } of steps) {
    if (row[index] !== undefined) continue;
    const value = derive(given);
    if (value !== undefined) row[index] = normalise(column, value);
  }
}

// A flag that is left out is 0, as nearly every flag of the catalogue is; anything else is NULL.
function fallback(column: ColumnDefinition): Value {
  return column.type.kind === 'bit' || ZERO.has(column.name) ? 0 : null;
}

const ZERO: ReadonlySet<string> = new Set(['major_id', 'minor_id', 'parent_object_id']);

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
