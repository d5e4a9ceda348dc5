// Blocks of measured rows as rows of values. Where a value begins and ends is told from the same lengths once more,
// without a check: they were measured before, in another thread or just now.
import type { Row } from '../driver.ts';
import { type Column, measureOf } from './column.ts';
import { DECODE, type TextReader } from './decode-value.ts';
import { COMPRESSED_ROW, isNullAt, NULL_PARTS, NULL_WORD } from './measure-row.ts';
import type { RowBlock } from './row-blocks.ts';
import { type Measure, WIRE_TYPES } from './type-info.ts';

/** Where a reader is; each value moves it on. */
interface Place {
  readonly bytes: Buffer;
  at: number;
}

type Read = (place: Place) => unknown;
type DecodeFrom = (bytes: Buffer, from: number, to: number) => unknown;

/** What makes rows of the blocks of one result set. */
export function rowDecoder(
  columns: readonly Column[],
  texts: TextReader,
): (block: RowBlock) => readonly Row[] {
  const reads = columns.map((column) => readerOf(column, texts));
  return ({ bytes, rows }) => {
    const place = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), at: 0 };
    return Array.from({ length: rows }, () => rowAt(place, reads));
  };
}

function rowAt(place: Place, reads: readonly Read[]): Row {
  const row = new Array<unknown>(reads.length);
  const nulls = place.at + 1;
  const isCompressed = place.bytes[place.at] === COMPRESSED_ROW;
  place.at = isCompressed ? nulls + ((reads.length + 7) >> 3) : nulls;
  for (let column = 0; column < reads.length; column += 1) {
    const isNull = isCompressed && isNullAt(place.bytes, nulls, column);
    row[column] = isNull ? null : reads[column]?.(place);
  }
  return row;
}

function readerOf(column: Column, texts: TextReader): Read {
  const decode = DECODE[WIRE_TYPES.get(column.type)?.content ?? 'nothing'];
  return reader(measureOf(column), (bytes, from, to) => decode(bytes, from, to, column, texts));
}

function reader(measure: Measure, decode: DecodeFrom): Read {
  switch (measure.by) {
    case 'size':
      return (place) => take(place, measure.bytes, decode);
    case 'byte':
      return (place) => {
        const length = place.bytes[place.at++] ?? 0;
        return length === 0 ? null : take(place, length, decode);
      };
    case 'word':
      return (place) => {
        const length = place.bytes.readUInt16LE(place.at);
        place.at += 2;
        return length === NULL_WORD ? null : take(place, length, decode);
      };
    case 'variant':
      return (place) => {
        const length = long(place);
        return length === 0 ? null : take(place, length, decode);
      };
    case 'pointer':
      return (place) => {
        const pointer = place.bytes[place.at++] ?? 0;
        if (pointer === 0) return null;
        place.at += pointer + 8;
        return take(place, long(place), decode);
      };
    case 'parts':
      return (place) => {
        const whole = takeParts(place);
        return whole === undefined ? null : decode(whole, 0, whole.length);
      };
  }
}

function take(place: Place, length: number, decode: DecodeFrom): unknown {
  const from = place.at;
  place.at += length;
  return decode(place.bytes, from, place.at);
}

function takeParts(place: Place): Buffer | undefined {
  const claimed = place.bytes.readBigUInt64LE(place.at);
  place.at += 8;
  if (claimed === NULL_PARTS) return undefined;
  const parts: Buffer[] = [];
  for (let length = long(place); length > 0; length = long(place)) {
    parts.push(place.bytes.subarray(place.at, place.at + length));
    place.at += length;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : together(parts);
}

/** Where the parts of a value are put together: what is decoded keeps none of the bytes. */
const SCRATCH = Buffer.allocUnsafeSlow(64 * 1024);

function together(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > SCRATCH.length) return Buffer.concat(parts, length);
  let at = 0;
  for (const part of parts) at += part.copy(SCRATCH, at);
  return SCRATCH.subarray(0, length);
}

function long(place: Place): number {
  place.at += 4;
  return place.bytes.readUInt32LE(place.at - 4);
}
