// The pages for people: links go to what is in the package, and every command of an example is one that bash splits and
// the command line takes, with all that it needs to log in.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { buildProgram } from '../src/cli/program.ts';
import { CONFIG_SCHEMA } from '../src/config/config-schema.ts';
import { parseConfig } from '../src/config/load-config.ts';
import { assert, suite } from './suite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = readdirSync(root).filter((name) => name.endsWith('.md'));
const textOf = (page: string) => readFileSync(`${root}${page}`, 'utf8');
/** npm packs these whatever the manifest says. */
const ALWAYS = ['README.md', 'LICENSE', 'package.json'];

/** What bash makes of a line: its words, or that it is no line. */
function wordsOf(line: string): readonly string[] {
  const script = `regrant() { printf '%s\\0' "$@"; }; ls() { echo dr/1Z; }; ${line}`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  assert.is(status, 0, `${line}\n${stderr}`);
  return stdout.split('\0').slice(0, -1);
}

/** The command line with commands that do nothing. */
function takes(words: readonly string[]): void {
  const program = buildProgram(() => {});
  for (const command of program.commands) command.action(() => {});
  program.parse([...words], { from: 'user' });
}

/** `model/identity.ts`, `plan/rules`: of a room of src; what is of none is no module. */
function isModule(sources: readonly string[], name: string): boolean {
  const [room = ''] = name.split('/');
  return !sources.includes(room) || sources.includes(name) || sources.includes(`${name}.ts`);
}

function examplesOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```(?:bash|console)\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  return blocks.map((line) => line.trim().replace(/^\$ /, '')).filter((line) => line.startsWith('regrant '));
}

const helpExamples = buildProgram(() => {}).commands.flatMap((command) => {
  let help = '';
  command
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
    })
    .outputHelp();
  return [...help.matchAll(/^ +\$ (regrant .*)$/gm)].map(([, line = '']) => line);
});

suite('documents', (test) => {
  test('links go to pages that are in the package', () => {
    for (const page of pages.filter((name) => name !== 'CHANGELOG.md')) {
      for (const [, target = ''] of textOf(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        assert.ok([...manifest.files, ...ALWAYS].includes(target), `${page} links ${target}`);
      }
    }
  });

  test('the options that stand beside the wizard’s are options, with the default that the page says', () => {
    const { commands } = buildProgram(() => {});
    const rows = [
      ...textOf('DEFINITIONS.md').matchAll(/^\| [^|]+ \| [^|]+ \| ([^|]+) \| ([^|]+) \|/gm),
    ].slice(2);
    assert.ok(rows.length > 20);
    for (const [, here = '', usual = ''] of rows) {
      const asked = [...here.matchAll(/`(script|export) (--[a-z-]+)`/g)];
      const defaults = [...usual.matchAll(/`([a-z0-9-]+)`/g)].map(([, word]) => word);
      for (const [at, [, name, flag]] of asked.entries()) {
        const command = commands.find((one) => one.name() === name);
        const option = command?.options.find(({ long }) => long === flag);
        assert.ok(option, `${name} has no ${flag}`);
        if (defaults.length === asked.length) assert.is(option.defaultValue ?? 'refuse', defaults[at], flag);
      }
    }
  });

  test('the configuration’s example is read, and its tables have every setting that there is', async () => {
    const page = textOf('CONFIGURATION.md');
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const { servers, profile } = await parseConfig(example, 'regrant.config.json');
    assert.is(profile, 'service-manager');
    assert.equal(
      servers.map(({ name }) => name),
      ['SMDB01', 'DWDB01', 'RSDB01\\SCSMRS'],
    );
    const [, file = '', ofServer = ''] = page.split('\n## ');
    const told = (part: string) => [...part.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name).sort();
    const { $schema: _, ...settings } = CONFIG_SCHEMA.properties;
    assert.equal(told(file), Object.keys(settings).sort());
    assert.equal(told(ofServer), Object.keys(settings.servers.items.properties).sort());
    const logins = [...ofServer.matchAll(/`(\{"type".*?\})`/g)].map(([, login = '']) =>
      login.replaceAll('…', '"x"'),
    );
    assert.is(logins.length, 4);
    for (const authentication of logins) {
      const written = `{"servers": [{"server": "a", "authentication": ${authentication}}]}`;
      assert.is((await parseConfig(written, 'a.json')).servers.length, 1);
    }
  });

  test('what a page names is there: options, commands, files of the repository, variables, npm’s scripts', () => {
    const { commands } = buildProgram(() => {});
    const options = new Set(['--help', ...commands.flatMap((one) => one.options.map(({ long }) => long))]);
    const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' });
    const tests = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' });
    const code = [...sources.map((name) => `src/${name}`), ...tests.map((name) => `test/${name}`)]
      .filter((name) => /\.m?ts$/.test(name))
      .map(textOf)
      .join('\n');
    const rules: readonly (readonly [names: RegExp, isThere: (name: string) => boolean])[] = [
      [/(?<![\w-])--[a-z][a-z-]+/g, (name) => options.has(name)],
      [/(?<=`regrant )[a-z-]+/g, (name) => commands.some((one) => one.name() === name)],
      [
        /(?<=`)(?:src|test|fixtures|templates|\.ci)\/[^`*<>\s]+(?=`)/g,
        (name) => existsSync(`${root}${name}`),
      ],
      [/(?<=`)[a-z]+\/[\w/-]+(?:\.ts)?(?=`)/g, (name) => isModule(sources, name)],
      [/\bREGRANT_(?:PASSWORD|[A-Z]+(?:_[A-Z]+)*)/g, (name) => code.includes(name)],
      [/(?<=npm run )[a-z][a-z-]*(?=[` \n])/g, (name) => Object.hasOwn(manifest.scripts, name)],
    ];
    for (const page of pages.filter((name) => name !== 'CHANGELOG.md')) {
      // The options of npm, node and of what npm runs are theirs.
      for (const line of textOf(page).split('\n')) {
        const isOfOthers = /\b(npm|node) /.test(line);
        for (const [names, isThere] of isOfOthers ? rules.slice(1) : rules)
          for (const [name] of line.matchAll(names)) assert.ok(isThere(name), `${page}: ${name}\n${line}`);
      }
    }
  });

  test('every example is taken by bash and by the command line', () => {
    const lines = [...pages.flatMap((page) => examplesOf(textOf(page))), ...helpExamples];
    assert.ok(lines.length > 20, `only ${lines.length} examples`);
    for (const line of lines) {
      const [first = ''] = line.split(' && ');
      const words = wordsOf(first);
      try {
        takes(words);
      } catch (error) {
        assert.unreachable(`${line}: ${(error as Error).message}`);
      }
      if (words.includes('--server')) assert.ok(words.includes('--user'), `${line} logs in as nobody`);
    }
  });
});
