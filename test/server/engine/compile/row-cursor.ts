// Rows on their way out of a query: pulled one by one, limited, made distinct, sorted.
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { Collation } from '../sql/collation.ts';
import { isString } from '../sql/sql-type.ts';
import type { Row } from '../sql/value.ts';
import { compareValues, keyOf } from '../sql/value.ts';
import { collationNamed } from './compiled.ts';
import type { SourceColumn } from './scope.ts';

/** Gives the next row, then undefined. */
export interface RowCursor {
  next(): Row | undefined;
}

/** A key of an ORDER BY. */
export interface SortKey {
  readonly evaluate: () => Value;
  readonly collation: Collation | undefined;
  readonly descending: boolean;
}

/** Every row that is left. */
export function drain(cursor: RowCursor): Row[] {
  const rows: Row[] = [];
  for (let row = cursor.next(); row !== undefined; row = cursor.next()) rows.push(row);
  return rows;
}

/** Rows from an array. */
export function cursorOver(rows: readonly Row[]): RowCursor {
  let at = 0;
  return {
    next() {
      const row = rows[at];
      at += 1;
      return row;
    },
  };
}

/** `count` rows behind the first `offset`; all of them when no count is given. */
export function limited(cursor: RowCursor, offset: number, count: number | undefined): RowCursor {
  let skip = offset;
  let left = count ?? Number.POSITIVE_INFINITY;
  return {
    next() {
      for (; skip > 0; skip -= 1) if (cursor.next() === undefined) return undefined;
      if (left <= 0) return undefined;
      left -= 1;
      return cursor.next();
    },
  };
}

/** Rows that differ, by every column under its collation. */
export function distinct(cursor: RowCursor, columns: readonly SourceColumn[]): RowCursor {
  const keyOfRow = rowKey(columns);
  const seen = new Set<string>();
  return {
    next() {
      for (let row = cursor.next(); row !== undefined; row = cursor.next()) {
        const key = keyOfRow(row);
        if (seen.has(key)) continue;
        seen.add(key);
        return row;
      }
      return undefined;
    },
  };
}

/** A row as one string, equal exactly when the rows are; NULLs are equal here. */
export function rowKey(columns: readonly Pick<SourceColumn, 'type' | 'label'>[]): (row: Row) => string {
  const collations = columns.map((column) => sortCollation(column));
  return (row) =>
    row
      .map((value, index) => {
        const key = keyOf(value, collations[index]);
        return key === null ? '-' : `+${String(key).replaceAll('\u0000', '\u0000\u0001')}`;
      })
      .join('\u0000\u0000');
}

/** The collation a column sorts and groups under; a conflict is error 451. */
export function sortCollation(column: Pick<SourceColumn, 'type' | 'label'>): Collation | undefined {
  if (!isString(column.type) || column.label === undefined) return undefined;
  if (column.label.strength === 'conflict') {
    throw failAt(
      1,
      451,
      `Cannot resolve collation conflict between "${column.label.name}" occurring in SELECT statement.`,
    );
  }
  return collationNamed(column.label.name, 1);
}

/** Rows with their sort keys into order; stable. NULLs come first. */
export function sortRows(rows: { readonly row: Row; readonly keys: Row }[], keys: readonly SortKey[]): Row[] {
  rows.sort((a, b) => {
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index];
      const order = compareNullable(a.keys[index] ?? null, b.keys[index] ?? null, key?.collation);
      if (order !== 0) return key?.descending === true ? -order : order;
    }
    return 0;
  });
  return rows.map(({ row }) => row);
}

function compareNullable(a: Value, b: Value, collation: Collation | undefined): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareValues(a, b, collation);
}

/** One cursor behind another. */
export function chained(first: RowCursor, second: RowCursor): RowCursor {
  return { next: () => first.next() ?? second.next() };
}
