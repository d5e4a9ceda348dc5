// What is read off the snapshot, once, before the differences of a proof are judged.

import { SYSTEM_DATABASES } from '../model/catalog/system-database.ts';
import { ENGINE, releaseOf } from '../model/catalog/version.ts';
import type { Fact } from '../model/fact.ts';
import type { FactIndex } from '../model/fact-index.ts';
import { databasesIn, keyOfParts } from '../model/identity.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import type { ProveFrom, Start } from '../simulate/start.ts';
import type { Directory } from '../simulate/state/directory.ts';

/** What is known of a proof when its differences are judged. */
export interface ProofContext {
  readonly header: SnapshotHeader;
  /** The snapshot's facts. */
  readonly wanted: FactIndex;
  readonly from: ProveFrom;
  /** Databases by name, as the snapshot has them, and those of every server. */
  readonly databases: ReadonlySet<string>;
  /** What facts speak of by its name: databases, logins of users, and by database and name schemas of permissions. */
  readonly spoken: Readonly<Record<'databases' | 'logins' | 'schemas', ReadonlySet<string>>>;
  readonly directory: Directory;
  /** What the options of the configuration were set to where the proof began. */
  readonly options: ReadonlyMap<string, number>;
  /** Whether the script was asked to set all of them. */
  readonly setsAllOptions: boolean;
  /** Whether the proof is for another release than the captured one. */
  readonly isOtherRelease: boolean;
  /** Whether the snapshot is of Azure SQL Database, which has no server permissions. */
  readonly isAzureDatabase: boolean;
}

/** What a proof that begins there is judged by. */
export function contextOf(
  header: SnapshotHeader,
  { from, setsAllOptions }: Pick<ProofContext, 'from' | 'setsAllOptions'>,
  { server, wanted, options }: Start,
): ProofContext {
  const { engineEdition = 0 } = wanted.of('server')[0] ?? {};
  return {
    header,
    wanted,
    from,
    databases: new Set([...SYSTEM_DATABASES, ...wanted.of('database').map(({ name }) => name)]),
    spoken: spokenOf(wanted.facts),
    directory: server.directory,
    options,
    setsAllOptions,
    isOtherRelease: releaseOf(header.server.productVersion, engineEdition) !== server.version,
    isAzureDatabase: engineEdition === ENGINE.azureSqlDatabase,
  };
}

function spokenOf(facts: readonly Fact[]): ProofContext['spoken'] {
  const logins = new Set<string>();
  const schemas = new Set<string>();
  for (const fact of facts) {
    if (fact.kind === 'user' && fact.login !== undefined) logins.add(fact.login);
    if (fact.kind !== 'permission') continue;
    const schema = fact.class === 'SCHEMA' ? fact.name : fact.schema;
    if (schema !== undefined) schemas.add(keyOfParts(fact.database, schema));
  }
  return { databases: databasesIn(facts), logins, schemas };
}
