// Runs measured tasks, two by two in turns (A B A B …), because other work on the machine comes and goes: a ratio is
// the median of the ratios of neighbours.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Measured } from './task.ts';
import type { TaskName, TaskOrder } from './tasks.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The tasks, put together as the package's program is: what is measured is what users run. */
let built: string | undefined;

function builtTask(): string {
  if (built !== undefined) return built;
  const folder = here(`../../node_modules/.cache/regrant-bench-${process.pid}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { status } = spawnSync(process.execPath, [here('../../.ci/bundle.mjs'), folder, here('task.ts')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The tasks cannot be put together.');
  built = join(folder, 'task.js');
  return built;
}

/** Medians of what two tasks took, and of the ratios of the first to the second. */
export interface Pair {
  readonly first: Measured;
  readonly second: Measured;
  readonly wall: number;
  readonly cpu: number;
}

/** A pair that has taken so long ends with as many turns as it has, but for the least. */
const ENOUGH_MS = 25_000;
const LEAST = 3;

/** Runs two tasks in turns so many times, or fewer where the machine is slow. */
export async function measurePair(
  first: TaskName,
  second: TaskName,
  order: TaskOrder,
  times: number,
): Promise<Pair> {
  const runs: { readonly a: Measured; readonly b: Measured }[] = [];
  const began = performance.now();
  while (runs.length < times && (runs.length < LEAST || performance.now() - began < ENOUGH_MS))
    runs.push({
      a: await runTask(first, apart(first, order)),
      b: await runTask(second, apart(second, order)),
    });
  return {
    first: medians(runs.map(({ a }) => a)),
    second: medians(runs.map(({ b }) => b)),
    wall: median(runs.map(({ a, b }) => a.wallMs / b.wallMs)),
    cpu: median(runs.map(({ a, b }) => a.cpuMs / b.cpuMs)),
  };
}

/** What a task writes goes into a file of its own: a snapshot is not written over what is none. */
const apart = (task: TaskName, { to, ...order }: TaskOrder): TaskOrder =>
  to === undefined ? order : { ...order, to: `${to} by ${task}` };

/** Runs a task once, in a process of its own. */
export async function runTask(task: TaskName, order: TaskOrder): Promise<Measured> {
  const child = spawn(process.execPath, [builtTask(), task], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The batches of a capture with definitions are longer than an argument may be.
  child.stdin.end(JSON.stringify(order));
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`The task ${task} ended with exit code ${code}.`);
  return JSON.parse(printed) as Measured;
}

function medians(runs: readonly Measured[]): Measured {
  const of = (property: keyof Measured) => median(runs.map((run) => run[property]));
  return { wallMs: of('wallMs'), cpuMs: of('cpuMs'), peakMb: of('peakMb'), amount: of('amount') };
}

/** The middle value; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
