// `npm run bench`: speed and memory as ratios within one run, on the test server, or of the parts that are named:
// `npm run bench -- start many`. Time and processor time are both given; on a machine that does other things, processor
// time is the one to look at.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureMany, type ManyRun } from '../cli/many-servers.ts';
import type { AskedBatch } from './bench-server.ts';
import { byConnection } from './drain.ts';
import { measurePair, type Pair, runTask } from './measure.ts';
import { type BenchServer, startBenchServer } from './server-process.ts';
import {
  charactersOf,
  FEW_DATABASES,
  FEW_OBJECTS,
  LARGE,
  MANY_DATABASES,
  MANY_OBJECTS,
  SMALL,
} from './size.ts';
import { measureStartUp } from './start-up.ts';
import { figuresLine, measuredLine, row, TITLES, verdict } from './table.ts';
import type { TaskName } from './tasks.ts';

const TIMES = 5;
/** Servers of the two runs over many, and how many at the same time. A process is as large as it gets after some sixty. */
const [FEW, MANY, AT_ONCE] = [100, 400, 4];
/** How much more memory the larger run may take: what runs differ by anyway. */
const FLAT = 1.15;
/** Bytes of memory that a character of a definition may take in all: itself in its snapshot, and what is made of it. */
const MOST_BYTES = 3;
/** How much more than its share a tenfold may take before it counts as more than linear: what runs differ by anyway. */
const LINEAR = 1.2;

/** What was measured of one environment. */
interface Measures {
  readonly batches: readonly AskedBatch[];
  readonly capture: Pair;
  readonly render: Pair;
  readonly write: Pair;
  readonly read: Pair;
}

/** What there is to measure. */
const PARTS = {
  async facts() {
    const small = await measureSize(SMALL);
    const large = await measureSize(LARGE);
    printMeasures(large);
    printGrowth(small, large);
  },
  definitions: printDefinitions,
  databases: printDatabases,
  start: printStartUp,
  async many() {
    printMany(await captureMany(FEW, AT_ONCE), await captureMany(MANY, AT_ONCE));
  },
} as const;

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'regrant-bench-'));
try {
  const processor = cpus()[0]?.model ?? 'an unknown processor';
  console.log(
    `Node ${process.version} on ${process.platform}, ${availableParallelism()} cores of ${processor}.`,
  );
  console.log(`Figures are medians of up to ${TIMES} pairs of cold processes that ran in turns.`);
  const asked = process.argv.slice(2);
  for (const [part, print] of Object.entries(PARTS))
    if (asked.length === 0 || asked.includes(part)) await print();
  console.log(`\nMeasured in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureSize(permissions: number): Promise<Measures> {
  const server = await startBenchServer('permissions', permissions);
  const { address } = server;
  const from = join(folder, `${permissions}.regrant.ndjson`);
  try {
    const batches = await warmUp(server, from);
    const capture = await measurePair('capture', 'drain', { address, batches }, TIMES);
    return { batches, capture, ...(await measureFiles(from)) };
  } finally {
    server.close();
  }
}

/** Makes the server's tables and code warm, keeps the snapshot, and gives the batches that a capture sends. */
async function warmUp(server: BenchServer, to: string): Promise<readonly AskedBatch[]> {
  const { address } = server;
  await runTask('keep snapshot', { address, to });
  const batches = await server.asked();
  await runTask('drain', { address, batches });
  return batches;
}

async function measureFiles(from: string): Promise<Pick<Measures, 'render' | 'write' | 'read'>> {
  const order = { from, to: join(folder, 'written') };
  const pair = (first: TaskName, second: TaskName) => measurePair(first, second, order, TIMES);
  return {
    render: await pair('render', 'render by hand'),
    write: await pair('write snapshot', 'write lines'),
    read: await pair('read snapshot', 'parse lines'),
  };
}

function printMeasures({ capture, render, write, read, batches }: Measures): void {
  console.log(`\n1,000 logins, 20,000 objects, ${count(LARGE)} permissions\n${TITLES}`);
  printPair('capture', `bare drain of ${count(capture.second.amount)} rows`, capture, 1.5);
  printPair('render', `plain loop, ${count(render.second.amount)} bytes`, render, 3);
  printPair('write snapshot', 'plain loop: stringify, write', write);
  printPair('read snapshot', 'plain loop: read, parse', read);
  const [server = [], ...databases] = byConnection(batches);
  const most = Math.max(...databases.map((list) => list.length));
  console.log('\nRound trips of a capture');
  console.log(
    `${row(['on the server', `${server.length}`])}${verdict({ most: 4, figures: [server.length] })}`,
  );
  console.log(
    `${row([`in each of ${databases.length} databases`, `${most}`])}${verdict({ most: 3, figures: [most] })}`,
  );
}

/** Two measured tasks and their ratios; a goal is of both ratios, or of the time alone. */
function printPair(first: string, second: string, pair: Pair, most?: number, isOfTime = false): void {
  console.log(measuredLine(first, pair.first));
  console.log(measuredLine(second, pair.second));
  const ratios = [pair.wall, pair.cpu];
  const figures = isOfTime ? [pair.wall] : ratios;
  console.log(figuresLine('  ratio', ratios, most === undefined ? undefined : { most, figures }));
}

function printGrowth(small: Measures, large: Measures): void {
  console.log(
    `\nGrowth from ${count(SMALL)} to ${count(LARGE)} permissions: times more rows or bytes; times more time`,
  );
  console.log(row(['', 'amount', 'time', 'processor']));
  for (const what of ['capture', 'render', 'write', 'read'] as const) {
    const [from, to] = [small[what], large[what]];
    const amount = to.second.amount / from.second.amount;
    const [time, cpu] = [to.first.wallMs / from.first.wallMs, to.first.cpuMs / from.first.cpuMs];
    const goal = { most: LINEAR, figures: [cpu / amount] };
    console.log(`${figuresLine(what, [amount, time, cpu])}   processor ÷ amount${verdict(goal)}`);
  }
}

/** What a database with definitions takes. */
async function measureDefinitions(objects: number): Promise<Pair> {
  const server = await startBenchServer('objects', objects);
  const { address } = server;
  const [from, to] = [join(folder, `${objects}.sql`), join(folder, 'written.sql')];
  try {
    await runTask('capture and script definitions', { address, to: from });
    const batches = await server.asked();
    await runTask('drain and write', { address, batches, from, to });
    const order = { address, batches, from, to };
    return await measurePair('capture and script definitions', 'drain and write', order, TIMES);
  } finally {
    server.close();
  }
}

async function printDefinitions(): Promise<void> {
  const few = await measureDefinitions(FEW_OBJECTS);
  const many = await measureDefinitions(MANY_OBJECTS);
  console.log(`\nDefinitions of ${count(MANY_OBJECTS)} objects, 100 MB of text\n${TITLES}`);
  printPair('capture and script', `bare drain, ${count(many.second.amount)} bytes written`, many, 2, true);
  printGrowthFrom(`${count(FEW_OBJECTS)} objects: times more bytes`, few, many);
  printMemoryOfTexts(few.first.peakMb, many.first.peakMb);
}

/** A snapshot holds its texts; what is beside them may not grow faster than they do. */
function printMemoryOfTexts(fewMb: number, manyMb: number): void {
  const texts = charactersOf(MANY_OBJECTS) - charactersOf(FEW_OBJECTS);
  const bytes = ((manyMb - fewMb) * 1024 * 1024) / texts;
  console.log(`\nMemory from ${count(FEW_OBJECTS)} objects, for each character of text`);
  console.log(row(['bytes', bytes.toFixed(2)]) + verdict({ most: MOST_BYTES, figures: [bytes] }));
}

/** What a server with so many databases takes; once, since it takes long. */
async function measureDatabases(databases: number): Promise<Pair> {
  const server = await startBenchServer('databases', databases);
  const { address } = server;
  try {
    await runTask('capture', { address });
    const batches = await server.asked();
    return await measurePair('capture', 'drain', { address, batches }, 1);
  } finally {
    server.close();
  }
}

async function printDatabases(): Promise<void> {
  const few = await measureDatabases(FEW_DATABASES);
  const many = await measureDatabases(MANY_DATABASES);
  console.log(`\n${count(MANY_DATABASES)} databases\n${TITLES}`);
  printPair('capture', 'bare drain, a connection for each database', many);
  printGrowthFrom(`${count(FEW_DATABASES)} databases: times more facts`, few, many);
}

function printGrowthFrom(from: string, few: Pair, many: Pair): void {
  const amount = many.first.amount / few.first.amount;
  const [time, cpu] = [many.first.wallMs / few.first.wallMs, many.first.cpuMs / few.first.cpuMs];
  const linear = { most: LINEAR, figures: [cpu / amount] };
  console.log(`\nGrowth from ${from}; times more time`);
  console.log(`${figuresLine('', [amount, time, cpu])}   processor ÷ amount${verdict(linear)}`);
}

function printStartUp(): void {
  const { commandMs, nodeMs, ratio } = measureStartUp();
  console.log('\nStart of the built command');
  console.log(row(['regrant --version', `${commandMs.toFixed(0)} ms`]));
  console.log(row(['node -e 0', `${nodeMs.toFixed(0)} ms`]));
  console.log(figuresLine('  ratio', [ratio], { most: 1.5, figures: [ratio] }));
}

function printMany(few: ManyRun, many: ManyRun): void {
  console.log(`\nThe command over many servers, ${AT_ONCE} at a time, one silent and two dead besides`);
  console.log(row(['', 'written', 'time', 'peak memory']));
  for (const { written, wallMs, peakMb } of [few, many])
    console.log(row(['', `${written.length}`, `${(wallMs / 1000).toFixed(0)} s`, `${peakMb.toFixed(0)} MB`]));
  const ratio = many.peakMb / few.peakMb;
  console.log(figuresLine('  ratio', [undefined, undefined, ratio], { most: FLAT, figures: [ratio] }));
}

function count(amount: number): string {
  return amount.toLocaleString('en');
}
