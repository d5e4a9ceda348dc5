// The embedded environment, captured through the real driver from the test server.
import type { Row } from '../../src/connect/driver.ts';
import { SECURABLE_CLASSES } from '../../src/model/catalog/securable-class.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { readServer, type ViewRows } from '../server/engine/fixture/read-environment.ts';
import { assert, suite } from '../suite.ts';
import {
  type Capturable,
  type EmbeddedServer,
  embeddedFolder,
  sentBy,
  withEmbedded,
  withEngine,
} from './test-server.ts';

const SERVERS: readonly EmbeddedServer[] = ['SMDB01', 'DWDB01', 'RSDB01'];

const lines = (snapshot: Snapshot): string => snapshot.facts.map((fact) => JSON.stringify(fact)).join('\n');

const without = (text: string, ...kinds: readonly Fact['kind'][]) =>
  text
    .split('\n')
    .filter((line) => !kinds.some((kind) => line.startsWith(`{"kind":"${kind}"`)))
    .join('\n');

/** How many databases have the tables of an application: ReportServer, ServiceManager. */
const APPLICATIONS_OF = { DWDB01: 0, RSDB01: 1, SMDB01: 1 } as const;

suite('the embedded environment: what goes over the wire', (test) => {
  for (const name of SERVERS) {
    test(`${name}: whole, in two round trips for the server, one for each database and one for an application's tables`, () =>
      withEmbedded(name, {}, async ({ capture, running }) => {
        const snapshot = await capture();
        assert.equal(snapshot.header.omissions, []);
        const databases = snapshot.facts.filter((fact) => fact.kind === 'database').length;
        const sent = sentBy(running);
        const inMaster = sent.filter(({ sent: { kind } }) => kind === 'batch');
        const inDatabases = sent.filter(({ sent: { kind } }) => kind === 'rpc');
        assert.is(inMaster.length, 2);
        assert.equal([...new Set(inDatabases.map(({ database }) => database))].length, databases);
        assert.is(inDatabases.length, databases + APPLICATIONS_OF[name]);
        assert.ok(running.logins.length <= 3, 'few connections');
        assert.is(
          running.roundTrips - sent.length,
          running.logins.length,
          'tedious sends one batch after each login',
        );
        assert.is(new Set(inDatabases.map((batch) => batch.sent.text)).size, 1, 'one text carries them all');
        assert.ok(inMaster.every((batch) => batch.sent.parameters.length === 0));
        for (const statement of sent.flatMap((batch) => batch.text.split(/[;\n]\s*/))) {
          assert.match(statement.trim(), /^($|set |select )/i);
        }
        assert.equal(running.failures, []);
      }));
  }

  test('names of the server never come into the text: every database gets the same batch, and msdb one for its tables too', () =>
    withEmbedded('DWDB01', {}, async ({ capture, running }) => {
      await capture({ parallel: 3 });
      const texts = new Set(
        sentBy(running)
          .slice(2)
          .map((batch) => batch.text),
      );
      assert.is(texts.size, 2);
      const own = [...texts].filter((text) => text.includes('[dbo].[sysproxies]'));
      assert.is(own.length, 1);
      assert.ok([...texts].every((text) => own[0]?.startsWith(text)));
    }));
});

suite('the embedded environment: versions, collations, order', (test) => {
  for (const version of SQL_VERSIONS) {
    for (const server of ['SMDB01', 'DWDB01', 'RSDB01'] as const) {
      test(`${server} as SQL Server ${version} is captured whole`, () =>
        withEmbedded(server, { version }, async ({ capture }) => {
          const { omissions, notes = [], counts } = (await capture()).header;
          assert.equal(omissions, []);
          assert.equal(notes, []);
          for (const kind of ['login', 'user', 'role', 'role-member', 'permission', 'securable', 'schema']) {
            assert.ok(kind in counts, kind);
          }
          assert.is('application-role' in counts, server === 'SMDB01');
          assert.is('trusted-assembly' in counts, version >= 2017 && server !== 'RSDB01');
        }));
    }
  }

  test('a case-sensitive server gives the same facts', async () => {
    const facts = async (collation: string) => {
      let text = '';
      await withEmbedded('SMDB01', { collation }, async ({ capture }) => {
        text = without(lines(await capture()), 'server');
      });
      return text;
    };
    const insensitive = await facts('SQL_Latin1_General_CP1_CI_AS');
    assert.is(await facts('Latin1_General_BIN2'), insensitive);
    assert.ok(insensitive.length > 10_000);
  });

  test('the same bytes whatever the order of the rows, and from the same server twice', async () => {
    const fixture = readServer(embeddedFolder('SMDB01'));
    const reversed = (views: ViewRows): ViewRows =>
      new Map([...views].map(([view, rows]) => [view, rows.toReversed()]));
    const backwards = {
      ...fixture,
      server: reversed(fixture.server),
      databases: new Map([...fixture.databases].map(([name, views]) => [name, reversed(views)])),
    };
    const all: string[] = [];
    await withEngine(new CatalogEngine(fixture), async ({ capture }) => {
      for (let i = 0; i < 2; i++) all.push(JSON.stringify(await capture()));
    });
    await withEngine(new CatalogEngine(backwards), async ({ capture }) => {
      all.push(JSON.stringify(await capture({ parallel: 4 })));
    });
    assert.is(all[1], all[0]);
    assert.is(all[2], all[0]);
  });
});

suite('the embedded environment: what is missing is told', (test) => {
  test('a weaker login sees definitions and no hashes; the snapshot says so', () =>
    withEmbedded('SMDB01', {}, async ({ capture }) => {
      const codes = (snapshot: Snapshot) => [
        ...new Set(snapshot.header.omissions.map((entry) => entry.code)),
      ];
      const weaker = await capture({}, 'auditor');
      assert.is(weaker.header.complete, false);
      assert.ok(codes(weaker).includes('hidden-password-hash'));
      assert.not.match(lines(weaker), 'passwordHash":"0x02');
    }));

  test('a database that is offline, and one in single-user mode, fail alone', () =>
    withEmbedded('DWDB01', {}, async ({ engine, capture, running }) => {
      change(engine, 'DWRepository', { state: 6, state_desc: 'OFFLINE' });
      change(engine, 'DWDataMart', { user_access: 1, user_access_desc: 'SINGLE_USER' });
      const snapshot = await capture();
      assert.equal(
        snapshot.header.omissions.map(({ code, database }) => [database, code]),
        [
          ['DWDataMart', 'database-single-user'],
          ['DWRepository', 'database-offline'],
        ],
      );
      assert.ok(
        !running.logins.some(({ database }) => database === 'DWRepository' || database === 'DWDataMart'),
      );
      assert.ok(snapshot.facts.some((fact) => fact.kind === 'user' && fact.database === 'OMDWDataMart'));
    }));

  test('a session lost in one database is opened again; an error there is reported alone', () =>
    withEmbedded('RSDB01', {}, async ({ capture, running }) => {
      const whole = lines(await capture({ parallel: 1 }));
      running.reset();
      running.faults.dropOnBatch = 5;
      assert.is(lines(await capture({ parallel: 1 })), whole);
      running.reset();
      const error = {
        number: 824,
        severity: 24,
        state: 2,
        line: 1,
        message: 'SQL Server detected a logical consistency-based I/O error.',
      };
      running.faults.errorOnBatch = { batch: 5, error };
      const { header } = await capture({ parallel: 1 });
      assert.equal(
        header.omissions.map((entry) => entry.code),
        ['database-failed'],
      );
    }));
});

function change(engine: CatalogEngine, database: string, values: Readonly<Record<string, unknown>>): void {
  const table = engine.table('sys.databases');
  table.update({ name: database }, values as never);
}

suite('the embedded environment: an independent count', (test) => {
  for (const name of SERVERS) {
    test(`${name}: facts and exclusions are the rows there are, by class and state`, () =>
      withEmbedded(name, {}, async (server) => {
        const snapshot = await server.capture();
        const databases = snapshot.facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : []));
        for (const database of databases) {
          const view = 'select class, state from sys.database_permissions';
          compare(snapshot, database, await rowsOf(server, database, view));
        }
        compare(
          snapshot,
          undefined,
          await rowsOf(server, 'master', 'select class, state from sys.server_permissions'),
        );
      }));
  }
});

async function rowsOf({ driver }: Capturable, database: string, query: string): Promise<readonly Row[]> {
  const session = await driver().open({ database });
  const rows: Row[] = [];
  try {
    for await (const set of session.run(query)) for await (const chunk of set.rows) rows.push(...chunk);
  } finally {
    await session.close();
  }
  return rows;
}

/** Every class and state has as many facts as rows, but for those that rules left out, of state G. */
function compare(snapshot: Snapshot, database: string | undefined, rows: readonly Row[]): void {
  const left = new Map<string, number>();
  const count = (key: string, by: number) => left.set(key, (left.get(key) ?? 0) + by);
  for (const [number, state] of rows) count(`${number} ${state}`, 1);
  for (const fact of snapshot.facts) {
    if (fact.kind !== 'permission' || fact.database !== database) continue;
    count(`${SECURABLE_CLASSES[fact.class].number} ${fact.state}`, -1);
  }
  const excluded = snapshot.header.exclusions
    .filter((entry) => entry.database === database && entry.rule.endsWith('permission'))
    .reduce((sum, entry) => sum + entry.count, 0);
  const more = [...left].filter(([, remaining]) => remaining !== 0);
  assert.is(
    more.reduce((sum, [, remaining]) => sum + remaining, 0),
    excluded,
    `${database}: ${JSON.stringify(more)}`,
  );
  assert.ok(
    more.every(([key, remaining]) => remaining > 0 && key.endsWith(' G')),
    `${database}: ${JSON.stringify(more)}`,
  );
}

suite('the embedded environment: the profile', (test) => {
  test('no STG_ object of the guide is in a fact, each is named as left out, other databases are not entered', () =>
    withEmbedded('SMDB01', {}, async ({ capture, running }) => {
      const { header, facts } = await capture({ profile: SERVICE_MANAGER });
      const guide = SERVICE_MANAGER.exclude?.map((rule) => `dbo.${rule.name}`).sort();
      assert.equal(header.exclusions.find((entry) => entry.rule === 'profile-object')?.names, guide);
      assert.not.match(facts.map((fact) => JSON.stringify(fact)).join(), /"STG_(Collation|Locale|MTD|DTS)/);
      assert.equal([...new Set(sentBy(running).map(({ database }) => database))].sort(), [
        'ServiceManager',
        'master',
        'msdb',
      ]);
    }));
});
