// Walks the tokens of everything a server sends (page "[MS-TDS]: Packet Data Token Stream Definition"), before the
// driver does: what is not well-formed, comes where it may not, or is beyond a limit ends the connection with an error
// of its own. A token that has a length is looked at when it is all there, rows are measured as they pass.

import type { LoginMessage } from '../open-error.ts';
import { ByteCursor } from './byte-cursor.ts';
import { CHANGES, type Change, readChange } from './env-change.ts';
import type { WireLimits } from './limits.ts';
import { checkChallenge, checkFederation, checkLoginAck, readMessage } from './login-tokens.ts';
import { COMPRESSED_ROW, ROW } from './measure-row.ts';
import { type AnswerListener, RowCheck } from './row-check.ts';
import type { Refuse } from './sized-bytes.ts';
import { badAnswer, foreignToken, overLimit } from './wire-error.ts';

/** What a message answers: a login, a batch or call, or an attention. */
export type Asked = 'login' | 'answer';

type Steps = Generator<void, void, void>;

/** Most bytes of a token that is only allowed in a login. */
const LONGEST_TOKEN = 0xffff;
const COLUMNS = 0x81;
/** What goes past the driver: it is read once, where it is wanted. */
const TAKEN: ReadonlySet<number> = new Set([COLUMNS, ROW, COMPRESSED_ROW]);
const WITHHELD = -1;

/** Who is told of what matters below the driver. */
export interface TokenListener extends AnswerListener {
  changed(change: Change): void;
  /** An error in the answer to a login; the driver may not come to read it when the server then closes. */
  refused(message: LoginMessage): void;
}

export class TokenCheck {
  readonly #server: string;
  readonly #limits: WireLimits;
  readonly #listener: TokenListener;
  readonly #cursor = new ByteCursor();
  readonly #rows: RowCheck;
  readonly #refuse: Refuse;
  #asked: Asked = 'login';
  #walk: Steps | undefined;
  #errors = 0;
  /** Of this answer; of a login, in all of its messages. */
  #received = 0;
  #inToken = false;
  /** What of the payload goes on to the driver, and from where on the rest does; negative where it does not. */
  #passed: Buffer[] = [];
  #passFrom = WITHHELD;

  constructor(server: string, limits: WireLimits, listener: TokenListener) {
    this.#server = server;
    this.#limits = limits;
    this.#listener = listener;
    this.#refuse = (what) => badAnswer(server, what);
    const over = (limit: keyof WireLimits) => overLimit(server, limit, limits[limit]);
    this.#rows = new RowCheck(this.#cursor, limits, { bad: this.#refuse, over }, listener);
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
    const cursor = this.#cursor;
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
    this.#rows.flush();
  }

  #count(bytes: number): void {
    this.#received += bytes;
    const most = this.#limits[this.#asked];
    if (this.#received > most) throw overLimit(this.#server, this.#asked, most);
  }

  #finish(): void {
    // The walk waits for a token or is in the middle of one: then there is something left, or it was not the token's end.
    if (this.#cursor.left > 0 || this.#inToken) throw this.#refuse('a message ends in the middle of a token');
    this.#walk = undefined;
    this.#passFrom = WITHHELD;
    this.#errors = 0;
    if (this.#asked === 'answer') this.#received = 0;
    this.#rows.end();
  }

  *#tokens(): Steps {
    const cursor = this.#cursor;
    for (;;) {
      this.#inToken = false;
      if (cursor.left === 0) yield* cursor.need(1);
      const type = cursor.bytes.readUInt8(cursor.at);
      const isTaken = this.#asked === 'answer' && TAKEN.has(type);
      this.#passOn(!isTaken);
      if (isTaken && this.#rows.takeWhole()) continue;
      this.#inToken = true;
      cursor.at += 1;
      const read = (this.#asked === 'login' ? IN_LOGIN : IN_ANSWER).get(type);
      if (read === undefined) throw this.#refuse(`the token ${type} came where none of its kind may`);
      yield* read.call(this);
    }
  }

  /** Whether the token that begins here goes on. */
  #passOn(isPassed: boolean): void {
    const { at, bytes } = this.#cursor;
    if (isPassed === (this.#passFrom !== WITHHELD)) return;
    if (!isPassed) this.#passed.push(bytes.subarray(this.#passFrom, at));
    this.#passFrom = isPassed ? at : WITHHELD;
  }

  *error(): Steps {
    this.#errors += 1;
    if (this.#errors > this.#limits.errors) throw overLimit(this.#server, 'errors', this.#limits.errors);
    const length = yield* this.#cursor.word();
    const message = readMessage(yield* this.#cursor.take(length), this.#refuse);
    if (this.#asked === 'login') this.#listener.refused(message);
  }

  *skip(count: number): Steps {
    yield* this.#cursor.skip(count);
  }

  /** A token with two bytes of length, given to `check` whole. */
  *whole(check: (bytes: Buffer, refuse: Refuse) => unknown): Steps {
    const length = yield* this.#cursor.word();
    check(yield* this.#cursor.take(length), this.#refuse);
  }

  *change(): Steps {
    const allowed = CHANGES[this.#asked];
    const length = yield* this.#cursor.word();
    this.#listener.changed(readChange(yield* this.#cursor.take(length), allowed, this.#refuse));
  }

  *federation(): Steps {
    const length = yield* this.#cursor.long();
    if (length > LONGEST_TOKEN) throw this.#refuse('a token is too long');
    checkFederation(yield* this.#cursor.take(length), this.#refuse, () => foreignToken(this.#server));
  }

  /** FEATUREEXTACK: features with their answers, until 0xFF. */
  *features(): Steps {
    while ((yield* this.#cursor.byte()) !== 0xff) {
      const length = yield* this.#cursor.long();
      if (length > LONGEST_TOKEN) throw this.#refuse('a token is too long');
      yield* this.#cursor.skip(length);
    }
  }

  *order(): Steps {
    yield* this.#cursor.skip(yield* this.#cursor.word());
  }

  *columns(): Steps {
    yield* this.#rows.columns();
  }

  *row(isCompressed: boolean): Steps {
    yield* this.#rows.row(isCompressed);
  }

  *returned(): Steps {
    yield* this.#cursor.skip(2);
    yield* this.#cursor.skip((yield* this.#cursor.byte()) * 2 + 1);
    yield* this.#rows.returned();
  }
}

type Read = (this: TokenCheck) => Steps;

const done: Read = function () {
  return this.skip(12);
};
const error: Read = function () {
  return this.error();
};
const info: Read = function () {
  return this.whole(readMessage);
};
const change: Read = function () {
  return this.change();
};

/** Tokens by their number, as they may come while a login is answered. */
const IN_LOGIN: ReadonlyMap<number, Read> = new Map<number, Read>([
  [0xaa, error],
  [0xab, info],
  [0xe3, change],
  [0xfd, done],
  [0xff, done],
  [
    0xad,
    function () {
      return this.whole(checkLoginAck);
    },
  ],
  [
    0xae,
    function () {
      return this.features();
    },
  ],
  [
    0xed,
    function () {
      return this.whole(checkChallenge);
    },
  ],
  [
    0xee,
    function () {
      return this.federation();
    },
  ],
]);

/** As they may come in the answer to a batch or a call. */
const IN_ANSWER: ReadonlyMap<number, Read> = new Map<number, Read>([
  [0xaa, error],
  [0xab, info],
  [0xe3, change],
  [0xfd, done],
  [0xfe, done],
  [0xff, done],
  [
    0x79,
    function () {
      return this.skip(4);
    },
  ],
  [
    COLUMNS,
    function () {
      return this.columns();
    },
  ],
  [
    0xa9,
    function () {
      return this.order();
    },
  ],
  [
    0xac,
    function () {
      return this.returned();
    },
  ],
  [
    ROW,
    function () {
      return this.row(false);
    },
  ],
  [
    COMPRESSED_ROW,
    function () {
      return this.row(true);
    },
  ],
]);
