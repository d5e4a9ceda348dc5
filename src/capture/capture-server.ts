// Captures one server: a probe and one batch on master, then one batch in each database, whatever their size.
import type { Driver, Session } from '../connect/driver.ts';
import type { Fact } from '../model/fact.ts';
import { ordinal } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { selectDatabases } from '../select/select-facts.ts';
import { assemble } from './assemble.ts';
import { buildBatch } from './batch.ts';
import { type CapturedDatabase, captureDatabase } from './capture-database.ts';
import { present } from './cell.ts';
import { reasonToSkip } from './database-state.ts';
import { inParallel } from './in-parallel.ts';
import { Ledger } from './ledger.ts';
import type { CaptureOptions, CaptureProgress } from './options.ts';
import { type PasswordHandling, passwordHandling } from './password.ts';
import { PROBE_CATALOG, type ProbeScope, probedCatalog, probeQueries } from './probe.ts';
import { isAnswerable } from './query.ts';
import { runBatch } from './run-batch.ts';
import type { DatabaseEntry, ServerScope } from './scope.ts';
import { SERVER_QUERIES } from './server/queries.ts';
import { VIEWS } from './views.ts';
import { reportServerVisibility } from './visibility.ts';

const TEN_MINUTES = 600_000;

/**
 * Captures a server's security into a snapshot, sending nothing but SELECT and SET. A database that cannot be read
 * is reported in the header and the rest is captured; `header.complete` tells whether anything is missing.
 * Throws a RegrantError: what the driver throws, `server-too-old`, `bad-option`, `cancelled`.
 */
export async function captureServer(driver: Driver, options: CaptureOptions = {}): Promise<Snapshot> {
  const began = performance.now();
  const passwords = passwordHandling(options.passwords, options.fingerprintKey);
  const run = { driver, options, passwords, timeoutMs: options.timeoutMs ?? TEN_MINUTES };
  const server = await captureScope(run, began);
  const entered = databasesToEnter(server, options);
  const captured = await inParallel(entered, options.parallel ?? 2, (entry) =>
    captureOne(entry, server, run, began),
  );
  return assemble({ server, captured, options, passwords });
}

interface Run {
  readonly driver: Driver;
  readonly options: CaptureOptions;
  readonly passwords: PasswordHandling;
  readonly timeoutMs: number;
}

async function captureScope(run: Run, began: number): Promise<ServerScope> {
  const session = await run.driver.open({ database: 'master', ...signalOf(run.options) });
  try {
    return await readServer(session, run, began);
  } finally {
    await session.close();
  }
}

async function readServer(session: Session, run: Run, began: number): Promise<ServerScope> {
  const limits = { timeoutMs: run.timeoutMs, ...signalOf(run.options) };
  const probing: ProbeScope = { columns: [] };
  await runBatch(
    session,
    await buildBatch(probeQueries(VIEWS), PROBE_CATALOG, false),
    probing,
    limits,
    () => {},
  );
  const { probe, catalog } = probedCatalog(probing);
  const scope = emptyScope(probe, catalog, run.passwords);
  const tell = teller(run.options, probe.name, undefined, began);
  tell.say('started');
  const batch = await buildBatch(SERVER_QUERIES, catalog, scope.readsPasswords);
  await runBatch(session, batch, scope, limits, tell.rows);
  reportMissingViews(scope);
  reportServerVisibility(scope);
  tell.say('done');
  return scope;
}

function emptyScope(
  probe: ServerScope['probe'],
  catalog: ServerScope['catalog'],
  passwords: PasswordHandling,
): ServerScope {
  return {
    probe,
    catalog,
    passwordPart: passwords.part,
    readsPasswords: passwords.mode !== 'none',
    ledger: new Ledger(),
    facts: [serverFact(probe)],
    principals: new Map(),
    securables: new Map(),
    tokens: new Set(),
    loginBySid: new Map(),
    sqlLogins: new Map(),
    providers: new Map(),
    credentials: new Map(),
    providerCredentials: new Map(),
    certificateBySid: new Map(),
    asymmetricKeyBySid: new Map(),
    credentialClass: {},
    languages: new Map(),
    availabilityGroups: new Map(),
    databases: [],
  };
}

function serverFact(probe: ServerScope['probe']): Fact {
  const { name, machineName, instanceName, productVersion, edition, engineEdition, collation } = probe;
  return present({
    kind: 'server' as const,
    name,
    machineName,
    instanceName,
    productVersion,
    edition,
    engineEdition,
    collation,
  });
}

/** A view that this release should have and this server lacks: an engine's difference, or something to look at. */
function reportMissingViews(scope: ServerScope): void {
  for (const query of SERVER_QUERIES) {
    const isExpected = query.since === undefined || query.since <= scope.catalog.version;
    if (!isExpected || isAnswerable(query, scope.catalog)) continue;
    if (scope.catalog.engineEdition >= 5) {
      scope.ledger.note('view-absent', `This engine has no ${query.view}; ${query.name} were not captured.`);
    } else {
      const fact = `The server lacks ${query.view} or a column of it; ${query.name} were not captured.`;
      scope.ledger.omit(
        'view-absent',
        fact,
        'Check that the server is a SQL Server of a release that has it.',
      );
    }
  }
}

/** The databases that are chosen and can be entered, in ordinal order; the others' reasons go to the ledger. */
function databasesToEnter(server: ServerScope, options: CaptureOptions): readonly DatabaseEntry[] {
  const names = server.databases.map((entry) => entry.fact.name);
  const chosen = new Set(selectDatabases(names, options.selection, options.profile));
  const reported = server.databases
    .toSorted((a, b) => ordinal(a.fact.name, b.fact.name))
    .filter((entry) => chosen.has(entry.fact.name));
  return reported.filter((entry) => reasonToSkip(entry, server.probe) === undefined);
}

async function captureOne(
  entry: DatabaseEntry,
  server: ServerScope,
  run: Run,
  began: number,
): Promise<CapturedDatabase> {
  const database = entry.fact.name;
  const tell = teller(run.options, server.probe.name, database, began);
  tell.say('started');
  const captured = await captureDatabase(database, {
    driver: run.driver,
    server,
    timeoutMs: run.timeoutMs,
    onRows: tell.rows,
    ...signalOf(run.options),
  });
  tell.say(captured.facts.length === 0 && captured.ledger.omissions.length > 0 ? 'skipped' : 'done');
  return captured;
}

/** How many rows between two `reading` events. */
const ROWS_BETWEEN = 10_000;

function teller(options: CaptureOptions, server: string, database: string | undefined, began: number) {
  let rows = 0;
  let told = 0;
  const say = (phase: CaptureProgress['phase']) =>
    options.progress?.(present({ server, database, phase, rows, elapsedMs: performance.now() - began }));
  return {
    say,
    rows(more: number) {
      rows += more;
      if (rows - told < ROWS_BETWEEN) return;
      told = rows;
      say('reading');
    },
  };
}

function signalOf(options: CaptureOptions): { readonly signal?: AbortSignal } {
  return options.signal === undefined ? {} : { signal: options.signal };
}
