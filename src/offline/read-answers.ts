// Lines of answers into whole answers: whatever is missing, doubled or out of place is refused with its line.
import { type AnswerLine, TOLD } from '../connect/printed/answer-line.ts';
import { type AnswerRow, OpenAnswer } from '../connect/printed/open-answer.ts';
import { answerLines } from './answer-lines.ts';
import { answersFileError } from './answers-file-error.ts';

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
  for await (const { line, at } of answerLines(path, () => collector.seal, signal)) {
    last = at;
    const wrong = collector.take(line);
    if (wrong !== undefined) throw answersFileError(wrong, path, at);
  }
  const answers = collector.answers();
  if (typeof answers === 'string') throw answersFileError(answers, path, last);
  return answers;
}

type Wrong = Parameters<typeof answersFileError>[0];

/** An answer whose lines are coming, and its rows so far. */
interface Open {
  readonly of: string;
  readonly answer: OpenAnswer;
  readonly rows: AnswerRow[];
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
  #open: Open | undefined;
  #isEnded = false;

  /** What the script said of when it began to run. */
  get seal(): string {
    return this.#head?.[4] ?? '';
  }

  take(line: AnswerLine): Wrong | undefined {
    if (this.#isEnded || (this.#head !== undefined && line.of === TOLD.head)) return 'doubled';
    if (this.#head === undefined && line.of !== TOLD.head) return 'cut';
    // An error ends the answer that was on its way.
    if (line.of === TOLD.error && this.#open?.of !== TOLD.error) this.#open = undefined;
    if (this.#open !== undefined && !this.#open.answer.isOf(line)) return 'cut';
    return line.row === 0 ? this.#close(line) : this.#add(line);
  }

  #add(line: AnswerLine): Wrong | undefined {
    this.#open ??= { of: line.of, answer: new OpenAnswer(line), rows: [] };
    const row = this.#open.answer.add(line);
    if (typeof row === 'string') return row;
    if (row !== undefined) this.#open.rows.push(row);
    return undefined;
  }

  #close(line: AnswerLine): Wrong | undefined {
    const { answer = new OpenAnswer(line), rows = [] } = this.#open ?? {};
    const wrong = answer.close(line);
    if (wrong !== undefined) return wrong;
    this.#open = undefined;
    return this.#settle(line.scope, line.of, rows);
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
    if (!this.#isEnded) return 'ended';
    const [server = newScope(), ...databases] = this.#scopes;
    return { head: this.#head, server, databases: new Map(databases.map((scope) => [scope.name, scope])) };
  }
}
