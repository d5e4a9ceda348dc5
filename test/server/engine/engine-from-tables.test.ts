// Engines in memory: cheap to make, changed between batches, and large enough tables read quickly.
import { assert, suite } from '../../suite.ts';
import type { EngineEvent } from '../contract.ts';
import { column, logIn, rows, value } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';

suite('engineFromTables', (test) => {
  test('two engines share nothing but what ships', () => {
    const [a, b] = [engineFromTables({ name: 'A' }), engineFromTables({ name: 'B' })];
    a.table('sys.server_principals').update({ principal_id: 1 }, { name: 'root' });
    a.table('sys.server_principals').delete({ name: 'bulkadmin' });
    assert.equal(
      rows(logIn(b), 'SELECT name FROM sys.server_principals WHERE principal_id IN (1, 10) ORDER BY 1'),
      [['bulkadmin'], ['sa']],
    );
    assert.equal(
      a
        .table('sys.server_principals')
        .records({ principal_id: 1 })
        .map((row) => row.name),
      ['root'],
    );
  });

  test('what changes between two batches, the second sees', () => {
    const engine = engineFromTables({
      databases: { D: { 'sys.objects': [{ object_id: 10, name: 'o', type: 'U' }] } },
    });
    const session = logIn(engine, { database: 'D' });
    const tables = 'SELECT name FROM sys.tables ORDER BY name';
    assert.equal(column(session, tables), ['o']);
    engine
      .table('sys.objects', 'D')
      .insert({ object_id: 11, name: 'p', type: 'U' }, { object_id: 12, name: 'v', type: 'V' });
    assert.equal(column(session, tables), ['o', 'p']);
    assert.is(engine.table('sys.objects', 'D').update({ type: 'V' }, { type: 'U ' }), 1);
    assert.equal(column(session, tables), ['o', 'p', 'v']);
    assert.is(
      engine.table('sys.objects', 'D').delete((row) => row.name === 'o'),
      1,
    );
    assert.equal(column(session, tables), ['p', 'v']);
    assert.throws(() => engine.table('sys.objects', 'D').insert({ nothing: 1 }), /no column nothing/);
    assert.throws(() => engine.table('sys.nothing'), /lacks sys\.nothing/);
  });

  test('a database without a row in sys.databases gets one', () => {
    const session = logIn(engineFromTables({ databases: { X: {}, Y: {} } }));
    assert.equal(
      rows(session, 'SELECT name, database_id FROM sys.databases WHERE database_id > 4 ORDER BY 2'),
      [
        ['X', 5],
        ['Y', 6],
      ],
    );
  });

  test('hundreds of engines are a matter of a second', () => {
    const started = performance.now();
    for (let count = 0; count < 300; count += 1) {
      const session = logIn(
        engineFromTables({
          databases: { D: { 'sys.objects': [{ object_id: 10, name: `o${count}`, type: 'U' }] } },
        }),
        { database: 'D' },
      );
      assert.equal(column(session, 'SELECT name FROM sys.tables'), [`o${count}`]);
      session.close();
    }
    // A generous bound: it takes a tenth of this on an idle machine.
    assert.ok(performance.now() - started < 6000);
  });

  test('200,000 permissions on 20,000 objects: read once, joined by hash, in chunks', () => {
    const objects = Array.from({ length: 20_000 }, (_, index) => ({
      object_id: 1000 + index,
      name: `o${index}`,
      type: 'U',
    }));
    const permissions = objects.flatMap(({ object_id }) =>
      Array.from({ length: 10 }, (_, grantee) => ({
        class: 1,
        major_id: object_id,
        grantee_principal_id: 100 + grantee,
        permission_name: 'SELECT',
      })),
    );
    const engine = engineFromTables({
      databases: { Big: { 'sys.objects': objects, 'sys.database_permissions': permissions } },
    });
    const session = logIn(engine, { database: 'Big' });
    const started = performance.now();
    const joined =
      'SELECT p.permission_name, o.name FROM sys.database_permissions p JOIN sys.all_objects o ON o.object_id = p.major_id WHERE p.class = 1 AND p.major_id > 0';
    let count = 0;
    for (const event of session.execute(joined) as Iterable<EngineEvent>) {
      if (event.event !== 'rows') continue;
      assert.ok(event.rows.length <= 500);
      count += event.rows.length;
    }
    assert.is(count, 200_000);
    const exists =
      'SELECT COUNT(*) FROM sys.objects o WHERE EXISTS (SELECT 1 FROM sys.database_permissions p WHERE p.major_id = o.object_id AND p.grantee_principal_id = 109)';
    assert.is(value(session, exists), 20_000);
    // A nested loop would take minutes.
    assert.ok(performance.now() - started < 20_000);
  });
});
