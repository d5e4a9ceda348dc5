// Sends the answer to a batch in portions: what is there at the same time goes in one, and no more are under way than
// the other side asked for, so that a slow reader holds the server back.
import type { ResultSet, Row } from '../driver.ts';
import { packRows } from './row-pack.ts';
import { PORTIONS_AHEAD, type SentItem } from './worker-messages.ts';

/** Rows that make a portion big enough not to wait for more. */
const ENOUGH_ROWS = 500;

/** Sends one portion; the buffers are given away with it. */
export type SendPortion = (items: readonly SentItem[], given: ArrayBuffer[]) => void;

export class Portions {
  readonly #send: SendPortion;
  #room = PORTIONS_AHEAD;
  #items: SentItem[] = [];
  #given: ArrayBuffer[] = [];
  #rows = 0;
  #isPlanned = false;
  #isStopped = false;
  #wake: () => void = () => {};

  constructor(send: SendPortion) {
    this.#send = send;
  }

  /** One more may be sent. */
  more(): void {
    this.#room += 1;
    this.#post();
  }

  /** Nobody reads on. */
  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  /** Sends all result sets; resolves when the last has been sent. What came before an error is sent before it is thrown. */
  async sendAll(sets: AsyncIterable<ResultSet>): Promise<void> {
    try {
      await this.#gather(sets);
    } finally {
      this.#post();
      while (this.#items.length > 0 && !this.#isStopped) await this.#taken();
    }
  }

  async #gather(sets: AsyncIterable<ResultSet>): Promise<void> {
    for await (const { columns, rows } of sets) {
      this.#items.push({ columns });
      this.#plan();
      for await (const chunk of rows) {
        this.#add(chunk);
        while (this.#rows >= ENOUGH_ROWS && !this.#isStopped) await this.#taken();
      }
    }
  }

  #add(rows: readonly Row[]): void {
    const packed = packRows(rows);
    this.#items.push({ packed });
    this.#given.push(packed.refs.buffer);
    this.#rows += rows.length;
    if (this.#rows >= ENOUGH_ROWS) this.#post();
    else this.#plan();
  }

  /** Waits for what else comes in the same turn. */
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      this.#post();
    });
  }

  #post(): void {
    if (this.#room === 0 || this.#items.length === 0 || this.#isStopped) return;
    this.#room -= 1;
    this.#send(this.#items, this.#given);
    this.#items = [];
    this.#given = [];
    this.#rows = 0;
    this.#wake();
  }

  #taken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
