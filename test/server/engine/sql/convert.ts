// CAST and CONVERT, implicit and explicit. A conversion that is not here is refused, never guessed.
import type { Value } from '../../contract.ts';
import { SqlVariant } from '../../sql-variant.ts';
import { cannot, conversionFailed, failAt } from '../messages.ts';
import type { SqlType } from './sql-type.ts';
import { isBinary, isDate, isInteger, isNumber, isString, typeText } from './sql-type.ts';
import { hexOf } from './value.ts';

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  tinyint: [0, 255],
  smallint: [-32768, 32767],
  int: [-2147483648, 2147483647],
};

/** A function that turns a value of one type into another; NULL stays NULL. */
export function converter(from: SqlType, to: SqlType, style: number, line: number): (value: Value) => Value {
  const convert = pick(from, to, style, line);
  return (value) => (value === null ? null : convert(value));
}

function pick(from: SqlType, to: SqlType, style: number, line: number): (value: Value) => Value {
  if (to.kind === 'sql_variant' || from.kind === 'null') return (value) => value;
  if (from.kind === 'sql_variant') {
    return (value) => {
      const plain = value instanceof SqlVariant ? value.plain() : value;
      return pick(typeOfValue(plain), to, style, line)(plain);
    };
  }
  if (isString(to)) {
    const text = toText(from, to, style, line);
    const narrow = isNarrow(to) && !isNarrow(from);
    return fit(to, narrow ? (value) => toCodePage(text(value)) : text, isString(from));
  }
  if (isBinary(to)) return fitBinary(to, toBytes(from, style, line));
  if (isNumber(to)) return toNumber(from, to, line);
  if (to.kind === 'uniqueidentifier') return toGuid(from, line);
  if (isDate(to) && isDate(from)) return (value) => value;
  if (isDate(to) && isString(from)) return toDate;
  throw refuse(from, to, line);
}

const isNarrow = (type: SqlType): boolean => type.kind === 'char' || type.kind === 'varchar';

/** Characters of code page 1252 beyond Latin-1. */
const CODE_PAGE =
  '\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178';
const OUTSIDE = new RegExp(`[^\\u0000-\\u00ff${CODE_PAGE}]`, 'g');

/** What is left of a text in a varchar: what code page 1252 lacks becomes a question mark. */
export function toCodePage(text: string): string {
  return text.replace(OUTSIDE, '?');
}

const refuse = (from: SqlType, to: SqlType, line: number) =>
  cannot(line, `a conversion from ${typeText(from)} to ${typeText(to)}`);

/** The type of a value that stands in a sql_variant. */
export function typeOfValue(value: Value): SqlType {
  if (typeof value === 'string') return { kind: 'nvarchar', length: Math.max(value.length, 1) };
  if (typeof value === 'bigint') return { kind: 'bigint' };
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'int' };
  if (value instanceof Date) return { kind: 'datetime' };
  if (value instanceof Uint8Array) return { kind: 'varbinary', length: Math.max(value.length, 1) };
  return { kind: 'null' };
}

function toText(from: SqlType, to: SqlType, style: number, line: number): (value: Value) => string {
  if (isString(from) || isInteger(from) || from.kind === 'uniqueidentifier') return (value) => String(value);
  if (isNumber(from)) return (value) => String(value);
  if (isBinary(from)) return bytesToText(to, style, line);
  if (isDate(from)) return dateToText(style, line);
  throw refuse(from, to, line);
}

function bytesToText(to: SqlType, style: number, line: number): (value: Value) => string {
  if (style === 1) return (value) => `0x${hexOf(value as Uint8Array)}`;
  if (style === 2) return (value) => hexOf(value as Uint8Array);
  if (style !== 0) throw cannot(line, `CONVERT of a binary with style ${style}`);
  const encoding = to.kind.startsWith('n') ? 'utf16le' : 'latin1';
  return (value) => Buffer.from(value as Uint8Array).toString(encoding);
}

function dateToText(style: number, line: number): (value: Value) => string {
  const iso = (value: Value) => (value as Date).toISOString();
  if (style === 126 || style === 127)
    return (value) =>
      iso(value)
        .replace('Z', '')
        .replace(/\.000$/, '');
  if (style === 121 || style === 21) return (value) => iso(value).replace('T', ' ').replace('Z', '');
  if (style === 120 || style === 20) return (value) => iso(value).slice(0, 19).replace('T', ' ');
  if (style === 112) return (value) => iso(value).slice(0, 10).replaceAll('-', '');
  if (style === 23) return (value) => iso(value).slice(0, 10);
  throw cannot(line, `CONVERT of a date with style ${style}`);
}

// A string that is too long is cut, a number that does not fit its string is an error: both as SQL Server does.
function fit(to: SqlType, text: (value: Value) => string, cut: boolean): (value: Value) => Value {
  const { length } = to;
  if (length === 'max' || length === undefined) return text;
  const pad = to.kind === 'char' || to.kind === 'nchar';
  return (value) => {
    const whole = text(value);
    if (whole.length > length) {
      if (cut || typeof value !== 'number') return whole.slice(0, length);
      throw failAt(1, 8115, `Arithmetic overflow error converting expression to data type ${to.kind}.`);
    }
    return pad ? whole.padEnd(length, ' ') : whole;
  };
}

function fitBinary(to: SqlType, bytes: (value: Value) => Uint8Array): (value: Value) => Value {
  const { length } = to;
  if (length === 'max' || length === undefined) return bytes;
  return (value) => {
    const whole = bytes(value);
    if (to.kind === 'varbinary' || whole.length >= length)
      return whole.length > length ? whole.slice(0, length) : whole;
    const padded = new Uint8Array(length);
    padded.set(whole);
    return padded;
  };
}

function toBytes(from: SqlType, style: number, line: number): (value: Value) => Uint8Array {
  if (isBinary(from)) return (value) => value as Uint8Array;
  if (isString(from) && (style === 1 || style === 2)) return (value) => hexBytes(String(value), style);
  if (from.kind === 'nvarchar' || from.kind === 'nchar')
    return (value) => bytes(Buffer.from(String(value), 'utf16le'));
  if (isString(from)) return (value) => bytes(Buffer.from(String(value), 'latin1'));
  if (from.kind === 'uniqueidentifier') return (value) => guidBytes(String(value));
  const width = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8 }[from.kind as string];
  if (width === undefined) throw refuse(from, { kind: 'varbinary' }, line);
  return (value) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64BE(BigInt(value as number));
    return bytes(buffer.subarray(8 - width));
  };
}

const bytes = (buffer: Buffer): Uint8Array => Uint8Array.from(buffer);

function hexBytes(text: string, style: number): Uint8Array {
  const digits = style === 1 ? text.slice(2) : text;
  if ((style === 1 && !/^0x/i.test(text)) || digits.length % 2 === 1 || /[^0-9a-f]/i.test(digits)) {
    throw failAt(1, 8114, 'Error converting data type varchar to varbinary.', 16, 5);
  }
  return bytes(Buffer.from(digits, 'hex'));
}

function toNumber(from: SqlType, to: SqlType, line: number): (value: Value) => Value {
  if (isString(from)) return (value) => ranged(to, parseNumber(String(value), from, to));
  if (isNumber(from)) {
    if (!isInteger(to)) return (value) => value;
    return (value) => ranged(to, typeof value === 'number' ? Math.trunc(value) : value);
  }
  if (isBinary(from)) {
    const width = { tinyint: 1, smallint: 2, int: 4, bigint: 8, bit: 1 }[to.kind as string] ?? 8;
    return (value) => {
      const tail = (value as Uint8Array).slice(-width);
      const whole = BigInt(`0x${hexOf(tail) || '0'}`);
      const signed = to.kind === 'tinyint' || to.kind === 'bit' ? whole : BigInt.asIntN(width * 8, whole);
      return ranged(to, Number.isSafeInteger(Number(signed)) ? Number(signed) : signed);
    };
  }
  throw refuse(from, to, line);
}

function parseNumber(text: string, from: SqlType, to: SqlType): Value {
  const trimmed = text.trim();
  if (to.kind === 'bit' && /^(true|false)$/i.test(trimmed)) return /^true$/i.test(trimmed) ? 1 : 0;
  if (trimmed === '') return 0;
  const pattern = isInteger(to) ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)$/;
  if (!pattern.test(trimmed)) throw conversionFailed(text, from.kind, to.kind);
  const number = Number(trimmed);
  return Number.isSafeInteger(number) || !isInteger(to) ? number : BigInt(trimmed);
}

function ranged(to: SqlType, value: Value): Value {
  if (to.kind === 'bit') return value ? 1 : 0;
  const range = RANGES[to.kind];
  if (range !== undefined && ((value as number) < range[0] || (value as number) > range[1])) {
    throw failAt(1, 8115, `Arithmetic overflow error converting expression to data type ${to.kind}.`);
  }
  return value;
}

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?/i;

function toGuid(from: SqlType, line: number): (value: Value) => Value {
  if (from.kind === 'uniqueidentifier') return (value) => value;
  if (isBinary(from)) return (value) => bytesGuid(value as Uint8Array);
  if (!isString(from)) throw refuse(from, { kind: 'uniqueidentifier' }, line);
  return (value) => {
    const found = GUID.exec(String(value))?.[1];
    if (found !== undefined) return found.toUpperCase();
    throw failAt(
      1,
      8169,
      'Conversion failed when converting from a character string to uniqueidentifier.',
      16,
      2,
    );
  };
}

// The first three groups of a uniqueidentifier are little-endian in its bytes.
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function guidBytes(text: string): Uint8Array {
  const straight = Buffer.from(text.replaceAll('-', ''), 'hex');
  return Uint8Array.from(GUID_ORDER, (from) => straight[from] ?? 0);
}

function bytesGuid(value: Uint8Array): string {
  const hex = hexOf(Uint8Array.from(GUID_ORDER, (from) => value[from] ?? 0));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function toDate(value: Value): Value {
  const text = String(value).trim().replace(' ', 'T');
  const date = new Date(
    /^\d{8}$/.test(text) ? text.replace(/(....)(..)(..)/, '$1-$2-$3T00:00:00Z') : `${text}Z`,
  );
  if (!Number.isNaN(date.getTime())) return date;
  throw failAt(1, 241, 'Conversion failed when converting date and/or time from character string.');
}
