// What an older server refuses of a definition is told before a script runs there.
import { releaseOf } from '../../src/define/parts/release-of.ts';
import { scriptObject } from '../../src/export/script-objects.ts';
import type { BodyOf } from '../../src/model/definitions/definition-type.ts';
import type { DefinitionFact } from '../../src/model/fact.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { CLR, SETTINGS } from './examples/clr-rows.ts';
import { INDEXED } from './examples/index-rows.ts';
import { MARKED } from './examples/marked-rows.ts';
import { column, definition } from './faults/fault.ts';
import { captureRows, definitionsIn } from './rows.ts';

const USUAL = 'Latin1_General_140_CI_AS_SC_UTF8';

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

  test('of parts that came later than what they are of', () => {
    const needs: readonly (readonly [DefinitionFact, readonly string[]])[] = [
      [
        definition('table', 'dbo.t', {
          columns: [
            { ...column('a'), collation: 'Latin1_General_100_CI_AS_SC_UTF8' },
            { ...column('b'), collation: 'Japanese_XJIS_140_CI_AS' },
          ],
          indexes: [
            { name: 'c', kind: 'CLUSTERED COLUMNSTORE', compression: [{ how: 'COLUMNSTORE_ARCHIVE' }] },
            { name: 'n', kind: 'NONCLUSTERED COLUMNSTORE', included: ['a'], filter: '([a]>(1))' },
            { name: 'o', kind: 'NONCLUSTERED COLUMNSTORE', included: ['a'], order: ['a'] },
          ],
        }),
        [
          'object 2019 a collation of UTF-8',
          'index 2016 CLUSTERED COLUMNSTORE INDEX beside keys and other indexes',
          'index 2016 WHERE of a columnstore',
          'index 2025 ORDER of a nonclustered columnstore',
        ],
      ],
      [
        definition('table', 'dbo.t', {
          columns: [{ ...column('a'), collation: USUAL }],
          indexes: [
            { name: 'c', kind: 'CLUSTERED COLUMNSTORE', compression: [{ how: 'COLUMNSTORE_ARCHIVE' }] },
          ],
        }),
        ['index 2014 CLUSTERED COLUMNSTORE INDEX'],
      ],
      [
        definition('table', 'dbo.t', {
          isMemoryOptimized: true,
          columns: [column('a')],
          keys: [{ isPrimary: true, columns: [{ name: 'a' }], isHash: true, bucketCount: 8 }],
          indexes: [{ name: 'i', kind: 'NONCLUSTERED', columns: [{ name: 'a' }] }],
        }),
        ['object 2014 MEMORY_OPTIMIZED'],
      ],
      [
        definition('table', 'dbo.t', {
          isMemoryOptimized: true,
          columns: [column('a')],
          checks: [{ definition: '([a]>(1))' }],
        }),
        ['object 2016 CHECK of a table in memory'],
      ],
      ...(['isUnique', 'filter', 'included'] as const).map(
        (part, at) =>
          [
            definition('table-type', 'dbo.t', {
              columns: [column('a')],
              indexes: [
                {
                  name: 'i',
                  kind: 'NONCLUSTERED',
                  columns: [{ name: 'a' }],
                  [part]: [true, '([a]>(1))', ['a']][at],
                },
              ],
            }),
            [
              [
                'type 2016 UNIQUE of an INDEX in a table',
                'type 2016 WHERE of an INDEX in a table',
                'type 2019 INCLUDE of an INDEX in a table',
              ][at] ?? '',
            ],
          ] as const,
      ),
      [
        definition('external-data-source', 's', { type: 'HADOOP', location: 'hdfs://a' }),
        ['external-data-source 2016 CREATE EXTERNAL DATA SOURCE'],
      ],
      [
        definition('external-data-source', 's', { type: 'BLOB_STORAGE', location: 'https://a' }),
        ['external-data-source 2017 TYPE = BLOB_STORAGE'],
      ],
      [
        definition('external-data-source', 's', { location: 'sqlserver://a', isPushdownOff: true }),
        ['external-data-source 2019 an external data source without TYPE'],
      ],
      [
        definition('external-file-format', 'f', { type: 'DELIMITEDTEXT', firstRow: 2 }),
        ['external-file-format 2022 FIRST_ROW'],
      ],
      [
        definition('external-table', 'dbo.e', { columns: [column('a')], source: 's', options: '{}' }),
        ['object 2022 TABLE_OPTIONS'],
      ],
    ];
    for (const [fact, expected] of needs)
      assert.equal(
        scriptObject(fact, { databaseCollation: USUAL }).flatMap(({ makes, need }) =>
          need === undefined ? [] : [`${makes.what} ${need.since} ${need.what}`],
        ),
        expected,
      );
  });

  test('of what is said of a database where it is made', () => {
    const files = [
      { name: 'd', path: 'D:\\d.mdf', filegroup: 'PRIMARY', size: 8192 },
      { name: 'l', path: 'D:\\l.ldf', size: 8192 },
    ];
    const needOf = (more: Partial<BodyOf<'database'>>) =>
      scriptObject(
        definition('database', 'Shop', {
          filegroups: [{ name: 'PRIMARY', isDefault: true }],
          files,
          ...more,
        }),
      )[0]?.need?.since;
    assert.is(needOf({}), undefined);
    assert.is(needOf({ collation: 'Latin1_General_CI_AS' }), undefined);
    assert.is(needOf({ collation: 'Latin1_General_100_BIN2_UTF8' }), 2019);
    assert.is(needOf({ catalogCollation: 'DATABASE_DEFAULT' }), 2019);
    assert.is(needOf({ isLedger: true, catalogCollation: 'DATABASE_DEFAULT' }), 2022);
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
