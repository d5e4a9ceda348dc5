// Texts and bytes: types that declare a length, and the (max) ones whose values travel as PLP (MS-TDS 2.2.5.2.3).
import type { Column, Value, WireType } from '../contract.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Codec, TextRules } from './codec.ts';
import { binary, misfit, string } from './value-check.ts';

const TYPE = { varbinary: 0xa5, varchar: 0xa7, char: 0xaf, nvarchar: 0xe7, nchar: 0xef } as const;
const MAX = 0xffff;
const PLP_NULL = 0xffffffffffffffffn;

type SizedKind = keyof typeof TYPE;
type Given = Exclude<Value, null>;

/** How the bytes of a value are made, without their length. */
interface Body<T> {
  check(value: Given): T;
  length(checked: T): number;
  write(writer: ByteWriter, checked: T): void;
}

/** The codec of a column whose type has a length. */
export function sizedCodec(column: Column, kind: SizedKind, text: TextRules): Codec {
  if (kind === 'varbinary') return withBody(column, kind, text, bytesBody(column));
  return withBody(
    column,
    kind,
    text,
    kind === 'nvarchar' || kind === 'nchar' ? wideBody(column) : narrowBody(column, text),
  );
}

function withBody<T>(column: Column, kind: SizedKind, text: TextRules, body: Body<T>): Codec {
  const declared = declaredBytes(column.type);
  return {
    writeType(writer) {
      writer.uint8(TYPE[kind]);
      writer.uint16(declared === 'max' ? MAX : declared);
      if (kind !== 'varbinary') writer.raw(text.collation);
    },
    writeValue(writer, value) {
      const checked = body.check(value);
      const length = body.length(checked);
      if (declared === 'max') return writeChunks(writer, length, (into) => body.write(into, checked));
      if (length > declared) throw misfit(column, `${length} bytes, ${declared} declared`);
      writer.uint16(length);
      body.write(writer, checked);
    },
    writeNull: (writer) => (declared === 'max' ? writer.uint64(PLP_NULL) : writer.uint16(MAX)),
  };
}

/**
 * A value in PLP chunks. Like SQL Server, no chunk crosses the end of a packet, and each has an even length: SqlClient
 * cannot read a character whose halves are in two chunks or packets.
 */
function writeChunks(writer: ByteWriter, length: number, write: (into: ByteWriter) => void): void {
  writer.uint64(BigInt(length));
  const room = (): number => writer.packetRoom - (writer.length % writer.packetRoom) - 4;
  if (length > 0 && length <= room()) {
    writer.uint32(length);
    write(writer);
  } else if (length > 0) {
    const whole = new ByteWriter(length);
    write(whole);
    for (let at = 0; at < length; ) {
      const left = room() >= 2 ? room() : writer.packetRoom + room();
      const size = Math.min(length - at, left - (left % 2));
      writer.uint32(size);
      writer.raw(whole.bytes.subarray(at, at + size));
      at += size;
    }
  }
  writer.uint32(0);
}

function declaredBytes({ kind, length }: WireType): number | 'max' {
  if (length === 'max') return 'max';
  const wide = kind === 'nvarchar' || kind === 'nchar';
  return Math.min(wide ? (length ?? 4000) * 2 : (length ?? 8000), 8000);
}

function wideBody(column: Column): Body<string> {
  const pad = padding(column.type);
  return {
    check: (value) => padded(string(value, column), pad),
    length: (checked) => checked.length * 2,
    write: (writer, checked) => writer.text(checked),
  };
}

function narrowBody(column: Column, { page }: TextRules): Body<string> {
  const pad = padding(column.type);
  return {
    check: (value) => padded(string(value, column), pad),
    length: (checked) => page.length(checked),
    write: (writer, checked) => page.write(writer, checked),
  };
}

function bytesBody(column: Column): Body<Uint8Array> {
  return {
    check: (value) => binary(value, column),
    length: (checked) => checked.length,
    write: (writer, checked) => writer.raw(checked),
  };
}

/** char and nchar always have their whole length. */
function padding({ kind, length }: WireType): number {
  return (kind === 'char' || kind === 'nchar') && typeof length === 'number' ? length : 0;
}

function padded(text: string, length: number): string {
  return text.length >= length ? text : text.padEnd(length);
}
