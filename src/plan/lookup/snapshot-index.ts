// The index of a snapshot's facts, with what the plan of it depends on besides: what is known to be absent from it, and
// what was renamed in it.

import { ENGINE } from '../../model/catalog/version.ts';
import type { FactKind, FactOf } from '../../model/fact.ts';
import { FactIndex } from '../../model/fact-index.ts';
import { databasesIn, type SecurableRef } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import { type Snapshot, tellsAbsence, tellsShippedAbsence } from '../../model/snapshot.ts';

/** A securable whose owner was looked up. */
interface Looked {
  readonly database: string | undefined;
  readonly class: string;
  readonly schema: string | undefined;
  readonly name: string | undefined;
  readonly owner: string;
}

/** Lookups over a snapshot; built once, then only read. */
export class SnapshotIndex extends FactIndex {
  /** Whether a row that is not there is known not to be there: the snapshot was captured, and is complete. */
  readonly absenceIsKnown: boolean;
  /** The same of the server's own rows: Azure SQL Database has none, so that one that is not there tells nothing. */
  readonly serverAbsenceIsKnown: boolean;
  /** The same of rows that ship with SQL Server: a narrow selection leaves them out. */
  readonly shippedAbsenceIsKnown: boolean;
  /** New name → old name of the principals that were renamed for another server. */
  readonly renames: ReadonlyMap<string, string>;

  #last: Looked | undefined;

  constructor({ header, facts }: Snapshot, renames: ReadonlyMap<string, string>) {
    super(facts);
    const [server] = this.of('server');
    this.absenceIsKnown = tellsAbsence(header);
    this.serverAbsenceIsKnown = this.absenceIsKnown && server?.engineEdition !== ENGINE.azureSqlDatabase;
    this.shippedAbsenceIsKnown = tellsShippedAbsence(header);
    this.renames = renames;
  }

  /** The facts on one securable follow each other: its owner is looked up once for all of them. */
  override ownerOf(on: SecurableRef): string {
    const last = this.#last;
    const isSame =
      last !== undefined &&
      last.name === on.name &&
      last.schema === on.schema &&
      last.class === on.class &&
      last.database === on.database;
    if (isSame) return last.owner;
    const { database, class: of, schema, name } = on;
    const owner = super.ownerOf(on);
    this.#last = { database, class: of, schema, name, owner };
    return owner;
  }

  /** The definitions of all databases. */
  get definitions(): readonly FactOf<'definition'>[] {
    return this.facts.filter((fact) => fact.kind === 'definition');
  }

  /** Facts of a kind on the server. */
  server<K extends FactKind>(kind: K): readonly FactOf<K>[] {
    return this.of(kind);
  }

  /** Facts of a kind in a database. */
  database<K extends FactKind>(database: string, kind: K): readonly FactOf<K>[] {
    return this.of(kind, database);
  }

  /** Every database that a fact is of or in, in ordinal order. */
  get databases(): readonly string[] {
    return [...databasesIn(this.facts)].sort(ordinal);
  }
}

/** Indexes a snapshot. */
export function indexSnapshot(
  snapshot: Snapshot,
  renames: ReadonlyMap<string, string> = new Map(),
): SnapshotIndex {
  return new SnapshotIndex(snapshot, renames);
}
