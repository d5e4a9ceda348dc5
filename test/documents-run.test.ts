// The examples of the pages and of the help, run: bash splits them, the real command works them against the test servers.
// Names are mapped and nothing else; the samples of the README are what comes out.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../src/cli/program.ts';
import { CAPTURER, embeddedFixture, withSecrets } from './apply/restored-server.ts';
import { runAnswered, runHere } from './cli/run-here.ts';
import { ExampleServers, reachedWords } from './example-servers.ts';
import { assert, suite } from './suite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = (name: string) => readFile(`${root}${name}`, 'utf8');

/** The words that bash gives the command in a line; other commands of the line do nothing. */
function wordsOf(line: string): readonly string[] {
  const script = `regrant() { printf '%s\\0' "$@"; }; cd() { :; }; .() { :; }; ${line}`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  assert.is(status, 0, `${line}\n${stderr}`);
  return stdout.split('\0').slice(0, -1);
}

/** Examples of a page's shell blocks, in order. */
function linesOf(text: string, fence: string): readonly string[] {
  const blocks = [...text.matchAll(new RegExp(`\`\`\`${fence}\\n([\\s\\S]*?)\`\`\``, 'g'))];
  const lines = blocks.flatMap(([, block = '']) => block.split('\n').map((line) => line.trim()));
  return lines.filter((line) => /\bregrant /.test(line));
}

async function withServers(body: (servers: ExampleServers, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-documents-'));
  const before = process.cwd();
  process.chdir(folder);
  process.env.XDG_CONFIG_HOME = folder;
  const servers = await ExampleServers.start();
  try {
    await body(servers, folder);
  } finally {
    process.chdir(before);
    await servers.close();
    await rm(folder, { recursive: true });
  }
}

/** A configuration of the captured servers, as init would write it. */
async function writeConfig(examples: ExampleServers): Promise<void> {
  const servers = ['SMDB01', 'DWDB01', 'RSDB01\\SCSMRS'].map((name) => ({
    name,
    server: examples.address(name),
  }));
  const { caFile } = examples.reach;
  const defaults = { authentication: { type: 'sql', user: CAPTURER.login }, caFile };
  const config = { profile: 'service-manager', out: 'dr', defaults, servers };
  process.env.REGRANT_PASSWORD = CAPTURER.password;
  await writeFile('regrant.config.json', JSON.stringify(config));
}

/** Runs an example, and gives what it prints. */
async function ran(examples: ExampleServers, line: string, ...codes: readonly number[]): Promise<string> {
  const { words, password } = reachedWords(wordsOf(line), examples.reach);
  process.env.REGRANT_PASSWORD = password;
  const said = await runHere(words);
  assert.ok((codes.length === 0 ? [0] : codes).includes(said.code), `${line}\n${said.text}`);
  assert.not.match(said.text, /^error /m, line);
  return said.text;
}

/** Types a script's secrets in, as the one who restores does. */
async function typeSecrets(script: string): Promise<void> {
  await writeFile(script, withSecrets(await readFile(script, 'utf8')));
}

/** How examples of the help end that need not end with 0: with differences, or with what was left alone or failed. */
const ENDS: readonly (readonly [example: RegExp, codes: readonly number[]])[] = [
  [/^regrant (diff|verify) /, [0, 2]],
  [/^regrant (apply|drill) .*--execute/, [0, 1, 2]],
  [/^regrant apply /, [0, 2]],
  // Some modules of the example servers have no text, as encrypted ones have none.
  [/^regrant (export|read|runbook) /, [0, 3]],
  [/^regrant (check|prepare) /, [0, 2, 3]],
];

/** All examples of the help, in its order. */
function helpExamples(): readonly string[] {
  return buildProgram(() => {}).commands.flatMap((command) => {
    let help = '';
    const writeOut = (text: string) => {
      help += text;
    };
    command.configureOutput({ writeOut }).outputHelp();
    return [...help.matchAll(/^ +\$ (regrant .*)$/gm)].map(([, line = '']) => line);
  });
}

suite('documents, run', (test) => {
  test('the examples of the README do what they say, and its samples are what comes out', () =>
    withServers(async (servers) => {
      const readme = await page('README.md');
      let told = '';
      for (const line of linesOf(readme, 'bash'))
        told += (await ran(servers, line)).replaceAll(' dr/', ' out/');
      const [, demo = ''] = /npm run demo\n([\s\S]*?)\n\nNext/.exec(readme) ?? [];
      for (const line of demo.split('\n').slice(2)) assert.ok(told.includes(line), line);
      const [, prove = '', proof = ''] = /\$ (regrant prove .*)\n([\s\S]*?)```/.exec(readme) ?? [];
      assert.is(await ran(servers, prove), proof);
      const [, sql = ''] = /```sql\n([\s\S]*?)```/.exec(readme) ?? [];
      assert.ok((await readFile('dr/DWDB01.sql', 'utf8')).replaceAll('\r\n', '\n').includes(sql));
    }));

  test('the README’s sample of a diff is what comes out of two days', () =>
    withServers(async (servers) => {
      const capture = (day: string) =>
        ran(servers, `regrant capture --server SMDB01 --user a --out ${day} --quiet`);
      await capture('monday');
      servers.passDay();
      await capture('tuesday');
      const [, diff = '', sample = ''] =
        /\$ (regrant diff .*)\n([\s\S]*?)```/.exec(await page('README.md')) ?? [];
      assert.is(await ran(servers, diff, 2), sample);
    }));

  test('the README’s program captures, and proves what it writes', () =>
    withServers(async (servers, folder) => {
      const [, sample = ''] = /```ts\n([\s\S]*?)```/.exec(await page('README.md')) ?? [];
      const program = sample
        .replace("'regrant'", JSON.stringify(new URL('../src/index.ts', import.meta.url).href))
        .replace("'SMDB01')", `'${servers.address('SMDB01')}')`);
      await writeFile(join(folder, 'sample.mts'), program);
      const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), 'sample.mts'], {
        cwd: folder,
        env: {
          ...process.env,
          REGRANT_PASSWORD: CAPTURER.password,
          NODE_EXTRA_CA_CERTS: servers.reach.caFile,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, errors, [status]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      assert.is(status, 0, errors);
      assert.match(out, /^\d+ sections, proven\n$/);
      assert.match(await readFile(join(folder, 'SMDB01.sql'), 'utf8'), 'Restores the security of SQL Server');
    }));

  test('a restore by its page: looked at, run, verified', () =>
    withServers(async (servers) => {
      const capture = 'regrant capture --server SMDB01 --user a --out . --script';
      await ran(servers, capture);
      await typeSecrets('SMDB01.sql');
      const lines = linesOf(await page('RESTORING.md'), '\\s*bash');
      assert.is(lines.length, 3);
      const [look = '', run = '', verify = ''] = lines;
      await ran(servers, look);
      // sa runs it, whose own password the script leaves alone: that is told, and differs.
      const failed = [...(await ran(servers, run, 1)).matchAll(/^ {2}FAILED .*$/gm)].map(([line]) => line);
      assert.equal(
        failed.filter((line) => !/ALTER LOGIN \[sa\]|ENDPOINT::/.test(line)),
        [],
      );
      assert.match(await ran(servers, verify, 2), 'login [sa]');
    }));

  test('the recipes for every night capture, and tell what changed', () =>
    withServers(async (servers) => {
      await writeConfig(servers);
      const scheduling = await page('SCHEDULING.md');
      const [cron = ''] = linesOf(scheduling, 'cron').map((line) => line.replace(/^[\d* ]+/, ''));
      const [, task = ''] = /\/c (regrant [^'>]*?) 2>>/.exec(scheduling) ?? [];
      const [, agent = ''] = /&& (regrant [^"]*)"'/.exec(scheduling) ?? [];
      assert.equal([task, agent], Array(2).fill(cron.split(' && ').at(-1)));
      for (const line of [cron, task]) {
        assert.is(await ran(servers, line), '', 'quiet says nothing when all is well');
        await new Promise((resolve) => setTimeout(resolve, 1_100)); // a folder is named by the second
      }
      const [yesterday = ''] = linesOf(scheduling, 'bash');
      await ran(servers, yesterday);
    }));

  test('every example of the help runs', () =>
    withServers(async (servers) => {
      await servers.add('restored', embeddedFixture('SMDB01'), 'SCRATCH01');
      await servers.add('captured', embeddedFixture('SMDB01'), 'SMDB02');
      await writeConfig(servers);
      // Of table types the example servers show no columns.
      await ran(servers, 'regrant capture --definitions --quiet', 0, 3);
      await cp('dr', 'defined', { recursive: true });
      await ran(servers, 'regrant capture --script --quiet');
      for (const day of ['monday', 'tuesday']) await cp('dr', day, { recursive: true });
      for (const name of ['before', 'today', 'fresh'])
        await cp('dr/SMDB01.regrant.ndjson', `${name}.regrant.ndjson`);
      await cp('dr/DWDB01.regrant.ndjson', 'after.regrant.ndjson');
      await cp('dr/SMDB01.sql', 'old-logins.sql');
      const lines = helpExamples().filter((line) => !line.startsWith('regrant init'));
      assert.ok(lines.length > 20, `only ${lines.length} examples`);
      const problems: string[] = [];
      for (const line of lines.flatMap((example) => example.split(' && '))) {
        const isOfObjects = /^regrant export |^regrant script .* --definitions/.test(line);
        await cp(isOfObjects ? 'defined' : 'monday', 'dr', { recursive: true });
        await typeSecrets('dr/SMDB01.sql');
        if (line.startsWith('regrant import '))
          await writeFile('answers.txt', servers.answers('SMDB01', await readFile('capture.sql', 'utf8')));
        const codes = ENDS.find(([example]) => example.test(line))?.[1] ?? [];
        await ran(servers, line, ...codes).catch((error: Error) => problems.push(error.message));
      }
      assert.equal(problems, []);
    }));

  test('init asks, tries the servers, and writes what capture takes', () =>
    withServers(async (servers) => {
      process.env.REGRANT_PASSWORD = CAPTURER.password;
      const answers = [servers.address('SMDB01'), '', CAPTURER.login, servers.reach.caFile, 'n', 'dr'];
      await mkdir('dr');
      for (const line of helpExamples().filter((example) => example.startsWith('regrant init'))) {
        const said = await runAnswered(wordsOf(line), answers);
        assert.is(said.code, 0, said.text);
        assert.match(said.text, /wrote .*regrant\.config\.json: next, run {2}regrant capture --script/);
      }
      await ran(servers, 'regrant capture --script');
    }));

  test('lines that go on end as their shell wants it, and hold no quote of another', async () => {
    const readme = await page('README.md');
    const blocks = (fence: string) =>
      new RegExp(`\`\`\`${fence}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1]?.trimEnd().split('\n') ?? [];
    const [, main = ''] = linesOf(readme, 'bash');
    for (const [fence, goesOn, unquoted] of [
      ['powershell', ' `', /'([^']*)'/g],
      ['bat', ' ^', /"([^"]*)"/g],
    ] as const) {
      const lines = blocks(fence);
      assert.ok(lines.length > 1 && lines.slice(0, -1).every((line) => line.endsWith(goesOn)), fence);
      const joined = lines.map((line) => (line.endsWith(goesOn) ? line.slice(0, -2) : line).trim()).join(' ');
      const words = joined.replaceAll(unquoted, '$1');
      assert.not.match(words, /["'`^$%&|<>@]/, fence);
      assert.equal(words.split(' ').slice(1), wordsOf(main), fence);
    }
  });
});
