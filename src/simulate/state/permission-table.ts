// The permission rows of a server or a database, and the ways in which they are asked for.
import { CONTROL, maySpread } from '../../model/fact-index.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Principal } from './principal.ts';
import type { PermissionRow, RowKey, Target } from './securable.ts';
import { Keeping, LoggedIndex, LoggedMap } from './undo-log.ts';

/** What sys.server_permissions or sys.database_permissions shows. */
export class PermissionTable extends Keeping {
  readonly #rows = new LoggedMap<string, LoggedMap<string, PermissionRow>>(this.log);
  /** Of rows on columns: those that stand beside the same row on the object. */
  readonly #columns = new LoggedIndex<string, PermissionRow>(this.log);
  /** Rows that let their grantee pass something on, by what they are on. */
  readonly #giving = new LoggedIndex<string, PermissionRow>(this.log);
  /** Rows by the ids of grantees and grantors; made when first asked for, as few scripts drop anybody. */
  #ofPrincipals: OfPrincipals | undefined;

  *all(): Iterable<PermissionRow> {
    for (const rows of this.#rows.values()) yield* rows.values();
  }

  /** The rows on one securable. */
  on(target: Target): readonly PermissionRow[] {
    return [...(this.#rows.get(target.key)?.values() ?? [])];
  }

  /** The rows that the principal of an id holds. */
  heldBy(id: number): readonly PermissionRow[] {
    return this.#principals().held.of(id);
  }

  /** The rows that the principal of an id gave. */
  givenBy(id: number): readonly PermissionRow[] {
    return this.#principals().given.of(id);
  }

  /** The rows on columns that stand beside a row of their object. */
  onColumns(target: Target, key: RowKey): readonly PermissionRow[] {
    return this.#columns.isEmpty ? [] : this.#columns.of(columnsKey(target, key));
  }

  row(target: Target, key: RowKey): PermissionRow | undefined {
    return this.#rows.get(target.key)?.get(this.#rowKey(key));
  }

  /** Whether a principal may pass a permission on a securable on: he holds it with the grant option or, if asked, CONTROL. */
  mayPassOn(target: Target, who: Principal, { permission, column }: Passed, orByControl: boolean): boolean {
    return this.#giving.of(target.key).some((row) => {
      if (row.grantee !== who) return false;
      const isWide = row.column === undefined || row.column === column;
      return (
        (row.permission === permission && isWide && row.state === 'W') ||
        (orByControl && CONTROL.includes(row.permission))
      );
    });
  }

  /** Writes a row over one with the same key. */
  put(row: PermissionRow): void {
    let rows = this.#rows.get(row.target.key);
    if (rows === undefined) {
      rows = new LoggedMap(this.log);
      this.#rows.set(row.target.key, rows);
    }
    const key = this.#rowKey(row);
    const old = rows.get(key);
    if (old !== undefined) this.#unlink(old);
    rows.set(key, row);
    this.#link(row);
  }

  remove(row: PermissionRow): void {
    const rows = this.#rows.get(row.target.key);
    const found = rows?.get(this.#rowKey(row));
    if (found === undefined) return;
    rows?.delete(this.#rowKey(row));
    this.#unlink(found);
  }

  /** Takes away what is on a securable that goes. */
  removeOn(key: string): void {
    for (const row of [...(this.#rows.get(key)?.values() ?? [])]) this.remove(row);
    this.#rows.delete(key);
  }

  #principals(): OfPrincipals {
    if (this.#ofPrincipals !== undefined) return this.#ofPrincipals;
    const made = { held: new LoggedIndex(this.log), given: new LoggedIndex(this.log) } as OfPrincipals;
    this.#ofPrincipals = made;
    this.log.unrecorded(() => {
      for (const row of this.all()) linkPrincipals(made, row);
    });
    return made;
  }

  #link(row: PermissionRow): void {
    if (this.#ofPrincipals !== undefined) linkPrincipals(this.#ofPrincipals, row);
    if (row.column !== undefined) this.#columns.add(columnsKey(row.target, row), row);
    if (maySpread(row)) this.#giving.add(row.target.key, row);
  }

  #unlink(row: PermissionRow): void {
    this.#ofPrincipals?.held.delete(row.grantee.id, row);
    this.#ofPrincipals?.given.delete(row.grantor.id, row);
    if (row.column !== undefined) this.#columns.delete(columnsKey(row.target, row), row);
    if (maySpread(row)) this.#giving.delete(row.target.key, row);
  }

  #rowKey({ column, permission, grantee, grantor }: RowKey): string {
    const name = column === undefined ? undefined : this.fold(column);
    return keyOfParts(permission, grantee.id, grantor.id, name);
  }
}

interface OfPrincipals {
  readonly held: LoggedIndex<number, PermissionRow>;
  readonly given: LoggedIndex<number, PermissionRow>;
}

function linkPrincipals({ held, given }: OfPrincipals, row: PermissionRow): void {
  held.add(row.grantee.id, row);
  given.add(row.grantor.id, row);
}

interface Passed {
  readonly permission: string | undefined;
  readonly column: string | undefined;
}

function columnsKey(target: Target, { permission, grantee, grantor }: RowKey): string {
  return keyOfParts(permission, grantee.id, grantor.id, target.key);
}
