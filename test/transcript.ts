// `npm run transcript`: a fresh clone, and in it every command of the README as it stands, in bash; what was typed and
// what came out goes to out/transcript.txt. `regrant` is what npm packed and installed, behind a command of that name
// which turns the servers' names into test servers (`--reach`). Exits with 1 when a command ended otherwise than it should.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ExampleServers, type Reach, reachedWords } from './example-servers.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'out', 'transcript.txt');
const CAPTURE = 'regrant capture --server SMDB01 --user dba --quiet --out';

if (process.argv[2] === '--reach') await reach(process.argv.slice(3));
else await record();

/** Runs the installed program with the words of an example. */
async function reach(given: readonly string[]): Promise<void> {
  const { REGRANT_EXAMPLE_REACH: where = '', REGRANT_EXAMPLE_PROGRAM: program = '', ...env } = process.env;
  const { words, password } = reachedWords(given, JSON.parse(where) as Reach);
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...env, REGRANT_PASSWORD: password },
    stdio: 'inherit',
  });
  const [status] = (await once(child, 'close')) as [number | null];
  process.exitCode = status ?? 1;
}

async function record(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-transcript-'));
  const servers = await ExampleServers.start();
  let isRight = true;
  let written = '';
  try {
    const env = await surroundings(folder, servers.reach);
    const run = async (line: string, cwd: string): Promise<void> => {
      const child = spawn('bash', ['-c', `exec 2>&1; ${line}`], {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      const wanted = /^regrant diff /.test(line) ? 2 : 0;
      isRight &&= status === wanted;
      const block = `$ ${line}\n${said}${status === 0 ? '' : `[exit code ${status}]\n`}\n`;
      process.stdout.write(block);
      written += block;
    };
    await run(`git clone --quiet --no-hardlinks ${ROOT.replace(/[\\/]$/, '')} regrant`, folder);
    const clone = join(folder, 'regrant');
    for (const line of commandsOf(await readFile(join(clone, 'README.md'), 'utf8'))) {
      if (/ monday\//.test(line)) {
        await run(`${CAPTURE} monday`, clone);
        servers.passDay();
        await run(`${CAPTURE} tuesday`, clone);
      }
      await run(line, clone);
    }
  } finally {
    await servers.close();
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(join(ROOT, 'out'), { recursive: true });
  await writeFile(OUT, written);
  console.log(`wrote ${OUT}`);
  process.exitCode = isRight ? 0 : 1;
}

/** The environment of the commands: npm installs below the folder, and `regrant` is the command that maps names. */
async function surroundings(folder: string, where: Reach): Promise<NodeJS.ProcessEnv> {
  const [bin, global] = [join(folder, 'bin'), join(folder, 'global')];
  await mkdir(bin);
  const command = join(bin, 'regrant');
  const words = [process.execPath, '--import', import.meta.resolve('tsx'), fileURLToPath(import.meta.url)];
  await writeFile(command, `#!/bin/bash\nexec ${words.map((word) => `'${word}'`).join(' ')} --reach "$@"\n`);
  await chmod(command, 0o755);
  return {
    ...process.env,
    PATH: [bin, process.env.PATH ?? ''].join(delimiter),
    XDG_CONFIG_HOME: folder,
    npm_config_prefix: global,
    REGRANT_EXAMPLE_REACH: JSON.stringify(where),
    // The command as npm installed it, wherever its program is.
    REGRANT_EXAMPLE_PROGRAM: join(global, 'bin', 'regrant'),
  };
}

/** The commands of the README's blocks for bash, in order; what a block shows of their output is left out. */
function commandsOf(readme: string): readonly string[] {
  const blocks = [...readme.matchAll(/```(bash|console)\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, kind, block = '']) => {
    const lines = block.split('\n').filter((line) => line !== '');
    return kind === 'bash' ? lines : lines.flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
  });
}
