// How each token that may come is read, by its number (page "[MS-TDS]: Packet Data Token Stream Definition"): a token with
// a length is looked at when it is all there, rows are measured as they pass. What is not in a table may not come.
import type { LoginMessage } from '../open-error.ts';
import type { ByteCursor, Steps } from './byte-cursor.ts';
import { CHANGES, type Change, readChange } from './env-change.ts';
import type { WireLimits } from './limits.ts';
import { checkChallenge, checkFederation, checkLoginAck, readMessage } from './login-tokens.ts';
import { COMPRESSED_ROW, ROW } from './measure-row.ts';
import type { Refusals } from './refusals.ts';
import type { AnswerListener, RowCheck } from './row-check.ts';
import type { Refuse } from './sized-bytes.ts';
import { foreignToken } from './wire-error.ts';

/** What a message answers: a login, a batch or call, or an attention. */
export type Asked = 'login' | 'answer';

/** Who is told of what matters below the driver. */
export interface TokenListener extends AnswerListener {
  changed(change: Change): void;
  /** An error in the answer to a login; the driver may not come to read it when the server then closes. */
  refused(message: LoginMessage): void;
}

/** What a token is read with. */
export interface TokenParts {
  readonly server: string;
  readonly cursor: ByteCursor;
  readonly rows: RowCheck;
  readonly limits: WireLimits;
  readonly refuse: Refusals;
  readonly listener: TokenListener;
  /** Errors in this answer so far. */
  errors: number;
}

/** Reads a token, after its own byte. */
type Reader = (parts: TokenParts) => Steps;

/** COLMETADATA. */
export const COLUMNS = 0x81;

/** Most bytes of a token that is only allowed in a login. */
const LONGEST_TOKEN = 0xffff;

/** DONE and its kin: status, command and a count of rows. */
const done: Reader = ({ cursor }) => cursor.pass(12);

/** RETURNSTATUS: a number. */
const status: Reader = ({ cursor }) => cursor.pass(4);

/** A token with two bytes of length, given to `check` whole. */
function whole(check: (bytes: Buffer, refuse: Refuse) => unknown): Reader {
  return function* ({ cursor, refuse }) {
    check(yield* cursor.take(yield* cursor.word()), refuse.bad);
  };
}

function* readError(parts: TokenParts): Steps<LoginMessage> {
  const { cursor, limits, refuse } = parts;
  parts.errors += 1;
  if (parts.errors > limits.errors) throw refuse.over('errors');
  return readMessage(yield* cursor.take(yield* cursor.word()), refuse.bad);
}

const error: Reader = function* (parts) {
  yield* readError(parts);
};

const loginError: Reader = function* (parts) {
  parts.listener.refused(yield* readError(parts));
};

function change(asked: Asked): Reader {
  return function* ({ cursor, refuse, listener }) {
    const bytes = yield* cursor.take(yield* cursor.word());
    listener.changed(readChange(bytes, CHANGES[asked], refuse.bad));
  };
}

const federation: Reader = function* ({ server, cursor, refuse }) {
  const length = yield* cursor.long();
  if (length > LONGEST_TOKEN) throw refuse.bad('a token is too long');
  checkFederation(yield* cursor.take(length), refuse.bad, () => foreignToken(server));
};

/** FEATUREEXTACK: features with their answers, until 0xFF. */
const features: Reader = function* ({ cursor, refuse }) {
  while ((yield* cursor.byte()) !== 0xff) {
    const length = yield* cursor.long();
    if (length > LONGEST_TOKEN) throw refuse.bad('a token is too long');
    yield* cursor.pass(length);
  }
};

/** ORDER: by which columns the rows are sorted. */
const order: Reader = function* ({ cursor }) {
  yield* cursor.pass(yield* cursor.word());
};

/** RETURNVALUE: place, name, status, and the value with its type. */
const returned: Reader = function* ({ cursor, rows }) {
  yield* cursor.pass(2);
  yield* cursor.pass((yield* cursor.byte()) * 2 + 1);
  yield* rows.returned();
};

/** The readers by what is answered. */
export const TOKEN_READERS: Readonly<Record<Asked, ReadonlyMap<number, Reader>>> = {
  login: new Map<number, Reader>([
    [0xaa, loginError],
    [0xab, whole(readMessage)],
    [0xad, whole(checkLoginAck)],
    [0xae, features],
    [0xe3, change('login')],
    [0xed, whole(checkChallenge)],
    [0xee, federation],
    [0xfd, done],
    [0xff, done],
  ]),
  answer: new Map<number, Reader>([
    [0x79, status],
    [COLUMNS, ({ rows }) => rows.columns()],
    [0xa9, order],
    [0xaa, error],
    [0xab, whole(readMessage)],
    [0xac, returned],
    [ROW, ({ rows }) => rows.row(false)],
    [COMPRESSED_ROW, ({ rows }) => rows.row(true)],
    [0xe3, change('answer')],
    [0xfd, done],
    [0xfe, done],
    [0xff, done],
  ]),
};
