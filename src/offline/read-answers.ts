// Lines of answers into whole answers: whatever is missing, doubled or out of place is refused with its line.
import { type AnswerLine, readRow, TOLD } from './answer-line.ts';
import { answerLines } from './answer-lines.ts';
import { answersFileError } from './answers-file-error.ts';

/** A row of an answer: text, or null. */
export type AnswerRow = readonly (string | null)[];

/** What a server or a database answered. */
export interface ScopeAnswers {
  /** Whole answers, by the number of their query. */
  readonly rows: ReadonlyMap<string, readonly AnswerRow[]>;
  /** The error that ended it. */
  readonly error: { readonly number: number; readonly message: string } | undefined;
}

/** What a file holds. */
export interface Answers {
  /** What the script said of itself. */
  readonly head: AnswerRow;
  readonly server: ScopeAnswers;
  readonly databases: ReadonlyMap<string, ScopeAnswers>;
}

/** Reads a file. Throws a RegrantError: `bad-answers-file`, `file-failed`, `cancelled`. */
export async function readAnswers(path: string, signal?: AbortSignal): Promise<Answers> {
  const collector = new Collector();
  let last = 1;
  for await (const { line, at } of answerLines(path, signal)) {
    last = at;
    const wrong = collector.take(line);
    if (wrong !== undefined) throw answersFileError(wrong, path, at);
  }
  const answers = collector.answers();
  if (typeof answers === 'string') throw answersFileError(answers, path, last);
  return answers;
}

type Wrong = Parameters<typeof answersFileError>[0];

/** An answer whose lines are coming. */
interface OpenAnswer {
  readonly scope: number;
  readonly of: string;
  readonly rows: AnswerRow[];
  lines: number;
  row: number;
  piece: number;
  text: string;
}

interface Scope {
  name: string;
  readonly rows: Map<string, readonly AnswerRow[]>;
  last: number;
  error: ScopeAnswers['error'];
}

const newScope = (): Scope => ({ name: '', rows: new Map(), last: -1, error: undefined });

/** Puts lines together; each method tells what is wrong, if anything is. */
class Collector {
  readonly #scopes: Scope[] = [newScope()];
  #head: AnswerRow | undefined;
  #open: OpenAnswer | undefined;
  #isEnded = false;

  take(line: AnswerLine): Wrong | undefined {
    if (this.#isEnded || (this.#head !== undefined && line.of === TOLD.head)) return 'doubled';
    if (this.#head === undefined && line.of !== TOLD.head) return 'cut';
    // An error ends the answer that was on its way.
    if (line.of === TOLD.error && this.#open?.of !== TOLD.error) this.#open = undefined;
    const open = this.#open;
    if (open !== undefined && (line.of !== open.of || line.scope !== open.scope)) return 'cut';
    return line.row === 0 ? this.#close(line) : this.#add(line);
  }

  #add({ scope, of, row, piece, pieces, text }: AnswerLine): Wrong | undefined {
    this.#open ??= { scope, of, rows: [], lines: 0, row: 0, piece: 0, text: '' };
    const open = this.#open;
    const isNext =
      open.piece === 0 ? row === open.row + 1 && piece === 1 : row === open.row && piece === open.piece + 1;
    if (!isNext) return 'cut';
    open.lines += 1;
    open.row = row;
    open.piece = piece;
    open.text += text;
    if (piece < pieces) return undefined;
    const values = readRow(open.text);
    if (values === undefined) return 'changed';
    open.rows.push(values);
    open.piece = 0;
    open.text = '';
    return undefined;
  }

  #close({ scope, of, pieces }: AnswerLine): Wrong | undefined {
    const { lines = 0, piece = 0, rows = [] } = this.#open ?? {};
    if (pieces !== lines || piece !== 0) return 'cut';
    this.#open = undefined;
    return this.#settle(scope, of, rows);
  }

  #settle(number: number, of: string, rows: readonly AnswerRow[]): Wrong | undefined {
    const [first = []] = rows;
    if (of === TOLD.head) this.#head = first;
    else if (of === TOLD.end) this.#isEnded = true;
    else if (of === TOLD.database) this.#scopes.push({ ...newScope(), name: first[0] ?? '' });
    const scope = this.#scopes[number];
    if (scope === undefined || number !== this.#scopes.length - 1) return 'cut';
    if (of === TOLD.end) return Number(first[0]) === number ? undefined : 'cut';
    if (of === TOLD.error) scope.error = { number: Number(first[0]), message: first[1] ?? '' };
    if (!/^\d+$/.test(of)) return undefined;
    // They come in the order of their numbers; one that the server could not be asked is left out.
    if (Number(of) <= scope.last) return 'cut';
    scope.last = Number(of);
    scope.rows.set(of, rows);
    return undefined;
  }

  answers(): Answers | Wrong {
    if (this.#head === undefined) return 'none';
    if (!this.#isEnded) return 'cut';
    const [server = newScope(), ...databases] = this.#scopes;
    return { head: this.#head, server, databases: new Map(databases.map((scope) => [scope.name, scope])) };
  }
}
