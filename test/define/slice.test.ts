// One database from rows to a script: what is captured, what it says, and in which order.
import { proveScript } from '../../src/prove/prove-script.ts';
import { type ScriptOptions, scriptSnapshot } from '../../src/render/write-script.ts';
import { assert, suite } from '../suite.ts';
import { captureRows, definitionsIn } from './rows.ts';

const ROWS = {
  'sys.schemas': [{ schema_id: 5, name: 'Sales', principal_id: 1 }],
  'sys.data_spaces': [
    { data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 },
    { data_space_id: 2, name: 'Old', type: 'FG', is_default: 0 },
  ],
  'sys.objects': [
    { object_id: 10, name: 'Order', schema_id: 5, type: 'U' },
    { object_id: 11, name: 'Line', schema_id: 5, type: 'U' },
    { object_id: 12, name: 'Total', schema_id: 5, type: 'V' },
    { object_id: 13, name: 'AddOrder', schema_id: 5, type: 'P' },
    { object_id: 14, name: 'Rate', schema_id: 1, type: 'FN' },
    { object_id: 15, name: 'OnOrder', schema_id: 5, type: 'TR', parent_object_id: 10 },
    { object_id: 16, name: 'Alias', schema_id: 1, type: 'SN' },
    { object_id: 20, name: 'PK_Order', schema_id: 5, type: 'PK', parent_object_id: 10 },
    { object_id: 21, name: 'CK_Line', schema_id: 5, type: 'C', parent_object_id: 11 },
    { object_id: 22, name: 'FK_Line', schema_id: 5, type: 'F', parent_object_id: 11 },
    { object_id: 23, name: 'DF__Order__Made__1', schema_id: 5, type: 'D', parent_object_id: 10 },
  ],
  'sys.columns': [
    {
      object_id: 10,
      column_id: 1,
      name: 'Id',
      user_type_id: 56,
      max_length: 4,
      precision: 10,
      is_identity: 1,
      is_nullable: 0,
    },
    {
      object_id: 10,
      column_id: 2,
      name: 'Made',
      user_type_id: 42,
      max_length: 8,
      precision: 27,
      scale: 7,
      default_object_id: 23,
    },
    {
      object_id: 10,
      column_id: 3,
      name: "O'No]te",
      user_type_id: 231,
      max_length: 100,
      is_nullable: 1,
      collation_name: 'Latin1_General_BIN2',
      is_ansi_padded: 1,
    },
    { object_id: 11, column_id: 1, name: 'Order', user_type_id: 56, max_length: 4 },
    {
      object_id: 11,
      column_id: 2,
      name: 'Amount',
      user_type_id: 106,
      max_length: 9,
      precision: 18,
      scale: 2,
    },
    {
      object_id: 11,
      column_id: 4,
      name: 'Double',
      user_type_id: 106,
      max_length: 9,
      precision: 19,
      scale: 2,
      is_computed: 1,
    },
  ],
  'sys.identity_columns': [
    { object_id: 10, column_id: 1, seed_value: 1, increment_value: 5, is_not_for_replication: 0 },
  ],
  'sys.computed_columns': [{ object_id: 11, column_id: 4, definition: '([Amount]*(2))', is_persisted: 1 }],
  'sys.default_constraints': [
    {
      object_id: 23,
      name: 'DF__Order__Made__1',
      parent_object_id: 10,
      parent_column_id: 2,
      definition: '(sysutcdatetime())',
      is_system_named: 1,
    },
  ],
  'sys.check_constraints': [
    {
      object_id: 21,
      name: 'CK_Line',
      parent_object_id: 11,
      definition: '([dbo].[Rate]([Amount])>(0))',
      is_not_trusted: 0,
      is_disabled: 0,
    },
  ],
  'sys.key_constraints': [
    { object_id: 20, name: 'PK_Order', parent_object_id: 10, type: 'PK', unique_index_id: 1 },
  ],
  'sys.indexes': [
    {
      object_id: 10,
      index_id: 1,
      name: 'PK_Order',
      type: 1,
      is_unique: 1,
      is_primary_key: 1,
      data_space_id: 2,
      allow_row_locks: 1,
      allow_page_locks: 1,
    },
    { object_id: 11, index_id: 0, type: 0, data_space_id: 1 },
    {
      object_id: 11,
      index_id: 2,
      name: 'IX_Line',
      type: 2,
      data_space_id: 1,
      allow_row_locks: 1,
      allow_page_locks: 0,
      fill_factor: 90,
      has_filter: 1,
      filter_definition: '([Amount]>(0))',
      is_disabled: 1,
    },
  ],
  'sys.index_columns': [
    { object_id: 10, index_id: 1, index_column_id: 1, column_id: 1, key_ordinal: 1 },
    { object_id: 11, index_id: 2, index_column_id: 1, column_id: 2, key_ordinal: 2, is_descending_key: 1 },
    { object_id: 11, index_id: 2, index_column_id: 2, column_id: 1, key_ordinal: 1 },
    { object_id: 11, index_id: 2, index_column_id: 3, column_id: 4, key_ordinal: 0, is_included_column: 1 },
  ],
  'sys.foreign_keys': [
    {
      object_id: 22,
      name: 'FK_Line',
      parent_object_id: 11,
      referenced_object_id: 10,
      delete_referential_action: 1,
      is_not_trusted: 1,
    },
  ],
  'sys.foreign_key_columns': [
    {
      constraint_object_id: 22,
      constraint_column_id: 1,
      parent_object_id: 11,
      parent_column_id: 1,
      referenced_object_id: 10,
      referenced_column_id: 1,
    },
  ],
  'sys.sql_modules': [
    {
      object_id: 12,
      definition:
        '-- CREATE VIEW x\r\nCREATE VIEW Sales.Total AS\r\nSELECT 1 AS "a" -- $(x)\r\n/*\r\nGO\r\n*/\r\n',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
    {
      object_id: 13,
      definition: 'CREATE PROC "Old" AS SELECT "x"',
      uses_ansi_nulls: 0,
      uses_quoted_identifier: 0,
    },
    {
      object_id: 14,
      definition: 'CREATE FUNCTION Rate(@a decimal) RETURNS int AS BEGIN RETURN 1 END',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
    {
      object_id: 15,
      definition: 'create trigger OnOrder on [Sales].[Order] after insert as return',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
  ],
  'sys.triggers': [{ object_id: 15, parent_class: 1, parent_id: 10, type: 'TR', is_disabled: 1 }],
  'sys.trigger_events': [{ object_id: 15, type: 1, type_desc: 'INSERT', is_first: 1 }],
  'sys.synonyms': [{ object_id: 16, base_object_name: '[Other]..[t]' }],
  'sys.sql_expression_dependencies': [
    {
      referencing_id: 21,
      referencing_class: 1,
      referenced_class: 1,
      referenced_id: 14,
      referenced_schema_name: 'dbo',
      referenced_entity_name: 'Rate',
      is_schema_bound_reference: 1,
    },
    {
      referencing_id: 12,
      referencing_class: 1,
      referenced_class: 1,
      referenced_id: 10,
      referenced_schema_name: 'Sales',
      referenced_entity_name: 'Order',
      is_schema_bound_reference: 0,
    },
  ],
};

suite('definitions: a slice from rows to a script', (test) => {
  const captured = captureRows(ROWS);

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
    const without = await captureRows(ROWS, { definitions: false });
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
    assert.equal(made(await script()).slice(0, 4), [
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
    const all = made(await script());
    assert.ok(all.includes(ROWS['sys.sql_modules'][0]?.definition ?? ''));
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

/** The statements that a script makes objects with, decoded. */
function made(script: string): readonly string[] {
  const found: string[] = [];
  let text = '';
  for (const [line] of script.matchAll(/[^\n]+/g)) {
    if (line === "SET @sql = N'';") text = '';
    else if (/^(SET @sql = @sql| {4}\+) /.test(line)) text += decoded(line);
    else if (line.startsWith('EXEC #regrant_define ')) {
      const whole = /, (?:NULL|\d+), (N'(?:[^']|'')*'|@sql);$/.exec(line)?.[1] ?? '';
      found.push(whole === '@sql' ? text : decoded(whole));
    }
  }
  return found;
}

function decoded(expression: string): string {
  return [...expression.matchAll(/N'((?:[^']|'')*)'|NCHAR\((\d+)\)/g)]
    .map(([, text, code]) =>
      code === undefined ? (text ?? '').replaceAll("''", "'") : String.fromCharCode(Number(code)),
    )
    .join('');
}
