// What rules look things up in: the state that is wanted and, where it is known, the state that is there.

import type { Fact, PermissionFact } from '../../model/fact.ts';
import { isConnect } from '../../model/fact-index.ts';
import { databaseOf, keyOfParts } from '../../model/identity.ts';
import { limitOfPermission } from '../../model/limit-of-row.ts';
import { type Fold, foldOfWindows } from '../../model/name-fold.ts';
import type { ChainEnd, OrderedPermission } from '../grantors/grantor-chains.ts';
import { orderPermissions } from '../grantors/grantor-order.ts';
import type { AbsentPlaces } from './absent-place.ts';
import { isDeniedConnect, isSaConnect } from './connect-row.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** The names of the principals of a database in one state, and how it compares them. */
interface Taken {
  readonly fold: Fold;
  readonly names: ReadonlySet<string>;
}

/** The state that a plan begins at. */
export interface KnownState {
  readonly live: SnapshotIndex;
  /** The wanted facts that are not there. */
  readonly added: Iterable<Fact>;
  readonly absent: AbsentPlaces;
}

/** The two states of a plan. */
export class World {
  readonly wanted: SnapshotIndex;
  /** The server as it is; undefined for a script, whose server may be new, restored, or the very one. */
  readonly live: SnapshotIndex | undefined;
  readonly #absent: AbsentPlaces | undefined;
  readonly #new = new Set<string>();
  readonly #taken = new Map<string, readonly Taken[]>();
  #logins: ReadonlySet<string> | undefined;
  readonly #connected = new Map<string | undefined, ReadonlySet<string>>();
  readonly #ordered = new Map<string | undefined, OrderedPermissions>();

  constructor(wanted: SnapshotIndex, known?: KnownState) {
    this.wanted = wanted;
    this.live = known?.live;
    this.#absent = known?.absent;
    for (const fact of known?.added ?? []) {
      if (fact.kind === 'login' || fact.kind === 'user')
        this.#new.add(nameKey(fact.kind, fact.name, databaseOf(fact)));
    }
  }

  /** Whether the state that the plan begins at is known. */
  get isKnown(): boolean {
    return this.live !== undefined;
  }

  /** Whether a database is known not to be there. */
  lacksDatabase(name: string): boolean {
    return this.#absent?.hasDatabase(name) ?? false;
  }

  /** Whether a principal is known not to be there yet, so that the plan makes it. */
  isNew(kind: 'login' | 'user', name: string, database?: string): boolean {
    return this.#new.has(nameKey(kind, name, database));
  }

  /** Whether a login has the name of an account of Windows or Entra, in any case. */
  hasLogin(account: string): boolean {
    this.#logins ??= new Set(this.wanted.of('login').map(({ name }) => foldOfWindows(name)));
    return this.#logins.has(foldOfWindows(account));
  }

  /** Whether a principal of a database bears a name, as the database compares names: one that is wanted, or one that is there. */
  isTaken(name: string, database: string): boolean {
    return this.#takenIn(database).some(({ fold, names }) => names.has(fold(name)));
  }

  #takenIn(database: string): readonly Taken[] {
    const known = this.#taken.get(database);
    if (known !== undefined) return known;
    const taken = [this.wanted, this.live]
      .flatMap((index) => index ?? [])
      .map((index) => takenIn(index, database));
    this.#taken.set(database, taken);
    return taken;
  }

  /** Whether a principal has a row that lets it connect, or denies it that: CONNECT SQL on the server, CONNECT in a database. */
  hasConnect(name: string, database?: string): boolean {
    let names = this.#connected.get(database);
    if (names === undefined) {
      const rows = this.#rows(database).filter(isConnect);
      names = new Set(rows.map(({ grantee }) => grantee));
      this.#connected.set(database, names);
    }
    return names.has(name);
  }

  /** The wanted rows of permissions of the server or a database, in an order that can run. */
  permissions(database: string | undefined): OrderedPermissions {
    const known = this.#ordered.get(database);
    if (known !== undefined) return known;
    const { wanted } = this;
    const grantable = this.#rows(database).filter(
      (fact) =>
        !isSaConnect(fact, wanted) && !isDeniedConnect(fact) && limitOfPermission(fact, wanted) === undefined,
    );
    const { rows, unlinked } = orderPermissions(grantable, wanted);
    const ordered = {
      rows: new Map(rows.map((row) => [row.fact, row])),
      ends: new Map(unlinked.map(({ fact, end }) => [fact, end])),
    };
    this.#ordered.set(database, ordered);
    return ordered;
  }

  #rows(database: string | undefined): readonly PermissionFact[] {
    const { wanted } = this;
    return database === undefined ? wanted.server('permission') : wanted.database(database, 'permission');
  }
}

/** Rows of permissions, in order, and where the chains of those end that lead to no owner. */
export interface OrderedPermissions {
  readonly rows: ReadonlyMap<PermissionFact, OrderedPermission>;
  readonly ends: ReadonlyMap<PermissionFact, ChainEnd>;
}

function takenIn(index: SnapshotIndex, database: string): Taken {
  const fold = index.foldIn(database);
  return { fold, names: new Set(index.principals(database).map(({ name }) => fold(name))) };
}

function nameKey(kind: 'login' | 'user', name: string, database: string | undefined): string {
  return keyOfParts(kind, database, name);
}
