// Takes the values of a connection string out, each as what it has to be, and notes what is wrong with them, without ever
// quoting one.
import type { Keyword } from './connection-keyword.ts';

export class KeywordReader {
  readonly #values: ReadonlyMap<Keyword, string>;
  readonly problems: string[];
  readonly remarks: string[] = [];
  readonly #read = new Set<Keyword>();

  constructor(values: ReadonlyMap<Keyword, string>, problems: string[]) {
    this.#values = values;
    this.problems = problems;
  }

  text(keyword: Keyword): string | undefined {
    this.#read.add(keyword);
    return this.#values.get(keyword);
  }

  oneOf<T>(keyword: Keyword, choices: Readonly<Record<string, T>>): T | undefined {
    const value = this.text(keyword)?.toLowerCase().replaceAll(/\s/g, '');
    if (value === undefined) return undefined;
    if (!Object.hasOwn(choices, value)) {
      this.problems.push(`“${keyword}” must be one of ${Object.keys(choices).join(', ')}.`);
    }
    return choices[value];
  }

  integer(keyword: Keyword, min: number, max: number): number | undefined {
    const value = this.text(keyword);
    if (value === undefined) return undefined;
    const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.problems.push(`“${keyword}” must be a whole number from ${min} to ${max}.`);
    return undefined;
  }

  /** The keywords that were given and never asked for. */
  get ignored(): readonly Keyword[] {
    return [...this.#values.keys()].filter((keyword) => !this.#read.has(keyword));
  }
}
