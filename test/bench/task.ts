// One measured task, in a process of its own: `node task.js <task>`, with the JSON of a TaskOrder on standard input, does it
// once, cold, as a command line would, and prints what it took. Modules and input are loaded before that.
import { text } from 'node:stream/consumers';
import { TASKS, type TaskName, type TaskOrder } from './tasks.ts';

/** What one run took. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time of the process. */
  readonly cpuMs: number;
  /** The most memory the process ever held, in MB. */
  readonly peakMb: number;
  /** Rows or bytes that went through, so that two tasks can be held to have done the same. */
  readonly amount: number;
}

async function measure(task: TaskName, order: TaskOrder): Promise<Measured> {
  const run = await TASKS[task](order);
  const cpu = process.cpuUsage();
  const began = performance.now();
  const amount = await run();
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024, amount };
}

const [, , task = ''] = process.argv;
const order = JSON.parse(await text(process.stdin)) as TaskOrder;
process.stdout.write(JSON.stringify(await measure(task as TaskName, order)));
