// Bytes that come in pieces, read by a generator that yields whenever it needs more of them. What is measured and not
// looked at is skipped; only what is asked for is kept.

/** Reading step by step: each `yield` waits for more bytes. */
export type Steps<T = void> = Generator<void, T, void>;

/** Reads what is there; yields when there is not enough. */
export class ByteCursor {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  /** Who is given what is read, and from where on it was not yet. */
  #keeper: ((part: Buffer) => void) | undefined;
  #keepFrom = 0;
  #given = 0;

  /** Adds a piece. */
  add(piece: Buffer): void {
    if (this.#keeper !== undefined) this.#give(this.#keeper);
    const left = this.bytes.length - this.at;
    this.bytes = left === 0 ? piece : Buffer.concat([this.bytes.subarray(this.at), piece]);
    this.at = 0;
    this.#keepFrom = 0;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** From now on, and from `back` bytes before, what is read or skipped is given to the keeper as well. */
  keep(back: number, keeper: (part: Buffer) => void): void {
    this.#keeper = keeper;
    this.#keepFrom = this.at - back;
    this.#given = 0;
  }

  /** How much has been kept. */
  get kept(): number {
    return this.#given + this.at - this.#keepFrom;
  }

  /** Gives the keeper the last of it. */
  letGo(): void {
    if (this.#keeper !== undefined) this.#give(this.#keeper);
    this.#keeper = undefined;
  }

  #give(keeper: (part: Buffer) => void): void {
    this.#given += this.at - this.#keepFrom;
    keeper(this.bytes.subarray(this.#keepFrom, this.at));
    this.#keepFrom = this.at;
  }

  /** Waits until `count` bytes are there. Only ever asked for few. */
  *need(count: number): Steps {
    while (this.bytes.length - this.at < count) yield;
  }

  *byte(): Steps<number> {
    if (this.left < 1) yield* this.need(1);
    return this.bytes.readUInt8(this.at++);
  }

  *word(): Steps<number> {
    if (this.left < 2) yield* this.need(2);
    this.at += 2;
    return this.bytes.readUInt16LE(this.at - 2);
  }

  *long(): Steps<number> {
    if (this.left < 4) yield* this.need(4);
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }

  *huge(): Steps<bigint> {
    if (this.left < 8) yield* this.need(8);
    this.at += 8;
    return this.bytes.readBigUInt64LE(this.at - 8);
  }

  /** The next `count` bytes; they hold until the next `yield`. */
  *take(count: number): Steps<Buffer> {
    if (this.left < count) yield* this.need(count);
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  *pass(count: number): Steps {
    let missing = count;
    while (missing > this.left) {
      missing -= this.left;
      this.at = this.bytes.length;
      yield;
    }
    this.at += missing;
  }
}
