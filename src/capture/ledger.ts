// Keeps account of what does not become a fact: what a rule left out, what is missing and why, what is worth
// knowing. Entries are counted per rule or code, and come out in ordinal order whatever order they came in.
import { defined } from '../model/defined.ts';
import { keyOfParts } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';
import type { Exclusion, Note, Omission } from '../model/snapshot.ts';
import type { ExclusionRule } from '../model/words/exclusion-words.ts';

/** More names than this and an exclusion gives its count alone. */
const MOST_NAMES = 100;

interface Counted<T> {
  readonly entry: T;
  count: number;
}

interface Excluded {
  count: number;
  readonly names: Set<string>;
}

/** The account of one scope: the server, or one database. */
export class Ledger {
  readonly database: string | undefined;
  readonly #excluded = new Map<string, Excluded>();
  readonly #omitted = new Map<string, Counted<Omission>>();
  readonly #noted = new Map<string, Counted<Note>>();

  constructor(database?: string) {
    this.database = database;
  }

  /** Counts something left out on purpose. */
  exclude(rule: ExclusionRule, name?: string): void {
    let excluded = this.#excluded.get(rule);
    if (excluded === undefined) {
      excluded = { count: 0, names: new Set() };
      this.#excluded.set(rule, excluded);
    }
    excluded.count += 1;
    if (name !== undefined && excluded.names.size <= MOST_NAMES) excluded.names.add(name);
  }

  /** Reports something missing; the same code and fact are counted together. */
  omit(code: string, fact: string, remedy: string, count?: number): void {
    const entry: Omission = { code, ...this.#scope(), fact, remedy };
    add(this.#omitted, entry, count);
  }

  /** Reports something worth knowing. */
  note(code: string, fact: string, count?: number): void {
    add(this.#noted, { code, ...this.#scope(), fact }, count);
  }

  get exclusions(): readonly Exclusion[] {
    return [...this.#excluded]
      .map(
        ([rule, { count, names }]): Exclusion => ({
          rule,
          ...this.#scope(),
          count,
          ...(names.size > 0 && names.size <= MOST_NAMES ? { names: [...names].sort(ordinal) } : {}),
        }),
      )
      .sort((a, b) => ordinal(a.rule, b.rule));
  }

  get omissions(): readonly Omission[] {
    return counted(this.#omitted);
  }

  get notes(): readonly Note[] {
    return counted(this.#noted);
  }

  #scope(): { readonly database?: string } {
    return defined({ database: this.database });
  }
}

function add<T extends { code: string; fact: string }>(
  into: Map<string, Counted<T>>,
  entry: T,
  count: number | undefined,
): void {
  const key = keyOfParts(entry.code, entry.fact);
  const known = into.get(key);
  if (known === undefined) into.set(key, { entry, count: count ?? 0 });
  else known.count += count ?? 0;
}

function counted<T extends { code: string; fact: string }>(from: Map<string, Counted<T>>): readonly T[] {
  return [...from.values()]
    .map(({ entry, count }) => (count > 0 ? { ...entry, count } : entry))
    .sort((a, b) => ordinal(a.code, b.code) || ordinal(a.fact, b.fact));
}
