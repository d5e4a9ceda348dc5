// How the state is put back where ROLLBACK wants it: while a transaction is open, every change leaves its inverse.
import type { Fold } from '../../model/name-fold.ts';

/** A map whose changes can be taken back. */
export class LoggedMap<K, V> extends Map<K, V> {
  readonly #log: UndoLog;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override set(key: K, value: V): this {
    if (this.#log.isOpen) {
      const old = super.get(key);
      const wasThere = super.has(key);
      this.#log.record(() => (wasThere ? super.set(key, old as V) : super.delete(key)));
    }
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    if (this.#log.isOpen && super.has(key)) {
      const old = super.get(key) as V;
      this.#log.record(() => super.set(key, old));
    }
    return super.delete(key);
  }
}

/** Such a map by names, which compare as a collation has it. */
export class NameMap<V> extends LoggedMap<string, V> {
  readonly #fold: Fold;

  constructor(fold: Fold, log: UndoLog) {
    super(log);
    this.#fold = fold;
  }

  override get(name: string): V | undefined {
    return super.get(this.#fold(name));
  }

  override has(name: string): boolean {
    return super.has(this.#fold(name));
  }

  override set(name: string, value: V): this {
    return super.set(this.#fold(name), value);
  }

  override delete(name: string): boolean {
    return super.delete(this.#fold(name));
  }
}

/** Values in groups, whose changes can be taken back. */
export class LoggedIndex<K, V> {
  readonly #log: UndoLog;
  readonly #groups: LoggedMap<K, LoggedMap<V, true>>;

  constructor(log: UndoLog) {
    this.#log = log;
    this.#groups = new LoggedMap(log);
  }

  add(key: K, value: V): void {
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = new LoggedMap(this.#log);
      this.#groups.set(key, group);
    }
    group.set(value, true);
  }

  delete(key: K, value: V): void {
    this.#groups.get(key)?.delete(value);
  }

  of(key: K): readonly V[] {
    return [...(this.#groups.get(key)?.keys() ?? [])];
  }

  /** Nothing was ever added: no key needs to be made to ask. */
  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  keys(): Iterable<K> {
    return this.#groups.keys();
  }
}

/** The inverses of what was changed since the outermost BEGIN TRANSACTION, last one last. */
export class UndoLog {
  readonly #undos: (() => void)[] = [];
  /** Whether changes are recorded. */
  isOpen = false;

  /** How much was recorded: a place to go back to. */
  get mark(): number {
    return this.#undos.length;
  }

  record(undo: () => void): void {
    if (this.isOpen) this.#undos.push(undo);
  }

  /** Takes back what was changed since a mark. */
  undoTo(mark: number): void {
    this.unrecorded(() => {
      while (this.#undos.length > mark) this.#undos.pop()?.();
    });
  }

  /** Changes what no ROLLBACK takes back. */
  unrecorded(change: () => void): void {
    const wasOpen = this.isOpen;
    this.isOpen = false;
    change();
    this.isOpen = wasOpen;
  }

  /** Forgets what was recorded: it stands. */
  forget(): void {
    this.#undos.length = 0;
    this.isOpen = false;
  }

  /** Changes properties of a thing of the state; undefined takes one away. */
  change<T extends object>(thing: T, patch: { readonly [P in keyof T]?: T[P] | undefined }): void {
    for (const property of Object.keys(patch) as (keyof T)[]) {
      const [old, wasThere] = [thing[property], Object.hasOwn(thing, property)];
      if (this.isOpen) this.record(() => put(thing, property, wasThere ? old : undefined));
      put(thing, property, patch[property]);
    }
  }
}

function put<T extends object, P extends keyof T>(thing: T, property: P, value: T[P] | undefined): void {
  if (value === undefined) delete thing[property];
  else thing[property] = value;
}

/** What keeps things by their names, so that changes can be taken back. */
export class Keeping {
  readonly fold: Fold;
  /** Shared by the server and its databases: a transaction spans them all. */
  readonly log: UndoLog;

  constructor(fold: Fold, log: UndoLog) {
    this.fold = fold;
    this.log = log;
  }
}
