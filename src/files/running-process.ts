// Who runs: this process by its number and its machine, and whether another one of this machine still does. What a
// process leaves behind when it is killed bears these two, so that the next one can tell what is dead.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** A process. */
export interface RunningProcess {
  /** Its process id. */
  readonly pid: number;
  /** The machine it runs on. */
  readonly host: string;
}

/** This process. */
export const THIS_PROCESS: RunningProcess = { pid: process.pid, host: hostname() };

/** A machine's name as a few letters that fit into a file name. */
export function hostMark(host: string = THIS_PROCESS.host): string {
  return createHash('sha256').update(host).digest('hex').slice(0, 8);
}

/** Whether a process of this machine runs; a number given to another process since then counts as running. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
