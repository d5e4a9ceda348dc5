// One sqlcmd that runs, and so one connection: what it is to do goes to its standard input, batch after batch, and its
// lines come back on two ways, answers on one and errors on the other. It ends when it is told to, or when its input does.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ErrorLines } from './error-lines.ts';
import { cannotStart, type Sqlcmd } from './find-sqlcmd.ts';
import { linesOf } from './lines-of.ts';
import type { Start } from './sqlcmd-arguments.ts';

/** How long it may take to end when its input has ended, in milliseconds. */
const ENDING_MS = 5000;

export class SqlcmdProcess {
  readonly errors = new ErrorLines();
  readonly #child: ChildProcess;
  readonly #answers: AsyncGenerator<string, void, undefined>;
  readonly #ended: Promise<void>;
  #hasEnded = false;
  #failure: unknown;

  constructor({ path }: Sqlcmd, start: Start) {
    const child = spawn(path, start.arguments, {
      env: start.environment,
      stdio: 'pipe',
      windowsHide: true,
      // Ctrl-C is for this program, which ends what it began; elsewhere than on Windows a group of its own keeps it away.
      detached: process.platform !== 'win32',
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#failure = cannotStart(path, error);
        resolve();
      });
      child.once('close', () => resolve());
    });
    void this.#ended.then(() => {
      this.#hasEnded = true;
      this.errors.end();
    });
    // Whoever writes to what has ended learns of it by the end of its answers.
    child.stdin.on('error', () => {});
    this.#answers = linesOf(child.stdout);
    void this.#hearErrors(child.stderr);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Why it could not be started, once it has ended. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Sends it text; how much may be on its way is the system's matter. */
  send(input: string): void {
    this.#child.stdin?.write(input, 'utf8');
  }

  /** The next line of its answers; undefined when it has ended. Throws a RegrantError `bad-answer` for a line without an end. */
  async next(): Promise<string | undefined> {
    const { value, done } = await this.#answers.next();
    return done ? undefined : value;
  }

  /** Ends it at once, and with it what the server does for it. */
  kill(): void {
    this.#child.kill('SIGKILL');
    this.#leave();
  }

  /** Lets it end by itself, and ends it when it does not. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.kill(), ENDING_MS);
    this.#child.stdin?.end();
    this.#leave();
    await this.#ended;
    clearTimeout(timer);
  }

  /** Nobody reads what it still says; unread it would never have ended. */
  #leave(): void {
    this.#answers.return().catch(() => {});
  }

  async #hearErrors(stream: Readable): Promise<void> {
    try {
      for await (const line of linesOf(stream)) this.errors.add(line);
    } catch (error) {
      this.#failure ??= error;
      this.kill();
    }
  }
}
