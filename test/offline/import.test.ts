// What a capture script prints, through whatever prints it, is the snapshot that a capture makes: the same fact lines.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { captureServer } from '../../src/capture/capture-server.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { type CaptureScriptOptions, captureScript } from '../../src/offline/capture-script.ts';
import { importCapture } from '../../src/offline/import-capture.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { check } from '../properties/check.ts';
import { ask, logIn, type ResultSet } from '../server/engine/ask.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { assert, suite } from '../suite.ts';
import { PRINTERS } from './print-answers.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 8);
const SEED = Number(process.env.REGRANT_SEED ?? Date.now() % 2_147_483_648);
const home = mkdtempSync(join(tmpdir(), 'regrant-import-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

const embedded = (server: string) =>
  openEngine(fileURLToPath(new URL(`../../fixtures/service-manager/${server}`, import.meta.url)));
const LOGIN = { login: 'regrant_capture', password: 'Fixture-capture-1' };

/** Runs the script as a login; gives what it printed. */
async function answersOf(
  engine: CatalogEngine,
  options: CaptureScriptOptions,
  login = LOGIN,
): Promise<readonly ResultSet[]> {
  const session = logIn(engine, login);
  const { sets, errors } = ask(session, await captureScript(options));
  session.close();
  assert.equal(errors, []);
  return sets;
}

async function imported(bytes: Buffer): Promise<Snapshot> {
  const path = join(home, 'answers.txt');
  writeFileSync(path, bytes);
  return importCapture(path);
}

async function refusal(bytes: Buffer): Promise<RegrantError> {
  try {
    await imported(bytes);
  } catch (error) {
    if (error instanceof RegrantError) return error;
    throw error;
  }
  throw new Error('it was imported');
}

const [UNICODE] = PRINTERS;
const print = (sets: readonly ResultSet[]): Buffer => UNICODE?.print(sets) ?? Buffer.of();
const capture = (engine: CatalogEngine, options: CaptureScriptOptions, login = LOGIN): Promise<Snapshot> =>
  captureServer(engineDriver(engine, login.login, login.password), { passwords: 'none', ...options });

suite('capture script and import: the same facts as a capture', (test) => {
  for (const [server, printers] of [
    ['SMDB01', PRINTERS],
    ['RSDB01', PRINTERS.slice(0, 1)],
    ['DWDB01', PRINTERS.slice(1, 2)],
  ] as const) {
    test(`${server}, through ${printers.length === 1 ? 'a tool' : 'every tool'} that prints`, async () => {
      const engine = await embedded(server);
      const options = { passwords: 'hashes', profile: SERVICE_MANAGER } as const;
      const live = await capture(engine, options);
      const sets = await answersOf(engine, options);
      for (const { name, print: printed } of printers) {
        const { header, facts } = await imported(printed(sets));
        assert.equal(facts, live.facts, name);
        const { capturedAt: _, ...rest } = header;
        const { capturedAt: __, ...wanted } = live.header;
        assert.equal(rest, wanted, name);
      }
    });
  }

  test('a selection goes with the script, and hashes are read on request only', async () => {
    const engine = await embedded('SMDB01');
    const options = { selection: { databases: { include: ['service*'] }, schemas: { exclude: ['LFX'] } } };
    const sets = await answersOf(engine, options);
    const { header, facts } = await imported(print(sets));
    assert.equal(facts, (await capture(engine, options)).facts);
    assert.is(header.passwords, 'none');
    assert.not.match(sets.flatMap(({ rows }) => rows.map(String)).join('\n'), /=0x0200/);
  });

  test('a login that sees little: the same omissions', async () => {
    const engine = await embedded('SMDB01');
    const weak = { login: 'scsm_portal', password: 'Fixture-portal-1' };
    const live = await capture(engine, {}, weak);
    const { header, facts } = await imported(print(await answersOf(engine, {}, weak)));
    assert.equal(facts, live.facts);
    assert.equal([header.omissions, header.complete], [live.header.omissions, live.header.complete]);
    assert.ok((header.omissions ?? []).length > 0);
  });

  test(`${RUNS} generated environments with hostile names, seed ${SEED}`, async () => {
    const property = fc.asyncProperty(environmentArbitrary(), async (environment) => {
      const tables = engineTablesOf(environment);
      const engine = engineFromTables({ ...tables, passwords: { ...tables.passwords, sa: 'sa' } });
      const sa = { login: 'sa', password: 'sa' };
      const live = await capture(engine, { passwords: 'hashes' }, sa);
      const got = await imported(print(await answersOf(engine, { passwords: 'hashes' }, sa)));
      assert.equal(got.facts, live.facts);
      assert.equal(got.header.omissions, live.header.omissions);
    });
    await check(property, { environments: RUNS, seed: SEED });
  });
});

suite('import: a file that is not as it was printed is refused with its line', (test) => {
  const linesOf = async (engine: CatalogEngine): Promise<readonly string[]> =>
    (await answersOf(engine, {})).flatMap(({ rows }) => rows.map((row) => String(row[0])));
  const printed = embedded('DWDB01').then(linesOf);
  const lines = () => printed;
  const file = (list: readonly string[]): Buffer => Buffer.from(`${list.join('\r\n')}\r\n`, 'latin1');
  const step = 211;

  test('a line that is gone, doubled, or stands elsewhere', async () => {
    const whole = await lines();
    for (let at = 0; at < whole.length; at += step) {
      for (const list of [
        whole.toSpliced(at, 1),
        whole.toSpliced(at, 0, whole[at] ?? ''),
        whole.slice(0, at),
        whole.toSpliced(at, 2, whole[at + 1] ?? '', whole[at] ?? ''),
      ]) {
        if (list.join() === whole.join()) continue;
        const { code, fact } = await refusal(file(list)).catch((error: unknown) => {
          throw new Error(
            `${String(error)}: line ${at + 1}, ${whole.slice(at, at + 3).join(' ')}, ${list.length - whole.length}`,
          );
        });
        assert.is(code, 'bad-answers-file', fact);
        assert.match(
          fact,
          /, line \d+: the file (lacks lines|goes on|holds no|ends before)|has no answer about/,
        );
      }
    }
  });

  test('two runs of one server, joined where an answer ends', async () => {
    const [first, second] = [await lines(), await linesOf(await embedded('DWDB01'))];
    const borders = first.flatMap((line, at) => (/^@\d+\.\w+\.0\.0\./.test(line) ? [at] : [])).slice(1, -1);
    assert.ok(borders.length > 100);
    for (let at = 0; at < borders.length; at += 17) {
      const end = borders[at] ?? 0;
      const joined = [...first.slice(0, end + 1), ...second.slice(end + 1)];
      assert.match(
        (await refusal(file(joined))).fact,
        new RegExp(`line ${end + 2}: the file was changed here`),
      );
    }
  });

  test('a character that was changed', async () => {
    const whole = await lines();
    for (let at = 0; at < whole.length; at += step) {
      const line = whole[at] ?? '';
      const place = Math.floor(line.length / 2);
      const changed = line.slice(0, place) + (line[place] === '7' ? '8' : '7') + line.slice(place + 1);
      const { fact } = await refusal(file(whole.with(at, changed)));
      assert.match(fact, new RegExp(`line ${at + 1}: the file was changed here`));
    }
  });

  test('cut off after any byte', async () => {
    const whole = (await lines()).join('\r\n');
    for (const bytes of [Buffer.from(whole, 'latin1'), Buffer.from(`\ufeff${whole}`, 'utf16le')]) {
      assert.ok((await imported(bytes)).facts.length > 0, 'without its last line end it is whole');
      for (let at = bytes.length - 1; at > 0; at -= Math.ceil(bytes.length / 11)) {
        const { code, fact } = await refusal(bytes.subarray(0, at));
        assert.is(code, 'bad-answers-file');
        assert.match(
          fact,
          /line \d+: the file (ends before|was changed|holds no)/,
          `${at} of ${bytes.length}`,
        );
      }
    }
  });

  test('columns that are too narrow for its lines', async () => {
    const whole = await lines();
    for (const [width, first] of [
      [30, 2],
      [80, 2],
      [120, 4],
    ] as const) {
      const { fact, remedy } = await refusal(file(['', ...whole.map((line) => line.slice(0, width))]));
      assert.match(fact, new RegExp(`line ${first}: the file has a line here that was cut off`));
      assert.match(remedy, 'sqlcmd -y 0');
    }
  });

  test('one byte that was changed at any place: it is refused, or was none of an answer', async () => {
    const bytes = file(await lines());
    const wanted = (await imported(bytes)).facts;
    for (let turn = 0; turn < 24; turn += 1) {
      const at = Math.floor((bytes.length * (turn + 0.37)) / 24);
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ (1 << (turn % 8));
      const got = await imported(changed).catch((error: unknown) => error);
      if (got instanceof RegrantError) assert.match(got.fact, /, line \d+: the file|has no answer about/);
      else assert.equal((got as Snapshot).facts, wanted, `${at}: ${turn % 8}`);
    }
  });

  test('a value that looks like the end of a line, where a tool breaks the line', async () => {
    const engine = await embedded('DWDB01');
    const name = 'a:00000000;b:FFFFFFFF;';
    engine.table('sys.server_principals').update({ name: 'CONTOSO\\svc-scsm-rs' }, { name });
    const whole = await linesOf(engine);
    const at = whole.findIndex((line) => line.includes(name));
    const width = (whole[at] ?? '').indexOf(':00000000;') + ':00000000;'.length;
    assert.ok(at >= 0 && width > 20);
    const wrapped = whole.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
    assert.equal((await imported(file(wrapped))).facts, (await imported(file(whole))).facts);
    const start = wrapped.findIndex((line) => line.endsWith(':00000000;'));
    const { fact } = await refusal(file(wrapped.toSpliced(start + 1, 1)));
    assert.match(fact, new RegExp(`line ${start + 1}: the file was changed here`));
  });

  test('bytes without an end are no line', async () => {
    assert.match((await refusal(Buffer.alloc(3_000_000, 65))).fact, /line 1: the file holds no answers/);
    const begun = Buffer.concat([file((await lines()).slice(0, 3)), Buffer.alloc(3_000_000, 65)]);
    assert.match((await refusal(begun)).fact, /line 4: the file was changed here/);
  });

  test('two files in one, none at all, an error of the server, and another release’s script', async () => {
    const whole = await lines();
    assert.match((await refusal(file([...whole, ...whole]))).fact, /goes on after its end/);
    assert.match((await refusal(Buffer.from('Changed database context.\n'))).fact, /holds no answers/);
    const broken = [
      'Msg 262, Level 14, State 1, Server SMDB01, Line 1',
      'VIEW SERVER STATE permission was denied',
    ];
    assert.match((await refusal(file([...broken, ...whole]))).fact, /the server told of an error: Msg 262/);
    assert.match((await refusal(print([]))).fact, /holds no answers/);
    const begun = [...whole.slice(0, 40), ...whole];
    assert.match((await refusal(file(begun))).fact, /line 41: the file goes on after its end/);
    const died = [...whole.slice(0, 9), (whole[9] ?? '').slice(0, 40), ...broken];
    assert.match((await refusal(file(died))).fact, /line 11: the server told of an error: Msg 262/);
  });
});
