// sqlcmd's own lines: `:setvar`, `:on error exit`, `!! dir` ("sqlcmd utility", Microsoft). The reader follows :setvar,
// takes note of those that change what runs, and skips the rest. The values of `$(name)` variables go into the text before
// anything else reads it: a script may grow by them, but not without end.
import type { Place } from './token.ts';

/** A sqlcmd line, as far as reading needs it. */
export interface Directive {
  readonly command: string;
  readonly argument: string;
}

const COMMANDS = new Set(
  'SETVAR ON R CONNECT OUT ERROR EXIT QUIT RESET ED LIST LISTVAR SERVERLIST PERFTRACE XML HELP !!'.split(' '),
);

/** Directives that end the run: what follows does not run. */
export const ENDING_DIRECTIVES: ReadonlySet<string> = new Set(['EXIT', 'QUIT']);

/** Directives that bring other text or another server in, so that what follows may not be what the script says. */
export const OUTSIDE_DIRECTIVES: ReadonlySet<string> = new Set(['R', 'CONNECT', '!!']);

/** Reads a line that begins (after blanks) with `:` or `!!`; undefined when it is no sqlcmd line. */
export function directiveOf(line: string): Directive | undefined {
  if (line.startsWith('!!')) return { command: '!!', argument: line.slice(2).trim() };
  const match = /^:(!!|exit(?=\()|[A-Za-z]+(?=[ \t]|$))[ \t]*(.*)$/is.exec(line);
  const command = match?.[1]?.toUpperCase();
  if (command === undefined || !COMMANDS.has(command)) return undefined;
  return { command, argument: (match?.[2] ?? '').trim() };
}

/** Who is told of variables that have no value, and once where they would make the script too long. */
interface Listener {
  readonly onMissing?: (name: string, place: Place) => void;
  readonly onTooLong?: (place: Place) => void;
}

/** Most characters that variables may add, besides one for each character of the script. */
const LIMIT = 1024 * 1024;

/** The variables of a script; `:setvar` changes them. Names compare without case. */
export class SqlcmdVariables {
  readonly #values: Map<string, string>;
  readonly #listener: Listener;
  /** Characters that may still be added. */
  #budget = LIMIT;
  #isTooLong = false;

  constructor(given: Readonly<Record<string, string>> = {}, listener: Listener = {}) {
    this.#values = new Map(Object.entries(given).map(([name, value]) => [name.toUpperCase(), value]));
    this.#listener = listener;
  }

  /** Lets variables add as much as the text grew by. */
  allow(characters: number): void {
    this.#budget += characters;
  }

  /** The argument of :setvar: `name "value"`; no value unsets. */
  set(argument: string): void {
    const match = /^([\w-]+)(?:[ \t]+(.*))?$/s.exec(argument);
    const name = match?.[1]?.toUpperCase();
    if (name === undefined) return;
    const raw = match?.[2]?.trim();
    if (raw === undefined) this.#values.delete(name);
    else this.#values.set(name, /^".*"$/s.test(raw) ? raw.slice(1, -1).replaceAll('""', '"') : raw);
  }

  /** A text with the variables put in; not whole where one has no value, or none that fits. */
  put(text: string, place: Place): { readonly text: string; readonly isWhole: boolean } {
    if (this.#isTooLong) return { text, isWhole: false };
    let isWhole = true;
    let growth = 0;
    const value = text.replace(/\$\(([\w-]+)\)/g, (whole, name: string) => {
      const found = this.#values.get(name.toUpperCase());
      if (found === undefined) {
        isWhole = false;
        this.#listener.onMissing?.(name, place);
      }
      growth += Math.max(0, (found?.length ?? 0) - whole.length);
      return found === undefined || growth > this.#budget ? whole : found;
    });
    if (growth <= this.#budget) {
      this.#budget -= Math.max(0, value.length - text.length);
      return { text: value, isWhole };
    }
    this.#isTooLong = true;
    this.#listener.onTooLong?.(place);
    return { text, isWhole: false };
  }
}
