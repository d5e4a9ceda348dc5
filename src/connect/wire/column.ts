// The columns of an answer (page "[MS-TDS]: COLMETADATA"), read and measured: each type is one that is known, and what
// describes it is what that type can have.
import type { ByteCursor, Steps } from './byte-cursor.ts';
import type { Refusals } from './refusals.ts';
import { type Facets, MAX_TYPES, type Measure, WIRE_TYPES } from './type-info.ts';

/** What is known of a column's values; it can be sent to another thread. */
export interface ValueType {
  /** The number of its type, as in WIRE_TYPES. */
  readonly type: number;
  readonly isMax: boolean;
  /** Digits behind the point, or of a second's fraction; 0 where there are none. */
  readonly scale: number;
  /** The collation of a text: five bytes. */
  readonly collation: Uint8Array | undefined;
}

/** A column. */
export interface Column extends ValueType {
  readonly name: string;
}

/** How the values of a type lie on the wire. */
export function measureOf({ type, isMax }: ValueType): Measure {
  const { measure } = WIRE_TYPES.get(type) ?? NONE;
  return isMax ? PARTS : measure;
}

const PARTS: Measure = { by: 'parts' };
const NONE: { readonly measure: Measure } = { measure: { by: 'size', bytes: 0 } };

/** Columns that a result set can have (page "Maximum Capacity Specifications for SQL Server": SELECT list). */
const MOST_COLUMNS = 4096;
const MAX = 0xffff;
const COLLATION = 5;
/** UserType (four bytes) and Flags (two), which say nothing of how a value lies. */
const USER_TYPE_AND_FLAGS = 6;
/**
 * The bytes of the most that a value may hold, which stands first in TYPE_INFO and is passed over: each value brings a
 * length of its own, and that one is checked. `word` is not among them: its 0xFFFF says that the type is a (max).
 */
const PASSED_LENGTH: Readonly<Record<Facets, 0 | 1 | 2 | 4>> = {
  none: 0,
  byte: 1,
  decimal: 1,
  scale: 0,
  word: 0,
  'word-collation': 0,
  long: 4,
  'long-collation': 4,
  variant: 4,
  xml: 0,
  clr: 2,
};
const LARGEST_SCALE = 7;
const LARGEST_PRECISION = 38;

/** What a type's description says; what it does not say is left out. */
interface Described {
  readonly isMax?: boolean;
  readonly scale?: number;
  readonly collation?: Uint8Array;
}

export class ColumnCheck {
  readonly #cursor: ByteCursor;
  readonly #refuse: Refusals;

  constructor(cursor: ByteCursor, refuse: Refusals) {
    this.#cursor = cursor;
    this.#refuse = refuse;
  }

  /** COLMETADATA, after its token byte. */
  *columns(): Steps<readonly Column[]> {
    const count = yield* this.#cursor.word();
    if (count > MOST_COLUMNS) throw this.#refuse.bad(`a result set claims ${count} columns`);
    const columns: Column[] = [];
    for (let index = 0; index < count; index += 1)
      columns.push({ ...(yield* this.valueType()), name: yield* this.#name() });
    return columns;
  }

  /** User type, flags, TYPE_INFO and the table's name: what describes a column or a returned value. */
  *valueType(): Steps<ValueType> {
    yield* this.#cursor.pass(USER_TYPE_AND_FLAGS);
    const number = yield* this.#cursor.byte();
    const type = WIRE_TYPES.get(number);
    if (type === undefined) throw this.#refuse.bad(`a column has the unknown type ${number}`);
    const { isMax = false, scale = 0, collation } = yield* this.#facets(type.facets);
    return { type: number, isMax: isMax && MAX_TYPES.has(number), scale, collation };
  }

  *#facets(facets: Facets): Steps<Described> {
    const cursor = this.#cursor;
    yield* cursor.pass(PASSED_LENGTH[facets]);
    switch (facets) {
      case 'none':
      case 'byte':
      case 'variant':
        return {};
      case 'scale':
        return { scale: yield* this.#digits() };
      case 'decimal': {
        const digits = yield* cursor.word();
        const [precision, scale] = [digits & 0xff, digits >> 8];
        if (Math.max(precision, scale) > LARGEST_PRECISION)
          throw this.#refuse.bad('a number has too many digits');
        return { scale };
      }
      case 'word':
        return { isMax: (yield* cursor.word()) === MAX };
      case 'word-collation':
        return { isMax: (yield* cursor.word()) === MAX, collation: yield* this.#collation() };
      case 'long':
        yield* this.#tableName();
        return {};
      case 'long-collation': {
        const collation = yield* this.#collation();
        yield* this.#tableName();
        return { collation };
      }
      case 'xml':
        if ((yield* cursor.byte()) === 1) yield* this.#schema();
        return {};
      case 'clr':
        for (let names = 0; names < 3; names += 1) yield* this.#name();
        yield* this.#longName();
        return {};
    }
  }

  *#digits(): Steps<number> {
    const scale = yield* this.#cursor.byte();
    if (scale > LARGEST_SCALE) throw this.#refuse.bad('a time has too many digits');
    return scale;
  }

  *#collation(): Steps<Uint8Array> {
    return new Uint8Array(yield* this.#cursor.take(COLLATION));
  }

  /** Of an xml: database, owner, name. */
  *#schema(): Steps {
    yield* this.#name();
    yield* this.#name();
    yield* this.#longName();
  }

  *#tableName(): Steps {
    const parts = yield* this.#cursor.byte();
    for (let part = 0; part < parts; part += 1) yield* this.#longName();
  }

  *#name(): Steps<string> {
    const units = yield* this.#cursor.byte();
    return (yield* this.#cursor.take(units * 2)).toString('utf16le');
  }

  *#longName(): Steps {
    const units = yield* this.#cursor.word();
    yield* this.#cursor.pass(units * 2);
  }
}
