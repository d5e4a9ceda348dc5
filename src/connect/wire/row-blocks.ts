// Rows as they came, one behind the other with the token byte of each, put together to blocks that are handed on whole.
// A row that came in several packets is put together here too.

/** Some whole rows of one result set. The bytes are the block's own, so that they can be given away. */
export interface RowBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
}

/** Rows in one block, and bytes that end it earlier. */
const MOST_ROWS = 500;
const ENOUGH_BYTES = 256 * 1024;
const SMALLEST = 4096;
/** A block that the last row makes somewhat longer than enough. */
const LONGEST = ENOUGH_BYTES + 64 * 1024;

export class RowBlocks {
  readonly #onBlock: (block: RowBlock) => void;
  #bytes = bytesFor(SMALLEST);
  #length = 0;
  /** Where the last whole row ends. */
  #whole = 0;
  #rows = 0;

  constructor(onBlock: (block: RowBlock) => void) {
    this.#onBlock = onBlock;
  }

  /** How many more rows this block takes. */
  get room(): number {
    return MOST_ROWS - this.#rows;
  }

  /** Adds whole rows. */
  addRows(bytes: Buffer, rows: number): void {
    this.addPart(bytes);
    this.endRows(rows);
  }

  /** Adds a part of a row. */
  addPart(bytes: Buffer): void {
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }

  /** The parts that were added are whole rows now. */
  endRows(rows: number): void {
    this.#rows += rows;
    this.#whole = this.#length;
    if (this.#rows >= MOST_ROWS || this.#length >= ENOUGH_BYTES) this.flush();
  }

  /** Hands on the whole rows that are there; a part of a row is dropped. */
  flush(): void {
    const [bytes, length, rows] = [this.#bytes, this.#whole, this.#rows];
    const isFull = rows > 0 && length * 2 >= bytes.length;
    // The next block is likely to be as long.
    if (isFull) this.#bytes = bytesFor(length >= ENOUGH_BYTES ? LONGEST : bytes.length);
    this.clear();
    if (rows > 0) this.#onBlock({ bytes: isFull ? bytes.subarray(0, length) : bytes.slice(0, length), rows });
  }

  /** Drops all that is there. */
  clear(): void {
    this.#length = 0;
    this.#whole = 0;
    this.#rows = 0;
    if (this.#bytes.length > LONGEST) this.#bytes = bytesFor(SMALLEST);
  }

  #grow(length: number): void {
    const doubled = this.#bytes.length * 2;
    const larger = bytesFor(Math.max(length, length <= LONGEST ? Math.min(doubled, LONGEST) : doubled));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** What is handed on is all written before, so that nothing has to be cleared. */
function bytesFor(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}
