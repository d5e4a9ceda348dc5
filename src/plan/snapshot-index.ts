// The facts of one snapshot, grouped by kind and database, and the owners that decide default grantors.
import type { Fact, FactKind, FactOf, PermissionFact } from '../model/fact.ts';
import type { SecurableClass } from '../model/securable-class.ts';
import { SECURABLE_CLASSES } from '../model/securable-class.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { SA_SID } from '../model/system-principals.ts';
import { ENGINE } from '../model/version.ts';

const SERVER_SCOPE = '';

/** A securable as facts name it. */
export interface SecurableRef {
  readonly database?: string;
  readonly class: SecurableClass;
  readonly schema?: string;
  readonly name?: string;
}

/** Lookups over a snapshot; built once, then only read. */
export interface SnapshotIndex {
  /** Facts of a kind on the server. */
  server<K extends FactKind>(kind: K): readonly FactOf<K>[];
  /** Facts of a kind in a database. */
  database<K extends FactKind>(database: string, kind: K): readonly FactOf<K>[];
  /** The databases of the server, in ordinal order: an owner or an option is worth a statement though nothing else is. */
  readonly databases: readonly FactOf<'database'>[];
  /** The name that SID 0x01 has: `sa`, or what it was renamed to. */
  readonly sa: string;
  /** Whether a row that is not there is known not to be there: the snapshot was captured, and is complete. */
  readonly absenceIsKnown: boolean;
  /** The same of the server's own rows: Azure SQL Database has none, so that one that is not there tells nothing. */
  readonly serverAbsenceIsKnown: boolean;
  /** New name → old name of the principals that were renamed for another server. */
  readonly renames: ReadonlyMap<string, string>;
  /** The owner of a securable, whom SQL Server records as grantor when none is named. */
  ownerOf(on: SecurableRef): string;
}

/** Groups the facts of a snapshot. */
export function indexSnapshot(
  snapshot: Snapshot,
  renames: ReadonlyMap<string, string> = new Map(),
): SnapshotIndex {
  const groups = new Map<string, Map<FactKind, Fact[]>>();
  const owners = new Map<string, string>();
  let sa = 'sa';
  for (const fact of snapshot.facts) {
    const scope = fact.kind !== 'database' && 'database' in fact ? fact.database : undefined;
    const kinds = groups.get(scope ?? SERVER_SCOPE) ?? new Map<FactKind, Fact[]>();
    groups.set(scope ?? SERVER_SCOPE, kinds);
    const facts = kinds.get(fact.kind);
    if (facts === undefined) kinds.set(fact.kind, [fact]);
    else facts.push(fact);
    if (fact.kind === 'login' && fact.sid === SA_SID) sa = fact.name;
    const owned = ownedBy(fact);
    if (owned !== undefined) owners.set(owned[0], owned[1]);
  }
  const of = <K extends FactKind>(scope: string, kind: K) =>
    (groups.get(scope)?.get(kind) ?? []) as unknown as readonly FactOf<K>[];
  const absenceIsKnown = snapshot.header.complete && snapshot.header.capturedAt !== undefined;
  const [server] = of(SERVER_SCOPE, 'server');
  return {
    server: (kind) => of(SERVER_SCOPE, kind),
    database: of,
    databases: of(SERVER_SCOPE, 'database'),
    sa,
    renames,
    absenceIsKnown,
    serverAbsenceIsKnown: absenceIsKnown && server?.engineEdition !== ENGINE.azureSqlDatabase,
    ownerOf: (on) => defaultOwner(on, owners, sa),
  };
}

function ownedBy(fact: Fact): readonly [string, string] | undefined {
  switch (fact.kind) {
    case 'securable':
      return fact.owner === undefined ? undefined : [ownerKey(fact), fact.owner];
    case 'schema':
      return [ownerKey({ ...fact, class: 'SCHEMA' }), fact.owner];
    case 'role':
      return [ownerKey({ ...fact, class: 'ROLE' }), fact.owner];
    case 'server-role':
      return [ownerKey({ ...fact, class: 'SERVER ROLE' }), fact.owner];
    default:
      return undefined;
  }
}

function ownerKey(on: SecurableRef): string {
  return JSON.stringify([on.database ?? null, on.class, on.schema ?? null, on.name ?? null]);
}

function defaultOwner(on: SecurableRef, owners: ReadonlyMap<string, string>, sa: string): string {
  const explicit = on.name === undefined ? undefined : owners.get(ownerKey(on));
  if (explicit !== undefined) return explicit;
  if (on.database === undefined) return sa;
  if (SECURABLE_CLASSES[on.class].owner === 'schema' && on.schema !== undefined) {
    return owners.get(ownerKey({ database: on.database, class: 'SCHEMA', name: on.schema })) ?? 'dbo';
  }
  return 'dbo';
}

/** The securable of a permission fact. */
export function securableOf(fact: PermissionFact): SecurableRef {
  return {
    class: fact.class,
    ...(fact.database === undefined ? {} : { database: fact.database }),
    ...(fact.schema === undefined ? {} : { schema: fact.schema }),
    ...(fact.name === undefined ? {} : { name: fact.name }),
  };
}
