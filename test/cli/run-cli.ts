// The command as a process, as users run it: status, standard output, standard error.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache');
const BUNDLE = join(ROOT, '.ci', 'bundle.mjs');
const MAIN = join(built(), 'main.js');

/**
 * The folder of the program as the package holds it. It is made once for each state of the sources, since to make it anew at
 * each start costs more than all else; whole before it is seen, since test files run side by side.
 */
function built(): string {
  const folder = join(CACHE, `regrant-cli-${digestOfSources()}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  const { status, stderr } = spawnSync(process.execPath, [BUNDLE, fresh], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The sources cannot be put together:\n${stderr}`);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

function digestOfSources(): string {
  const digest = createHash('sha256');
  for (const file of [join(ROOT, 'package.json'), BUNDLE]) digest.update(readFileSync(file));
  for (const name of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) digest.update(name).update(readFileSync(join(ROOT, 'src', name)));
  }
  return digest.digest('hex').slice(0, 16);
}

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How to run the command. */
export interface RunCliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Kills the process after so many milliseconds. */
  readonly killAfterMs?: number;
  /** Sends SIGINT as soon as this holds, as Ctrl-C does. */
  readonly interruptWhen?: () => boolean;
  /** Reads none of standard output and closes it, as `head -n 0` does. */
  readonly closeOutput?: boolean;
  /** Another program than the one of these sources. */
  readonly program?: string;
  /** No file becomes larger than so many blocks of 1,024 bytes, as on a disk that is full. */
  readonly fileBlocks?: number;
  /** Where standard output goes instead of being read: a file descriptor. */
  readonly stdout?: number;
}

/** Runs `regrant` with arguments; REGRANT_* of the surroundings are not passed on. */
export function runCli(args: readonly string[], options: RunCliOptions = {}): Promise<Ended> {
  const surroundings = Object.entries(process.env).filter(([name]) => !name.startsWith('REGRANT_'));
  return new Promise((resolve, reject) => {
    const [program, before] =
      options.program === undefined ? [process.execPath, [MAIN]] : [options.program, []];
    const { fileBlocks } = options;
    const line = [program, ...before, ...args];
    const [first = '', ...rest] =
      fileBlocks === undefined ? line : ['bash', '-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`, ...line];
    const child = spawn(first, rest, {
      env: { ...Object.fromEntries(surroundings), ...options.env },
      cwd: options.cwd,
      stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    if (options.closeOutput) child.stdout?.destroy();
    const timer =
      options.killAfterMs === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGKILL'), options.killAfterMs);
    const { interruptWhen } = options;
    const watch = setInterval(() => {
      if (interruptWhen?.() !== true) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      clearInterval(watch);
      resolve({ code, out, err });
    });
  });
}
