// The rows of an answer, measured: each length is one that its type can have, and no value, part of a value or row is
// longer than allowed. What has passed is put into blocks. Rows that are all there are measured in one go; one that is
// not, or in which something is wrong, is read step by step, which waits for more bytes or says what is wrong.
import type { ByteCursor, Steps } from './byte-cursor.ts';
import { type Column, ColumnCheck, measureOf, type ValueType } from './column.ts';
import type { WireLimits } from './limits.ts';
import { afterRow, isNullAt, NULL_PARTS, NULL_WORD, UNKNOWN_LENGTH } from './measure-row.ts';
import type { Refusals } from './refusals.ts';
import { type RowBlock, RowBlocks } from './row-blocks.ts';
import { LONGEST_VARIANT, type Measure, VARIANT_TYPES } from './type-info.ts';

/** Who takes the result sets of an answer. */
export interface AnswerListener {
  columns(columns: readonly Column[]): void;
  /** Rows of the columns before. */
  rows(block: RowBlock): void;
}

export class RowCheck {
  readonly #cursor: ByteCursor;
  readonly #limits: WireLimits;
  readonly #refuse: Refusals;
  readonly #listener: AnswerListener;
  readonly #columnCheck: ColumnCheck;
  readonly #blocks: RowBlocks;
  #columns: readonly Measure[] | undefined;

  constructor(cursor: ByteCursor, limits: WireLimits, refuse: Refusals, listener: AnswerListener) {
    this.#cursor = cursor;
    this.#limits = limits;
    this.#refuse = refuse;
    this.#listener = listener;
    this.#columnCheck = new ColumnCheck(cursor, refuse);
    this.#blocks = new RowBlocks((block) => listener.rows(block));
  }

  /** The end of an answer: the next one has no columns yet. */
  end(): void {
    this.#blocks.flush();
    this.#columns = undefined;
  }

  /** Hands on the whole rows that have come. */
  flush(): void {
    this.#blocks.flush();
  }

  /** COLMETADATA, after its token byte. */
  *columns(): Steps {
    this.#blocks.flush();
    const columns = yield* this.#columnCheck.columns();
    this.#columns = columns.map(measureOf);
    this.#listener.columns(columns);
  }

  /** Takes the rows that are all there; false when there was none. */
  takeWhole(): boolean {
    const columns = this.#columns;
    if (columns === undefined) return false;
    const cursor = this.#cursor;
    const { at: first, bytes } = cursor;
    for (let rows = 1; rows > 0; ) {
      const { room } = this.#blocks;
      let end = cursor.at;
      for (rows = 0; rows < room; rows += 1) {
        const next = afterRow(bytes, end, columns, this.#limits);
        if (next < 0) break;
        end = next;
      }
      if (rows > 0) this.#blocks.addRows(bytes.subarray(cursor.at, end), rows);
      cursor.at = end;
    }
    return cursor.at > first;
  }

  /** ROW or NBCROW (a bit for each column, set where it is NULL), after its token byte. */
  *row(isCompressed: boolean): Steps {
    const columns = this.#columns;
    if (columns === undefined) throw this.#refuse.bad('a row came without its columns');
    const cursor = this.#cursor;
    cursor.keep(1, (part) => this.#blocks.addPart(part));
    const nulls = isCompressed ? Buffer.from(yield* cursor.take((columns.length + 7) >> 3)) : NO_NULLS;
    for (const [index, measure] of columns.entries()) {
      if (!isNullAt(nulls, 0, index)) yield* this.#value(measure);
      if (cursor.kept > this.#limits.row) throw this.#refuse.over('row');
    }
    cursor.letGo();
    this.#blocks.endRows(1);
  }

  /** What describes a returned value, and the value. */
  *returned(): Steps {
    const type: ValueType = yield* this.#columnCheck.valueType();
    const measure = measureOf(type);
    if (measure.by === 'pointer') throw this.#refuse.bad('a returned value has a type that none can have');
    yield* this.#value(measure);
  }

  *#value(measure: Measure): Steps {
    switch (measure.by) {
      case 'size':
        return yield* this.#cursor.pass(measure.bytes);
      case 'byte': {
        const length = yield* this.#cursor.byte();
        if (!measure.allowed.has(length))
          throw this.#refuse.bad('a value has a length that its type has not');
        return yield* this.#cursor.pass(length);
      }
      case 'word': {
        const length = yield* this.#cursor.word();
        return length === NULL_WORD ? undefined : yield* this.#cursor.pass(length);
      }
      case 'parts':
        return yield* this.#parts();
      case 'pointer':
        return yield* this.#pointed();
      case 'variant':
        return yield* this.#variant();
    }
  }

  *#parts(): Steps {
    const { value, part } = this.#limits;
    const claimed = yield* this.#cursor.huge();
    if (claimed === NULL_PARTS) return;
    const isKnown = claimed !== UNKNOWN_LENGTH;
    if (isKnown && claimed > BigInt(value)) throw this.#refuse.over('value');
    let sum = 0;
    for (;;) {
      const length = yield* this.#cursor.long();
      if (length === 0) break;
      if (length > part) throw this.#refuse.over('part');
      sum += length;
      if (sum > value) throw this.#refuse.over('value');
      yield* this.#cursor.pass(length);
    }
    if (isKnown && BigInt(sum) !== claimed) throw this.#refuse.bad('a value is not as long as it claims');
  }

  *#pointed(): Steps {
    const pointer = yield* this.#cursor.byte();
    if (pointer === 0) return;
    yield* this.#cursor.pass(pointer + 8);
    const length = yield* this.#cursor.long();
    if (length > this.#limits.part) throw this.#refuse.over('part');
    yield* this.#cursor.pass(length);
  }

  *#variant(): Steps {
    const length = yield* this.#cursor.long();
    if (length === 0) return;
    if (length < 2 || length > LONGEST_VARIANT)
      throw this.#refuse.bad(`a sql_variant claims ${length} bytes`);
    const number = yield* this.#cursor.byte();
    const properties = yield* this.#cursor.byte();
    const type = VARIANT_TYPES.get(number);
    if (type === undefined) throw this.#refuse.bad(`a sql_variant has the unknown type ${number}`);
    const rest = length - 2 - properties;
    const fits = properties === type.properties && rest >= 0 && (type.lengths?.has(rest) ?? true);
    if (!fits) throw this.#refuse.bad('a sql_variant is not as long as its type');
    yield* this.#cursor.pass(properties + rest);
  }
}

const NO_NULLS = Buffer.alloc(512);
