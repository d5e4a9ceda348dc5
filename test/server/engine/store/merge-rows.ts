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

function complete(view: ViewDefinition, row: FixtureRow): Row {
  let found = completed.get(row);
  if (found === undefined) {
    found = completeRow(view, row.record);
    completed.set(row, found);
  }
  return found;
}

/** The rows of a view; throws a {@link FixtureError} for a key that comes twice or an @absent row that nothing matches. */
export function mergeRows(
  view: ViewDefinition,
  shipped: readonly FixtureRow[],
  given: readonly FixtureRow[],
): readonly Row[] {
  const keyOfRow = keyReader(view);
  const remaining = takeAway(
    view,
    shipped,
    given.filter(({ absent }) => absent),
  );
  if (keyOfRow === undefined) {
    return [...remaining, ...given.filter(({ absent }) => !absent)].map((row) => complete(view, row));
  }
  const merged = new Map<string, { row: Row; readonly shipped: FixtureRow | undefined }>();
  for (const row of remaining) {
    const own = complete(view, row);
    merged.set(keyOfRow(own), { row: own, shipped: row });
  }
  for (const row of given) {
    if (row.absent) continue;
    const own = complete(view, row);
    const key = keyOfRow(own);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { row: own, shipped: undefined });
    else if (known.shipped !== undefined) {
      merged.set(key, {
        row: completeRow(view, { ...known.shipped.record, ...row.record }),
        shipped: undefined,
      });
    } else {
      const columns = ROW_KEYS[view.name] ?? [];
      const fact = `${view.name} has this row already: the same ${columns.join(', ')} (${key}).`;
      throw new FixtureError(fact, row.place ?? { file: view.name });
    }
  }
  return [...merged.values()].map(({ row }) => row);
}

function keyReader(view: ViewDefinition): ((row: Row) => string) | undefined {
  const indexes = ROW_KEYS[view.name]?.map((column) => view.indexOf.get(column) ?? 0);
  return indexes && ((row) => indexes.map((index) => String(keyOf(row[index] ?? null, undefined))).join('/'));
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
