// The columns and rows of an answer, measured: each length is one that its type can have, and no value, part of a
// value or row is longer than allowed.
import type { ByteCursor } from './byte-cursor.ts';
import type { WireLimits } from './limits.ts';
import {
  type Facets,
  LONGEST_VARIANT,
  MAX_TYPES,
  type Measure,
  VARIANT_TYPES,
  WIRE_TYPES,
} from './type-info.ts';

/** Makes the errors of one server. */
export interface Refusals {
  bad(what: string): Error;
  over(limit: keyof WireLimits): Error;
}

type Steps<T> = Generator<void, T, void>;

/** Columns that a result set can have (page "Maximum Capacity Specifications for SQL Server": SELECT list). */
const MOST_COLUMNS = 4096;
const NULL_WORD = 0xffff;
const NULL_PARTS = 0xffffffffffffffffn;
const UNKNOWN_LENGTH = 0xfffffffffffffffen;
const LARGEST_SCALE = 7;
const LARGEST_PRECISION = 38;

export class RowCheck {
  readonly #cursor: ByteCursor;
  readonly #limits: WireLimits;
  readonly #refuse: Refusals;
  #columns: readonly Measure[] | undefined;

  constructor(cursor: ByteCursor, limits: WireLimits, refuse: Refusals) {
    this.#cursor = cursor;
    this.#limits = limits;
    this.#refuse = refuse;
  }

  /** A new answer: there are no columns yet. */
  reset(): void {
    this.#columns = undefined;
  }

  /** COLMETADATA, after its token byte. */
  *columns(): Steps<void> {
    const count = yield* this.#cursor.word();
    if (count > MOST_COLUMNS) throw this.#refuse.bad(`a result set claims ${count} columns`);
    const columns: Measure[] = [];
    for (let index = 0; index < count; index += 1) {
      columns.push(yield* this.column());
      yield* this.#name();
    }
    this.#columns = columns;
  }

  /** User type, flags, TYPE_INFO and the table's name: what describes a column or a returned value. */
  *column(): Steps<Measure> {
    yield* this.#cursor.skip(6);
    const number = yield* this.#cursor.byte();
    const type = WIRE_TYPES.get(number);
    if (type === undefined) throw this.#refuse.bad(`a column has the unknown type ${number}`);
    const isMax = yield* this.#facets(type.facets);
    return isMax && MAX_TYPES.has(number) ? { by: 'parts' } : type.measure;
  }

  /** One value. */
  *value(measure: Measure): Steps<void> {
    switch (measure.by) {
      case 'size':
        return yield* this.#cursor.skip(measure.bytes);
      case 'byte': {
        const length = yield* this.#cursor.byte();
        if (!measure.allowed.has(length))
          throw this.#refuse.bad('a value has a length that its type has not');
        return yield* this.#cursor.skip(length);
      }
      case 'word': {
        const length = yield* this.#cursor.word();
        return length === NULL_WORD ? undefined : yield* this.#cursor.skip(length);
      }
      case 'parts':
        return yield* this.#parts();
      case 'pointer':
        return yield* this.#pointed();
      case 'variant':
        return yield* this.#variant();
    }
  }

  /** ROW, after its token byte. */
  *row(): Steps<void> {
    const columns = this.#known();
    const end = this.#inside(columns);
    if (end !== undefined) {
      this.#cursor.at = end;
      return;
    }
    this.#cursor.mark();
    for (const measure of columns) yield* this.#cell(measure);
  }

  /** NBCROW, after its token byte: a bit for each column, set where it is NULL. */
  *compressedRow(): Steps<void> {
    const columns = this.#known();
    this.#cursor.mark();
    const nulls = Uint8Array.from(yield* this.#cursor.take((columns.length + 7) >> 3));
    for (const [index, measure] of columns.entries()) {
      const isNull = ((nulls[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
      if (!isNull) yield* this.#cell(measure);
    }
  }

  *#cell(measure: Measure): Steps<void> {
    yield* this.value(measure);
    if (this.#cursor.sinceMark > this.#limits.row) throw this.#refuse.over('row');
  }

  #known(): readonly Measure[] {
    if (this.#columns === undefined) throw this.#refuse.bad('a row came without its columns');
    return this.#columns;
  }

  /** The quick way for a row that is all there and of plain columns: where it ends. */
  #inside(columns: readonly Measure[]): number | undefined {
    const { bytes } = this.#cursor;
    const { length } = bytes;
    let { at } = this.#cursor;
    for (const measure of columns) {
      if (measure.by === 'word') {
        if (at + 2 > length) return undefined;
        const size = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
        at += size === NULL_WORD ? 2 : 2 + size;
      } else if (measure.by === 'byte') {
        const size = bytes[at];
        if (size === undefined) return undefined;
        if (!measure.allowed.has(size)) return undefined;
        at += 1 + size;
      } else if (measure.by === 'size') at += measure.bytes;
      else return undefined;
      if (at > length) return undefined;
    }
    return at;
  }

  *#parts(): Steps<void> {
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
      yield* this.#cursor.skip(length);
    }
    if (isKnown && BigInt(sum) !== claimed) throw this.#refuse.bad('a value is not as long as it claims');
  }

  *#pointed(): Steps<void> {
    const pointer = yield* this.#cursor.byte();
    if (pointer === 0) return;
    yield* this.#cursor.skip(pointer + 8);
    const length = yield* this.#cursor.long();
    if (length > this.#limits.part) throw this.#refuse.over('part');
    yield* this.#cursor.skip(length);
  }

  *#variant(): Steps<void> {
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
    yield* this.#cursor.skip(properties + rest);
  }

  /** Reads what describes a type; true for a (max). */
  *#facets(facets: Facets): Steps<boolean> {
    const cursor = this.#cursor;
    switch (facets) {
      case 'none':
        return false;
      case 'byte':
        yield* cursor.skip(1);
        return false;
      case 'scale':
        if ((yield* cursor.byte()) > LARGEST_SCALE) throw this.#refuse.bad('a time has too many digits');
        return false;
      case 'decimal': {
        yield* cursor.skip(1);
        if ((yield* cursor.word()) >> 8 > LARGEST_PRECISION)
          throw this.#refuse.bad('a number has too many digits');
        return false;
      }
      case 'word':
        return (yield* cursor.word()) === NULL_WORD;
      case 'word-collation': {
        const isMax = (yield* cursor.word()) === NULL_WORD;
        yield* cursor.skip(5);
        return isMax;
      }
      case 'long':
        yield* cursor.skip(4);
        yield* this.#tableName();
        return false;
      case 'long-collation':
        yield* cursor.skip(9);
        yield* this.#tableName();
        return false;
      case 'variant':
        yield* cursor.skip(4);
        return false;
      case 'xml':
        if ((yield* cursor.byte()) === 1) {
          yield* this.#name();
          yield* this.#name();
          yield* this.#longName();
        }
        return false;
      case 'clr':
        yield* cursor.skip(2);
        for (let names = 0; names < 3; names += 1) yield* this.#name();
        yield* this.#longName();
        return false;
    }
  }

  *#tableName(): Steps<void> {
    const parts = yield* this.#cursor.byte();
    for (let part = 0; part < parts; part += 1) yield* this.#longName();
  }

  *#name(): Steps<void> {
    const units = yield* this.#cursor.byte();
    yield* this.#cursor.skip(units * 2);
  }

  *#longName(): Steps<void> {
    const units = yield* this.#cursor.word();
    yield* this.#cursor.skip(units * 2);
  }
}
