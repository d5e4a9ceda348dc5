// What sqlcmd says on its way for errors: the server's errors with number, severity, state and line, each in a line of its
// own above its text, in the language of the host; whatever else it says there is about itself or the connection.

/** An error of the server, as it was printed. */
export interface PrintedError {
  readonly number: number;
  readonly class: number;
  readonly state: number;
  readonly lineNumber: number;
  message: string;
}

/** What was said until the line that somebody waits for. */
export interface Said {
  readonly errors: readonly PrintedError[];
  /** What is no error of the server, in its lines. */
  readonly other: readonly string[];
  /** Whether the line came; if not, sqlcmd has ended or said something about itself. */
  readonly isWhole: boolean;
}

/** How long is waited for more of what sqlcmd says about itself, in milliseconds. */
const GOING_ON_MS = 200;

/** Characters of all that is kept of what is said. */
const MOST_KEPT = 1_000_000;

/** `Msg 208, Level 16, State 1, Server SMDB01, Procedure p, Line 3`, in any language. */
const HEADING = /^\D{1,30}(\d{1,10})[,、، ]+\D{1,30}(\d{1,2})[,、، ]+\D{1,30}(\d{1,3})[,、، ].*?(\d{1,10})$/u;

export class ErrorLines {
  #errors: PrintedError[] = [];
  #other: string[] = [];
  #kept = 0;
  #hasEnded = false;
  #waiting: { readonly line: string; readonly heard: (said: Said) => void } | undefined;

  /** Resolves with what was said until a line comes, which is the text of an error itself; to be asked before it can come. */
  until(line: string): Promise<Said> {
    return new Promise((heard) => {
      this.#waiting = { line, heard };
      if (this.#hasEnded || this.#other.length > 0) this.#tell(false);
    });
  }

  add(line: string): void {
    const text = line.trimEnd();
    if (text === this.#waiting?.line) {
      // Its own heading is no error.
      if (this.#errors.at(-1)?.message === '') this.#errors.pop();
      this.#tell(true);
      return;
    }
    this.#kept += text.length;
    if (this.#kept > MOST_KEPT) return;
    const [, number, severity, state, at] = HEADING.exec(text) ?? [];
    const last = this.#errors.at(-1);
    if (number !== undefined) {
      this.#errors.push({
        number: Number(number),
        class: Number(severity),
        state: Number(state),
        lineNumber: Number(at),
        message: '',
      });
    } else if (last !== undefined) {
      last.message += `${last.message === '' ? '' : '\n'}${text}`;
    } else if (text !== '') {
      this.#other.push(text);
      // The rest of it follows. Whoever has been told by then hears no more of it.
      const waiting = this.#waiting;
      setTimeout(() => {
        if (this.#waiting === waiting) this.#tell(false);
      }, GOING_ON_MS);
    }
  }

  /** Nothing more will come. */
  end(): void {
    this.#hasEnded = true;
    this.#tell(false);
  }

  #tell(isWhole: boolean): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    const said = { errors: this.#errors, other: this.#other, isWhole };
    this.#errors = [];
    this.#other = [];
    this.#kept = 0;
    waiting.heard(said);
  }
}
