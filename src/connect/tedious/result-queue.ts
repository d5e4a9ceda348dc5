// Result sets between the one who brings them and the one who pulls them. What waits is told, so that the bringer can
// hold back; an error comes after what came before it, a limit that ran out at once.
import { RegrantError } from '../../model/errors.ts';
import type { Column } from '../wire/column.ts';
import type { RowBlock } from '../wire/row-blocks.ts';

/** One thing that waits: a new result set, or rows of the current one. */
export type ResultItem = { readonly columns: readonly Column[] } | RowBlock;

/** A result set as it came. */
export interface SentSet {
  readonly columns: readonly Column[];
  readonly blocks: AsyncIterable<RowBlock>;
}

export class ResultQueue {
  readonly #onTaken: (waiting: number) => void;
  readonly #items: ResultItem[] = [];
  #ended = false;
  #isCut = false;
  #failure: RegrantError | undefined;
  #wake: (() => void) | undefined;
  /** Counts the result sets handed out, so that an old one cannot read on in a new one. */
  #current = 0;

  /** `onTaken` hears how many items wait after one was taken. */
  constructor(onTaken: (waiting: number) => void) {
    this.#onTaken = onTaken;
  }

  get waiting(): number {
    return this.#items.length;
  }

  get ended(): boolean {
    return this.#ended;
  }

  add(item: ResultItem): void {
    if (this.#isCut) return;
    this.#items.push(item);
    this.#notify();
  }

  /** Nothing more comes; with an error that is given after what waits. */
  end(failure?: RegrantError): void {
    this.#ended = true;
    this.#failure ??= failure;
    this.#notify();
  }

  /** Ends the reading at once: what waits is dropped, and what still comes. */
  fail(error: RegrantError): void {
    this.#failure ??= error;
    this.cut();
    this.#notify();
  }

  /** Drops what waits and what still comes. */
  cut(): void {
    this.#isCut = true;
    this.#items.length = 0;
  }

  /** The result sets in their order. */
  async *resultSets(): AsyncGenerator<SentSet, void, undefined> {
    for (;;) {
      const item = await this.#next();
      if (item === undefined) return;
      if ('rows' in item) continue; // of a result set that was abandoned
      this.#current += 1;
      yield { columns: item.columns, blocks: this.#blocksOf(this.#current) };
    }
  }

  async *#blocksOf(set: number): AsyncGenerator<RowBlock, void, undefined> {
    for (;;) {
      if (set !== this.#current) throw passed();
      const first = await this.#peek();
      if (first === undefined || 'columns' in first) return;
      await this.#next();
      yield first;
    }
  }

  async #next(): Promise<ResultItem | undefined> {
    const item = await this.#peek();
    this.#items.shift();
    this.#onTaken(this.#items.length);
    return item;
  }

  async #peek(): Promise<ResultItem | undefined> {
    for (;;) {
      const item = this.#items[0];
      if (item !== undefined) return item;
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

function passed(): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact: 'Rows were asked of a result set after the next one had been asked for.',
    remedy: 'Read the rows of a result set before going on to the next.',
  });
}
