// sqlcmd's `$(name)` variables ("sqlcmd utility", Microsoft): their values go into the text before anything else reads it.
// A script may grow by them, but not without end.

import type { Place } from './token.ts';

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
