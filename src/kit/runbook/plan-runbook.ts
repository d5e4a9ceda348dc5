// The runbook of an environment: its stages in the order in which they are done.
import { ownDatabases, timeText } from '../check/point.ts';
import type { Environment } from '../environment/environment.ts';
import type { Runbook } from './runbook.ts';
import { type RunbookServer, runbookServers, type ServerFiles } from './runbook-server.ts';
import { databasesOn } from './stages/databases-on.ts';
import { gatherStage, serverStage, stopStage } from './stages/prepare-servers.ts';
import { databaseRows, restoreStage } from './stages/restore-databases.ts';
import { keyStage, packStage, reportStage, setupStage, startStage } from './stages/restore-product.ts';
import { securityStage } from './stages/restore-security.ts';

/** What lies beside a runbook. */
export interface RunbookFiles {
  /** The files of a server, by its name. */
  readonly of: (server: string) => ServerFiles;
  /** The folder of exported management packs. */
  readonly packs?: string;
}

/** Plans it. Throws what scriptSnapshot throws for a snapshot that no script can be made of. */
export async function planRunbook(environment: Environment, files: RunbookFiles): Promise<Runbook> {
  const all = await runbookServers(environment, files.of);
  const order = ownDatabases(environment);
  const rank = (server: RunbookServer): number => order.indexOf(databasesOn(environment, server)[0] ?? '');
  const servers = all.filter((server) => rank(server) >= 0).toSorted((a, b) => rank(a) - rank(b));
  return {
    title: environment.profile.title,
    writtenAt: timeText(environment.now),
    servers: servers.map(({ name, fact }) => ({
      name,
      what: `${fact.edition}, ${fact.productVersion}, ${fact.collation}`,
    })),
    databases: databaseRows(environment, servers),
    stages: [
      gatherStage(environment, servers),
      stopStage(environment),
      ...servers.flatMap((server) => [
        serverStage(environment, server),
        restoreStage(environment, server),
        securityStage(environment, server),
      ]),
      keyStage(environment),
      setupStage(environment),
      packStage(environment, files.packs),
      ...[reportStage(environment)].filter((stage) => stage !== undefined),
      startStage(environment),
    ],
  };
}
