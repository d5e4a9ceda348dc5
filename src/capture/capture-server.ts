// Captures one server: a probe and one batch on master, then one batch in each database, whatever their size.
import type { Driver } from '../connect/driver.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions } from '../model/option-rules.ts';
import { ordinal } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { selectDatabases } from '../select/select-facts.ts';
import { selectionProblem } from '../snapshot/header-check.ts';
import { assemble, selectionPart } from './assemble.ts';
import { tellerOf } from './batch/progress.ts';
import {
  type CapturedDatabase,
  captureDatabase,
  type DatabaseRun,
  databaseBatch,
} from './capture-database.ts';
import { captureScope, limitsOf } from './capture-scope.ts';
import { reasonToSkip } from './database-state.ts';
import { inParallel } from './in-parallel.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from './options.ts';
import { passwordHandling } from './password.ts';
import type { DatabaseEntry, ServerScope } from './scope.ts';
import { Sessions } from './sessions.ts';

/**
 * Captures a server's security into a snapshot, sending nothing but SELECT and SET. A database that cannot be read
 * is reported in the header and the rest is captured; `header.complete` tells whether anything is missing.
 * Throws a RegrantError: what the driver throws, `server-too-old`, `bad-option` (also for what `progress` throws),
 * `cancelled`, `timed-out`.
 */
export async function captureServer(driver: Driver, options: CaptureOptions = {}): Promise<Snapshot> {
  checkOptions(options, CAPTURE_OPTION_RULES);
  const began = performance.now();
  checkSelection(options);
  const passwords = passwordHandling(options.passwords, options.fingerprintKey);
  const server = await captureScope(driver, options, began);
  const entered = databasesToEnter(server, options);
  const sessions = new Sessions(driver, options.signal);
  const run = { driver, sessions, options, batch: databaseBatch(server.catalog, server) };
  const captured = await inParallel(entered, options.parallel ?? 2, (entry) =>
    captureOne(entry, server, run, began),
  ).finally(() => sessions.close());
  return assemble({ server, captured, options, passwords });
}

/** What a snapshot could not say it was made with is refused before anything is read. */
function checkSelection(options: CaptureOptions): void {
  const part = selectionPart(options);
  const problem = part && selectionProblem(part);
  if (problem === undefined) return;
  throw new RegrantError({
    code: 'bad-option',
    fact: `The selection or the profile is not valid: ${problem}.`,
    remedy: 'Correct it; the schemas of the package say what they may hold.',
  });
}

interface Run extends Pick<DatabaseRun, 'driver' | 'sessions' | 'batch'> {
  readonly options: CaptureOptions;
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
  const tell = tellerOf(run.options, server.probe.name, database, began);
  tell.say('started');
  const captured = await captureDatabase(database, {
    driver: run.driver,
    sessions: run.sessions,
    server,
    batch: run.batch,
    onRows: tell.rows,
    ...limitsOf(run.options),
  });
  tell.say(captured.sorted.facts.length === 0 && captured.ledger.omissions.length > 0 ? 'skipped' : 'done');
  return captured;
}
