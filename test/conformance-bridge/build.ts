// Builds the conformance tool when its sources have changed, once however many processes ask at the same time,
// and leaves no build server behind.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../conformance/', import.meta.url));
const TOOL = join(PROJECT, 'bin', 'Release', 'net10.0', 'regrant-conformance.dll');
const STAMP = join(PROJECT, 'obj', 'built.sha256');
const LOCK = join(PROJECT, 'obj', 'building');
const LOCK_LIMIT_MS = 10 * 60_000;

/** The environment of every dotnet that is started: no telemetry, no banner, English messages. */
export const DOTNET_ENVIRONMENT = {
  ...process.env,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_UI_LANGUAGE: 'en',
};

/** Restore errors that mean: no network, or a feed without the packages. */
const NO_PACKAGES = /\bNU1(101|102|103|301)\b/;

/** The packages of the tool cannot be had here; the message holds what NuGet said. */
export class PackagesMissing extends Error {
  override readonly name = 'PackagesMissing';
}

let found: boolean | undefined;
let built: Promise<string> | undefined;

/** Whether a .NET SDK of version 10 or later is on this machine. */
export function available(): boolean {
  found ??= hasSdk();
  return found;
}

/** Builds the tool where needed; gives the path of its assembly. Throws {@link PackagesMissing}, or the compiler's output. */
export function build(): Promise<string> {
  built ??= buildOnce();
  return built;
}

function hasSdk(): boolean {
  const asked = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8', env: DOTNET_ENVIRONMENT });
  return asked.status === 0 && asked.stdout.split('\n').some((line) => Number.parseInt(line, 10) >= 10);
}

async function buildOnce(): Promise<string> {
  const sources = digest();
  if (isBuilt(sources)) return TOOL;
  await lock();
  try {
    if (!isBuilt(sources)) await compile();
    writeFileSync(STAMP, sources);
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
  return TOOL;
}

function isBuilt(sources: string): boolean {
  return existsSync(TOOL) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources;
}

function digest(): string {
  const hash = createHash('sha256');
  const names = readdirSync(PROJECT, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(cs|csproj)$/.test(name) && !/^(bin|obj)[\\/]/.test(name))
    .sort();
  for (const name of names) hash.update(`${name}\0`).update(readFileSync(join(PROJECT, name)));
  return hash.digest('hex');
}

/** A folder is made by one process only; one that was left behind by a killed process is taken away. */
async function lock(): Promise<void> {
  mkdirSync(join(PROJECT, 'obj'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const made = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs;
      if (made !== undefined && Date.now() - made > LOCK_LIMIT_MS)
        rmSync(LOCK, { recursive: true, force: true });
      await sleep(200);
    }
  }
}

/** Without a network, what was restored before is enough: a failed restore is followed by a build without one. */
async function compile(): Promise<void> {
  const first = await dotnet();
  if (first.status === 0) return;
  const second = existsSync(join(PROJECT, 'obj', 'project.assets.json'))
    ? await dotnet('--no-restore')
    : first;
  if (second.status === 0) return;
  if (NO_PACKAGES.test(first.output)) throw new PackagesMissing(first.output);
  throw new Error(`The conformance tool does not build:\n${first.output}`);
}

function dotnet(...more: readonly string[]): Promise<{ status: number | null; output: string }> {
  const fixed = [
    'build',
    PROJECT,
    '-c',
    'Release',
    '-v',
    'quiet',
    '-nodeReuse:false',
    '-p:UseSharedCompilation=false',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('dotnet', [...fixed, ...more], {
      env: DOTNET_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}
