// The measured tasks. Each prepares what is not measured and gives what is, which returns how much went through.
import { readFileSync, statSync } from 'node:fs';
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Driver } from '../../src/connect/driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { encodeText } from '../../src/files/encode-text.ts';
import { writeFileAtomically } from '../../src/files/write-file-atomically.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { renderScript } from '../../src/render/render-script.ts';
import { loadTemplates } from '../../src/render/template-set.ts';
import { writeScript } from '../../src/render/write-script.ts';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import type { AskedBatch, BenchAddress } from './bench-server.ts';
import { drain } from './drain.ts';
import { parseLines, scriptItems, scriptLine, writeBytes, writeItems } from './plain-loop.ts';

/** What a task is told; each needs a part of it. */
export interface TaskOrder {
  readonly address?: BenchAddress;
  readonly batches?: readonly AskedBatch[];
  /** The snapshot that is read. */
  readonly from?: string;
  /** The file that is written. */
  readonly to?: string;
}

type Run = () => Promise<number>;

/** The tasks by name. */
export const TASKS = {
  /** A capture, as the command makes one before it writes anything; facts. */
  async capture(order: TaskOrder): Promise<Run> {
    const driver = await driverOf(order);
    return async () => (await captureServer(driver, { passwords: 'hashes' })).facts.length;
  },

  /** A capture whose snapshot is kept for the tasks that read it. */
  async 'keep snapshot'(order: TaskOrder): Promise<Run> {
    const driver = await driverOf(order);
    return async () => {
      const snapshot = await captureServer(driver, { passwords: 'hashes' });
      await writeSnapshot(given(order.to), snapshot);
      return snapshot.facts.length;
    };
  },

  /** A capture with definitions, and its script with them into a file, as the command makes both; bytes. */
  async 'capture and script definitions'(order: TaskOrder): Promise<Run> {
    const driver = await driverOf(order);
    await loadTemplates();
    return async () => {
      const snapshot = await captureServer(driver, { definitions: true });
      await writeScript(given(order.to), snapshot, { definitions: true });
      return statSync(given(order.to)).size;
    };
  },

  /** The same batches, drained by tedious alone, and the same bytes written to a file; bytes. */
  async 'drain and write'({ address, batches, from, to }: TaskOrder): Promise<Run> {
    const bytes = readFileSync(given(from));
    return async () => {
      await drain(given(address), given(batches));
      return writeBytes(given(to), bytes);
    };
  },

  /** The same batches, drained by tedious alone; rows. */
  async drain({ address, batches }: TaskOrder): Promise<Run> {
    return () => drain(given(address), given(batches));
  },

  /** A plan into a script's file, through the templates; bytes. */
  async render(order: TaskOrder): Promise<Run> {
    const [plan, templates] = [await planOf(order), await loadTemplates()];
    return async () => {
      await writeFileAtomically(given(order.to), encodeText(renderScript(plan, templates)), 'script');
      return statSync(given(order.to)).size;
    };
  },

  /** The same plan into the same bytes, put together by hand. */
  async 'render by hand'(order: TaskOrder): Promise<Run> {
    const plan = await planOf(order);
    const text = [...renderScript(plan, await loadTemplates())].join('');
    const items = scriptItems(plan, text);
    if (items.map(scriptLine).join('\n') !== text.slice(0, -1))
      throw new Error('The plain loop writes other bytes.');
    return async () => writeItems(given(order.to), items, scriptLine);
  },

  /** A snapshot in memory into its file; bytes. */
  async 'write snapshot'(order: TaskOrder): Promise<Run> {
    const snapshot = await readSnapshot(given(order.from));
    return async () => {
      await writeSnapshot(given(order.to), snapshot);
      return statSync(given(order.to)).size;
    };
  },

  /** The same facts as JSON lines, with neither check nor digest; bytes. */
  async 'write lines'(order: TaskOrder): Promise<Run> {
    const { facts } = await readSnapshot(given(order.from));
    return async () => writeItems(given(order.to), facts, (fact) => JSON.stringify(fact));
  },

  /** A snapshot's file into memory; facts. */
  async 'read snapshot'({ from }: TaskOrder): Promise<Run> {
    return async () => (await readSnapshot(given(from))).facts.length;
  },

  /** The same file, parsed line by line and nothing else; facts. */
  async 'parse lines'({ from }: TaskOrder): Promise<Run> {
    return async () => parseLines(given(from)).length - 2;
  },
} satisfies Readonly<Record<string, (order: TaskOrder) => Promise<Run>>>;

/** The name of a task. */
export type TaskName = keyof typeof TASKS;

async function driverOf({ address }: TaskOrder): Promise<Driver> {
  const { port, caFile, user, password } = given(address);
  await import('knex');
  const driver = openTediousDriver({
    address: { host: 'localhost', port },
    authentication: { type: 'sql', user, password },
    caFile,
  });
  // What is loaded, and the thread it is loaded in, is not what is measured.
  await (await driver.open()).close();
  return driver;
}

async function planOf({ from }: TaskOrder) {
  return planScript(await readSnapshot(given(from)));
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The task was not told what it needs.');
  return value;
}
