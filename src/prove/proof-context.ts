// What is read off the snapshot, once, before the differences of a proof are judged.

import { SYSTEM_DATABASES } from '../model/catalog/system-database.ts';
import { ENGINE, releaseOf } from '../model/catalog/version.ts';
import { FactIndex } from '../model/fact-index.ts';
import type { Snapshot, SnapshotHeader } from '../model/snapshot.ts';
import type { ProveFrom } from '../simulate/start.ts';
import type { Directory } from '../simulate/state/directory.ts';
import type { ServerState } from '../simulate/state/server-state.ts';

/** What is known of a proof when its differences are judged. */
export interface ProofContext {
  readonly header: SnapshotHeader;
  /** The snapshot's facts. */
  readonly wanted: FactIndex;
  readonly from: ProveFrom;
  /** Databases by name, as the snapshot has them, and those of every server. */
  readonly databases: ReadonlySet<string>;
  readonly directory: Directory;
  /** Whether the proof is for another release than the captured one. */
  readonly isOtherRelease: boolean;
  /** Whether the snapshot is of Azure SQL Database, which has no server permissions. */
  readonly isAzureDatabase: boolean;
}

/** Reads the context off a snapshot. */
export function contextOf({ header, facts }: Snapshot, from: ProveFrom, server: ServerState): ProofContext {
  const wanted = new FactIndex(facts);
  const { engineEdition = 0 } = wanted.of('server')[0] ?? {};
  return {
    header,
    wanted,
    from,
    databases: new Set([...SYSTEM_DATABASES, ...wanted.of('database').map(({ name }) => name)]),
    directory: server.directory,
    isOtherRelease: releaseOf(header.server.productVersion, engineEdition) !== server.version,
    isAzureDatabase: engineEdition === ENGINE.azureSqlDatabase,
  };
}
