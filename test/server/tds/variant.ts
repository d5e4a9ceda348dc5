// sql_variant values (MS-TDS 2.2.5.5.4): the JavaScript value says which base type goes out.
import type { Value } from '../contract.ts';
import { SqlVariant } from '../sql-variant.ts';
import type { ByteWriter } from './byte-writer.ts';
import { writeDateTime } from './scalar.ts';

const BASE = { bit: 0x32, int: 0x38, datetime: 0x3d, bigint: 0x7f, varbinary: 0xa5, nvarchar: 0xe7 } as const;
const LONGEST = 8000;

/**
 * A base type that is none of these goes as text.
 * boolean → bit, integer → int or bigint, bigint → bigint, string → nvarchar, bytes → varbinary, Date → datetime.
 */
export function writeVariant(writer: ByteWriter, given: Exclude<Value, null>, collation: Uint8Array): void {
  const value = given instanceof SqlVariant ? given.plain() : given;
  const at = writer.length;
  writer.uint32(0);
  if (typeof value === 'string') writeText(writer, value, collation);
  else if (value instanceof Uint8Array) writeBinary(writer, value);
  else if (value instanceof Date) fixed(writer, BASE.datetime, () => writeDateTime(writer, value));
  else if (typeof value === 'boolean') fixed(writer, BASE.bit, () => writer.uint8(value ? 1 : 0));
  else if (value === Number(value) && value === (Number(value) | 0)) {
    fixed(writer, BASE.int, () => writer.int32(value));
  } else fixed(writer, BASE.bigint, () => writer.int64(BigInt(value)));
  writer.bytes.writeUInt32LE(writer.length - at - 4, at);
}

function fixed(writer: ByteWriter, base: number, write: () => void): void {
  writer.uint8(base);
  writer.uint8(0);
  write();
}

function writeText(writer: ByteWriter, value: string, collation: Uint8Array): void {
  if (value.length * 2 > LONGEST)
    throw new TypeError(`A sql_variant cannot hold ${value.length} characters.`);
  writer.uint8(BASE.nvarchar);
  writer.uint8(7);
  writer.raw(collation);
  writer.uint16(LONGEST);
  writer.text(value);
}

function writeBinary(writer: ByteWriter, value: Uint8Array): void {
  if (value.length > LONGEST) throw new TypeError(`A sql_variant cannot hold ${value.length} bytes.`);
  writer.uint8(BASE.varbinary);
  writer.uint8(2);
  writer.uint16(LONGEST);
  writer.raw(value);
}
