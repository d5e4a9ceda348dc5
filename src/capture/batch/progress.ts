// Progress of one scope: counts rows, and tells now and then.

import { guardedCall } from '../../model/caller.ts';
import { defined } from '../../model/defined.ts';
import type { CaptureOptions, CaptureProgress } from '../options.ts';

/** How many rows between two `reading` events. */
const ROWS_BETWEEN = 10_000;

/** Tells the options' listener of one scope's progress. */
export function tellerOf(
  options: CaptureOptions,
  server: string,
  database: string | undefined,
  began: number,
) {
  const progress = guardedCall('progress', options.progress);
  let rows = 0;
  let told = 0;
  const say = (phase: CaptureProgress['phase']) =>
    progress(defined({ server, database, phase, rows, elapsedMs: performance.now() - began }));
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
