// The bytes of one value as a value of JavaScript (page "[MS-TDS]: Data Type Dependent Data Streams"). They were
// measured before, so that each length is one that the type can have.
import type { ValueType } from './column.ts';
import { type Content, WIRE_TYPES } from './type-info.ts';

/** Reads texts; the same text may be given for the same bytes. */
export interface TextReader {
  /** In UTF-16. */
  wide(bytes: Buffer, from: number, to: number): string;
  /** In the code page of a collation; without one, in UTF-8. */
  narrow(bytes: Buffer, from: number, to: number, collation: Uint8Array | undefined): string;
}

/** What of a type matters for a value. */
type Facts = Pick<ValueType, 'scale' | 'collation'>;

type Decode = (bytes: Buffer, from: number, to: number, facts: Facts, texts: TextReader) => unknown;

const DAY = 86_400_000;
/** The days that dates are counted from, in milliseconds. */
const YEAR_1900 = Date.UTC(1900, 0, 1);
const YEAR_1 = Date.parse('0001-01-01T00:00:00.000Z');

/** How each content is read: as `Row` of the driver says. */
export const DECODE: Readonly<Record<Content, Decode>> = {
  nothing: () => null,
  bit: (bytes, from) => bytes[from] !== 0,
  integer,
  float: (bytes, from, to) => (to - from === 4 ? bytes.readFloatLE(from) : bytes.readDoubleLE(from)),
  money,
  decimal,
  datetime,
  date: (bytes, from) => new Date(dayAt(bytes, from)),
  time: (bytes, from, to, { scale }) => new Date(timeAt(bytes, from, to, scale)),
  datetime2: (bytes, from, to, { scale }) => dateTimeAt(bytes, from, to - 3, scale),
  // The offset from UTC stands behind it; the time itself is in UTC.
  datetimeoffset: (bytes, from, to, { scale }) => dateTimeAt(bytes, from, to - 5, scale),
  guid,
  text: (bytes, from, to, { collation }, texts) => texts.narrow(bytes, from, to, collation),
  wide: (bytes, from, to, _, texts) => texts.wide(bytes, from, to),
  // A copy: the block that they are in is let go.
  bytes: (bytes, from, to) => new Uint8Array(bytes.subarray(from, to)),
  variant,
};

/** What describes a sql_variant's value, where it has such a thing. */
const VARIANT_FACTS: Readonly<Partial<Record<Content, (properties: Buffer) => Partial<Facts>>>> = {
  time: ([scale = 0]) => ({ scale }),
  datetime2: ([scale = 0]) => ({ scale }),
  datetimeoffset: ([scale = 0]) => ({ scale }),
  decimal: ([, scale = 0]) => ({ scale }),
  text: (properties) => ({ collation: properties.subarray(0, 5) }),
};

/** Type, count of properties, properties, value. */
function variant(bytes: Buffer, from: number, to: number, facts: Facts, texts: TextReader): unknown {
  const content = WIRE_TYPES.get(bytes.readUInt8(from))?.content ?? 'nothing';
  const at = from + 2 + bytes.readUInt8(from + 1);
  const described = VARIANT_FACTS[content]?.(bytes.subarray(from + 2, at));
  return DECODE[content](bytes, at, to, { ...facts, ...described }, texts);
}

function integer(bytes: Buffer, from: number, to: number): number | string {
  switch (to - from) {
    case 1:
      return bytes.readUInt8(from);
    case 2:
      return bytes.readInt16LE(from);
    case 4:
      return bytes.readInt32LE(from);
    default:
      return bytes.readBigInt64LE(from).toString();
  }
}

/** Ten-thousandths; of eight bytes, the higher four come first. */
function money(bytes: Buffer, from: number, to: number): number {
  if (to - from === 4) return bytes.readInt32LE(from) / 10_000;
  return (bytes.readInt32LE(from) * 2 ** 32 + bytes.readUInt32LE(from + 4)) / 10_000;
}

/** A sign (1 for positive), then the digits as a whole number. */
function decimal(bytes: Buffer, from: number, to: number, { scale }: Facts): number {
  let digits = 0;
  for (let at = to - 4; at > from; at -= 4) digits = digits * 2 ** 32 + bytes.readUInt32LE(at);
  return (bytes[from] === 1 ? digits : -digits) / 10 ** scale;
}

/** Days since 1900, then minutes (smalldatetime) or three-hundredths of a second. */
function datetime(bytes: Buffer, from: number, to: number): Date {
  if (to - from === 4)
    return new Date(YEAR_1900 + bytes.readUInt16LE(from) * DAY + bytes.readUInt16LE(from + 2) * 60_000);
  const milliseconds = Math.round((bytes.readInt32LE(from + 4) * 10) / 3);
  return new Date(YEAR_1900 + bytes.readInt32LE(from) * DAY + milliseconds);
}

function dayAt(bytes: Buffer, from: number): number {
  return YEAR_1 + bytes.readUIntLE(from, 3) * DAY;
}

/** Milliseconds since midnight. */
function timeAt(bytes: Buffer, from: number, to: number, scale: number): number {
  const count = bytes.readUIntLE(from, to - from);
  return scale > 3 ? Math.floor(count / 10 ** (scale - 3)) : count * 10 ** (3 - scale);
}

function dateTimeAt(bytes: Buffer, from: number, day: number, scale: number): Date {
  return new Date(dayAt(bytes, day) + timeAt(bytes, from, day, scale));
}

/** The first three groups are numbers, the lowest byte first. */
function guid(bytes: Buffer, from: number): string {
  const group = (...order: number[]): string =>
    order.map((at) => (bytes[from + at] ?? 0).toString(16).padStart(2, '0')).join('');
  const groups = [group(3, 2, 1, 0), group(5, 4), group(7, 6), group(8, 9), group(10, 11, 12, 13, 14, 15)];
  return groups.join('-').toUpperCase();
}
