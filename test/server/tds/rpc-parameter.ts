// One parameter of an RPC: name, TYPE_INFO, value (MS-TDS 2.2.6.6, 2.2.5.4). Types are a table; one that is not in it
// is an error, because nothing after it could be found.
import type { Parameter, Value } from '../contract.ts';
import type { ByteReader } from './byte-reader.ts';
import { decodeWestern } from './code-page.ts';
import { dateOf, guidOf } from './scalar.ts';

/** Reads what follows a type's byte, then the value. */
type ReadTyped = (reader: ByteReader) => Value;

const MAX = 0xffff;
const PLP_NULL = 0xffffffffffffffffn;
const DAY_MS = 86_400_000;
const YEAR_ONE_MS = -62_135_596_800_000;

const wide = (bytes: Buffer): Value => bytes.toString('utf16le');
const narrow = (bytes: Buffer): Value => decodeWestern(bytes);
const binary = (bytes: Buffer): Value => Buffer.from(bytes);

const READERS: Readonly<Record<number, ReadTyped>> = {
  31: () => null,
  48: (reader) => reader.uint8(),
  50: (reader) => reader.uint8() !== 0,
  52: (reader) => reader.int16(),
  56: (reader) => reader.int32(),
  59: (reader) => reader.float(),
  61: (reader) => dateOf(reader.int32(), reader.uint32()),
  62: (reader) => reader.double(),
  127: (reader) => reader.int64(),
  34: (reader) => long(reader, false, binary),
  35: (reader) => long(reader, true, narrow),
  99: (reader) => long(reader, true, wide),
  36: (reader) => short(reader, 1, guidOf),
  38: (reader) => short(reader, 1, integerOf),
  40: (reader) => short(reader, 0, (bytes) => dayOf(bytes, 0)),
  42: (reader) => short(reader, 1, (bytes, [scale = 7]) => moment(bytes, scale)),
  43: (reader) => short(reader, 1, (bytes, [scale = 7]) => moment(bytes.subarray(0, -2), scale)),
  104: (reader) => short(reader, 1, (bytes) => bytes[0] !== 0),
  106: (reader) => short(reader, 3, (bytes, [, , scale = 0]) => decimalOf(bytes, scale)),
  108: (reader) => short(reader, 3, (bytes, [, , scale = 0]) => decimalOf(bytes, scale)),
  109: (reader) =>
    short(reader, 1, (bytes) => (bytes.length === 4 ? bytes.readFloatLE() : bytes.readDoubleLE())),
  111: (reader) => short(reader, 1, dateTimeOf),
  165: (reader) => sized(reader, false, binary),
  167: (reader) => sized(reader, true, narrow),
  173: (reader) => sized(reader, false, binary),
  175: (reader) => sized(reader, true, narrow),
  231: (reader) => sized(reader, true, wide),
  239: (reader) => sized(reader, true, wide),
};

/** Reads one parameter. */
export function readParameter(reader: ByteReader): Parameter {
  const name = reader.text(reader.uint8());
  reader.uint8();
  const type = reader.uint8();
  const read = READERS[type];
  if (read === undefined) throw new RangeError(`Parameter ${name} has the unknown type ${type}.`);
  return { name, value: read(reader) };
}

/** A type whose values carry one byte of length; `facets` bytes describe it. */
function short(reader: ByteReader, facets: number, make: (bytes: Buffer, facets: Buffer) => Value): Value {
  const facet = reader.take(facets);
  const length = reader.uint8();
  return length === 0 ? null : make(reader.take(length), facet);
}

/** char, varchar, nchar, nvarchar, binary, varbinary, and the (max) ones among them. */
function sized(reader: ByteReader, collated: boolean, make: (bytes: Buffer) => Value): Value {
  const declared = reader.uint16();
  if (collated) reader.pass(5);
  if (declared === MAX) return partial(reader, make);
  const length = reader.uint16();
  return length === MAX ? null : make(reader.take(length));
}

/** text, ntext, image. */
function long(reader: ByteReader, collated: boolean, make: (bytes: Buffer) => Value): Value {
  reader.uint32();
  if (collated) reader.pass(5);
  const length = reader.int32();
  return length === -1 ? null : make(reader.take(length));
}

function partial(reader: ByteReader, make: (bytes: Buffer) => Value): Value {
  if (reader.uint64() === PLP_NULL) return null;
  const chunks: Buffer[] = [];
  for (let length = reader.uint32(); length !== 0; length = reader.uint32()) chunks.push(reader.take(length));
  return make(Buffer.concat(chunks));
}

function integerOf(bytes: Buffer): Value {
  if (bytes.length === 8) return bytes.readBigInt64LE();
  return bytes.length === 1 ? bytes.readUInt8() : bytes.readIntLE(0, bytes.length);
}

function dateTimeOf(bytes: Buffer): Date {
  if (bytes.length === 8) return dateOf(bytes.readInt32LE(0), bytes.readUInt32LE(4));
  return dateOf(bytes.readUInt16LE(0), bytes.readUInt16LE(2) * 60 * 300);
}

function decimalOf(bytes: Buffer, scale: number): string {
  const digits = BigInt(`0x${Buffer.from(bytes.subarray(1)).reverse().toString('hex')}`)
    .toString()
    .padStart(scale + 1, '0');
  const sign = bytes[0] === 0 ? '-' : '';
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}

/** Three bytes of days since the year 1. */
function dayOf(bytes: Buffer, ms: number): Date {
  return new Date(YEAR_ONE_MS + bytes.readUIntLE(0, 3) * DAY_MS + ms);
}

/** datetime2: a time in units of the scale, then the day. */
function moment(bytes: Buffer, scale: number): Date {
  const time = bytes.readUIntLE(0, bytes.length - 3) / 10 ** scale;
  return dayOf(bytes.subarray(-3), Math.round(time * 1000));
}
