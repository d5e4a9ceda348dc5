// Runs every conformance suite (`*.conformance.ts` under test/) in a process of its own and counts what uvu says.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

const TESTS = fileURLToPath(new URL('../', import.meta.url));
const LIMIT_MS = 40 * 60_000;

/** How one suite file went; a file that ran no test has failed. */
export interface SuiteOutcome {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly output: string;
}

/** The suite files, by their path in test/, in ordinal order. */
export function suiteFiles(patterns: readonly string[] = []): readonly string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.conformance.ts') && !file.startsWith('conformance/'))
    .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
    .sort();
}

/** Builds the tool, then runs the suites, as many at a time as there are processors; needs .NET. */
export async function runSuites(files: readonly string[]): Promise<readonly SuiteOutcome[]> {
  await build();
  const queue = [...files];
  const outcomes: SuiteOutcome[] = [];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) outcomes.push(await run(file));
    }),
  );
  return outcomes;
}

function run(file: string): Promise<SuiteOutcome> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `${TESTS}${file}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const timer = setTimeout(() => {
      output += `\nno end after ${LIMIT_MS / 1000} s\n`;
      child.kill('SIGKILL');
    }, LIMIT_MS);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ file, ...judge(output, status), seconds: (Date.now() - started) / 1000, output });
    });
  });
}

function judge(output: string, status: number | null): { readonly passed: number; readonly failed: number } {
  const count = (label: string) => Number(output.match(new RegExp(`^ *${label}: +([0-9]+)`, 'm'))?.[1] ?? 0);
  const [total, passed] = [count('Total'), count('Passed')];
  return { passed, failed: status === 0 && total > 0 && passed === total ? 0 : Math.max(1, total - passed) };
}
