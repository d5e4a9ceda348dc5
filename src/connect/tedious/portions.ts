// Sends the answer to a batch in portions: what comes within a moment goes in one, because each wakes the other thread,
// and no more are under way than the other side asked for, so that a slow reader holds the server back.
import type { ResultItem, SentSet } from './result-queue.ts';
import { PORTIONS_AHEAD } from './worker-messages.ts';

/** Bytes that make a portion big enough not to wait for more. */
const ENOUGH_BYTES = 128 * 1024;
/** What a column counts. */
const COLUMN_BYTES = 100;
/** How long a smaller one waits, in milliseconds. */
const MOMENT_MS = 5;

/** Sends one portion; the buffers are given away with it. */
export type SendPortion = (items: readonly ResultItem[], given: ArrayBuffer[]) => void;

export class Portions {
  readonly #send: SendPortion;
  #room = PORTIONS_AHEAD;
  #items: ResultItem[] = [];
  #given: ArrayBuffer[] = [];
  #bytes = 0;
  #moment: NodeJS.Timeout | undefined;
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
  async sendAll(sets: AsyncIterable<SentSet>): Promise<void> {
    try {
      await this.#gather(sets);
    } finally {
      this.#post();
      while (this.#items.length > 0 && !this.#isStopped) await this.#taken();
    }
  }

  async #gather(sets: AsyncIterable<SentSet>): Promise<void> {
    for await (const { columns, blocks } of sets) {
      await this.#add({ columns }, columns.length * COLUMN_BYTES);
      for await (const block of blocks) {
        this.#given.push(block.bytes.buffer);
        await this.#add(block, block.bytes.length);
      }
    }
  }

  async #add(item: ResultItem, bytes: number): Promise<void> {
    this.#items.push(item);
    this.#bytes += bytes;
    if (this.#bytes >= ENOUGH_BYTES) this.#post();
    else this.#plan();
    while (this.#bytes >= ENOUGH_BYTES && !this.#isStopped) await this.#taken();
  }

  /** Waits for what else comes. */
  #plan(): void {
    this.#moment ??= setTimeout(() => this.#post(), MOMENT_MS);
  }

  #post(): void {
    clearTimeout(this.#moment);
    this.#moment = undefined;
    if (this.#room === 0 || this.#items.length === 0 || this.#isStopped) return;
    this.#room -= 1;
    this.#send(this.#items, this.#given);
    this.#items = [];
    this.#given = [];
    this.#bytes = 0;
    this.#wake();
  }

  #taken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
