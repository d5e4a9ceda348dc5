// What a server keeps that is neither principal nor securable: each thing is the fact that tells of it, by what identifies
// that. Others refer to a thing by the object, so that a rename changes no row.
import type { FactOf } from '../../model/fact.ts';
import { identityOf, keyOfParts } from '../../model/identity.ts';
import type { Fold } from '../../model/name-fold.ts';
import { LoggedMap, type UndoLog } from './undo-log.ts';

/** The things that are the server's own. */
export const SERVER_THINGS = [
  'configuration',
  'message',
  'trusted-assembly',
  'credential',
  'server-audit',
  'server-trigger',
  'linked-server',
] as const;

/** Those that are in tables of msdb, whose collation is the server's. */
export const MSDB_THINGS = ['agent-proxy', 'agent-category', 'agent-operator', 'agent-job'] as const;

/** A kind of those that only a server has. */
export type ServerThing = (typeof SERVER_THINGS | typeof MSDB_THINGS)[number];

/** A kind of things; audit specifications are in databases, too. */
export type ThingKind = ServerThing | 'audit-specification';

/** Where things are. */
export interface Keeper {
  readonly fold: Fold;
  readonly log: UndoLog;
  newId(): number;
}

/** A thing; `isMentioned`: a script speaks of it and does not make it, so that no fact tells of it. */
export type Thing<K extends ThingKind> = {
  readonly [L in ThingKind]: FactOf<L> & { readonly id: number; readonly isMentioned?: boolean };
}[K];

/** What is said of a thing of each kind. */
type Said<K extends ThingKind> = {
  readonly [L in ThingKind]: Omit<FactOf<L>, 'kind' | 'database'> & { readonly isMentioned?: boolean };
}[K];

/** The things of a kind. */
export class Things<K extends ThingKind> {
  readonly #kind: K;
  readonly #keeper: Keeper;
  readonly #fold: Fold;
  readonly #all: LoggedMap<string, Thing<K>>;

  constructor(kind: K, keeper: Keeper) {
    this.#kind = kind;
    this.#keeper = keeper;
    // The names of options are SQL Server's own, and are written as it writes them.
    this.#fold = kind === 'configuration' ? (name) => name : keeper.fold;
    this.#all = new LoggedMap(keeper.log);
  }

  values(): Iterable<Thing<K>> {
    return this.#all.values();
  }

  /** The thing that these identify, in the order of the kind's properties. */
  get(...identity: readonly (string | number)[]): Thing<K> | undefined {
    return this.#all.get(this.#key(identity));
  }

  has(...identity: readonly (string | number)[]): boolean {
    return this.#all.has(this.#key(identity));
  }

  /** The one that is asked for, or all where not all of what identifies one is. */
  asked(...identity: readonly (string | number | undefined)[]): Iterable<Thing<K>> {
    const known = identity.filter((part) => part !== undefined);
    if (known.length < identity.length) return this.values();
    const found = this.get(...known);
    return found === undefined ? [] : [found];
  }

  /** Has a thing be as it is said, and be made unless that says otherwise; one that is there stays the same thing. */
  put(said: Said<K>): Thing<K> {
    const key = this.#keyOf(said);
    const old = this.#all.get(key);
    const parts = { kind: this.#kind, ...(IN_MSDB.has(this.#kind) ? { database: 'msdb' } : {}), ...said };
    if (old !== undefined) {
      const before = Object.keys(old).filter((property) => property !== 'id');
      const blank = Object.fromEntries(before.map((property) => [property, undefined]));
      this.#keeper.log.change<object>(old, { ...blank, ...parts });
      return old;
    }
    const made = { ...parts, id: this.#keeper.newId() } as unknown as Thing<K>;
    this.#all.set(key, made);
    return made;
  }

  /** Changes a thing that is there, its name too; undefined takes a property away. */
  change(
    thing: Thing<K> | undefined,
    patch: { readonly [P in keyof Said<K>]?: Said<K>[P] | undefined },
  ): void {
    if (thing === undefined) return;
    const before = this.#keyOf(thing);
    this.#keeper.log.change<object>(thing, patch);
    const key = this.#keyOf(thing);
    if (key === before) return;
    this.#all.delete(before);
    this.#all.set(key, thing);
  }

  delete(...identity: readonly (string | number)[]): void {
    this.#all.delete(this.#key(identity));
  }

  #keyOf(thing: object): string {
    return this.#key(
      identityOf(this.#kind).map((part) => (thing as Record<string, string | number>)[part] ?? ''),
    );
  }

  #key(identity: readonly (string | number)[]): string {
    return keyOfParts(...identity.map((part) => (typeof part === 'string' ? this.#fold(part) : part)));
  }
}

const IN_MSDB: ReadonlySet<ThingKind> = new Set(MSDB_THINGS);

/** The things of every kind that only a server has. */
export type AllThings = { readonly [K in ServerThing]: Things<K> };

/** None of any kind yet. */
export function noThings(keeper: Keeper): AllThings {
  const kinds = [...SERVER_THINGS, ...MSDB_THINGS];
  return Object.fromEntries(kinds.map((kind) => [kind, new Things(kind, keeper)])) as unknown as AllThings;
}
