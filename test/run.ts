// Runs every test file in a process of its own and adds up what uvu says. uvu exits 0 when nothing ran, so a file
// that reports no test, or hangs, or exits otherwise than 0, fails here.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Longest that a file may take; a guard against hanging, not a measure: the conformance suites run in one. */
const LIMIT_MS = 60 * 60_000;
const folder = fileURLToPath(new URL('.', import.meta.url));

interface Outcome {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

const patterns = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('conformance/'))
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
  .sort();

const queue = [...files];
const outcomes: Outcome[] = [];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) outcomes.push(await run(file));
  }),
);

const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
const [passed, failed, skipped] = [sum((o) => o.passed), sum((o) => o.failed), sum((o) => o.skipped)];
if (files.length === 0) console.log('No test file matches.');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function run(file: string): Promise<Outcome> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `${folder}${file}`], {
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
      output += `\nno end after ${LIMIT_MS / 1000} s`;
      child.kill('SIGKILL');
    }, LIMIT_MS);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(judge(file, output, code, (Date.now() - started) / 1000));
    });
  });
}

function judge(file: string, output: string, code: number | null, seconds: number): Outcome {
  const count = (label: string) => Number(output.match(new RegExp(`^ *${label}: +([0-9]+)`, 'm'))?.[1] ?? 0);
  const [total, passed, skipped] = [count('Total'), count('Passed'), count('Skipped')];
  const ok = code === 0 && total > 0 && passed === total;
  const failed = ok ? 0 : Math.max(1, total - passed - skipped);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${file} (${passed} of ${total}, ${seconds.toFixed(1)} s)`);
  for (const line of output.split('\n').filter((text) => text.startsWith('NOTE: ')))
    console.log(`     ${line}`);
  if (!ok) console.log(`${output.trim()}\nexit code ${code}`);
  return { file, passed, failed, skipped, seconds };
}
