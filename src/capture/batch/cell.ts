// Reads one value of a row as the type a fact needs: drivers differ in small ways (bigint as text, bit as 0/1).
import type { Hex } from '../../model/fact.ts';

/** A character value; undefined for NULL. */
export function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

/** A character value that says something: an empty one says as much as none. */
export function filled(value: unknown): string | undefined {
  return text(value) || undefined;
}

/** A name that the catalogue never gives as NULL. */
export function name(value: unknown): string {
  return text(value) ?? '';
}

/** An integer of any width; undefined for NULL. */
export function integer(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value === null || value === undefined ? undefined : Number(value);
}

/** An id that the catalogue never gives as NULL. */
export function id(value: unknown): number {
  return integer(value) ?? Number.NaN;
}

/** A bit; NULL counts as false. */
export function flag(value: unknown): boolean {
  return value === true || value === 1 || value === '1';
}

/** A binary value as `0x…`, which text may be already; undefined for NULL. */
export function hex(value: unknown): Hex | undefined {
  if (typeof value === 'string' && /^0x([0-9A-F]{2})*$/.test(value)) return value as Hex;
  if (!(value instanceof Uint8Array)) return undefined;
  return `0x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex').toUpperCase()}`;
}

/** A uniqueidentifier, which drivers give in either case. */
export function guidOf(value: unknown): string {
  return name(value).toUpperCase();
}

/** A char(n) code without its padding. */
export function code(value: unknown): string {
  return typeof value === 'string' ? value.trimEnd() : name(value);
}
