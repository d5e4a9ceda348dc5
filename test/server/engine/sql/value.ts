// Values inside the engine: bit is 0 or 1, integers are numbers (a bigint beyond 2^53 is a bigint), strings are
// strings, uniqueidentifiers are upper-case strings, binaries are Uint8Arrays, dates are Dates. NULL is null.
import type { Value } from '../../contract.ts';
import { SqlVariant } from '../../sql-variant.ts';
import { cannot } from '../messages.ts';
import type { Collation } from './collation.ts';

/** A row of a table or of a result; values in column order. Rows are never changed in place. */
export type Row = readonly Value[];

/** What a value is hashed and grouped by; equal exactly when the values are equal under the collation. */
export function keyOf(value: Value, collation: Collation | undefined): string | number | bigint | null {
  switch (typeof value) {
    case 'string':
      return collation === undefined ? value : collation.key(value);
    case 'boolean':
      return value ? 1 : 0;
    case 'object':
      if (value === null) return null;
      if (value instanceof SqlVariant) return keyOf(value.plain(), collation);
      return value instanceof Date ? value.getTime() : hexOf(value);
    default:
      return value;
  }
}

/** Orders two values of one type; neither is NULL. */
export function compareValues(a: Value, b: Value, collation: Collation | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') {
    if (collation !== undefined) return collation.compare(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  const left = comparableNumber(a);
  const right = comparableNumber(b);
  if (left === undefined || right === undefined)
    throw cannot(1, 'a comparison of values of different families');
  return left < right ? -1 : left > right ? 1 : 0;
}

function comparableNumber(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Date) return value.getTime();
  return typeof value === 'boolean' ? Number(value) : undefined;
}

// Binary values compare as if the shorter one were padded with zeros.
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Upper-case hexadecimal digits, without 0x. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}
