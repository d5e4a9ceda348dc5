// What is neither table nor module: types, sequences, properties, Service Broker, full-text search.
import { identifier, text } from '../../../src/text/quote.ts';
import type { FeaturePlace } from './feature-place.ts';

/** A sequence, and a column that is numbered by it. */
export function sequence({ choices, own }: FeaturePlace): readonly string[] {
  const name = own('sequence');
  const bounds = choices.pick(['', ' MINVALUE -10 MAXVALUE 100', ' NO MINVALUE MAXVALUE 200']);
  const kept = choices.pick(['', ' CACHE 7', ' NO CACHE']);
  const cycle = choices.once(2) ? ' CYCLE' : '';
  return [
    `CREATE SEQUENCE ${name} AS ${choices.pick(['int', 'bigint', 'smallint', 'decimal(9, 0)'])} START WITH ${choices.below(9)} INCREMENT BY ${choices.pick([1, 2, -1])}${bounds}${cycle}${kept}`,
    `CREATE TABLE ${own('numbered')} (a int NOT NULL DEFAULT (NEXT VALUE FOR ${name}), b int NULL)`,
  ];
}

/** An alias type, a table type, and what is of them. */
export function types({ choices, own }: FeaturePlace): readonly string[] {
  const [alias, rows] = [own('alias'), own('rows')];
  const nullable = choices.pick(['', ' NULL', ' NOT NULL']);
  return [
    `CREATE TYPE ${alias} FROM ${choices.pick(['nvarchar(20)', 'decimal(9, 3)', 'int', 'varbinary(max)'])}${nullable}`,
    `CREATE TYPE ${rows} AS TABLE (a int NOT NULL PRIMARY KEY, b ${alias}${choices.pick(['', ' NULL', ' NOT NULL'])}, c int NULL CHECK (c > 1), d AS (a * 2), UNIQUE (c))`,
    `CREATE TABLE ${own('typed')} (a ${alias} NOT NULL, b ${alias} NULL)`,
    `CREATE PROCEDURE ${own('takes')} @rows ${rows} READONLY, @one ${alias} AS SELECT a FROM @rows`,
  ];
}

/** Extended properties of an object and its parts. */
export function properties({ choices, own, plain }: FeaturePlace): readonly string[] {
  const [table, procedure] = ['told', 'tells'];
  const on = `N'SCHEMA', N'made', N'TABLE', ${text(plain(table))}`;
  const value = text(choices.pick(['x', "o'x", 'two\r\nlines', '', '$(x)']));
  return [
    `CREATE TABLE ${own(table)} (a int NOT NULL CONSTRAINT ${identifier(plain('told key'))} PRIMARY KEY, b int NULL)`,
    `CREATE INDEX ix ON ${own(table)} (b)`,
    `CREATE PROCEDURE ${own(procedure)} @a int AS RETURN`,
    `EXEC sys.sp_addextendedproperty N'note', ${value}, ${on}`,
    `EXEC sys.sp_addextendedproperty N'note', ${value}, ${on}, N'COLUMN', N'b'`,
    `EXEC sys.sp_addextendedproperty N'a ] note', ${value}, ${on}, N'INDEX', N'ix'`,
    `EXEC sys.sp_addextendedproperty N'note', ${value}, ${on}, N'CONSTRAINT', ${text(plain('told key'))}`,
    `EXEC sys.sp_addextendedproperty N'note', ${value}, N'SCHEMA', N'made', N'PROCEDURE', ${text(plain(procedure))}, N'PARAMETER', N'@a'`,
  ];
}

/** What Service Broker needs for a conversation. */
export function broker({ choices, own, plain }: FeaturePlace): readonly string[] {
  const [asked, answered, contract] = ['asked', 'answered', 'contract'].map((what) =>
    identifier(plain(what)),
  );
  return [
    `CREATE MESSAGE TYPE ${asked} VALIDATION = ${choices.pick(['NONE', 'EMPTY', 'WELL_FORMED_XML'])}`,
    `CREATE MESSAGE TYPE ${answered} VALIDATION = NONE`,
    `CREATE CONTRACT ${contract} (${asked} SENT BY INITIATOR, ${answered} SENT BY ${choices.pick(['TARGET', 'ANY'])})`,
    `CREATE QUEUE ${own('queue')} WITH STATUS = ON, RETENTION = ${choices.pick(['OFF', 'ON'])}`,
    `CREATE SERVICE ${identifier(plain('service'))} ON QUEUE ${own('queue')}${choices.once(2) ? ` (${contract})` : ''}`,
  ];
}

/** A full-text index in a catalog of its own. */
export function fullText({ choices, own, plain }: FeaturePlace): readonly string[] {
  const [catalog, key, table] = [
    identifier(plain('catalog')),
    identifier(plain('text key')),
    own('searched'),
  ];
  const tracking = choices.pick(['', ' WITH CHANGE_TRACKING = MANUAL', ' WITH (STOPLIST = OFF)']);
  return [
    `CREATE FULLTEXT CATALOG ${catalog} WITH ACCENT_SENSITIVITY = ${choices.pick(['ON', 'OFF'])}`,
    `CREATE TABLE ${table} (id int NOT NULL CONSTRAINT ${key} PRIMARY KEY, body nvarchar(max) NULL)`,
    `CREATE FULLTEXT INDEX ON ${table} (body${choices.pick(['', ' LANGUAGE 1031'])}) KEY INDEX ${key} ON ${catalog}${tracking}`,
  ];
}
