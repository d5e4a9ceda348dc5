// What is read off the snapshot, once, before the differences of a proof are judged.
import type { Fact, PermissionFact } from '../model/fact.ts';
import type { Snapshot, SnapshotHeader } from '../model/snapshot.ts';
import { SYSTEM_DATABASES } from '../model/system-database.ts';
import { SA_SID } from '../model/system-principals.ts';
import { ENGINE, releaseOf } from '../model/version.ts';
import type { ProveFrom } from '../simulate/start.ts';
import type { Directory } from '../simulate/state/directory.ts';
import type { ServerState } from '../simulate/state/server-state.ts';

/** What is known of a proof when its differences are judged. */
export interface ProofContext {
  readonly header: SnapshotHeader;
  readonly facts: readonly Fact[];
  readonly from: ProveFrom;
  /** Databases by name and owners of securables, as the snapshot has them. */
  readonly databases: ReadonlySet<string>;
  readonly owners: ReadonlyMap<string, string>;
  /** Securables whose owner no statement sets, by {@link ownerKey}. */
  readonly unownable: ReadonlySet<string>;
  readonly directory: Directory;
  readonly sa: string;
  /** Whether the proof is for another release than the captured one. */
  readonly isOtherRelease: boolean;
  /** Whether the snapshot is of Azure SQL Database, which has no server permissions. */
  readonly isAzureDatabase: boolean;
}

/** Object types whose owner no statement sets: queues, rules, defaults. */
const FIXED_OWNERS = new Set(['SQ', 'R', 'D']);

/** The key under which `owners` has a securable. */
export function ownerKey(fact: Pick<PermissionFact, 'database' | 'class' | 'schema' | 'name'>): string {
  return JSON.stringify([fact.database, fact.class, fact.schema, fact.name]);
}

/** Reads the context off a snapshot. */
export function contextOf({ header, facts }: Snapshot, from: ProveFrom, server: ServerState): ProofContext {
  const databases = new Set(SYSTEM_DATABASES);
  const owners = new Map<string, string>();
  const groups = new Set<string>();
  let sa = 'sa';
  for (const fact of facts) {
    if (fact.kind === 'login' && fact.sid === SA_SID) sa = fact.name;
    else if (fact.kind === 'database') databases.add(fact.name);
    else if (fact.kind === 'securable' && fact.owner !== undefined) owners.set(ownerKey(fact), fact.owner);
    else if (fact.kind === 'schema') owners.set(ownerKey({ ...fact, class: 'SCHEMA' }), fact.owner);
    else if (fact.kind === 'role') owners.set(ownerKey({ ...fact, class: 'ROLE' }), fact.owner);
    else if (fact.kind === 'server-role') owners.set(ownerKey({ ...fact, class: 'SERVER ROLE' }), fact.owner);
    const isGroup = fact.kind === 'role' || (fact.kind === 'user' && 'GX'.includes(fact.type));
    if (isGroup) groups.add(JSON.stringify([fact.database, fact.name]));
  }
  const unownable = new Set<string>();
  for (const fact of facts) {
    if (fact.kind !== 'securable' || fact.owner === undefined) continue;
    const isGroups = groups.has(JSON.stringify([fact.database, fact.owner])) || fact.owner.startsWith('db_');
    const isKey = fact.class === 'CERTIFICATE' || fact.class === 'ASYMMETRIC KEY';
    if ((isKey && isGroups) || FIXED_OWNERS.has(fact.type ?? '')) unownable.add(ownerKey(fact));
  }
  const { engineEdition = 0 } = facts.find((fact) => fact.kind === 'server') ?? {};
  const isOtherRelease = releaseOf(header.server.productVersion, engineEdition) !== server.version;
  const { directory } = server;
  const isAzureDatabase = engineEdition === ENGINE.azureSqlDatabase;
  return {
    header,
    facts,
    from,
    databases,
    owners,
    unownable,
    directory,
    sa,
    isOtherRelease,
    isAzureDatabase,
  };
}
