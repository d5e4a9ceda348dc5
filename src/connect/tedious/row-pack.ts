// Rows on their way between two threads. Values that come again and again, as in every catalogue, go over once: a row
// is a list of numbers that point at them. It also leaves one text in memory where the driver made thousands.
import type { Row } from '../driver.ts';

/** Rows as they are sent; the numbers are given away, not copied. */
export interface PackedRows {
  readonly width: number;
  readonly values: readonly unknown[];
  readonly refs: Uint32Array<ArrayBuffer>;
}

/** Packs rows, all of the same width. */
export function packRows(rows: readonly Row[]): PackedRows {
  const width = rows[0]?.length ?? 0;
  const refs = new Uint32Array(rows.length * width);
  const values: unknown[] = [];
  const known = new Map<unknown, number>();
  // What stood in the column above comes again more often than not.
  const above = new Array<unknown>(width);
  let at = 0;
  for (const row of rows) {
    for (let column = 0; column < width; column += 1, at += 1) {
      const value = row[column];
      if (at >= width && value === above[column]) refs[at] = refs[at - width] ?? 0;
      else refs[at] = refOf(value, known, values);
      above[column] = value;
    }
  }
  return { width, values, refs };
}

function refOf(value: unknown, known: Map<unknown, number>, values: unknown[]): number {
  const found = known.get(value);
  if (found !== undefined) return found;
  known.set(value, values.length);
  // A view of the driver's buffer would take the whole buffer along.
  values.push(value instanceof Uint8Array ? new Uint8Array(value) : value);
  return values.length - 1;
}

/** The rows again. */
export function unpackRows({ width, values, refs }: PackedRows): readonly Row[] {
  const count = width === 0 ? 0 : refs.length / width;
  const rows: Row[] = new Array(count);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const row: unknown[] = new Array(width);
    for (let column = 0; column < width; column += 1, at += 1) row[column] = values[refs[at] ?? 0];
    rows[index] = row;
  }
  return rows;
}
