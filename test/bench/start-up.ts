// What the built command costs to start, against Node alone.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';

const TIMES = 15;
const BUILT = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Medians of `regrant --version`, of `node -e 0`, in milliseconds, and of the ratios of neighbours. */
export interface StartUp {
  readonly commandMs: number;
  readonly nodeMs: number;
  readonly ratio: number;
}

/** Measures the built command, which is built first when it is not there. */
export function measureStartUp(): StartUp {
  if (!existsSync(BUILT)) build();
  const runs = Array.from({ length: TIMES }, () => {
    return { command: timeOf([BUILT, '--version']), node: timeOf(['-e', '0']) };
  });
  return {
    commandMs: median(runs.map(({ command }) => command)),
    nodeMs: median(runs.map(({ node }) => node)),
    ratio: median(runs.map(({ command, node }) => command / node)),
  };
}

function timeOf(args: readonly string[]): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with exit code ${status}.`);
  return performance.now() - began;
}

function build(): void {
  const file = fileURLToPath(new URL('../../.ci/build.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [file], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('dist/ could not be built: see above.');
}
