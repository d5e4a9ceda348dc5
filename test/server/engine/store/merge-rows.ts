// Shipped rows and an environment's rows into one table: a row with a shipped row's key changes it, one marked
// @absent takes shipped rows away, any other is added.
import type { ViewDefinition } from '../catalog/catalog.ts';
import type { FixtureRow } from '../fixture/read-rows.ts';
import { FixtureError } from '../fixture/read-table.ts';
import type { Row } from '../sql/value.ts';
import { keyOf } from '../sql/value.ts';
import { completeRow } from './complete-row.ts';
import { ROW_KEYS } from './row-keys.ts';

const completed = new WeakMap<FixtureRow, Row>();

// Shipped rows are shared by every engine, so they are completed once.
function complete(view: ViewDefinition, row: FixtureRow): Row {
  let found = completed.get(row);
  if (found === undefined) {
    found = completeRow(view, row.record);
    completed.set(row, found);
  }
  return found;
}

/** The rows of a view; throws a {@link FixtureError} for a key that is missing or comes twice, and for an @absent row
 * that is like no shipped one. */
export function mergeRows(
  view: ViewDefinition,
  shipped: readonly FixtureRow[],
  given: readonly FixtureRow[],
): readonly Row[] {
  const absent = given.filter((row) => row.absent);
  const remaining = absent.length === 0 ? shipped : takeAway(view, shipped, absent);
  const added = absent.length === 0 ? given : given.filter((row) => !row.absent);
  const columns = ROW_KEYS[view.name];
  if (columns === undefined) {
    return [
      ...remaining.map((row) => complete(view, row)),
      ...added.map((row) => completeRow(view, row.record)),
    ];
  }
  return mergeByKey(view, columns, remaining, added);
}

function mergeByKey(
  view: ViewDefinition,
  columns: readonly string[],
  shipped: readonly FixtureRow[],
  given: readonly FixtureRow[],
): readonly Row[] {
  const keyOfRow = keyReader(view, columns);
  const rows = shipped.map((row) => complete(view, row));
  if (given.length === 0) return rows;
  const at = new Map(rows.map((row, index) => [keyOfRow(row), index]));
  for (const row of given) {
    const own = completeRow(view, row.record);
    const key = keyOfRow(own, row);
    const index = at.get(key);
    const base = index === undefined ? undefined : shipped[index];
    if (index === undefined) {
      at.set(key, rows.length);
      rows.push(own);
    } else if (base !== undefined) {
      rows[index] = completeRow(view, { ...base.record, ...givenOnly(row) });
    } else {
      const fact = `${view.name} has this row already: the same ${columns.join(', ')} (${key}).`;
      throw new FixtureError(fact, row.place ?? { file: view.name });
    }
  }
  return rows;
}

const givenOnly = ({ record }: FixtureRow) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Columns of a key that may be NULL: those of a permission that the catalogue does not know. */
const NULLABLE: ReadonlySet<string> = new Set(['type', 'permission_name']);

function keyReader(
  view: ViewDefinition,
  columns: readonly string[],
): (row: Row, from?: FixtureRow) => string {
  const indexes = columns.map((column) => view.indexOf.get(column) ?? 0);
  return (row, from) => {
    let key = '';
    for (let part = 0; part < indexes.length; part += 1) {
      const value = row[indexes[part] ?? 0] ?? null;
      const column = columns[part] ?? '';
      if (value === null && from !== undefined && !NULLABLE.has(column)) {
        throw new FixtureError(`${view.name} cannot do without it.`, {
          file: view.name,
          ...from.place,
          column,
        });
      }
      key += part === 0 ? String(value) : `/${String(value)}`;
    }
    return key;
  };
}

function takeAway(
  view: ViewDefinition,
  shipped: readonly FixtureRow[],
  absent: readonly FixtureRow[],
): readonly FixtureRow[] {
  let remaining = shipped;
  for (const row of absent) {
    const kept = remaining.filter((other) => !isMeant(view, other, row));
    if (kept.length === remaining.length) {
      throw new FixtureError(
        `no shipped row of ${view.name} is like this @absent one.`,
        row.place ?? { file: view.name },
      );
    }
    remaining = kept;
  }
  return remaining;
}

// An @absent row means a shipped row when every column it gives is the same there.
function isMeant(view: ViewDefinition, shipped: FixtureRow, absent: FixtureRow): boolean {
  const row = complete(view, shipped);
  const wanted = complete(view, absent);
  return Object.keys(absent.record).every((name) => {
    const index = view.indexOf.get(name) ?? 0;
    return keyOf(row[index] ?? null, undefined) === keyOf(wanted[index] ?? null, undefined);
  });
}
