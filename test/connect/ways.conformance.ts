// Every way to a server does the same, and so does the capture script that sqlcmd runs: the facts of the embedded environment
// and of generated ones with hostile names, values without loss, errors with all that the server says of them, limits, losses,
// restores and what verifies them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { applyScript } from '../../src/apply/apply-script.ts';
import { previewScript } from '../../src/apply/preview-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Driver, ResultSet, RunOptions, Select, Session } from '../../src/connect/driver.ts';
import { type DriverError, serverErrorTexts } from '../../src/connect/server-error.ts';
import { readManagementServers } from '../../src/kit/environment/management-servers.ts';
import { readBackupHistory } from '../../src/kit/environment/read-backup-history.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { readPacks } from '../../src/packs/read-packs.ts';
import { verifyServer } from '../../src/verify/verify-server.ts';
import { captured, capturedFixture, factLines, freshEngine, scriptOf } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { runCli } from '../cli/run-cli.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { sqlcmdStandIn } from '../conformance-bridge/sqlcmd.ts';
import { inFolder } from '../files/folder.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { check } from '../properties/check.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { type RunningServer, startServer } from '../server/start.ts';
import { assert } from '../suite.ts';
import { captureByScript, SCRIPT_WAYS, type ScriptWay } from './capture-by-script.ts';
import { failureOf, until } from './target-of.ts';
import {
  LATIN,
  ODBC_WAYS,
  OTHER_WAYS,
  PROMPTING,
  SQLCMD_WAYS,
  TEDIOUS,
  UNTRUSTING,
  type Way,
} from './ways.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 3);
/** Environments of one test. */
const GROUP = 8;
/** REGRANT_ROWS=100000 takes minutes: the engine of the test server sums each line up. */
const ROWS = Number(process.env.REGRANT_ROWS ?? 20_000);
const SEED = Number(process.env.REGRANT_SEED ?? 20_261_128);
const CAPTURER = { login: 'regrant_capture', password: 'Fixture-capture-1' };
const now = () => new Date(0);

const embedded = (server: string) =>
  openEngine(fileURLToPath(new URL(`../../fixtures/service-manager/${server}`, import.meta.url)));

async function withServer<T>(engine: CatalogEngine, body: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await startServer({ engine });
  try {
    const made = await body(server);
    assert.equal(server.failures, []);
    return made;
  } finally {
    await server.close();
  }
}

/** The package odbc has one lock, which a call that was given up may still hold: a connection is tried for once more. */
async function openSession(way: Way, server: RunningServer): Promise<Session> {
  const driver = await way.driver(server, CAPTURER);
  if (!ODBC_WAYS.includes(way)) return driver.open();
  return driver.open().catch(() => driver.open());
}

async function withSession(
  way: Way,
  body: (session: Session, server: RunningServer) => Promise<void>,
  engine = new Promise<CatalogEngine>((resolve) => resolve(embedded('SMDB01'))),
): Promise<void> {
  await withServer(await engine, async (server) => {
    const session = await openSession(way, server);
    try {
      await body(session, server);
    } finally {
      await session.close();
    }
  });
}

/** The rows of SELECTs. */
async function rowsOf(session: Session, selects: readonly Select[], options: RunOptions = {}) {
  const all: { columns: readonly string[]; rows: (readonly unknown[])[] }[] = [];
  for await (const set of runOf(session, selects, options)) {
    const rows: (readonly unknown[])[] = [];
    for await (const some of set.rows) rows.push(...some);
    all.push({ columns: set.columns, rows });
  }
  return all;
}

const runOf = (session: Session, selects: readonly Select[], options: RunOptions): AsyncIterable<ResultSet> =>
  session.run(selects.map(({ text }) => `${text};`).join('\n'), { ...options, selects });

async function runToEnd(session: Session, batch: string, options: RunOptions = {}): Promise<void> {
  for await (const { rows } of session.run(batch, options)) for await (const _ of rows);
}

const capture = (driver: Driver): Promise<Snapshot> => captureServer(driver, { passwords: 'hashes', now });

/** The snapshot of a script is that of a capture, but for its time. */
function holdScript(got: Snapshot, wanted: Snapshot, { name }: ScriptWay): void {
  assert.equal(factLines(got), factLines(wanted), name);
  const { capturedAt } = wanted.header;
  assert.equal({ ...got.header, ...(capturedAt && { capturedAt }) }, wanted.header, name);
}

const GROUPS: Select = { text: 'SELECT [name], [sid] FROM sys.server_principals', columns: ['name', 'sid'] };
const HOSTILE = 'Ünï 😀 漢字 ]\'"\r\nGO\r\n:quit\r\n$(PATH) -- /* |~=#@1.0.1.1.1:x:00000000;';

conformanceSuite('every way: the same facts', (test) => {
  for (const name of ['SMDB01', 'RSDB01', 'DWDB01']) {
    test(`${name}, line by line`, async () => {
      await withServer(await embedded(name), async (server) => {
        const wanted = await capture(await TEDIOUS.driver(server, CAPTURER));
        for (const way of OTHER_WAYS) {
          const { header, facts } = await capture(await way.driver(server, CAPTURER));
          assert.equal(factLines({ header, facts }), factLines(wanted), way.name);
          assert.equal(header, wanted.header, way.name);
        }
        for (const way of name === 'SMDB01' ? SCRIPT_WAYS.slice(1, 3) : SCRIPT_WAYS.slice(0, 1))
          holdScript(await captureByScript(way, server, CAPTURER), wanted, way);
      });
    });
  }

  for (let from = 0; from < RUNS; from += GROUP) {
    const runs = Math.min(GROUP, RUNS - from);
    test(`${runs} generated environments with hostile names, seed ${SEED + from}`, async () => {
      let turn = from;
      const sa = { login: 'sa', password: 'sa' };
      const property = fc.asyncProperty(environmentArbitrary(), async (environment) => {
        const tables = engineTablesOf(environment);
        const engine = engineFromTables({ ...tables, passwords: { ...tables.passwords, sa: 'sa' } });
        await withServer(engine, async (server) => {
          const wanted = await captured(engine, sa);
          for (const way of OTHER_WAYS) {
            const { header, facts } = await capture(await way.driver(server, sa));
            assert.equal(factLines({ header, facts }), factLines(wanted), way.name);
            assert.equal(header, wanted.header, way.name);
          }
          const [script] = SCRIPT_WAYS.slice(turn++ % SCRIPT_WAYS.length);
          if (script === undefined) throw new Error('there is no way to run a script');
          holdScript(await captureByScript(script, server, sa), wanted, script);
        });
      });
      await check(property, { environments: runs, seed: SEED + from });
    });
  }

  test('what a check reads besides facts: backups, management servers, packs', async () => {
    await withServer(await embedded('SMDB01'), async (server) => {
      const read = async (way: Way) => {
        const session = await (await way.driver(server, CAPTURER)).open();
        const inside = { database: 'ServiceManager' };
        try {
          return [
            await readBackupHistory(session, {}),
            await readManagementServers(session, inside),
            await readPacks(session, inside),
          ] as const;
        } finally {
          await session.close();
        }
      };
      const wanted = await read(TEDIOUS);
      assert.ok(wanted[0].backups.length > 0 && wanted[1].length > 0 && wanted[2].length > 0);
      for (const way of OTHER_WAYS) assert.equal(await read(way), wanted, way.name);
    });
  });

  test('a login that sees little: the same omissions', async () => {
    const weak = { login: 'scsm_portal', password: 'Fixture-portal-1' };
    await withServer(await embedded('SMDB01'), async (server) => {
      const wanted = await capture(await TEDIOUS.driver(server, weak));
      assert.ok(wanted.header.omissions.length > 0);
      for (const way of OTHER_WAYS)
        assert.equal((await capture(await way.driver(server, weak))).header, wanted.header);
    });
  });
});

conformanceSuite('every way: values without loss', (test) => {
  for (const way of [...OTHER_WAYS, PROMPTING, LATIN]) {
    test(`${way.name}: texts, NULL, names of 128 characters, 8,000 bytes`, async () => {
      const long = '漢'.repeat(128);
      const select: Select = {
        columns: ['hostile', 'long', 'nothing', 'empty', 'bytes', 'blank', 'bit', 'big'],
        text: `SELECT N'${HOSTILE.replaceAll("'", "''")}', N'${long}', NULL, N'', 0x${'AB'.repeat(8000)}, N' a ', CAST(1 AS bit), CAST(N'9007199254740993' AS bigint)`,
      };
      await withSession(way, async (session) => {
        const [set] = await rowsOf(session, [select]);
        assert.equal(set?.columns, select.columns);
        const bytes = `0x${'AB'.repeat(8000)}`;
        assert.equal(set?.rows, [[HOSTILE, long, null, '', bytes, ' a ', '1', '9007199254740993']]);
      });
    });
  }

  for (const way of OTHER_WAYS) {
    test(`${way.name}: several result sets, empty ones, and in a database`, async () => {
      const none = { ...GROUPS, text: `${GROUPS.text} WHERE 1 = 0` };
      const where: Select = { text: 'SELECT DB_NAME()', columns: ['name'] };
      await withSession(way, async (session) => {
        const options = { database: 'ServiceManager', idempotent: true };
        const sets = await rowsOf(session, [GROUPS, none, where], options);
        assert.ok((sets[0]?.rows.length ?? 0) > 10);
        assert.equal(sets[1], { columns: none.columns, rows: [] });
        assert.equal(sets[2]?.rows, [['ServiceManager']]);
        assert.equal((await rowsOf(session, [where]))[0]?.rows, [['master']]);
      });
    });

    test(`${way.name}: ${ROWS} rows`, async () => {
      const ten = '(VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))';
      const from = ['a', 'b', 'c', 'd', 'e'].map((name) => `${ten} AS [${name}](n)`).join(' CROSS JOIN ');
      const sum = '[a].n + [b].n * 10 + [c].n * 100 + [d].n * 1000 + [e].n * 10000';
      await withSession(way, async (session) => {
        const seen = new Set<string>();
        for await (const set of runOf(
          session,
          [{ text: `SELECT ${sum} FROM ${from} WHERE ${sum} < ${ROWS}`, columns: ['n'] }],
          {},
        ))
          for await (const rows of set.rows) for (const [n] of rows) seen.add(String(n));
        assert.is(seen.size, ROWS);
        assert.ok(seen.has('0') && seen.has(String(ROWS - 1)));
      });
    });
  }
});

conformanceSuite('every way: what the server refuses', (test) => {
  const thrown = async (work: Promise<unknown>) => {
    const { code, fact, remedy, cause } = await failureOf(work);
    const { number, state, class: severity, lineNumber } = cause as DriverError;
    return { code, fact, remedy, number, state, severity, lineNumber, texts: serverErrorTexts(cause) };
  };
  const BATCHES = [
    'SELECT 1;\n\nSELECT [x] FROM sys.nothing;',
    "RAISERROR(N'first ü\nsecond line', 14, 7);\nRAISERROR(N'more', 16, 2);",
    "CREATE LOGIN [sa] WITH PASSWORD = N'x';",
  ];
  for (const way of SQLCMD_WAYS) {
    test(`${way.name}: errors with number, severity, state, line and text, as tedious tells them`, async () => {
      for (const batch of BATCHES) {
        const told: unknown[] = [];
        for (const one of [TEDIOUS, way])
          await withSession(one, async (session, server) => {
            const error = await thrown(runToEnd(session, batch));
            told.push({ ...error, fact: error.fact.replaceAll(String(server.port), '<port>') });
            assert.equal((await rowsOf(session, [GROUPS])).length, 1);
          });
        assert.equal(told[1], told[0], batch);
      }
    });
  }

  for (const way of OTHER_WAYS) {
    test(`${way.name}: an error in a SELECT comes after what came before it, and the session goes on`, async () => {
      await withSession(way, async (session) => {
        const bad: Select = { text: "SELECT CONVERT(int, N'x')", columns: ['n'] };
        const sets: string[][] = [];
        const error = await thrown(
          (async () => {
            for await (const set of runOf(session, [GROUPS, bad], { idempotent: true })) {
              sets.push([...set.columns]);
              for await (const _ of set.rows);
            }
          })(),
        );
        assert.is(error.code, 'query-failed');
        assert.is(error.number, 245);
        assert.equal(sets[0], GROUPS.columns);
        assert.equal((await rowsOf(session, [GROUPS])).length, 1);
      });
    });

    test(`${way.name}: a database that is not there`, async () => {
      const told: unknown[] = [];
      for (const one of [TEDIOUS, way])
        await withSession(one, async (session) => {
          const options = { database: "not ]'there", idempotent: true };
          const { code, number, texts } = await thrown(rowsOf(session, [GROUPS], options));
          told.push({ code, number, texts });
        });
      assert.equal(told[1], told[0]);
    });
  }
});

conformanceSuite('every way: limits and losses', (test) => {
  const limited: { readonly [what: string]: (options: AbortController) => RunOptions } = {
    'timed-out': () => ({ timeoutMs: 700 }),
    cancelled: (stop) => {
      setTimeout(() => stop.abort(), 700);
      return { signal: stop.signal };
    },
  };
  for (const way of OTHER_WAYS) {
    for (const [code, options] of Object.entries(limited)) {
      test(`${way.name}: ${code}, and the server is let go of`, async () => {
        await withSession(way, async (session, server) => {
          server.faults.delayMs = 60_000;
          const error = await failureOf(rowsOf(session, [GROUPS], options(new AbortController())));
          assert.is(error.code, code);
          // FreeTDS's driver waits on for the server itself, and lets nothing else through meanwhile.
          if (ODBC_WAYS.includes(way)) return;
          await until(() => server.connections === 0);
          server.reset();
          // What only reads gets a new connection, anything else does not.
          assert.is((await failureOf(rowsOf(session, [GROUPS]))).code, 'connection-lost');
          assert.is((await rowsOf(session, [GROUPS], { idempotent: true })).length, 1);
        });
      });
    }

    test(`${way.name}: a connection that is lost under a batch`, async () => {
      await withSession(way, async (session, server) => {
        server.reset();
        server.faults.dropOnBatch = 1;
        assert.is((await failureOf(rowsOf(session, [GROUPS]))).code, 'connection-lost');
        assert.is((await failureOf(rowsOf(session, [GROUPS]))).code, 'connection-lost');
      });
    });

    test(`${way.name}: what is left in the middle ends what it was of`, async () => {
      await withSession(way, async (session) => {
        for await (const set of runOf(session, [GROUPS, GROUPS], { idempotent: true })) {
          assert.equal(set.columns, GROUPS.columns);
          break;
        }
        assert.is((await rowsOf(session, [GROUPS], { idempotent: true })).length, 1);
      });
    });

    test(`${way.name}: a login that is refused, and nobody there`, async () => {
      const server = await startServer({ engine: await embedded('SMDB01') });
      const wrong = { login: 'regrant_capture', password: 'Wrong-one-7' };
      const error = await failureOf((await way.driver(server, wrong)).open());
      assert.is(error.code, 'login-failed');
      assert.not.match(`${error.message} ${JSON.stringify(error.cause)}`, 'Wrong-one-7');
      await server.close();
      const nobody = await way.driver(server, CAPTURER, { connectTimeoutMs: 2000 });
      assert.is((await failureOf(nobody.open())).code, 'connection-failed');
    });
  }

  for (const way of UNTRUSTING) {
    test(`${way.name}: a certificate that the host does not trust`, async () => {
      await withServer(await embedded('SMDB01'), async (server) => {
        const error = await failureOf((await way.driver(server, CAPTURER)).open());
        assert.is(error.code, 'encryption-refused');
        const any = await way.driver(server, CAPTURER, { trustServerCertificate: true });
        await (await any.open()).close();
      });
    });
  }
});

conformanceSuite('every way: a restore', (test) => {
  for (const way of SQLCMD_WAYS) {
    test(`${way.name}: looked at, run, run again, verified`, async () => {
      const fixture = smallServer();
      const source = await capturedFixture(fixture);
      const script = await scriptOf(source);
      const outcome = async (one: Way) => {
        const engine = freshEngine(fixture, 'restored');
        let told: unknown;
        await withServer(engine, async (server) => {
          const driver = await one.driver(server, FRESH_SA);
          const { notices, facts, sections } = await previewScript(driver, script);
          const first = await applyScript(driver, script);
          const again = await applyScript(driver, script);
          const { real, expected } = await verifyServer(driver, source);
          const { ran, statements, failures } = first;
          told = {
            notices,
            facts,
            sections,
            ran,
            statements,
            failures,
            again: again.failures,
            real,
            expected,
          };
        });
        return [told, factLines(await captured(engine, FRESH_SA))] as const;
      };
      const [wanted, facts] = await outcome(TEDIOUS);
      const [told, made] = await outcome(way);
      assert.equal(told, wanted);
      assert.equal(made, facts);
    });
  }

  for (const way of ODBC_WAYS) {
    test(`${way.name}: a script of another program, and one that another hand was in, are not run`, async () => {
      const fixture = smallServer();
      const own = await scriptOf(await capturedFixture(fixture));
      const mixed = splitScript(
        'mixed.sql',
        own.text.replace(/^EXEC #regrant 1,/m, 'IF 1 = 1 EXEC #regrant 1,'),
      );
      const other = splitScript('other.sql', "CREATE LOGIN [x] WITH PASSWORD = N'x';\nGO\n");
      await withServer(freshEngine(fixture, 'restored'), async (server) => {
        const driver = await way.driver(server, FRESH_SA);
        for (const script of [mixed, other]) {
          const refused = await failureOf(applyScript(driver, script, { choices: { allowForeign: true } }));
          assert.is(refused.code, 'not-supported');
          assert.match(refused.fact, script.path);
        }
        assert.not(server.batches.some((batch) => batch.text.includes('CREATE LOGIN')));
      });
    });

    test(`${way.name}: looked at, run, run again, verified`, () =>
      inFolder(async (folder) => {
        const fixture = smallServer();
        const source = await capturedFixture(fixture);
        const script = await scriptOf(source);
        const path = join(folder, 'restore.sql');
        writeFileSync(path, script.text);
        const byTedious = freshEngine(fixture, 'restored');
        const wanted = await withServer(byTedious, async (server) =>
          applyScript(await TEDIOUS.driver(server, FRESH_SA), script),
        );
        const engine = freshEngine(fixture, 'restored');
        await withServer(engine, async (server) => {
          const [odbc, tedious] = [
            await way.driver(server, FRESH_SA),
            await TEDIOUS.driver(server, FRESH_SA),
          ];
          assert.equal(await previewScript(odbc, script), await previewScript(tedious, script));
          // In a process of its own: FreeTDS's driver waits for the server, which is in this one.
          const apply = () =>
            runCli(
              [
                ...['apply', path, '--execute', '--json', '--via', 'odbc', '--odbc-driver', 'FreeTDS'],
                ...['--server', `localhost,${server.port}`, '--user', FRESH_SA.login],
              ],
              { env: { REGRANT_PASSWORD: FRESH_SA.password } },
            );
          const first = JSON.parse((await apply()).out);
          const { ran, statements, failures } = wanted;
          assert.equal([first.ran, first.statements, first.failures], [ran, statements, failures]);
          assert.equal(JSON.parse((await apply()).out).failures.length, failures.length);
          const [{ real }, told] = [await verifyServer(odbc, source), await verifyServer(tedious, source)];
          assert.equal(real, told.real);
        });
        assert.equal(
          factLines(await captured(engine, FRESH_SA)),
          factLines(await captured(byTedious, FRESH_SA)),
        );
      }));
  }

  test('doctor tells which sqlcmd is there, and that it gets in; without one what is lacking', async () => {
    await withServer(await embedded('SMDB01'), async (server) => {
      const { login: user, password } = CAPTURER;
      const trusting = { trustedCa: server.caFile, account: { user, password } };
      const doctor = async (file: string) =>
        runCli(['doctor', '--server', `localhost,${server.port}`, '--via', 'sqlcmd', '--sqlcmd', file]);
      const told = await doctor(await sqlcmdStandIn('go', trusting));
      assert.match(told.out, /tool +sqlcmd is .*, 1\.8\.2, the Go edition\.\n/);
      assert.match(told.out, /login +regrant_capture is logged in to SMDB01: /);
      assert.match(told.out, /capture +A capture would miss nothing/);
      const nothing = await doctor('/there/is/no/sqlcmd');
      assert.is(nothing.code, 1);
      assert.match(nothing.out, /FAILED +tool +\/there\/is\/no\/sqlcmd cannot be started\./);
    });
  });

  for (const way of SQLCMD_WAYS) {
    test(`${way.name}: a batch in which sqlcmd would see a command is not sent`, async () => {
      await withSession(way, async (session, server) => {
        const before = server.batches.length;
        for (const batch of [
          "SELECT N'a\n:quit\n';",
          'SELECT 1\nGO\nSELECT 2',
          "SELECT 1 AS [it's];",
          '\n!!dir',
        ])
          assert.is((await failureOf(runToEnd(session, batch))).code, 'not-supported');
        assert.is(server.batches.length, before);
        await runToEnd(
          session,
          "DECLARE @path nvarchar(20) = N'$(PATH)'; IF @path <> N'$' + N'(PATH)' RAISERROR(N'replaced', 16, 1);",
        );
      });
    });
  }

  test('where sqlcmd takes no UTF-8, other batches than SELECTs are not sent with more than ASCII', async () => {
    await withSession(LATIN, async (session) => {
      assert.instance(await failureOf(runToEnd(session, "SELECT N'ü';")), RegrantError);
      await runToEnd(session, "SELECT N'u';");
    });
  });
});
