// What Microsoft's model draws of a schema, as the test server gives it: the catalogue's own words for what was written.

import { column, logIn, rows, value } from '../server/engine/ask.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { tablesOfLines } from '../server/engine/fixture/read-lines.ts';
import { assert } from '../suite.ts';
import { available, schemaRows } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const SCHEMA = `
CREATE SCHEMA s
GO
CREATE TYPE s.short FROM nvarchar(20) NOT NULL
GO
SET ANSI_NULLS OFF
GO
-- who asks
ALTER PROC s.p @a int = 1, @b s.short OUTPUT AS SELECT * FROM s.t

GO
SET ANSI_NULLS ON
GO
CREATE TABLE s.t (
  id int IDENTITY(5, 2) NOT NULL CONSTRAINT pk PRIMARY KEY NONCLUSTERED WITH (FILLFACTOR = 80),
  a varchar(max) MASKED WITH (FUNCTION = 'partial(1, "x", 0)') NULL DEFAULT 'it''s',
  b AS (id + 1) PERSISTED NOT NULL,
  c decimal(10, 2) NULL CHECK (c IN (1, 2)),
  d s.short
)
GO
CREATE CLUSTERED INDEX ix ON s.t (c DESC, d) WITH (DATA_COMPRESSION = PAGE)
GO
CREATE SEQUENCE s.q AS decimal(20) START WITH 5
GO
CREATE TRIGGER inDatabase ON DATABASE FOR CREATE_TABLE AS RETURN
GO
EXEC sys.sp_addextendedproperty N'note', N'a ] b', N'SCHEMA', N's', N'TABLE', N't', N'COLUMN', N'c'
GO
`;

const [drawn] = available() ? await schemaRows([{ id: 'a', version: 2022, text: SCHEMA }]) : [];
const session = logIn(
  engineFromTables({ version: 2022, databases: { D: tablesOfLines(drawn?.lines ?? []) } }),
  { database: 'D' },
);

conformanceSuite('rows of a schema, by Microsoft’s model', (test) => {
  test('all of it is taken', () => assert.equal(drawn?.problems, []));

  test('tables, columns and types', () => {
    assert.equal(column(session, 'SELECT name FROM sys.tables'), ['t']);
    assert.equal(
      rows(
        session,
        'SELECT c.name, t.name, c.max_length, c.precision, c.scale, c.is_nullable FROM sys.columns c JOIN sys.types t ON t.user_type_id = c.user_type_id ORDER BY c.column_id',
      ),
      [
        ['id', 'int', 4, 10, 0, false],
        ['a', 'varchar', -1, 0, 0, true],
        ['b', 'int', 4, 10, 0, false],
        ['c', 'decimal', 9, 10, 2, true],
        ['d', 'short', 40, 0, 0, false],
      ],
    );
    assert.equal(rows(session, 'SELECT name, masking_function FROM sys.masked_columns'), [
      ['a', 'partial(1, "x", 0)'],
    ]);
  });

  test('expressions are as they are stored', () => {
    assert.is(value(session, 'SELECT definition FROM sys.computed_columns'), '([id]+(1))');
    assert.is(value(session, 'SELECT definition FROM sys.default_constraints'), "('it''s')");
    assert.is(value(session, 'SELECT definition FROM sys.check_constraints'), '([c]=(2) OR [c]=(1))');
  });

  test('a module has its whole text, CREATE in the place of ALTER, and the settings of its batch', () => {
    assert.equal(
      rows(
        session,
        'SELECT o.name, m.definition, m.uses_ansi_nulls FROM sys.sql_modules m JOIN sys.objects o ON o.object_id = m.object_id',
      ),
      [['p', '-- who asks\nCREATE PROC s.p @a int = 1, @b s.short OUTPUT AS SELECT * FROM s.t\n\n', false]],
    );
  });

  test('indexes in the order of their keys, a heap none', () => {
    assert.equal(
      rows(
        session,
        'SELECT i.name, i.type_desc, i.fill_factor, ic.key_ordinal, ic.is_descending_key FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id ORDER BY i.index_id, ic.key_ordinal',
      ),
      [
        ['ix', 'CLUSTERED', 0, 1, true],
        ['ix', 'CLUSTERED', 0, 2, false],
        ['pk', 'NONCLUSTERED', 80, 1, false],
      ],
    );
    assert.equal(column(session, 'SELECT data_compression_desc FROM sys.partitions ORDER BY index_id'), [
      'PAGE',
      'NONE',
    ]);
  });

  test('what a variant is, is told', () => {
    assert.equal(
      rows(
        session,
        "SELECT CONVERT(nvarchar(60), start_value), SQL_VARIANT_PROPERTY(start_value, 'BaseType'), SQL_VARIANT_PROPERTY(start_value, 'Precision') FROM sys.sequences",
      ),
      [['5', 'decimal', 20]],
    );
    assert.equal(
      rows(session, 'SELECT class, minor_id, CONVERT(nvarchar(60), value) FROM sys.extended_properties'),
      [[1, 4, 'a ] b']],
    );
  });

  test('a trigger of the database is no object', () => {
    assert.equal(column(session, 'SELECT name FROM sys.triggers'), ['inDatabase']);
    assert.equal(column(session, "SELECT name FROM sys.objects WHERE type = 'TR'"), []);
  });
});
