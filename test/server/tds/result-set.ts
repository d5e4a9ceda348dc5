// COLMETADATA, ROW and NBCROW (MS-TDS 2.2.7.4, 2.2.7.17, 2.2.7.13).
import type { Column, Value } from '../contract.ts';
import type { ByteWriter } from './byte-writer.ts';
import { type Codec, codecOf, type TextRules } from './codec.ts';

const TOKEN = { columns: 0x81, row: 0xd1, compressedRow: 0xd2 } as const;

/** Nullable, updateability unknown: what a server says of a computed column. */
const FLAGS = 0x0009;

/** One result set being written. */
export class ResultSet {
  readonly #codecs: readonly Codec[];
  readonly #bitmap: Uint8Array;

  constructor(columns: readonly Column[], text: TextRules) {
    this.#codecs = columns.map((column) => codecOf(column, text));
    this.#bitmap = new Uint8Array(Math.ceil(columns.length / 8));
  }

  writeColumns(writer: ByteWriter, columns: readonly Column[]): void {
    writer.uint8(TOKEN.columns);
    writer.uint16(columns.length);
    for (const [index, column] of columns.entries()) {
      writer.uint32(0);
      writer.uint16(FLAGS);
      this.#codecs[index]?.writeType(writer);
      writer.shortText(column.name);
    }
  }

  /** Writes a row, leaving its NULLs out where the client knows NBCROW and that is shorter; a bad value leaves no trace. */
  writeRow(writer: ByteWriter, row: readonly Value[], compress: boolean): void {
    const at = writer.length;
    if (row.length !== this.#codecs.length) {
      throw new TypeError(`A row of ${row.length} values for ${this.#codecs.length} columns.`);
    }
    try {
      if (compress && this.#markNulls(row) > this.#bitmap.length) this.#writeCompressed(writer, row);
      else this.#writePlain(writer, row);
    } catch (error) {
      writer.length = at;
      throw error;
    }
  }

  #writePlain(writer: ByteWriter, row: readonly Value[]): void {
    const codecs = this.#codecs;
    writer.uint8(TOKEN.row);
    for (let index = 0; index < codecs.length; index += 1) {
      const value = row[index];
      if (value === null || value === undefined) codecs[index]?.writeNull(writer);
      else codecs[index]?.writeValue(writer, value);
    }
  }

  #writeCompressed(writer: ByteWriter, row: readonly Value[]): void {
    const codecs = this.#codecs;
    writer.uint8(TOKEN.compressedRow);
    writer.raw(this.#bitmap);
    for (let index = 0; index < codecs.length; index += 1) {
      const value = row[index];
      if (value !== null && value !== undefined) codecs[index]?.writeValue(writer, value);
    }
  }

  #markNulls(row: readonly Value[]): number {
    const bitmap = this.#bitmap;
    bitmap.fill(0);
    let nulls = 0;
    for (let index = 0; index < row.length; index += 1) {
      if (row[index] !== null && row[index] !== undefined) continue;
      nulls += 1;
      bitmap[index >> 3] = (bitmap[index >> 3] ?? 0) | (1 << (index & 7));
    }
    return nulls;
  }
}
