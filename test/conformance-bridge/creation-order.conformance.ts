// The checker of creation order: what a statement cannot be run without, and a later one makes, is told; what SQL Server
// looks up only when a module runs is not.
import { assert } from '../suite.ts';
import { available, creationOrder } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const TABLE = 'CREATE TABLE dbo.t (a int NOT NULL CONSTRAINT pk PRIMARY KEY, b int NULL)';
const FUNCTION =
  'CREATE FUNCTION dbo.f (@a int) RETURNS int WITH SCHEMABINDING AS BEGIN RETURN (SELECT MAX(a) FROM dbo.t) END';

/** A statement, what has to stand before it, and what it is told to lack where that comes after it. */
const CASES: readonly (readonly [needs: string, needed: string, late: readonly string[]])[] = [
  ['CREATE VIEW dbo.v AS WITH c AS (SELECT a FROM dbo.t) SELECT a FROM c', TABLE, ['object [dbo].[t]']],
  [FUNCTION, TABLE, ['object [dbo].[t]']],
  [
    'CREATE TABLE dbo.u (a int NOT NULL, b AS (dbo.g(a)))',
    'CREATE FUNCTION dbo.g (@a int) RETURNS int AS BEGIN RETURN @a END',
    ['object [dbo].[g]'],
  ],
  ['CREATE TABLE dbo.u (a dbo.short)', 'CREATE TYPE dbo.short FROM nvarchar(20)', ['type [dbo].[short]']],
  [
    'CREATE PROCEDURE dbo.p @a dbo.rows READONLY AS RETURN',
    'CREATE TYPE dbo.rows AS TABLE (a int)',
    ['type [dbo].[rows]'],
  ],
  [
    'ALTER TABLE dbo.u ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES dbo.t (b)',
    `${TABLE}\nGO\nCREATE UNIQUE INDEX ux ON dbo.t (b)`,
    ['object [dbo].[t]', 'unique columns [dbo].[t] (b)'],
  ],
  ['CREATE INDEX ix ON dbo.t (b)', TABLE, ['object [dbo].[t]']],
  [
    'CREATE TABLE dbo.u (a int DEFAULT (NEXT VALUE FOR dbo.q))',
    'CREATE SEQUENCE dbo.q',
    ['object [dbo].[q]'],
  ],
  [
    'CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY])',
    'CREATE PARTITION FUNCTION pf (int) AS RANGE LEFT FOR VALUES (1)',
    ['partition function [pf]'],
  ],
  [
    "EXEC sys.sp_addextendedproperty N'x', N'y', N'SCHEMA', N'dbo', N'TABLE', N't', N'CONSTRAINT', N'pk'",
    TABLE,
    ['object [dbo].[t]', 'object [dbo].[pk]'],
  ],
  [
    'CREATE FULLTEXT INDEX ON dbo.t (b) KEY INDEX pk ON c',
    `${TABLE}\nGO\nCREATE FULLTEXT CATALOG c`,
    ['object [dbo].[t]', 'index [dbo].[t].[pk]', 'full-text catalog [c]'],
  ],
  ['CREATE SERVICE s ON QUEUE dbo.q', 'CREATE QUEUE dbo.q', ['object [dbo].[q]']],
  // What is looked up later.
  [
    'CREATE PROCEDURE dbo.p AS SELECT a FROM dbo.t; EXEC dbo.q',
    `${TABLE}\nGO\nCREATE PROC dbo.q AS RETURN`,
    [],
  ],
  ['CREATE SYNONYM dbo.n FOR dbo.t', TABLE, []],
  ['CREATE VIEW dbo.v AS SELECT a FROM other.dbo.t', TABLE, []],
];

const answers = available()
  ? await creationOrder(
      CASES.flatMap(([needs, needed], at) => [
        { id: `${at} late`, version: 2022 as const, text: `${needs}\nGO\n${needed}\nGO\n` },
        { id: `${at} in time`, version: 2022 as const, text: `${needed}\nGO\n${needs}\nGO\n` },
      ]),
    )
  : [];

conformanceSuite('the order of creation', (test) => {
  for (const [at, [needs, , late]] of CASES.entries())
    test(needs, () => {
      const [wrong, right] = [answers[at * 2], answers[at * 2 + 1]];
      assert.equal(wrong?.problems, []);
      assert.equal(
        wrong?.late.map((one) => one.needs),
        late,
      );
      assert.equal(right?.late, []);
    });
});
