// Scripts that make databases and the objects in them, run on servers that have them and that have none: what a grant or an
// owner names has to be there by then, and what nobody makes is named.
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { type ScriptOptions, scriptSnapshot } from '../../src/render/write-script.ts';
import { SHOP_ROW, WHOLE } from '../define/examples/whole-database.ts';
import { captureRows } from '../define/rows.ts';
import { assert, suite } from '../suite.ts';

const SETTINGS = { server: { 'sys.databases': [SHOP_ROW] } };
const ALL = { definitions: true, createDatabase: true } as const;

const shop = (rows = WHOLE): Promise<Snapshot> => captureRows(rows, {}, SETTINGS);

async function written(snapshot: Snapshot, options: ScriptOptions = ALL): Promise<string> {
  return [...(await scriptSnapshot(snapshot, options)).text].join('');
}

const rules = (proof: Awaited<ReturnType<typeof proveScript>>) =>
  proof.failures.map(({ rule, why }) => `${rule}: ${why}`);

/** What is needed besides the password of sa, which a capture that reads none leaves to be typed. */
const needs = (proof: Awaited<ReturnType<typeof proveScript>>) =>
  proof.needs.filter(({ code }) => code !== 'secret');

suite('proofs of scripts that make objects', (test) => {
  for (const from of ['without-databases', 'empty', 'restored'] as const) {
    test(`it makes everything, ${from}, and a second run changes nothing`, async () => {
      const snapshot = await shop();
      const proof = await proveScript(await written(snapshot), snapshot, { from, twice: true });
      assert.equal(
        [rules(proof), proof.missing, proof.extra, proof.different, proof.foreign],
        [[], [], [], [], []],
      );
      assert.equal(proof.second, { changes: [], failures: [] });
      assert.ok(proof.identical);
      assert.equal(needs(proof), []);
    });
  }

  test('without the statement that makes the database nothing of it is there', async () => {
    const snapshot = await shop();
    const script = await written(snapshot, { definitions: true });
    const proof = await proveScript(script, snapshot, { from: 'without-databases' });
    assert.ok(proof.failures.some(({ rule }) => rule === 'database-cannot-be-used'));
    assert.ok(proof.missing.some(({ kind }) => kind === 'database'));
  });

  test('a table that is not made is missing, and so is what is granted on it and made of it', async () => {
    const snapshot = await shop();
    const lines = (await written(snapshot)).split(/(?<=\n)/);
    const at = lines.findIndex((line) => line.includes('CREATE TABLE [Sales].[Order]'));
    const from = lines
      .slice(0, at + 1)
      .findLastIndex((line) => /^(DECLARE|SET @sql = N'';)/.test(line.trimStart()));
    const to = at + lines.slice(at).findIndex((line) => line.includes('EXEC #regrant_define'));
    const script = [...lines.slice(0, from), ...lines.slice(to + 1)].join('');
    const proof = await proveScript(script, snapshot, { from: 'without-databases' });
    assert.equal(
      proof.missing.map((fact: Fact) => [fact.kind, 'name' in fact ? fact.name : '']),
      [
        ['permission', 'Order'],
        ['securable', 'Order'],
      ],
    );
    const failed = new Set(proof.failures.map(({ rule }) => rule));
    assert.equal([...failed].sort(), ['changed-object-exists', 'securable-exists']);
  });

  for (const definition of [null, 'DROP TABLE x', 'CREATE VIEW Sales.AddOrder AS SELECT 1 AS a'])
    test(`what no script makes is named where the databases are made, and taken as present: ${definition}`, async () => {
      const modules = WHOLE['sys.sql_modules'].map((row) =>
        row.object_id === 13 ? { ...row, definition } : row,
      );
      const snapshot = await captureRows({ ...WHOLE, 'sys.sql_modules': modules } as never, {}, SETTINGS);
      const script = await written(snapshot);
      const proof = await proveScript(script, snapshot, { from: 'without-databases' });
      assert.equal(needs(proof), [
        { code: 'unscripted-object', database: 'Shop', name: 'OBJECT::[Sales].[AddOrder]' },
      ]);
      assert.equal(rules(proof), []);
      assert.ok(proof.identical);
      const restored = await proveScript(script, snapshot, { from: 'restored' });
      assert.equal(needs(restored), []);
    });

  test('objects that are there are left alone, or told of where that is asked', async () => {
    const snapshot = await shop();
    const replaced = await written(snapshot, { ...ALL, existing: 'replace-modules' });
    assert.ok((await proveScript(replaced, snapshot, { from: 'restored' })).identical);
    const strict = await written(snapshot, { ...ALL, existing: 'fail' });
    const proof = await proveScript(strict, snapshot, { from: 'restored' });
    const told = proof.expectedFailures.flatMap(({ code, items }) =>
      items.map(({ why }) => `${code}: ${why}`),
    );
    assert.ok(told.includes('object-is-there: there is a OBJECT Sales.Order already'), told.join('\n'));
    assert.ok(proof.identical);
  });
});
