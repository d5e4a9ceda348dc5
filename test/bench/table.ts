// The printed result: what was measured, the goal, and whether it is met.
import type { Measured } from './task.ts';

const WIDTHS = [44, 12, 12, 12];

/** A goal for a figure: the most it may be. */
export interface Goal {
  readonly most: number;
  readonly figures: readonly number[];
}

/** The columns' titles. */
export const TITLES = row(['', 'time', 'processor', 'peak memory']);

/** What a task took. */
export function measuredLine(what: string, { wallMs, cpuMs, peakMb }: Measured): string {
  return row([what, `${wallMs.toFixed(0)} ms`, `${cpuMs.toFixed(0)} ms`, `${peakMb.toFixed(0)} MB`]);
}

/** A line of figures, and its goal when there is one. */
export function figuresLine(what: string, figures: readonly (number | undefined)[], goal?: Goal): string {
  return `${row([what, ...figures.map((figure) => figure?.toFixed(2) ?? '')])}${verdict(goal)}`;
}

/** Text in the columns. */
export function row(cells: readonly string[]): string {
  return cells
    .map((cell, at) => (at === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join('');
}

/** Whether a goal is met, in words. */
export function verdict(goal: Goal | undefined): string {
  if (goal === undefined) return '';
  const met = goal.figures.every((figure) => figure <= goal.most);
  return `   goal ≤ ${goal.most}: ${met ? 'met' : 'NOT MET'}`;
}
