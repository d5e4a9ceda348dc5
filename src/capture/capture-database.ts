// Captures one database with one batch for everything. The batch names no database: the session's driver brings it
// there, or a login of its own does where that cannot be.

import type { Driver, RunOptions, Session } from '../connect/driver.ts';
import { DATABASE_ERRORS, serverErrorNumber } from '../connect/server-error.ts';
import { ENGINE } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { type SortedFacts, sortFacts } from '../snapshot/sort-facts.ts';
import { readApplications } from './applications/applications.ts';
import { type Batch, buildBatch } from './batch/batch.ts';
import type { Catalog } from './batch/catalog.ts';
import { runBatch } from './batch/run-batch.ts';
import { viewsFor } from './batch/views.ts';
import { addDefinitions, DEFINITION_QUERIES } from './definitions/definition-queries.ts';
import { Ledger } from './ledger.ts';
import { hasMsdbTables, queriesOf, reportMsdbTables } from './msdb/queries.ts';
import { PROBE_CATALOG, type ProbeScope, probedCatalog, probeQueries } from './probe.ts';
import { reportPairs } from './report-pairs.ts';
import type { DatabaseScope, ServerScope } from './scope.ts';
import type { Sessions } from './sessions.ts';
import { reportDatabaseVisibility } from './visibility.ts';

/** What one database gave. */
export interface CapturedDatabase {
  /** Sorted while the answers of other databases are on their way. */
  readonly sorted: SortedFacts;
  readonly ledger: Ledger;
  /** What only the database itself tells of itself: its collation, dbo's SID. */
  readonly inside: Pick<DatabaseScope['identity'], 'collation' | 'dboSid'>;
}

/** What a database's capture needs of the run. */
export interface DatabaseRun {
  readonly driver: Driver;
  readonly sessions: Sessions;
  readonly server: ServerScope;
  /** The batch for the server's catalogue, built once for all databases. */
  readonly batch: Promise<Batch<DatabaseScope>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
  readonly onRows: (rows: number) => void;
}

/** Captures one database; whatever goes wrong there becomes an omission of that database alone. */
export async function captureDatabase(database: string, run: DatabaseRun): Promise<CapturedDatabase> {
  try {
    return await attempt(database, run);
  } catch (error) {
    if (!isLost(error)) return failed(database, error, run.signal);
  }
  try {
    return await attempt(database, run);
  } catch (error) {
    return failed(database, error, run.signal);
  }
}

/** The batch that asks a database everything, for a catalogue; msdb has tables of its own besides. */
export function databaseBatch(
  catalog: Catalog,
  server: Pick<ServerScope, 'readsPasswords' | 'readsDefinitions'>,
  database?: string,
): Promise<Batch<DatabaseScope>> {
  const queries = queriesOf(database);
  const all = server.readsDefinitions ? [...queries, ...DEFINITION_QUERIES] : queries;
  return buildBatch(all, catalog, server.readsPasswords);
}

async function attempt(database: string, run: DatabaseRun): Promise<CapturedDatabase> {
  if (!entersByLogin(run)) return run.sessions.use((session) => read(session, database, run, { database }));
  const session = await run.driver.open({ database, ...signalPart(run) });
  try {
    return await read(session, database, run, {});
  } finally {
    await session.close();
  }
}

/** Azure SQL Database lets no batch into another database. */
function entersByLogin({ driver, server }: DatabaseRun): boolean {
  return driver.entersByLogin === true || server.catalog.engineEdition === ENGINE.azureSqlDatabase;
}

async function read(
  session: Session,
  database: string,
  run: DatabaseRun,
  where: Pick<RunOptions, 'database'>,
): Promise<CapturedDatabase> {
  const options = { ...where, timeoutMs: run.timeoutMs, ...signalPart(run) };
  const catalog = await catalogIn(session, run, options);
  const scope = emptyScope(database, run.server);
  const isUsual = catalog === run.server.catalog && !hasMsdbTables(database);
  const batch = await (isUsual ? run.batch : databaseBatch(catalog, run.server, database));
  await runBatch(session, batch, scope, options, run.onRows);
  if (scope.identity.name !== undefined && scope.identity.name !== database) throw elsewhere(scope);
  reportDatabaseVisibility(scope);
  if (hasMsdbTables(database)) reportMsdbTables(scope, catalog);
  await readApplications(session, scope, options, run.onRows);
  reportPairs(scope);
  if (run.server.readsDefinitions) addDefinitions(scope);
  return { sorted: sortFacts(scope.facts), ledger: scope.ledger, inside: scope.identity };
}

/** Azure's databases have catalogues of their own, which differ from master's; elsewhere one probe serves all. */
async function catalogIn(session: Session, run: DatabaseRun, options: RunOptions): Promise<Catalog> {
  if (run.server.catalog.engineEdition !== ENGINE.azureSqlDatabase) return run.server.catalog;
  const scope: ProbeScope = { columns: [], tables: [] };
  const batch = await buildBatch(probeQueries(viewsFor(run.server.readsDefinitions)), PROBE_CATALOG, false);
  await runBatch(session, batch, scope, options, () => {});
  return probedCatalog(scope).catalog;
}

function emptyScope(database: string, server: ServerScope): DatabaseScope {
  return {
    database,
    server,
    ledger: new Ledger(database),
    facts: [],
    principals: new Map(),
    securables: new Map(),
    tokens: new Set(),
    specifications: new Map(),
    schemas: new Map(),
    certificateBySid: new Map(),
    asymmetricKeyBySid: new Map(),
    contentHashes: new Map(),
    columns: new Map(),
    proxies: new Map(),
    mailProfiles: new Map(),
    kept: new Map(),
    jobs: new Map(),
    jobCategories: new Map(),
    namedOperators: new Set(),
    namedCategories: new Set(),
    packageFolders: new Map(),
    applications: new Map(),
    identity: {},
  };
}

function failed(database: string, error: unknown, signal: AbortSignal | undefined): CapturedDatabase {
  if (signal?.aborted || !(error instanceof RegrantError) || error.code === 'cancelled') throw error;
  const ledger = new Ledger(database);
  const reason = DATABASE_ERRORS.get(serverErrorNumber(error) ?? 0) ?? 'failed';
  ledger.omit(`database-${reason}`, `The database could not be read: ${error.fact}`, error.remedy);
  return { sorted: sortFacts([]), ledger, inside: {} };
}

function isLost(error: unknown): boolean {
  return error instanceof RegrantError && error.code === 'connection-lost';
}

function elsewhere(scope: DatabaseScope): RegrantError {
  return new RegrantError({
    code: 'query-failed',
    fact: `The session for the database ${scope.database} was in ${scope.identity.name}.`,
    remedy: 'Check the driver and what is between here and the server.',
  });
}

function signalPart(run: { readonly signal?: AbortSignal }): { readonly signal?: AbortSignal } {
  return defined({ signal: run.signal });
}
