// What the server that a plan is for has of itself, so that no statement gives it again, and one that the snapshot lacks
// is taken away. Told by a baseline, the capture of an untouched server, or else by the lists of what ships.

import {
  DEFAULT_SERVER_PERMISSIONS,
  type DefaultPermission,
  defaultDatabasePermissions,
  GUEST_STAYS,
  isTellingDefault,
} from '../../model/catalog/default-permission.ts';
import {
  comesWithDatabase,
  isIrrevocable,
  isRight,
  LISTED_DATABASES,
  ownRows,
  type RightRow,
  rightKey,
  shippedRows,
  shipsWithServer,
} from '../../model/catalog/shipped-row.ts';
import type { Fact, PermissionFact } from '../../model/fact.ts';
import { databaseOf, keyOf } from '../../model/identity.ts';
import type { LimitCode } from '../../model/limit.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** What a plan asks of the rows that ship. */
export class ShippedRights {
  readonly #wanted: SnapshotIndex;
  /** The baseline's rows of SQL Server's own principals in master and msdb, by key; undefined without a baseline. */
  readonly #baseline: ReadonlyMap<string, RightRow> | undefined;

  constructor(wanted: SnapshotIndex, baseline?: Snapshot) {
    this.#wanted = wanted;
    this.#baseline = baseline && new Map(ownRows(baseline.facts).map((row) => [keyOf(row), row]));
  }

  /** Why a script has no statement for a fact that is wanted; undefined where it needs one. */
  whyNotNeeded(fact: Fact): LimitCode | undefined {
    // Rows whose absence tells something may be missing on the server that the script is for.
    if (!isRight(fact) || (fact.kind === 'permission' && isTellingDefault(fact))) return undefined;
    const database = databaseOf(fact);
    if (database !== undefined && !LISTED_DATABASES.includes(database))
      return comesWithDatabase(fact) ? 'ships-with-the-database' : undefined;
    return this.#ships(fact, database) ? 'ships-with-the-server' : undefined;
  }

  /** Rows that a new server or database has and the captured one had lost. Only a complete capture can tell absence. */
  lost(database: string | undefined): readonly RightRow[] {
    const wanted = this.#wanted;
    if (database === undefined)
      return wanted.serverAbsenceIsKnown ? this.#lostDefaults(DEFAULT_SERVER_PERMISSIONS) : [];
    if (!wanted.absenceIsKnown) return [];
    const defaults = GUEST_STAYS.includes(database) ? [] : defaultDatabasePermissions(database);
    const others = this.#lostRows(database).filter(
      (row) => row.kind !== 'permission' || !isTellingDefault(row),
    );
    return [...this.#lostDefaults(defaults, database), ...others];
  }

  /** Those whose absence tells something, however much was selected. */
  #lostDefaults(defaults: readonly DefaultPermission[], database?: string): readonly PermissionFact[] {
    const { sa } = this.#wanted;
    const rows = this.#wanted.of('permission', database);
    return defaults.flatMap((row): PermissionFact[] => {
      const isThere = rows.some(
        ({ class: on, name, permission, grantee }) =>
          on === row.class && name === row.name && permission === row.permission && grantee === row.grantee,
      );
      const grantor = database === undefined ? sa : 'dbo';
      return isThere ? [] : [{ kind: 'permission', ...row, grantor, state: 'G' }];
    });
  }

  /** Rows that ship with master and msdb: only a whole capture can tell. */
  #lostRows(database: string): readonly RightRow[] {
    const wanted = this.#wanted;
    if (!LISTED_DATABASES.includes(database) || !wanted.shippedAbsenceIsKnown) return [];
    const rows = [...wanted.database(database, 'permission'), ...wanted.database(database, 'role-member')];
    if (this.#baseline !== undefined) {
      const there = new Set(rows.map(keyOf));
      const shipped = [...this.#baseline].filter(([, row]) => row.database === database);
      return shipped.flatMap(([key, row]) => (there.has(key) ? [] : [row]));
    }
    const there = new Set(rows.map(rightKey));
    return shippedRows(database).filter((row) => !there.has(rightKey(row)));
  }

  #ships(row: RightRow, database: string | undefined): boolean {
    const { sa } = this.#wanted;
    if (this.#baseline === undefined || database === undefined) return shipsWithServer(row, sa);
    if (isIrrevocable(row, sa)) return true;
    const found = this.#baseline.get(keyOf(row));
    return (
      found !== undefined &&
      (row.kind !== 'permission' || found.kind !== 'permission' || found.state === row.state)
    );
  }
}
