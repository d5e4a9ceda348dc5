// Schemas as somebody would write them, each for a part of what definitions hold: what is captured of their rows and
// written again is to make the same.
import type { SqlVersion } from '../../src/model/catalog/version.ts';

/** A schema. */
export interface Schema {
  readonly name: string;
  /** The release; 2022 when left out. */
  readonly version?: SqlVersion;
  readonly text: string;
}

/** Every schema. */
export const SCHEMAS: readonly Schema[] = [
  {
    name: 'columns of every type',
    text: `
CREATE TABLE dbo.t (
  a tinyint NOT NULL, b smallint NULL, c int NOT NULL, d bigint NULL, e bit NULL, f decimal(18, 4) NULL, g numeric(5) NULL,
  h money NULL, i smallmoney NULL, j float NULL, k real NULL, l date NULL, m datetime NULL, n smalldatetime NULL,
  o datetime2 NULL, p datetime2(3) NULL, q datetimeoffset(0) NULL, r time(5) NULL, s char(10) NULL, t varchar(20) NULL,
  u varchar(max) NULL, v nchar(3) NULL, w nvarchar(4000) NULL, x nvarchar(max) NULL, y binary(5) NULL, z varbinary(max) NULL,
  aa uniqueidentifier NOT NULL ROWGUIDCOL DEFAULT newid(), ab xml NULL, ac sql_variant NULL, ad timestamp NOT NULL,
  ae hierarchyid NULL, af geography NULL, ag geometry NULL, ah sysname NOT NULL, ai text NULL, aj ntext NULL, ak image NULL
)
GO`,
  },
  {
    name: 'a key and an index that do not stand where their table does',
    text: `
CREATE PARTITION FUNCTION pf (int) AS RANGE LEFT FOR VALUES (1, 2)
GO
CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY])
GO
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk PRIMARY KEY NONCLUSTERED ON [PRIMARY], a int NOT NULL) ON ps (a)
GO
CREATE INDEX ix ON dbo.t (a) ON [PRIMARY]
GO
CREATE TABLE dbo.u (id int NOT NULL CONSTRAINT pku PRIMARY KEY NONCLUSTERED, a int NOT NULL)
GO
CREATE CLUSTERED INDEX cx ON dbo.u (a) ON ps (a)
GO`,
  },
  {
    name: 'keys that stand where their table does, and hold the column that parts it',
    text: `
CREATE PARTITION FUNCTION pf (tinyint) AS RANGE RIGHT FOR VALUES (1, 2)
GO
CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY])
GO
CREATE TABLE dbo.t (a tinyint NOT NULL, b int NOT NULL, c int NOT NULL, CONSTRAINT pk PRIMARY KEY CLUSTERED (a, c) ON ps (a),
  CONSTRAINT uq UNIQUE (a, b))
GO
CREATE TABLE dbo.u (a tinyint NOT NULL, b int NOT NULL, CONSTRAINT uu UNIQUE (b, a), INDEX ix (a)) ON ps (a)
GO
CREATE UNIQUE INDEX ux ON dbo.u (b DESC, a)
GO`,
  },
  {
    name: 'clauses of columns',
    text: `
CREATE TABLE dbo.[a ]] b] (
  id decimal(38, 0) IDENTITY(-5, 2) NOT FOR REPLICATION NOT NULL CONSTRAINT [pk ' 1] PRIMARY KEY,
  [c]]d] nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT df DEFAULT N'it''s',
  e int SPARSE NULL, f AS ([id] * 2), g AS (id + 1) PERSISTED NOT NULL,
  h varchar(20) MASKED WITH (FUNCTION = 'partial(1, "x", 0)') NULL,
  i int NOT NULL DEFAULT -1, j datetime2 NOT NULL DEFAULT getdate()
)
GO`,
  },
  {
    name: 'keys, checks and foreign keys',
    text: `
CREATE SCHEMA s
GO
CREATE TABLE s.p (a int NOT NULL, b int NOT NULL, c int NOT NULL UNIQUE,
  CONSTRAINT pk PRIMARY KEY NONCLUSTERED (b DESC, a) WITH (FILLFACTOR = 80, PAD_INDEX = ON, ALLOW_PAGE_LOCKS = OFF))
GO
CREATE TABLE s.q (a int NULL, b int NULL, c int NULL CONSTRAINT ck CHECK (c > 0), d int NULL,
  CHECK NOT FOR REPLICATION (a > b),
  CONSTRAINT fk FOREIGN KEY (b, a) REFERENCES s.p (b, a) ON DELETE CASCADE ON UPDATE SET NULL,
  FOREIGN KEY (c) REFERENCES s.p (c))
GO
ALTER TABLE s.q WITH NOCHECK ADD CONSTRAINT untrusted CHECK (d IN (1, 2, 3))
GO
ALTER TABLE s.q WITH NOCHECK ADD CONSTRAINT disabled FOREIGN KEY (d) REFERENCES s.p (c) NOT FOR REPLICATION
GO
ALTER TABLE s.q NOCHECK CONSTRAINT disabled
GO`,
  },
  {
    name: 'indexes and statistics',
    text: `
CREATE TABLE dbo.t (a int NOT NULL, b int NULL, c varchar(10) NULL, d int NULL)
GO
CREATE CLUSTERED INDEX cx ON dbo.t (b DESC, a) WITH (DATA_COMPRESSION = PAGE)
GO
CREATE UNIQUE NONCLUSTERED INDEX ux ON dbo.t (a) INCLUDE (d, c) WHERE b > 5 AND c IS NOT NULL WITH (IGNORE_DUP_KEY = OFF, FILLFACTOR = 70)
GO
CREATE INDEX ix ON dbo.t (d) WITH (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON, ALLOW_ROW_LOCKS = OFF, STATISTICS_NORECOMPUTE = ON)
GO
CREATE NONCLUSTERED COLUMNSTORE INDEX cs ON dbo.t (a, c) WHERE b = 1
GO
CREATE STATISTICS st ON dbo.t (c, a) WHERE b > 1 WITH NORECOMPUTE
GO
CREATE TABLE dbo.u (a int NOT NULL)
GO
CREATE CLUSTERED COLUMNSTORE INDEX ccs ON dbo.u WITH (COMPRESSION_DELAY = 10)
GO
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT a, COUNT_BIG(*) AS n FROM dbo.t GROUP BY a
GO
CREATE UNIQUE CLUSTERED INDEX vx ON dbo.v (a)
GO`,
  },
  {
    name: 'modules',
    text: `
CREATE SCHEMA s
GO
CREATE TABLE s.t (a int NOT NULL, b int NULL)
GO
-- CREATE VIEW what it is not
CREATE /* a */ VIEW s . [v] (x, y) AS SELECT a, b FROM s.t WITH (NOLOCK) WHERE 'GO' = '$(x)'
GO
SET QUOTED_IDENTIFIER OFF
GO
SET ANSI_NULLS OFF
GO
CREATE PROC s.p @a int = 1, @b nvarchar(max) OUTPUT WITH RECOMPILE AS SELECT "text", * FROM s.v
GO
SET QUOTED_IDENTIFIER ON
GO
SET ANSI_NULLS ON
GO
CREATE FUNCTION s.scalar (@a int) RETURNS int WITH SCHEMABINDING AS BEGIN RETURN (SELECT MAX(a) FROM s.t WHERE b = @a) END
GO
CREATE FUNCTION s.inlined (@a int) RETURNS TABLE AS RETURN (SELECT x FROM s.v WHERE x = @a)
GO
CREATE FUNCTION s.multi () RETURNS @r TABLE (a int NOT NULL) AS BEGIN INSERT @r SELECT x FROM s.inlined(1) RETURN END
GO
CREATE TRIGGER s.tr ON s.t AFTER INSERT, UPDATE AS RETURN
GO
DISABLE TRIGGER s.tr ON s.t
GO
CREATE TRIGGER s.tv ON s.v INSTEAD OF DELETE AS RETURN
GO
EXEC sys.sp_settriggerorder 's.tr', 'First', 'INSERT'
GO
CREATE TABLE s.u (a int NOT NULL, b AS (s.scalar(a)), CONSTRAINT ck CHECK (s.scalar(a) > 0))
GO`,
  },
  {
    name: 'types, sequences and synonyms',
    text: `
CREATE SCHEMA s
GO
CREATE TYPE s.short FROM nvarchar(20) NOT NULL
GO
CREATE TYPE s.amount FROM decimal(18, 2)
GO
CREATE TYPE s.rows AS TABLE (
  a int IDENTITY(1, 1) NOT NULL PRIMARY KEY CLUSTERED, b s.short DEFAULT N'x', c s.amount NULL CHECK (c > 0), d AS (a + 1),
  UNIQUE (b), INDEX ix NONCLUSTERED (c DESC))
GO
CREATE SEQUENCE s.q AS bigint START WITH 5 INCREMENT BY -2 MINVALUE -100 MAXVALUE 100 CYCLE CACHE 10
GO
CREATE SEQUENCE s.r AS int NO CACHE
GO
CREATE SYNONYM s.syn FOR [other].[dbo].[t]
GO
CREATE TABLE s.t (a s.short, b s.amount NULL, c int NOT NULL DEFAULT (NEXT VALUE FOR s.q))
GO
CREATE PROCEDURE s.p @rows s.rows READONLY AS SELECT * FROM @rows
GO`,
  },
  {
    name: 'defaults and rules of their own',
    version: 2012,
    text: `
CREATE DEFAULT dbo.zero AS 0
GO
CREATE RULE dbo.positive AS @x > 0
GO
CREATE TABLE dbo.t (a int NULL)
GO
EXEC sp_bindefault 'dbo.zero', 'dbo.t.a'
GO
EXEC sp_bindrule 'dbo.positive', 'dbo.t.a'
GO`,
  },
  {
    name: 'partitions',
    text: `
CREATE PARTITION FUNCTION pf (datetime2(3)) AS RANGE RIGHT FOR VALUES ('2020-01-01', '2021-01-01 10:20:30.123')
GO
CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY])
GO
CREATE PARTITION FUNCTION pn (int) AS RANGE LEFT FOR VALUES (-1, 100)
GO
CREATE PARTITION FUNCTION pt (nvarchar(10)) AS RANGE LEFT FOR VALUES (N'a', N'o''b')
GO
CREATE TABLE dbo.t (a datetime2(3) NOT NULL, b int NULL) ON ps (a)
GO
CREATE CLUSTERED INDEX cx ON dbo.t (a) WITH (DATA_COMPRESSION = PAGE ON PARTITIONS (1 TO 2)) ON ps (a)
GO`,
  },
  {
    name: 'extended properties',
    text: `
CREATE TABLE dbo.t (a int NOT NULL CONSTRAINT pk PRIMARY KEY, b int NULL)
GO
CREATE INDEX ix ON dbo.t (b)
GO
CREATE PROCEDURE dbo.p @a int AS RETURN
GO
CREATE TYPE dbo.short FROM int
GO
EXEC sp_addextendedproperty N'MS_Description', N'it''s a table', N'SCHEMA', N'dbo', N'TABLE', N't'
GO
EXEC sp_addextendedproperty N'MS_Description', N'a column', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'b'
GO
EXEC sp_addextendedproperty N'note', N'an index', N'SCHEMA', N'dbo', N'TABLE', N't', N'INDEX', N'ix'
GO
EXEC sp_addextendedproperty N'note', N'a key', N'SCHEMA', N'dbo', N'TABLE', N't', N'CONSTRAINT', N'pk'
GO
EXEC sp_addextendedproperty N'note', N'a parameter', N'SCHEMA', N'dbo', N'PROCEDURE', N'p', N'PARAMETER', N'@a'
GO
EXEC sp_addextendedproperty N'note', N'a type', N'SCHEMA', N'dbo', N'TYPE', N'short'
GO`,
  },
  {
    name: 'temporal tables',
    text: `
CREATE TABLE dbo.h (a int NOT NULL, f datetime2 NOT NULL, t datetime2 NOT NULL)
GO
CREATE CLUSTERED INDEX ix_h ON dbo.h (t, f)
GO
CREATE TABLE dbo.c (a int NOT NULL PRIMARY KEY, f datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
  t datetime2 GENERATED ALWAYS AS ROW END HIDDEN NOT NULL, PERIOD FOR SYSTEM_TIME (f, t))
  WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.h, HISTORY_RETENTION_PERIOD = 6 MONTHS))
GO`,
  },
  {
    name: 'memory-optimised tables',
    text: `
CREATE TABLE dbo.m (a int NOT NULL PRIMARY KEY NONCLUSTERED HASH WITH (BUCKET_COUNT = 1024), b int NOT NULL,
  INDEX ix NONCLUSTERED (b DESC)) WITH (MEMORY_OPTIMIZED = ON, DURABILITY = SCHEMA_ONLY)
GO
CREATE TYPE dbo.mt AS TABLE (a int NOT NULL, INDEX ix NONCLUSTERED HASH (a) WITH (BUCKET_COUNT = 8))
  WITH (MEMORY_OPTIMIZED = ON)
GO`,
  },
];
