// Every query of msdb's own tables, which follow those that every database gets in the same batch. A login may have no
// right to read them: what they would tell is then an omission.
import type { Catalog } from '../batch/catalog.ts';
import type { CatalogQuery } from '../batch/query.ts';
import { isAnswerable, isCatalogView } from '../batch/query.ts';
import { DATABASE_QUERIES } from '../database/queries.ts';
import type { DatabaseScope } from '../scope.ts';
import { uncapturedOfMsdb } from '../uncaptured.ts';
import { jobCategories, jobSteps, jobs } from './jobs.ts';
import { mailProfiles, mailUsers } from './mail-profiles.ts';
import { operators } from './operators.ts';
import { packageFolders, packages } from './packages.ts';
import { proxies, proxySubsystems, proxyUsers } from './proxies.ts';

/** msdb's queries. */
export const MSDB_QUERIES: readonly CatalogQuery<DatabaseScope>[] = [
  proxies,
  proxySubsystems,
  proxyUsers,
  mailProfiles,
  mailUsers,
  jobCategories,
  jobs,
  operators,
  jobSteps,
  packageFolders,
  packages,
  uncapturedOfMsdb,
];

/** The tables that they read, in ordinal order, and the columns that each query needs of them. */
export const MSDB_TABLES: ReadonlyMap<string, readonly string[]> = new Map(
  MSDB_QUERIES.flatMap(({ view, columns }) =>
    view === undefined || isCatalogView(view) ? [] : [[view, columns] as const],
  ).sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** Every query of a database; msdb has tables of its own besides. */
export function queriesOf(database: string | undefined): readonly CatalogQuery<DatabaseScope>[] {
  return hasMsdbTables(database) ? [...DATABASE_QUERIES, ...MSDB_QUERIES] : DATABASE_QUERIES;
}

/** Whether a database is the one that has msdb's tables. */
export function hasMsdbTables(database: string | undefined): boolean {
  return database === 'msdb';
}

/** Reports the tables that the login may not read. */
export function reportMsdbTables({ ledger, server }: DatabaseScope, catalog: Catalog): void {
  const hidden = MSDB_QUERIES.filter((query) => !isAnswerable(query, catalog));
  if (hidden.length === 0) return;
  const tables = hidden.map(({ view }) => view).join(', ');
  const what = hidden.map(({ name }) => name).join(', ');
  ledger.omit(
    'msdb-tables-hidden',
    `${server.probe.login} may not read ${tables}: ${what} were not captured.`,
    'Grant the login SELECT on these tables of msdb, as `regrant capture-login` does, or capture as sysadmin.',
  );
}
