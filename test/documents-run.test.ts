// The examples of the pages and of the help, run: bash splits them, the real command works them against the test servers.
// Names are mapped and nothing else; the samples of the README are what comes out.
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHere } from './cli/run-here.ts';
import { openEnvironment } from './server/engine/open-engine.ts';
import { type RunningServer, startServer } from './server/start.ts';
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

/** The servers by name, and the words of an example as they reach them. */
class Reached {
  readonly #ports: ReadonlyMap<string, RunningServer>;
  constructor(ports: ReadonlyMap<string, RunningServer>) {
    this.#ports = ports;
  }
  words(words: readonly string[]): readonly string[] {
    const mapped = words.map((word, at) => {
      if (words[at - 1] === '--user') return 'regrant_capture';
      return words[at - 1] === '--server' ? `localhost,${this.#of(word).port}` : word;
    });
    return words.includes('--server') ? [...mapped, '--ca-file', this.#of('SMDB01').caFile] : mapped;
  }
  #of(name: string): RunningServer {
    const server = this.#ports.get(name);
    if (server === undefined) throw new Error(`An example speaks of ${name}, which no test server is.`);
    return server;
  }
}

async function withEnvironment(body: (reached: Reached, folder: string) => Promise<void>): Promise<void> {
  const engines = await openEnvironment(`${root}fixtures/service-manager`);
  const servers = await Promise.all(engines.map((engine) => startServer({ engine })));
  const folder = await mkdtemp(join(tmpdir(), 'regrant-documents-'));
  const before = process.cwd();
  process.chdir(folder);
  process.env.REGRANT_PASSWORD = 'Fixture-capture-1';
  process.env.XDG_CONFIG_HOME = folder;
  try {
    const named = new Map(
      engines.flatMap(({ serverName }, at) => {
        const server = servers[at];
        return server === undefined ? [] : [[serverName, server] as const];
      }),
    );
    await body(new Reached(named), folder);
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
    await Promise.all(servers.map((server) => server.close()));
  }
}

suite('documents, run', (test) => {
  test('the examples of the pages do what they say, and the samples are what comes out', () =>
    withEnvironment(async (reached, folder) => {
      const readme = await page('README.md');
      const run = async (line: string, code = 0): Promise<string> => {
        const said = await runHere(reached.words(wordsOf(line)));
        assert.is(said.code, code, `${line}\n${said.text}`);
        return said.text;
      };
      let told = '';
      for (const line of linesOf(readme, 'bash')) told += (await run(line)).replaceAll(' dr/', ' out/');
      const [, demo = ''] = /npm run demo\n([\s\S]*?)\n\nNext/.exec(readme) ?? [];
      for (const line of demo.split('\n').slice(2)) assert.ok(told.includes(line), line);
      const [, prove = '', proof = ''] = /\$ (regrant prove .*)\n([\s\S]*?)```/.exec(readme) ?? [];
      assert.is(await run(prove), proof);
      const [, sql = ''] = /```sql\n([\s\S]*?)```/.exec(readme) ?? [];
      assert.ok((await readFile('dr/DWDB01.sql', 'utf8')).replaceAll('\r\n', '\n').includes(sql));

      for (const name of ['SMDB01.sql', 'SMDB01.regrant.ndjson'])
        await copyFile(`dr/${name}`, join(folder, name));
      const restoring = linesOf(await page('RESTORING.md'), '\\s*bash');
      assert.is(restoring.length, 3);
      for (const line of restoring.filter((example) => !example.includes('--execute'))) await run(line);

      const servers = ['SMDB01', 'DWDB01', 'RSDB01\\SCSMRS'].map((name) => reached.words(['--server', name]));
      const config = {
        profile: 'service-manager',
        out: 'dr',
        defaults: { authentication: { type: 'sql', user: 'regrant_capture' }, caFile: servers[0]?.at(-1) },
        servers: servers.map(([, server]) => ({ server })),
      };
      await writeFile('regrant.config.json', JSON.stringify(config));
      const scheduling = await page('SCHEDULING.md');
      const [cron = ''] = linesOf(scheduling, 'cron').map((line) => line.replace(/^[\d* ]+/, ''));
      const [, task = ''] = /\/c (regrant [^'>]*?) 2>>/.exec(scheduling) ?? [];
      const [, agent = ''] = /&& (regrant [^"]*)"'/.exec(scheduling) ?? [];
      assert.equal([task, agent], Array(2).fill(cron.split(' && ').at(-1)));
      for (const line of [cron, task]) {
        assert.is(await run(line), '', 'quiet says nothing when all is well');
        await new Promise((resolve) => setTimeout(resolve, 1_100)); // a folder is named by the second
      }
      const [yesterday = ''] = linesOf(scheduling, 'bash');
      await run(yesterday);
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
