// How a column's values go on the wire (MS-TDS 2.2.5.4 TYPE_INFO, 2.2.5.5 values): one codec per column, made once
// per result set. A value that its type cannot hold is an error: a real server could not have sent it.
import type { Column, Value, WireType } from '../contract.ts';
import type { ByteWriter } from './byte-writer.ts';
import { type EncodeText, encoderOf } from './code-page.ts';
import { codePageOf, collationBytes } from './collation.ts';
import { writeDateTime, writeGuid } from './scalar.ts';
import { writeVariant } from './variant.ts';

/** Writes one column. */
export interface Codec {
  writeType(writer: ByteWriter): void;
  writeValue(writer: ByteWriter, value: Exclude<Value, null>): void;
  writeNull(writer: ByteWriter): void;
}

/** What texts are written with. */
export interface TextRules {
  readonly collation: Uint8Array;
  readonly encode: EncodeText;
}

const TYPE = {
  uniqueidentifier: 0x24,
  integer: 0x26,
  variant: 0x62,
  bit: 0x68,
  datetime: 0x6f,
  varbinary: 0xa5,
  varchar: 0xa7,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
} as const;

const MAX = 0xffff;
const PLP_NULL = 0xffffffffffffffffn;
const VARIANT_LENGTH = 8009;

/** The text rules of a collation. */
export function textRules(collation: string): TextRules {
  return { collation: collationBytes(collation), encode: encoderOf(codePageOf(collation)) };
}

/** The codec of a column. */
export function codecOf(column: Column, text: TextRules): Codec {
  const { kind } = column.type;
  switch (kind) {
    case 'bit':
      return fixed(TYPE.bit, 1, (writer, value) => writer.uint8(integer(value, column, 0, 1)));
    case 'tinyint':
      return fixed(TYPE.integer, 1, (writer, value) => writer.uint8(integer(value, column, 0, 0xff)));
    case 'smallint':
      return fixed(TYPE.integer, 2, (writer, value) => writer.int16(integer(value, column, -0x8000, 0x7fff)));
    case 'int':
      return fixed(TYPE.integer, 4, (writer, value) =>
        writer.int32(integer(value, column, -(2 ** 31), 2 ** 31 - 1)),
      );
    case 'bigint':
      return fixed(TYPE.integer, 8, (writer, value) => writer.int64(bigInteger(value, column)));
    case 'datetime':
      return fixed(TYPE.datetime, 8, (writer, value) => writeDateTime(writer, date(value, column)));
    case 'uniqueidentifier':
      return fixed(TYPE.uniqueidentifier, 16, (writer, value) => writeGuid(writer, string(value, column)));
    case 'sql_variant':
      return variant(text);
    default:
      return sized(column, kind, text);
  }
}

function fixed(type: number, length: number, write: Codec['writeValue']): Codec {
  return {
    writeType(writer) {
      writer.uint8(type);
      writer.uint8(length);
    },
    writeValue(writer, value) {
      writer.uint8(length);
      write(writer, value);
    },
    writeNull: (writer) => writer.uint8(0),
  };
}

function variant(text: TextRules): Codec {
  return {
    writeType(writer) {
      writer.uint8(TYPE.variant);
      writer.uint32(VARIANT_LENGTH);
    },
    writeValue: (writer, value) => writeVariant(writer, value, text.collation),
    writeNull: (writer) => writer.uint32(0),
  };
}

type SizedKind = 'nvarchar' | 'nchar' | 'varchar' | 'char' | 'varbinary';

/** Writes the bytes of a value without their length, and says how many they are. */
interface Body {
  length(value: Exclude<Value, null>): number;
  write(writer: ByteWriter): void;
}

function sized(column: Column, kind: SizedKind, text: TextRules): Codec {
  const declared = declaredBytes(column.type);
  const body = kind === 'nvarchar' || kind === 'nchar' ? unicode(column) : narrow(column, kind, text);
  return {
    writeType(writer) {
      writer.uint8(TYPE[kind]);
      writer.uint16(declared === 'max' ? MAX : declared);
      if (kind !== 'varbinary') writer.raw(text.collation);
    },
    writeValue(writer, value) {
      const length = body.length(value);
      if (declared === 'max') return writePlp(writer, length, body);
      if (length > declared) throw misfit(column, `${length} bytes, ${declared} declared`);
      writer.uint16(length);
      body.write(writer);
    },
    writeNull: (writer) => (declared === 'max' ? writer.uint64(PLP_NULL) : writer.uint16(MAX)),
  };
}

function declaredBytes({ kind, length }: WireType): number | 'max' {
  if (length === 'max') return 'max';
  const wide = kind === 'nvarchar' || kind === 'nchar';
  return Math.min(wide ? (length ?? 4000) * 2 : (length ?? 8000), 8000);
}

function unicode(column: Column): Body {
  let pending = '';
  const pad = column.type.kind === 'nchar' && typeof column.type.length === 'number' ? column.type.length : 0;
  return {
    length(value) {
      pending = string(value, column).padEnd(pad);
      return pending.length * 2;
    },
    write: (writer) => writer.text(pending),
  };
}

function narrow(column: Column, kind: SizedKind, text: TextRules): Body {
  let pending: Uint8Array = new Uint8Array();
  const pad = kind === 'char' && typeof column.type.length === 'number' ? column.type.length : 0;
  return {
    length(value) {
      pending = kind === 'varbinary' ? binary(value, column) : text.encode(string(value, column).padEnd(pad));
      return pending.length;
    },
    write: (writer) => writer.raw(pending),
  };
}

/** A (max) value: its length, its bytes as one chunk, the end. */
function writePlp(writer: ByteWriter, length: number, body: Body): void {
  writer.uint64(BigInt(length));
  if (length > 0) {
    writer.uint32(length);
    body.write(writer);
  }
  writer.uint32(0);
}

function integer(value: Exclude<Value, null>, column: Column, least: number, most: number): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number.NaN : Number(value);
  if (!Number.isInteger(number) || number < least || number > most) throw misfit(column, String(value));
  return number;
}

function bigInteger(value: Exclude<Value, null>, column: Column): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' || Number.isInteger(value)) return BigInt(value as string | number);
  throw misfit(column, String(value));
}

function string(value: Exclude<Value, null>, column: Column): string {
  if (typeof value !== 'string') throw misfit(column, String(value));
  return value;
}

function binary(value: Exclude<Value, null>, column: Column): Uint8Array {
  if (!(value instanceof Uint8Array)) throw misfit(column, String(value));
  return value;
}

function date(value: Exclude<Value, null>, column: Column): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw misfit(column, String(value));
  return value;
}

function misfit(column: Column, what: string): TypeError {
  const { kind, length } = column.type;
  return new TypeError(`Column ${column.name} ${kind}(${length ?? ''}) cannot hold: ${what.slice(0, 60)}`);
}
