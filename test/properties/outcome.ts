// A generated environment, captured and scripted: what every property is about. Captures go straight to the engine,
// without a socket; of the system databases only master is entered.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { PlanNote } from '../../src/plan/plan.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import type { Environment, RowRecord, Tables } from '../generate/environment.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { checkSettings, type ViewRows } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';

/** What came of an environment. */
export interface Outcome {
  readonly environment: Environment;
  readonly snapshot: Snapshot;
  readonly script: string;
  readonly notes: readonly PlanNote[];
}

/** The databases that are left out, so that a run takes little time. */
const UNUSED: readonly string[] = ['model', 'msdb', 'tempdb'];

/** How the rows of each table are ordered before the engine gets them. */
export type Reorder = (rows: readonly RowRecord[], view: string) => readonly RowRecord[];

/** The engine of an environment; sa's password is `sa`. */
export function engineOf(environment: Environment, reorder: Reorder = (rows) => rows): CatalogEngine {
  const { server, serverTables, databases } = environment;
  const passwords = { ...server.passwords, sa: 'sa' };
  const viewRows = (tables: Tables): ViewRows =>
    new Map([...tables].map(([view, rows]) => [view, reorder(rows, view).map(plainRow)]));
  const rows = new Map(viewRows(serverTables));
  const listed = (rows.get('sys.databases') ?? []).filter(
    ({ record }) => !UNUSED.includes(String(record.name)),
  );
  const absent = UNUSED.map((name) => ({ ...plainRow({ name }), absent: true }));
  return new CatalogEngine({
    settings: checkSettings({ ...server, passwords }, 'generated'),
    server: new Map([...rows, ['sys.databases', [...listed, ...absent]]]),
    databases: new Map(
      [...databases]
        .filter(([name]) => !UNUSED.includes(name))
        .map(([name, tables]) => [name, viewRows(tables)]),
    ),
  });
}

/** Captures an engine as sa, with hashes. */
export function captureEngine(engine: CatalogEngine): Promise<Snapshot> {
  return captureServer(engineDriver(engine, 'sa', 'sa'), { now: () => new Date(0), passwords: 'hashes' });
}

/** Captures and scripts an environment. */
export async function outcomeOf(whole: Environment): Promise<Outcome> {
  const entered = [...whole.databases].filter(([name]) => !UNUSED.includes(name));
  const environment = { ...whole, databases: new Map(entered) };
  const snapshot = await captureEngine(engineOf(environment));
  return { environment, snapshot, ...(await scriptOf(snapshot)) };
}

/** The script of a snapshot. */
export async function scriptOf(snapshot: Snapshot): Promise<Pick<Outcome, 'script' | 'notes'>> {
  const { plan, text } = await scriptSnapshot(snapshot, { allowIncomplete: true });
  return { script: [...text].join(''), notes: plan.notes };
}
