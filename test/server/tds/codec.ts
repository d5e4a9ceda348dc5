// How a column's values go on the wire (MS-TDS 2.2.5.4 TYPE_INFO, 2.2.5.5 values): one codec per column, made once
// per result set. A value that its type cannot hold is an error: a real server could not have sent it.
import type { Column, Value } from '../contract.ts';
import type { ByteWriter } from './byte-writer.ts';
import { type CodePage, codePage } from './code-page.ts';
import { codePageOf, collationBytes } from './collation.ts';
import { writeDateTime, writeGuid } from './scalar.ts';
import { sizedCodec } from './sized-codec.ts';
import { bigInteger, date, integer, string } from './value-check.ts';
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
  readonly page: CodePage;
}

const TYPE = { uniqueidentifier: 0x24, integer: 0x26, variant: 0x62, bit: 0x68, datetime: 0x6f } as const;
const VARIANT_LENGTH = 8009;

/** The text rules of a collation. */
export function textRules(collation: string): TextRules {
  return { collation: collationBytes(collation), page: codePage(codePageOf(collation)) };
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
      return sizedCodec(column, kind, text);
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
