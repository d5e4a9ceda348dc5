// Running a FROM clause: cursors that put each source at its next row. Nothing is copied; expressions read the rows
// that the sources stand at.
import type { Value } from '../../contract.ts';
import type { Collation } from '../sql/collation.ts';
import type { Row } from '../sql/value.ts';
import { keyOf } from '../sql/value.ts';
import type { Source } from './scope.ts';

/** Moves its sources to their next combination of rows. */
export interface Cursor {
  next(): boolean;
}

/** One combination of rows, in the order of the operand's sources. */
type Entry = readonly (Row | null)[];

/** Something that can be on either side of a join. */
export interface Operand {
  readonly sources: readonly Source[];
  /** A fresh cursor over the operand. */
  open(): Cursor;
  /** Whether its rows depend on sources outside it, so that nothing may be kept between two runs. */
  readonly volatile: boolean;
}

/** A part of a key that two sides must share. */
export interface KeyPart {
  readonly outer: () => Value;
  readonly inner: () => Value;
  readonly collation: Collation | undefined;
}

/** A table, scanned or looked up. */
export class LeafOperand implements Operand {
  readonly sources: readonly [Source];
  readonly volatile: boolean;
  private readonly rows: () => readonly Row[];
  private readonly keys: readonly KeyPart[];
  private kept: readonly Row[] | undefined;
  private index: KeyIndex<Row> | undefined;

  constructor(source: Source, rows: () => readonly Row[], volatile: boolean, keys: readonly KeyPart[] = []) {
    this.sources = [source];
    this.rows = rows;
    this.volatile = volatile;
    this.keys = keys;
  }

  open(): Cursor {
    const [source] = this.sources;
    const rows = this.keys.length === 0 ? this.all() : this.lookUp();
    let at = 0;
    return {
      next() {
        if (at >= rows.length) return false;
        source.row = rows[at] ?? null;
        at += 1;
        return true;
      },
    };
  }

  all(): readonly Row[] {
    if (this.volatile) return this.rows();
    this.kept ??= this.rows();
    return this.kept;
  }

  private lookUp(): readonly Row[] {
    const [source] = this.sources;
    this.index ??= new KeyIndex(this.keys, this.all(), (row) => {
      source.row = row;
    });
    return this.index.find();
  }
}

/** Entries by the key that they have on the inner side. NULL matches nothing. */
export class KeyIndex<E> {
  private readonly byKey = new Map<unknown, E[]>();
  private readonly keys: readonly KeyPart[];

  constructor(keys: readonly KeyPart[], entries: readonly E[], place: (entry: E) => void) {
    this.keys = keys;
    for (const entry of entries) {
      place(entry);
      const key = joinedKey(keys, 'inner');
      if (key === null) continue;
      const list = this.byKey.get(key);
      if (list === undefined) this.byKey.set(key, [entry]);
      else list.push(entry);
    }
  }

  /** The entries for what the outer side stands at. */
  find(): readonly E[] {
    const key = joinedKey(this.keys, 'outer');
    return key === null ? [] : (this.byKey.get(key) ?? []);
  }
}

function joinedKey(keys: readonly KeyPart[], side: 'inner' | 'outer'): string | number | bigint | null {
  const [first] = keys;
  if (first !== undefined && keys.length === 1) return keyOf(first[side](), first.collation);
  let joined = '';
  for (const part of keys) {
    const key = keyOf(part[side](), part.collation);
    if (key === null) return null;
    joined += `${typeof key === 'string' ? key.replaceAll('\u0000', '\u0000\u0001') : key}\u0000\u0000`;
  }
  return joined;
}

/** Rows that fail a test are passed over. */
export function filtered(cursor: Cursor, test: () => boolean | null): Cursor {
  return {
    next() {
      while (cursor.next()) if (test() === true) return true;
      return false;
    },
  };
}

/** How a join treats rows without a partner. */
export type JoinShape = 'inner' | 'left' | 'full';

/** Two operands joined on keys and a residual test. */
export class JoinOperand implements Operand {
  readonly sources: readonly Source[];
  readonly volatile: boolean;
  private readonly shape: JoinShape;
  private readonly left: Operand;
  private readonly right: Operand;
  private readonly keys: readonly KeyPart[];
  private readonly residual: (() => boolean | null) | undefined;

  constructor(parts: {
    readonly shape: JoinShape;
    readonly left: Operand;
    readonly right: Operand;
    readonly keys: readonly KeyPart[];
    readonly residual: (() => boolean | null) | undefined;
  }) {
    this.shape = parts.shape;
    this.left = parts.left;
    this.right = parts.right;
    this.keys = parts.keys;
    this.residual = parts.residual;
    this.sources = [...parts.left.sources, ...parts.right.sources];
    this.volatile = parts.left.volatile || parts.right.volatile;
  }

  open(): Cursor {
    const { right } = this;
    if (right instanceof LeafOperand) {
      const [source] = right.sources;
      return this.join(
        () => right.all(),
        (row: Row) => {
          source.row = row;
        },
      );
    }
    return this.join(
      () => entriesOf(right),
      (entry: Entry) => placeEntry(right.sources, entry),
    );
  }

  private join<E>(all: () => readonly E[], place: (entry: E) => void): Cursor {
    const { right, residual, shape, keys } = this;
    const left = this.left.open();
    const fixed = right.volatile ? undefined : all();
    const index = keys.length === 0 || fixed === undefined ? undefined : new KeyIndex(keys, fixed, place);
    const matched = shape === 'full' ? new Set<E>() : undefined;
    let rest: Iterator<E> | undefined;
    let candidates: readonly E[] = [];
    let at = 0;
    let pending = false;
    const next = (): boolean => {
      for (;;) {
        while (at < candidates.length) {
          const entry = candidates[at] as E;
          at += 1;
          place(entry);
          if (residual !== undefined && residual() !== true) continue;
          pending = false;
          matched?.add(entry);
          return true;
        }
        if (pending && shape !== 'inner') {
          pending = false;
          clear(right.sources);
          return true;
        }
        if (rest !== undefined || !left.next()) break;
        candidates = index === undefined ? (fixed ?? all()) : index.find();
        at = 0;
        pending = true;
      }
      if (matched === undefined) return false;
      rest ??= (fixed ?? []).filter((entry) => !matched.has(entry))[Symbol.iterator]();
      const { done, value } = rest.next();
      if (done === true) return false;
      clear(this.left.sources);
      place(value);
      return true;
    };
    return { next };
  }
}

function entriesOf(operand: Operand): Entry[] {
  const entries: Entry[] = [];
  const cursor = operand.open();
  while (cursor.next()) entries.push(operand.sources.map((source) => source.row));
  return entries;
}

function placeEntry(sources: readonly Source[], entry: Entry): void {
  sources.forEach((source, index) => {
    source.row = entry[index] ?? null;
  });
}

function clear(sources: readonly Source[]): void {
  for (const source of sources) source.row = null;
}
