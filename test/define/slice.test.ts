// One database from rows to a script: what is captured, what it says, and in which order.
import { proveScript } from '../../src/prove/prove-script.ts';
import { type ScriptOptions, scriptSnapshot } from '../../src/render/write-script.ts';
import { assert, suite } from '../suite.ts';
import { SHOP } from './examples/shop.ts';
import { madeBy } from './made-by.ts';
import { captureRows, definitionsIn } from './rows.ts';

suite('definitions: a slice from rows to a script', (test) => {
  const captured = captureRows(SHOP);

  test('each object is one fact, with all that belongs to it', async () => {
    const facts = definitionsIn(await captured);
    assert.equal(
      facts.map(({ type, schema, name }) => `${type} ${schema}.${name}`),
      [
        'function dbo.Rate',
        'procedure Sales.AddOrder',
        'synonym dbo.Alias',
        'table Sales.Line',
        'table Sales.Order',
        'trigger Sales.OnOrder',
        'view Sales.Total',
      ],
    );
    assert.equal((await captured).header.omissions, []);
    assert.is((await captured).header.definitions, true);
  });

  test('a capture that is not asked for them has none, and a script that asks for them is refused', async () => {
    const without = await captureRows(SHOP, { definitions: false });
    assert.equal(definitionsIn(without), []);
    const error = await scriptSnapshot(without, { definitions: true }).catch((thrown: unknown) => thrown);
    assert.match(String(error), 'has no definitions of objects');
  });

  test('keys keep the order of their columns, and what is included is not among them', async () => {
    const line = definitionsIn(await captured).find(({ name }) => name === 'Line');
    assert.equal(line?.type === 'table' ? line.body.indexes : undefined, [
      {
        name: 'IX_Line',
        kind: 'NONCLUSTERED',
        columns: [{ name: 'Order' }, { name: 'Amount', isDescending: true }],
        included: ['Double'],
        filter: '([Amount]>(0))',
        fillFactor: 90,
        refusesPageLocks: true,
        isDisabled: true,
      },
    ]);
  });

  test('a check that calls a function brings the function before the table', async () => {
    assert.equal(madeBy(await script()).slice(0, 4), [
      'CREATE SYNONYM [dbo].[Alias] FOR [Other]..[t];',
      'CREATE FUNCTION Rate(@a decimal) RETURNS int AS BEGIN RETURN 1 END',
      [
        'CREATE TABLE [Sales].[Line] (',
        '    [Order] [int] NULL,',
        '    [Amount] [decimal](18, 2) NULL,',
        '    [Double] AS ([Amount]*(2)) PERSISTED,',
        '    CONSTRAINT [CK_Line] CHECK ([dbo].[Rate]([Amount])>(0))',
        ');',
      ].join('\n'),
      [
        'CREATE TABLE [Sales].[Order] (',
        '    [Id] [int] IDENTITY(1,5) NOT NULL,',
        '    [Made] [datetime2](7) NULL DEFAULT (sysutcdatetime()),',
        "    [O'No]]te] [nvarchar](50) COLLATE Latin1_General_BIN2 NULL,",
        '    CONSTRAINT [PK_Order] PRIMARY KEY CLUSTERED ([Id]) ON [Old]',
        ') ON [Old];',
      ].join('\n'),
    ]);
  });

  test('the text of a module is as it was, but for a name that is another now', async () => {
    const all = madeBy(await script());
    assert.ok(all.includes(SHOP['sys.sql_modules'][0]?.definition ?? ''));
    assert.ok(all.includes('CREATE PROC [Sales].[AddOrder] AS SELECT "x"'));
    assert.ok(all.includes('create trigger [Sales].[OnOrder] on [Sales].[Order] after insert as return'));
  });

  test('whatever a text holds, each of its lines stands in a literal of its own', async () => {
    const texts = [...(await script()).matchAll(/SET @sql = N'';\n(.*?)\nEXEC #regrant_define /gs)];
    assert.is(texts.length, 5);
    for (const line of texts.flatMap(([, text = '']) => text.split('\n'))) {
      assert.match(
        line,
        /^(SET @sql = @sql| {3}) \+ (N'([^']|'')*'|NCHAR\(\d+\))( \+ (N'([^']|'')*'|NCHAR\(\d+\)))*;?$/,
      );
      assert.not.match(line, '$(');
    }
  });

  test('a module is made under the options that it was made under', async () => {
    const text = await script();
    assert.match(text, /\[AddOrder\]''\)', 3, NULL, /);
    assert.match(text, /\[Total\]''\)', 0, NULL, /);
  });

  test('what is there is left alone, replaced, or a failure, as asked', async () => {
    assert.match(await script({ existing: 'replace-modules' }), /\[Total\]''\)', 0, 19, /);
    assert.match(
      await script({ existing: 'fail' }),
      /#regrant_define \d+, N'SELECT 1 WHERE 1 = 0', 3, NULL, N'CREATE PROC/,
    );
  });

  test('the script is understood and proven, and nothing in it is foreign', async () => {
    const snapshot = await captured;
    const proof = await proveScript(await script(), snapshot);
    assert.equal(
      [proof.diagnostics, proof.foreign, proof.failures, proof.missing, proof.extra],
      [[], [], [], [], []],
    );
    assert.ok(proof.identical);
    assert.ok(proof.assumptions.some(({ code, count }) => code === 'definitions-not-judged' && count === 7));
  });

  async function script(options: ScriptOptions = {}): Promise<string> {
    const { text } = await scriptSnapshot(await captured, { definitions: true, ...options });
    return [...text].join('');
  }
});
