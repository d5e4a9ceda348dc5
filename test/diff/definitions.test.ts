// Definitions in a diff: which object, which column, which property; of a text the lines; and what was renamed.
import { diffJson } from '../../src/diff/diff-json.ts';
import { type DiffOptions, diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import { diffText } from '../../src/diff/diff-text.ts';
import { flagText } from '../../src/diff/flag-text.ts';
import { SHOP } from '../define/examples/shop.ts';
import { captureRows } from '../define/rows.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';

type Rows = TableRows[string];

/** The shop with the rows of one view as another has them. */
function shopWith(view: keyof typeof SHOP, change: (rows: Rows) => Rows): TableRows {
  return { ...SHOP, [view]: change(SHOP[view] as Rows) } as TableRows;
}

async function told(after: TableRows, options: DiffOptions = {}): Promise<string[]> {
  const diff = diffSnapshots(await captureRows(SHOP), await captureRows(after), options);
  const lines: string[] = [];
  for await (const line of diffText(diff)) if (!line.startsWith('!')) lines.push(line.trimEnd());
  return lines;
}

const withText = (text: string) =>
  shopWith('sys.sql_modules', (rows) =>
    rows.map((row) => (row.object_id === 12 ? { ...row, definition: text } : row)),
  );

suite('definitions in a diff', (test) => {
  test('that one snapshot does not have are told to be missing, unless nobody asks for them', async () => {
    const [whole, without] = [await captureRows(SHOP), await captureRows(SHOP, { definitions: false })];
    const caveats = (options: DiffOptions = {}) =>
      [diffSnapshots(whole, without, options), diffSnapshots(without, whole, options)].map((diff) =>
        diff.caveats.flatMap(({ code, side }) => (code === 'definitions-not-captured' ? [side] : [])),
      );
    assert.equal(caveats(), [['after'], ['before']]);
    assert.equal(caveats({ definitions: false }), [[], []]);
    const alike = diffSnapshots(without, without).caveats.map(({ code }) => code);
    assert.ok(!alike.includes('definitions-not-captured'));
  });

  test('a column that is longer is told by its property', async () => {
    const after = shopWith('sys.columns', (rows) =>
      rows.map((row) => (row.name === 'Amount' ? { ...row, precision: 20 } : row)),
    );
    assert.equal(await told(after), [
      '~ table [Sales].[Line]: columns.Amount.type.precision 18 → 20  ([Shop])',
      '1 difference: 1 changed',
    ]);
    assert.equal(await told(after, { definitions: false }), ['No differences']);
  });

  test('what is so or is not is told in words of T-SQL, and what has none as yes and no', async () => {
    const column = shopWith('sys.columns', (rows) =>
      rows.map((row) => (row.name === 'Amount' ? { ...row, is_nullable: 0 } : row)),
    );
    assert.is((await told(column))[0], '~ table [Sales].[Line]: columns.Amount NULL → NOT NULL  ([Shop])');
    assert.is(flagText('columns.Amount.isNullable', true, undefined), 'columns.Amount NULL → NOT NULL');
    assert.is(flagText('isDisabled', undefined, true), 'enabled → disabled');
    assert.is(
      flagText('foreignKeys.fk.isNotTrusted', true, undefined),
      'foreignKeys.fk not trusted → trusted',
    );
    assert.is(flagText('isMemoryOptimized', undefined, true), 'isMemoryOptimized no → yes');
    assert.is(flagText('columns.toString', undefined, true), 'columns.toString no → yes');
    for (const [from, to] of [
      [1, true],
      [undefined, 1],
      [undefined, undefined],
      [false, true],
    ])
      assert.is(flagText('isUnique', from, to), undefined);
  });

  test('a column that came is told with all that it is', async () => {
    const after = shopWith('sys.columns', (rows) => [
      ...rows,
      { object_id: 11, column_id: 5, name: 'x\u001b[2Jy', user_type_id: 56, max_length: 4, is_nullable: 1 },
    ]);
    const [line = ''] = await told(after);
    assert.match(line, '~ table [Sales].[Line]: columns.x\\u{1b}[2Jy (none) → {"name":"x');
    assert.ok(!line.includes('\u001b'));
  });

  test('of a text the lines that changed are told, and nothing in them reaches a terminal', async () => {
    const text =
      '-- CREATE VIEW x\r\nCREATE VIEW Sales.Total AS\r\nSELECT 2 AS "a" -- \u001b[2J\r\n/*\r\nGO\r\n*/\r\n';
    assert.equal(await told(withText(text)), [
      '~ view [Sales].[Total]: definition 1 line removed, 1 added  ([Shop])',
      '    @@ -1,6 +1,6 @@',
      '     -- CREATE VIEW x',
      '     CREATE VIEW Sales.Total AS',
      '    -SELECT 1 AS "a" -- $(x)',
      '    +SELECT 2 AS "a" -- \\u{1b}[2J',
      '     /*',
      '     GO',
      '     */',
      '1 difference: 1 changed',
    ]);
  });

  test('a text that is another in nearly every line is said to be another', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `-- ${at}`).join('\n');
    const [line = '', end] = await told(withText(`CREATE VIEW Sales.Total AS SELECT 1\n${lines}`));
    assert.match(line, 'definition is another text');
    assert.is(end, '1 difference: 1 changed');
  });

  test('an object that has another name is told by its content', async () => {
    const after: TableRows = {
      ...shopWith('sys.objects', (rows) =>
        rows.map((row) => (row.name === 'Total' ? { ...row, name: 'Sum' } : row)),
      ),
    };
    const lines = await told(after);
    assert.ok(lines.includes('> view [Sales].[Total] is [Sales].[Sum] now  ([Shop])'), lines.join('\n'));
    const diff = diffSnapshots(await captureRows(SHOP), await captureRows(after));
    let last = '';
    for await (const line of diffJson(diff)) last = line;
    assert.equal(JSON.parse(last).renamed, [
      {
        database: 'Shop',
        type: 'view',
        from: { schema: 'Sales', name: 'Total' },
        to: { schema: 'Sales', name: 'Sum' },
      },
    ]);
  });

  test('two that came of one content are no rename', async () => {
    const after: TableRows = {
      ...SHOP,
      'sys.objects': [
        ...(SHOP['sys.objects'] as Rows).filter(({ name }) => name !== 'Alias'),
        { object_id: 30, name: 'One', schema_id: 1, type: 'SN' },
        { object_id: 31, name: 'Two', schema_id: 1, type: 'SN' },
      ],
      'sys.synonyms': [30, 31].map((object_id) => ({ object_id, base_object_name: '[Other]..[t]' })),
    };
    assert.ok(!(await told(after)).some((line) => line.startsWith('>')));
  });
});
