// Tables that are more than rows: each is made as it was, and what SQL Server makes with it is not made twice.
import { planScript } from '../../src/plan/plan-script.ts';
import { assert, suite } from '../suite.ts';
import { EXAMPLE_SETTINGS } from './examples/every-example.ts';
import { SPECIAL } from './examples/special-rows.ts';
import { UNUSUAL } from './examples/unusual-rows.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';

suite('special tables', (test) => {
  const made = scripted(SPECIAL, { version: 2022 });
  const about = async (name: string) => (await made).filter((text) => text.includes(`[${name}]`));

  test('a node has none of the columns that SQL Server gives it', async () => {
    assert.is((await about('place'))[0], 'CREATE TABLE [dbo].[place] (\n    [id] [int] NULL\n) AS NODE;');
  });

  test('an edge without columns has no list, its indexes name those of every edge, and it connects what it may', async () => {
    assert.equal(await about('road'), [
      'CREATE TABLE [dbo].[road] AS EDGE;',
      'CREATE NONCLUSTERED INDEX [who goes] ON [dbo].[road] ($from_id, $to_id DESC);',
      [
        'ALTER TABLE [dbo].[road] WITH NOCHECK ADD CONSTRAINT [may connect] CONNECTION ([dbo].[place] TO [dbo].[place]) ON DELETE CASCADE;',
        'ALTER TABLE [dbo].[road] NOCHECK CONSTRAINT [may connect];',
      ].join('\n'),
    ]);
  });

  test('a ledger to which rows are only added', async () => {
    assert.equal(await about('only added'), [
      'CREATE TABLE [dbo].[only added] (\n    [id] [int] NULL\n) WITH (LEDGER = ON (APPEND_ONLY = ON));',
    ]);
  });

  test('a ledger whose rows change brings its history and its view', async () => {
    const ledger = (await about('changed'))[0] ?? '';
    assert.match(ledger, '[began] [bigint] GENERATED ALWAYS AS TRANSACTION_ID START HIDDEN');
    assert.match(
      ledger,
      'WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = [dbo].[changed_history]), LEDGER = ON (LEDGER_VIEW = [dbo].[changed_Ledger] (TRANSACTION_ID_COLUMN_NAME = [tx], SEQUENCE_NUMBER_COLUMN_NAME = [no], OPERATION_TYPE_COLUMN_NAME = [op], OPERATION_TYPE_DESC_COLUMN_NAME = [op]]x])))',
    );
    assert.not((await made).some((text) => /CREATE (?:TABLE \[dbo\]\.\[changed_history|VIEW)/.test(text)));
  });

  test('what was dropped from a ledger is told', async () => {
    const { header } = await captureRows(SPECIAL, {}, { version: 2022 });
    const told = (header.notes ?? []).filter(({ code }) => code === 'dropped-from-ledger');
    assert.equal(
      told.map(({ fact }) => fact.split(' ')[0]),
      ['Columns', 'Tables'],
    );
    assert.equal(header.omissions, []);
  });

  test('a table of files is made of its names alone, and gets behind it what somebody added', async () => {
    assert.equal(await about('papers'), [
      [
        "CREATE TABLE [dbo].[papers] AS FILETABLE WITH (FILETABLE_DIRECTORY = N'it''s', FILETABLE_COLLATE_FILENAME = Latin1_General_CI_AS, FILETABLE_PRIMARY_KEY_CONSTRAINT_NAME = [PK_papers], FILETABLE_STREAMID_UNIQUE_CONSTRAINT_NAME = [UQ_papers]);",
        'ALTER TABLE [dbo].[papers] ADD CONSTRAINT [UQ_own] UNIQUE NONCLUSTERED ([stream_id], [path_locator] DESC);',
        "ALTER TABLE [dbo].[papers] ADD CONSTRAINT [CK_own] CHECK ([name]<>N'x');",
        'ALTER TABLE [dbo].[papers] DISABLE FILETABLE_NAMESPACE;',
      ].join('\n'),
    ]);
  });

  test('statistics and included columns that a graph is made of are told, and not guessed', async () => {
    const rows = {
      ...SPECIAL,
      'sys.stats': [{ object_id: 11, stats_id: 9, name: 'st', user_created: 1 }],
      'sys.stats_columns': [{ object_id: 11, stats_id: 9, stats_column_id: 1, column_id: 4 }],
      'sys.indexes': [
        ...(SPECIAL['sys.indexes'] ?? []),
        { object_id: 11, index_id: 4, name: 'holds', type: 2, data_space_id: 1 },
      ],
      'sys.index_columns': [
        ...(SPECIAL['sys.index_columns'] ?? []),
        { object_id: 11, index_id: 4, index_column_id: 1, column_id: 4, key_ordinal: 1 },
        { object_id: 11, index_id: 4, index_column_id: 2, column_id: 7, is_included_column: 1 },
      ],
    };
    const { header } = await captureRows(rows, {}, { version: 2022 });
    assert.equal(
      header.omissions.map(({ code }) => code),
      ['unknown-index-part', 'unknown-statistics-column'],
    );
  });

  test('a table in memory has its indexes in its text, and statistics that every release takes', async () => {
    const rows = {
      ...UNUSUAL,
      'sys.indexes': [
        ...(UNUSUAL['sys.indexes'] ?? []),
        { object_id: 30, index_id: 3, name: 'cci', type: 5, compression_delay: 60 },
      ],
      'sys.index_columns': [
        ...(UNUSUAL['sys.index_columns'] ?? []),
        {
          object_id: 30,
          index_id: 3,
          index_column_id: 1,
          column_id: 1,
          is_included_column: 1,
          column_store_order_ordinal: 1,
        },
      ],
    };
    const all = await scripted(rows, EXAMPLE_SETTINGS);
    assert.equal(
      all.filter((text) => text.includes('[fast]')),
      [
        [
          'CREATE TABLE [dbo].[fast] (',
          '    [a] [int] NULL,',
          '    CONSTRAINT [PK_fast] PRIMARY KEY NONCLUSTERED HASH ([a]) WITH (BUCKET_COUNT = 1024),',
          '    INDEX [cci] CLUSTERED COLUMNSTORE ORDER ([a]) WITH (COMPRESSION_DELAY = 60)',
          ') WITH (MEMORY_OPTIMIZED = ON, DURABILITY = SCHEMA_ONLY);',
        ].join('\n'),
        'CREATE STATISTICS [st] ON [dbo].[fast] ([a])\nWITH FULLSCAN, NORECOMPUTE;',
      ],
    );
  });

  test('what other features have put on a table is told', async () => {
    const tables = (SPECIAL['sys.tables'] ?? []).map((row) =>
      row.object_id === 17
        ? { ...row, is_tracked_by_cdc: 1, is_replicated: 1, is_remote_data_archive_enabled: 1 }
        : row,
    );
    const { header } = await captureRows({ ...SPECIAL, 'sys.tables': tables }, {}, { version: 2022 });
    const told = (header.notes ?? []).filter(({ code }) => code === 'table-feature-not-captured');
    assert.equal(
      told.map(({ fact, count }) => [/have (.*?) on/.exec(fact)?.[1], count]),
      [
        ['Stretch Database', 1],
        ['change data capture', 1],
        ['replication', 1],
      ],
    );
  });

  test('what stands outside is made with all that is known of it, but for its credential', async () => {
    assert.equal(
      (await made).filter((text) => text.startsWith('CREATE EXTERNAL')),
      [
        "CREATE EXTERNAL FILE FORMAT [lines] WITH (FORMAT_TYPE = DELIMITEDTEXT, FORMAT_OPTIONS (FIELD_TERMINATOR = N'|', STRING_DELIMITER = N'\"', FIRST_ROW = 2, DATE_FORMAT = N'yyyy', USE_TYPE_DEFAULT = TRUE, ENCODING = N'UTF8'), DATA_COMPRESSION = N'Gzip');",
        "CREATE EXTERNAL DATA SOURCE [other] WITH (LOCATION = N'odbc://y', CONNECTION_OPTIONS = N'Driver=z');",
        'CREATE EXTERNAL FILE FORMAT [rows] WITH (FORMAT_TYPE = PARQUET);',
        "CREATE EXTERNAL DATA SOURCE [shards] WITH (TYPE = SHARD_MAP_MANAGER, LOCATION = N'x.example', DATABASE_NAME = N'D', SHARD_MAP_NAME = N'M');",
        "CREATE EXTERNAL DATA SOURCE [store] WITH (TYPE = HADOOP, LOCATION = N'hdfs://it''s', RESOURCE_MANAGER_LOCATION = N'h:8050', PUSHDOWN = OFF, CREDENTIAL = [key]]s]);",
        "CREATE EXTERNAL TABLE [dbo].[far] (\n    [id] [int] NULL\n) WITH (DATA_SOURCE = [store], LOCATION = N'/lines/', FILE_FORMAT = [lines], REJECT_TYPE = PERCENTAGE, REJECT_VALUE = 5, REJECT_SAMPLE_VALUE = 100, REJECTED_ROW_LOCATION = N'/no');",
        "CREATE EXTERNAL TABLE [dbo].[shared] (\n    [id] [int] NULL\n) WITH (DATA_SOURCE = [shards], SCHEMA_NAME = N's', OBJECT_NAME = N'o''s', DISTRIBUTION = SHARDED ([id]));",
      ],
    );
    const { notes } = planScript(await captureRows(SPECIAL, {}, { version: 2022 }), { definitions: true });
    assert.ok(notes.some(({ code, note }) => code === 'credential-by-hand' && note.includes('[key]]s]')));
  });

  test('a period without a history stays', async () => {
    assert.match((await about('timed'))[0] ?? '', '    PERIOD FOR SYSTEM_TIME ([a], [b])\n);');
  });

  test('columns without padding are made without, in the order of the table', async () => {
    const off = (statement: string) => `SET ANSI_PADDING OFF;\n${statement}\nSET ANSI_PADDING ON;`;
    const char = (name: string) => `[${name}] [char](5) COLLATE Latin1_General_CI_AS NULL`;
    assert.equal(await about('padded'), [
      [
        off(
          `CREATE TABLE [dbo].[padded] (\n    [id] [int] NULL,\n    ${char('old')},\n    [n] [int] NULL\n);`,
        ),
        `ALTER TABLE [dbo].[padded] ADD\n    ${char('new')};`,
        off(
          `ALTER TABLE [dbo].[padded] ADD\n    ${char('older')},\n    CONSTRAINT [PK_padded] PRIMARY KEY CLUSTERED ([id]);`,
        ),
      ].join('\n'),
    ]);
  });
});
