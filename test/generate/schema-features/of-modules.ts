// Views, functions, procedures, triggers and policies, over tables of their own.
import { identifier, text } from '../../../src/text/quote.ts';
import type { FeaturePlace } from './feature-place.ts';

/** A function of each type, and what stands on them. */
export function functions({ choices, own, plain }: FeaturePlace): readonly string[] {
  const [scalar, inline, several] = [own('scalar'), own('inline'), own('several')];
  return [
    `CREATE FUNCTION ${scalar} (@a int = ${choices.below(5)}) RETURNS int WITH SCHEMABINDING${choices.pick(['', ', RETURNS NULL ON NULL INPUT'])} AS BEGIN RETURN @a + 1 END`,
    `CREATE TABLE ${own('computed')} (a int NOT NULL, b AS (${scalar}([a])), CONSTRAINT ${identifier(plain('C scalar'))} CHECK (${scalar}([a]) > 0), d int NULL DEFAULT (${scalar}(1)))`,
    `CREATE FUNCTION ${inline} (@a int) RETURNS TABLE AS RETURN (SELECT ${scalar}(@a) AS x, a FROM ${own('computed')})`,
    `CREATE FUNCTION ${several} (@a int) RETURNS @found TABLE (x int NOT NULL PRIMARY KEY, y nvarchar(9) NULL DEFAULT N'') AS BEGIN INSERT @found (x) SELECT x FROM ${inline}(@a); RETURN; END`,
    `CREATE VIEW ${own('over functions')} AS SELECT f.x, g.y FROM ${inline}(1) f CROSS APPLY ${several}(f.x) g`,
  ];
}

/** A view with indexes. */
export function indexedView({ choices, own }: FeaturePlace): readonly string[] {
  const [table, view] = [own('counted'), own('counts')];
  return [
    `CREATE TABLE ${table} (a int NOT NULL, b int NOT NULL, c nvarchar(20) NULL)`,
    `CREATE VIEW ${view} WITH SCHEMABINDING AS SELECT a, b, COUNT_BIG(*) AS n FROM ${table} GROUP BY a, b`,
    `CREATE UNIQUE CLUSTERED INDEX vc ON ${view} (a, b${choices.pick(['', ' DESC'])})`,
    ...(choices.once(2) ? [`CREATE NONCLUSTERED INDEX vn ON ${view} (b) INCLUDE (n)`] : []),
  ];
}

/** Triggers of a table and of a view. */
export function triggers({ choices, own }: FeaturePlace): readonly string[] {
  const [table, view, trigger] = [own('fired'), own('fires'), own('first')];
  return [
    `CREATE TABLE ${table} (a int NOT NULL)`,
    `CREATE VIEW ${view} AS SELECT a FROM ${table}`,
    `CREATE TRIGGER ${trigger} ON ${table} AFTER INSERT, UPDATE${choices.pick(['', ' NOT FOR REPLICATION'])} AS SET NOCOUNT ON`,
    `CREATE TRIGGER ${own('instead')} ON ${view} INSTEAD OF DELETE AS\r\nRETURN`,
    `EXEC sys.sp_settriggerorder ${text(trigger)}, '${choices.pick(['First', 'Last'])}', 'INSERT'`,
    ...(choices.once(2) ? [`DISABLE TRIGGER ${trigger} ON ${table}`] : []),
  ];
}

/** Modules made under settings of old, whose text holds what tears scripts apart. */
export function oldModules({ choices, own }: FeaturePlace): readonly string[] {
  const body = choices.pick([
    "SELECT 'GO' -- \r\n/* \r\nGO\r\n*/",
    "SELECT N'$(x)', '\r\nGO\r\n'",
    'SELECT 1 -- no end',
    "\tSELECT 'x'\n\n\n",
  ]);
  return [
    `SET QUOTED_IDENTIFIER ${choices.pick(['OFF', 'ON'])}`,
    `SET ANSI_NULLS ${choices.pick(['ON', 'OFF'])}`,
    `/* CREATE VIEW x */ -- what it does\r\nCREATE PROC ${own('old')} @a int = 1 OUTPUT WITH RECOMPILE AS ${body}`,
    'SET QUOTED_IDENTIFIER ON',
    'SET ANSI_NULLS ON',
  ];
}

/** A security policy. */
export function policy({ choices, own }: FeaturePlace): readonly string[] {
  const [table, predicate] = [own('guarded'), own('may see')];
  const block = choices.once(2) ? `, ADD BLOCK PREDICATE ${predicate}(a) ON ${table} AFTER INSERT` : '';
  return [
    `CREATE TABLE ${table} (a int NOT NULL)`,
    `CREATE FUNCTION ${predicate} (@a int) RETURNS TABLE WITH SCHEMABINDING AS RETURN (SELECT 1 AS ok WHERE @a > 0)`,
    `CREATE SECURITY POLICY ${own('policy')} ADD FILTER PREDICATE ${predicate}(a) ON ${table}${block} WITH (STATE = ${choices.pick(['ON', 'OFF'])})`,
  ];
}
