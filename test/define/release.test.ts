// What an older server refuses of a definition is told before a script runs there.
import { releaseOf } from '../../src/define/parts/release-of.ts';
import { scriptObject } from '../../src/export/script-objects.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { CLR, SETTINGS } from './examples/clr-rows.ts';
import { INDEXED } from './examples/index-rows.ts';
import { MARKED } from './examples/marked-rows.ts';
import { captureRows, definitionsIn } from './rows.ts';

/** By the object that a statement makes: the release that it needs. */
async function needsOf(rows: TableRows): Promise<Readonly<Record<string, string>>> {
  const snapshot = await captureRows(rows, {}, { version: 2025, ...SETTINGS });
  return Object.fromEntries(
    definitionsIn(snapshot).flatMap((fact) =>
      scriptObject(fact).flatMap((statement) => {
        const need = releaseOf(fact, statement);
        const { what, name } = statement.makes;
        return need === undefined ? [] : [[`${what} ${name}`, `${need.since} ${need.what}`] as const];
      }),
    ),
  );
}

suite('releases that definitions need', (test) => {
  test('of keys of columns, classifications and encrypted columns', async () => {
    assert.equal(await needsOf(MARKED), {
      'column-master-key Z]1': '2019 ENCLAVE_COMPUTATIONS',
      'column-master-key Z2': '2016 CREATE COLUMN MASTER KEY',
      'column-encryption-key A1': '2016 CREATE COLUMN ENCRYPTION KEY',
      'object T': '2016 ENCRYPTED WITH',
      'classification a]b': '2019 ADD SENSITIVITY CLASSIFICATION',
      'classification n': '2019 ADD SENSITIVITY CLASSIFICATION',
    });
  });

  test('of indexes, compression and types', async () => {
    assert.equal(await needsOf(INDEXED), {
      'object T': '2025 the type vector',
      'index j some': '2025 CREATE JSON INDEX',
      'index j all': '2025 CREATE JSON INDEX',
      'index v': '2025 CREATE VECTOR INDEX',
    });
  });

  test('what 2012 takes needs none', async () => assert.equal(await needsOf(CLR), {}));

  test('a script for an older server leaves it out on request, and says why', async () => {
    const snapshot = await captureRows(MARKED);
    const plan = planScript(snapshot, { definitions: true, targetVersion: 2016, unsupported: 'comment-out' });
    const left = plan.sections
      .flatMap(({ steps }) => steps)
      .flatMap(({ action, commentedOut }) => (action === 'define' && commentedOut ? [commentedOut] : []));
    assert.is(left.length, 3);
    for (const why of left) assert.match(why, 'came with SQL Server 2019');
  });
});
