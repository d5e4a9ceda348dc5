// Walks the tokens of everything a server sends (page "[MS-TDS]: Packet Data Token Stream Definition"), before the
// driver does: what is not well-formed, comes where it may not, or is beyond a limit ends the connection with an error
// of its own. How each token is read stands in `token-readers.ts`; here is which bytes go on to the driver.
import { ByteCursor, type Steps } from './byte-cursor.ts';
import type { WireLimits } from './limits.ts';
import { COMPRESSED_ROW, ROW } from './measure-row.ts';
import { RowCheck } from './row-check.ts';
import { type Asked, COLUMNS, TOKEN_READERS, type TokenListener, type TokenParts } from './token-readers.ts';
import { badAnswer, overLimit } from './wire-error.ts';

/** What goes past the driver: it is read once, where it is wanted. */
const TAKEN: ReadonlySet<number> = new Set([COLUMNS, ROW, COMPRESSED_ROW]);
const WITHHELD = -1;

export class TokenCheck {
  readonly #parts: TokenParts;
  #asked: Asked = 'login';
  #walk: Steps | undefined;
  /** Of this answer; of a login, in all of its messages. */
  #received = 0;
  #inToken = false;
  /** What of the payload goes on to the driver, and from where on the rest does; negative where it does not. */
  #passed: Buffer[] = [];
  #passFrom = WITHHELD;

  constructor(server: string, limits: WireLimits, listener: TokenListener) {
    const cursor = new ByteCursor();
    const bad = (what: string) => badAnswer(server, what);
    const over = (limit: keyof WireLimits) => overLimit(server, limit, limits[limit]);
    const rows = new RowCheck(cursor, limits, { bad, over }, listener);
    this.#parts = { server, limits, listener, cursor, rows, refuse: { bad, over }, errors: 0 };
  }

  /** What the next message of the server answers. */
  expect(asked: Asked): void {
    if (asked === 'answer') this.#received = 0;
    this.#asked = asked;
  }

  /**
   * Takes the payload of a packet; throws a RegrantError `bad-answer` or `limit-exceeded`. Columns and rows go to the
   * listener; what is given back is the rest, which goes on to the driver.
   */
  feed(payload: Buffer, last: boolean): readonly Buffer[] {
    const { cursor } = this.#parts;
    this.#count(payload.length);
    this.#walk ??= this.#tokens();
    this.#passed = [];
    cursor.add(payload);
    // What was left belongs to a token whose beginning has gone on already.
    if (this.#passFrom !== WITHHELD) this.#passFrom = cursor.bytes.length - payload.length;
    this.#walk.next();
    if (this.#passFrom !== WITHHELD) this.#passed.push(cursor.bytes.subarray(this.#passFrom));
    if (last) this.#finish();
    return this.#passed;
  }

  /** Hands on the whole rows that have come. */
  flush(): void {
    this.#parts.rows.flush();
  }

  #count(bytes: number): void {
    this.#received += bytes;
    const { limits, refuse } = this.#parts;
    if (this.#received > limits[this.#asked]) throw refuse.over(this.#asked);
  }

  #finish(): void {
    // The walk waits for a token or is in the middle of one: then there is something left, or it was not the token's end.
    const { cursor, refuse, rows } = this.#parts;
    if (cursor.left > 0 || this.#inToken) throw refuse.bad('a message ends in the middle of a token');
    this.#walk = undefined;
    this.#passFrom = WITHHELD;
    this.#parts.errors = 0;
    if (this.#asked === 'answer') this.#received = 0;
    rows.end();
  }

  *#tokens(): Steps {
    const { cursor, refuse, rows } = this.#parts;
    for (;;) {
      this.#inToken = false;
      if (cursor.left === 0) yield* cursor.need(1);
      const type = cursor.bytes.readUInt8(cursor.at);
      const isTaken = this.#asked === 'answer' && TAKEN.has(type);
      this.#passOn(!isTaken);
      if (isTaken && rows.takeWhole()) continue;
      this.#inToken = true;
      cursor.at += 1;
      const read = TOKEN_READERS[this.#asked].get(type);
      if (read === undefined) throw refuse.bad(`the token ${type} came where none of its kind may`);
      yield* read(this.#parts);
    }
  }

  /** Whether the token that begins here goes on. */
  #passOn(isPassed: boolean): void {
    const { at, bytes } = this.#parts.cursor;
    if (isPassed === (this.#passFrom !== WITHHELD)) return;
    if (!isPassed) this.#passed.push(bytes.subarray(this.#passFrom, at));
    this.#passFrom = isPassed ? at : WITHHELD;
  }
}
