// Nothing gets to a terminal that it would obey, that hides, or that makes a line which nobody wrote: whatever logins,
// databases, languages, files and configurations are called.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { visibleJson, visibleLines } from '../../src/model/words/visible.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { CAPTURER, captured, freshEngine, withServer } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { inFolder } from '../files/folder.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { anyFacts, snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';
import { runHere } from './run-here.ts';

/** Forges a line, moves the cursor, colours, turns the direction of writing, hides. */
const NASTY = ' \n+ login [forged]\r\u001b[31m\u009b2J\u202e\u2028\u200b\u00a0\ud83d';
/** For names of files, where the system takes it: the half surrogate is no file name. */
const NASTY_FILE = ' \n+ login [forged]\r\u001b[31m\u009b2J\u202e\u2028\u200b';
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Fails where anything but what regrant itself wrote moves the cursor or forges a line. */
function harmless(text: string, what: string, isTerminal = false): void {
  const plain = isTerminal ? text.replaceAll('\r\u001b[K', '\n') : text;
  for (const line of plain.split('\n')) {
    assert.not.match(line, FORBIDDEN, what);
    assert.not.match(line, /^\+ login \[forged\]/, what);
  }
}

/** Views whose names are not free to choose, or are chosen elsewhere. */
const FIXED = /databases|configurations|messages/;

/** The small server with nasty names wherever a name may be chosen. */
function nastyServer(): ReturnType<typeof smallServer> {
  const fixture = smallServer();
  const kept = new Set(['sa', CAPTURER.login]);
  const nasty = (views: (typeof fixture)['server']) =>
    new Map(
      [...views].map(([view, rows]) => [
        view,
        rows.map((row) =>
          typeof row.record.name !== 'string' || kept.has(row.record.name) || FIXED.test(view)
            ? row
            : { ...row, record: { ...row.record, name: `${row.record.name}${NASTY}` } },
        ),
      ]),
    );
  return {
    ...fixture,
    server: nasty(fixture.server),
    databases: new Map([...fixture.databases].map(([name, views]) => [name, nasty(views)])),
  };
}

suite('the terminal', (test) => {
  test('has one door: no other file of the sources writes to a stream of the process', async () => {
    const root = fileURLToPath(new URL('../../src/', import.meta.url));
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const writers = [];
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8');
      const streams =
        /\}\s*=\s*process\b|process\.(stdout|stderr|_rawDebug|emitWarning)|node:(console|tty)|\bfd: *[12]\b|\/dev\/tty/;
      const globals = /(?<![\w.])console\.(log|error|info|debug|dir|table|trace|group)\b/;
      const warns = /(?<![\w.])console\.warn\b/.test(text) && !/\bconsole(: Console\b|\b.*Work\b)/.test(text);
      if (streams.test(text) || globals.test(text) || warns) writers.push(file.replaceAll('\\', '/'));
    }
    // The version is a constant, and the prompt has its own test.
    assert.equal(writers.sort(), ['cli/console.ts', 'cli/main.ts', 'connect/password.ts']);
  });

  test('is told any text so that it means the same and does nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        harmless(visibleLines(text), 'lines');
        const json = visibleJson(JSON.stringify({ [text]: text }));
        harmless(json, 'JSON');
        assert.equal(JSON.parse(json), JSON.parse(JSON.stringify({ [text]: text })));
      }),
      { numRuns: 3000 },
    );
  });

  test('gets nothing nasty from any snapshot', () =>
    inFolder(async (folder) => {
      const file = (name: string) => join(folder, name);
      const property = fc.asyncProperty(anyFacts, anyFacts, async (before, after) => {
        const omissions = [
          { code: `c${NASTY}`, database: `d${NASTY}`, fact: `f${NASTY}`, remedy: `r${NASTY}` },
        ];
        const parts = {
          capturedBy: NASTY,
          server: { name: `s${NASTY}`, productVersion: `15${NASTY}`, edition: NASTY },
        };
        await writeSnapshot(file('a.regrant.ndjson'), snapshotOf(before, parts));
        await writeSnapshot(file('b.regrant.ndjson'), snapshotOf(after, { ...parts, omissions }));
        const [a, b] = [file('a.regrant.ndjson'), file('b.regrant.ndjson')];
        for (const args of [
          ['diff', a, b],
          ['diff', b, a, '--json'],
          ['script', a, '--out', file('a.sql')],
          ['script', b, '--out', file('b.sql'), '--allow-incomplete', '--any-server', '--json'],
          ['drill', a],
          ['read', file('a.sql'), '--out', file('c.regrant.ndjson')],
        ]) {
          harmless((await runHere(args)).text, args.join(' '));
        }
        harmless((await runHere(['script', a, '--out', '-'], true)).text, 'script on a terminal', true);
      });
      await fc.assert(property, { numRuns: 25 });
    }));

  test('gets nothing nasty from any server, file or configuration', () =>
    inFolder(async (parent) => {
      const folder = process.platform === 'win32' ? parent : join(parent, NASTY_FILE);
      await mkdir(folder, { recursive: true });
      const fixture = nastyServer();
      const file = join(folder, 'a.regrant.ndjson');
      const script = join(folder, 'a.sql');
      await writeSnapshot(file, await captured(new CatalogEngine(fixture)));
      await withServer(freshEngine(fixture, 'restored'), async ({ running }) => {
        process.env.REGRANT_PASSWORD = FRESH_SA.password;
        const connect = [
          '--server',
          `localhost,${running.port}`,
          '--user',
          FRESH_SA.login,
          '--ca-file',
          running.caFile,
        ];
        const run = async (...args: readonly string[]) => {
          for (const isTerminal of [false, true]) {
            const { text } = await runHere(args, isTerminal);
            harmless(text, args.join(' '), isTerminal);
            assert.ok(text.length > 0, args.join(' '));
          }
        };
        await run('script', file, '--any-server', '--out', script);
        for (const json of [[], ['--json']]) {
          await run('databases', ...connect, ...json);
          await run('apply', script, ...connect, ...json);
          await run('apply', file, ...connect, ...json);
          await run('verify', file, ...connect, ...json);
          await run('capture', ...connect, '--passwords', 'hashes', '--out', folder, '--script', ...json);
          await run('prove', script, file, ...json);
          await run('drill', file, ...json);
          await run('apply', script, ...connect, '--execute', ...json);
          await run('script', join(folder, `missing${NASTY}`), ...json);
          await run('capture', ...connect, '--profile', NASTY, ...json);
          await run('capture', ...connect, '--kinds', NASTY, ...json);
          await run(`nonsense${NASTY}`, ...json);
        }
      });
      const config = join(folder, 'regrant.config.json');
      for (const written of [
        {
          servers: [{ server: 'localhost,1', name: `n${NASTY}`, authentication: { type: 'sql', user: 'u' } }],
        },
        { servers: [{ server: `x${NASTY}` }] },
        { [NASTY]: NASTY, servers: [] },
        { servers: [{ connectionString: `Server=x;${NASTY}=1` }] },
      ]) {
        await writeFile(config, JSON.stringify(written));
        harmless(
          (await runHere(['capture', '--config', config, '--passwords', 'none', '--out', folder])).text,
          'configuration',
        );
      }
    }));
});
