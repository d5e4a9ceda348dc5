// Which answers a capture script prints, in which order, and with which columns. A file can only be read by a program
// whose queries are those of the script: a digest of them stands in the file's head.
import { createHash } from 'node:crypto';
import type { ApplicationName } from '../capture/applications/application-name.ts';
import { APPLICATIONS } from '../capture/applications/applications.ts';
import { constantSelect } from '../capture/batch/batch.ts';
import type { CatalogQuery } from '../capture/batch/query.ts';
import { VIEWS } from '../capture/batch/views.ts';
import { DATABASE_QUERIES } from '../capture/database/queries.ts';
import { MSDB_QUERIES } from '../capture/msdb/queries.ts';
import { probeQueries } from '../capture/probe.ts';
import { SERVER_QUERIES } from '../capture/server/queries.ts';
import type { Select } from '../connect/driver.ts';

/** A query of the script, and the number that its answers bear. */
export interface AskedQuery {
  readonly query: CatalogQuery<never>;
  readonly select: Select;
  readonly number: string;
}

/** The queries by what they are asked of; two of one part have two names. */
export interface Layout {
  readonly probe: readonly AskedQuery[];
  readonly server: readonly AskedQuery[];
  readonly database: readonly AskedQuery[];
  /** What msdb is asked besides. */
  readonly msdb: readonly AskedQuery[];
  /** What databases of applications are asked besides. */
  readonly applications: Readonly<Record<ApplicationName, readonly AskedQuery[]>>;
  readonly digest: string;
}

/** The layout of a script with password hashes, or without. */
export async function layoutOf(withSecrets: boolean): Promise<Layout> {
  let number = 0;
  const digest = createHash('sha256');
  const ask = async (queries: readonly CatalogQuery<never>[]): Promise<readonly AskedQuery[]> => {
    const asked: AskedQuery[] = [];
    for (const query of queries) {
      const select = await constantSelect(query, withSecrets);
      digest.update(JSON.stringify([query.name, select.columns]));
      asked.push({ query, select, number: String(number++) });
    }
    return asked;
  };
  const probe = await ask(probeQueries(VIEWS));
  const server = await ask(SERVER_QUERIES);
  const database = await ask(DATABASE_QUERIES);
  const msdb = await ask(MSDB_QUERIES);
  const { report_server, service_manager, ssis_catalog } = APPLICATIONS;
  const applications = {
    report_server: await ask(report_server.queries),
    service_manager: await ask(service_manager.queries),
    ssis_catalog: await ask(ssis_catalog.queries),
  };
  return { probe, server, database, msdb, applications, digest: digest.digest('hex').slice(0, 16) };
}
