// The generator: what it makes is deterministic, could have been read from a real server, and has some of everything.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { seedOf } from '../properties/seed.ts';
import { catalogClasses } from '../server/engine/catalog/securable-classes.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { generateEnvironment } from './build-environment.ts';
import { engineTablesOf } from './engine-tables.ts';
import type { Environment, RowRecord } from './environment.ts';
import { rowsOf } from './environment.ts';
import { environmentArbitrary } from './environment-arbitrary.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import { inconsistencies } from './inconsistencies.ts';
import { readEnvironment } from './read-environment.ts';
import { formatTable } from './table-text.ts';
import { writeEnvironment } from './write-environment.ts';

const SMALL = { seed: 7, logins: 60, databases: 2, objects: 120, securables: 120, permissions: 3000 };

const databaseRows = (environment: Environment, view: string): readonly RowRecord[] =>
  [...environment.databases.values()].flatMap((tables) => [...rowsOf(tables, view)]);

/** A digest of everything: the diff of two environments as text would take minutes. */
function digestOf({ server, serverTables, databases }: Environment): string {
  const tables = [
    ...serverTables,
    ...[...databases].flatMap(([name, rows]) => [[name, []] as const, ...rows]),
  ];
  const text = JSON.stringify([server, ...tables.map(([name, rows]) => [name, formatTable(rows)])]);
  return createHash('sha256').update(text).digest('hex');
}

suite('generateEnvironment', (test) => {
  test('gives the same environment for the same seed, another for another', () => {
    const first = digestOf(generateEnvironment({ ...SMALL, hostile: true }));
    assert.is(digestOf(generateEnvironment({ ...SMALL, hostile: true })), first);
    assert.is.not(digestOf(generateEnvironment({ ...SMALL, hostile: true, seed: 8 })), first);
  });

  test('makes as many things as it is asked for', () => {
    const environment = generateEnvironment(SMALL);
    const own = new Set(['U', 'V', 'P', 'PC', 'FN', 'FS', 'AF', 'IF', 'TF', 'SN', 'SO', 'SQ']);
    const objects = databaseRows(environment, 'sys.objects').filter((row) => own.has(String(row.type)));
    const services = databaseRows(environment, 'sys.services').length;
    const connects = databaseRows(environment, 'sys.database_permissions').filter(
      (row) => row.permission_name === 'CONNECT',
    );
    assert.is(objects.length - services, SMALL.objects);
    // What somebody did to the rights that master ships with comes on top.
    const ofMaster = rowsOf(
      environment.databases.get('master') ?? new Map(),
      'sys.database_permissions',
    ).length;
    const all = databaseRows(environment, 'sys.database_permissions').length;
    assert.is(all - connects.length - ofMaster, SMALL.permissions);
    const logins = rowsOf(environment.serverTables, 'sys.server_principals').filter(
      (row) => row.type !== 'R',
    );
    assert.is(logins.length, SMALL.logins + 2);
  });

  test('has every class that a version has, but for the credential, whose number is not known', () => {
    for (const version of SQL_VERSIONS) {
      const environments = [7, 8, 9, 10].map((seed) =>
        generateEnvironment({ ...SMALL, seed, version, serverPermissions: 300 }),
      );
      const wanted = [...catalogClasses().values()]
        .filter(({ since, number }) => since <= version && number !== undefined)
        .map(({ number }) => Number(number));
      const rows = environments.flatMap((environment) => [
        ...rowsOf(environment.serverTables, 'sys.server_permissions'),
        ...databaseRows(environment, 'sys.database_permissions'),
      ]);
      const found = rows.map((row) => Number(row.class));
      const inOrder = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b);
      assert.equal(inOrder(found), inOrder(wanted), `${version}`);
    }
  });

  test('has principals of every type, states of every letter, and chains of grants', () => {
    const environment = generateEnvironment({ ...SMALL, version: 2022, logins: 200 });
    const types = (rows: readonly RowRecord[]) =>
      [...new Set(rows.map((row) => String(row.type)))].sort().join('');
    assert.is(types(rowsOf(environment.serverTables, 'sys.server_principals')), 'CEGKRSUX');
    assert.is(types(databaseRows(environment, 'sys.database_principals')), 'ACEGKRSUX');
    const grants = databaseRows(environment, 'sys.database_permissions');
    assert.is([...new Set(grants.map((row) => row.state))].sort().join(''), 'DGRW');
    const passes = grants.filter((row) => row.state === 'W' && row.grantor_principal_id !== 1);
    const chain = (row: RowRecord, id: unknown) =>
      [row.class, row.major_id, row.permission_name, id].join('/');
    const holders = new Set(passes.map((row) => chain(row, row.grantee_principal_id)));
    assert.ok(passes.some((row) => holders.has(chain(row, row.grantor_principal_id))));
  });

  test('uses every hostile name', () => {
    const environment = generateEnvironment({ ...SMALL, hostile: true, objects: 2000 });
    const names = new Set(databaseRows(environment, 'sys.objects').map((row) => row.name));
    assert.equal(
      HOSTILE_NAMES.filter((name) => !names.has(name)),
      [],
    );
  });

  test('writes a folder from which the same environment is read', () => {
    const environment = generateEnvironment({ ...SMALL, hostile: true, version: 2025 });
    const names = HOSTILE_NAMES.filter((name) => name.length < 60);
    for (const name of names)
      environment.databases.set(name, new Map([['sys.schemas', [{ name, schema_id: 5 }]]]));
    const folder = mkdtempSync(join(tmpdir(), 'regrant-generate-'));
    try {
      writeEnvironment(environment, folder);
      const read = readEnvironment(folder);
      for (const [view, rows] of environment.serverTables) {
        assert.ok(formatTable(rowsOf(read.serverTables, view)) === formatTable(rows), view);
      }
      for (const [name, tables] of environment.databases) {
        for (const [view, rows] of tables) {
          const text = formatTable(rowsOf(read.databases.get(name), view));
          // A row that takes a shipped one away is not read: it says what there is not.
          const there = rows.filter((row) => row['@absent'] !== 1);
          assert.ok(text === formatTable(there), `${name} ${view}`);
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

suite('engineTablesOf', (test) => {
  test('gives the engine what the environment has', async () => {
    const environment = generateEnvironment({ ...SMALL, hostile: true });
    const engine = engineFromTables(engineTablesOf(environment));
    const password = environment.server.passwords.regrant_capture ?? '';
    const attempt = { login: 'regrant_capture', password, database: 'database_1' };
    const session = engine.login({ ...attempt, applicationName: 'test', readOnlyIntent: false });
    const answers: unknown[] = [];
    const query = `SELECT COUNT(*) FROM sys.database_permissions WHERE grantee_principal_id > 4 AND state <> 'R';
      SELECT name FROM sys.objects WHERE is_ms_shipped = 0`;
    for await (const event of session.execute(query)) if (event.event === 'rows') answers.push(...event.rows);
    const tables = environment.databases.get('database_1');
    const rows = rowsOf(tables, 'sys.database_permissions').filter(
      (row) => Number(row.grantee_principal_id) > 4 && row.state !== 'R',
    );
    const names = rowsOf(tables, 'sys.objects').filter((row) => row.is_ms_shipped === false);
    assert.equal(answers[0], [rows.length]);
    assert.equal(answers.slice(1).map(String).sort(), names.map((row) => String(row.name)).sort());
  });
});

suite('environmentArbitrary', (test) => {
  test('could have been read from a real server', () => {
    fc.assert(
      fc.property(environmentArbitrary(), (environment) => {
        assert.equal(inconsistencies(environment), []);
      }),
      { numRuns: 150, seed: seedOf() },
    );
  });

  test('shrinks to little', () => {
    const denies = (environment: Environment) =>
      databaseRows(environment, 'sys.database_permissions').some(
        (row) => row.state === 'D' && row.permission_name !== 'CONNECT',
      );
    const result = fc.check(
      fc.property(environmentArbitrary(), (environment) => !denies(environment)),
      { numRuns: 1000, seed: 42 },
    );
    const [smallest] = result.counterexample ?? [];
    if (smallest === undefined) throw new Error('No environment had a DENY.');
    assert.is(smallest.databases.size, 1);
    assert.ok(databaseRows(smallest, 'sys.database_permissions').length <= 2);
    assert.ok(databaseRows(smallest, 'sys.database_principals').length <= 1);
    assert.is(databaseRows(smallest, 'sys.objects').length, 0);
  });
});

suite('HOSTILE_NAMES', (test) => {
  test('holds what breaks tools, in names that a server takes', () => {
    const parts = [
      ']',
      "'",
      '\r\n',
      '\r\nGO\r\n',
      '$(x)',
      '--',
      '/*',
      '😀',
      '\t',
      '%',
      '~',
      '/',
      '{{x}}',
      ':r',
      '\u2028',
      '\u200f',
    ];
    for (const part of parts)
      assert.ok(
        HOSTILE_NAMES.some((name) => name.includes(part)),
        JSON.stringify(part),
      );
    assert.ok(HOSTILE_NAMES.some((name) => name.startsWith(' ')));
    assert.ok(HOSTILE_NAMES.some((name) => name.endsWith(' ')));
    assert.ok(HOSTILE_NAMES.filter((name) => name.length === 128).length >= 2);
    for (const name of HOSTILE_NAMES)
      assert.ok(name.trim() !== '' && name.length <= 128 && !name.includes('\\'), name);
    assert.is(new Set(HOSTILE_NAMES).size, HOSTILE_NAMES.length);
  });
});
