// datetime and uniqueidentifier values.
import type { ByteWriter } from './byte-writer.ts';

const DAY_MS = 86_400_000;
const BASE_MS = Date.UTC(1900, 0, 1);

/** Days since 1900 and three-hundredths of a second since midnight, of the date's UTC clock. */
export function writeDateTime(writer: ByteWriter, value: Date): void {
  const ms = value.getTime() - BASE_MS;
  const days = Math.floor(ms / DAY_MS);
  const ticks = Math.round(((ms - days * DAY_MS) * 3) / 10);
  const next = ticks === 300 * 86_400;
  writer.int32(next ? days + 1 : days);
  writer.uint32(next ? 0 : ticks);
}

/** The date of days and three-hundredths. */
export function dateOf(days: number, ticks: number): Date {
  return new Date(BASE_MS + days * DAY_MS + Math.round((ticks * 10) / 3));
}

const GUID = /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/i;

/** A GUID's first three groups are little-endian, the rest is as written. */
export function writeGuid(writer: ByteWriter, value: string): void {
  const groups = GUID.exec(value);
  if (groups === null) throw new TypeError(`Not a uniqueidentifier: ${value.slice(0, 60)}`);
  const [, first = '', second = '', third = '', fourth = '', fifth = ''] = groups;
  writer.uint32(Number.parseInt(first, 16));
  writer.uint16(Number.parseInt(second, 16));
  writer.uint16(Number.parseInt(third, 16));
  writer.raw(Buffer.from(fourth + fifth, 'hex'));
}

/** The text of a GUID's sixteen bytes. */
export function guidOf(bytes: Buffer): string {
  const hex = (part: Buffer): string => part.toString('hex').toUpperCase();
  const turned = (from: number, to: number): string => hex(Buffer.from(bytes.subarray(from, to)).reverse());
  return [
    turned(0, 4),
    turned(4, 6),
    turned(6, 8),
    hex(bytes.subarray(8, 10)),
    hex(bytes.subarray(10, 16)),
  ].join('-');
}
