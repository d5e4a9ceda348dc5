// Tables of every kind, with what only tables have: keys, partitions, statistics, history, memory, columnstores, masks.
import { identifier, text } from '../../../src/text/quote.ts';
import type { FeaturePlace } from './feature-place.ts';

/** A table on a partition scheme. */
export function partitions({ choices, own, plain }: FeaturePlace): readonly string[] {
  const [ranges, scheme] = [identifier(plain('ranges')), identifier(plain('scheme'))];
  const [type, values] = choices.pick([
    ['int', '-1, 5, 100'],
    ['datetime2(0)', "'2020-01-01', '2021-06-30 10:20:30'"],
    ['nvarchar(10)', "N'a', N'o''b', N'z'"],
    ['decimal(9, 2)', '-1.50, 0.00'],
    ['date', "'2020-01-01'"],
  ] as const);
  const side = choices.pick(['LEFT', 'RIGHT']);
  const compression = choices.pick([
    '',
    ' WITH (DATA_COMPRESSION = PAGE)',
    ' WITH (DATA_COMPRESSION = ROW ON PARTITIONS (1))',
  ]);
  return [
    `CREATE PARTITION FUNCTION ${ranges} (${type}) AS RANGE ${side} FOR VALUES (${values})`,
    `CREATE PARTITION SCHEME ${scheme} AS PARTITION ${ranges} ALL TO ([PRIMARY])`,
    `CREATE TABLE ${own('parted')} (a ${type} NOT NULL, b int NOT NULL) ON ${scheme} (a)`,
    `CREATE CLUSTERED INDEX cx ON ${own('parted')} (a, b)${compression} ON ${scheme} (a)`,
  ];
}

/** Foreign keys to keys of two columns and to the table itself, trusted or not, enabled or not. */
export function keys({ choices, own, plain }: FeaturePlace): readonly string[] {
  const [to, from] = [own('referred'), own('referring')];
  const action = choices.pick(['', ' ON DELETE SET NULL', ' ON UPDATE SET DEFAULT']);
  const isOff = choices.once(2);
  const key = identifier(plain('key of two'));
  return [
    `CREATE TABLE ${from} (a int NULL, b int NULL, c int NULL, CHECK NOT FOR REPLICATION (a > b))`,
    `CREATE TABLE ${to} (a int NOT NULL, b int NOT NULL, c int NULL, UNIQUE NONCLUSTERED (b DESC, a), parent int NOT NULL UNIQUE, FOREIGN KEY (c) REFERENCES ${to} (parent))`,
    `ALTER TABLE ${from} WITH ${choices.pick(['CHECK', 'NOCHECK'])} ADD CONSTRAINT ${key} FOREIGN KEY (a, b) REFERENCES ${to} (b, a)${action}${choices.pick(['', ' NOT FOR REPLICATION'])}`,
    ...(isOff ? [`ALTER TABLE ${from} NOCHECK CONSTRAINT ${key}`] : []),
  ];
}

/** Foreign keys in a circle, and modules that name each other. */
export function circle({ own, plain }: FeaturePlace): readonly string[] {
  const [one, other] = [own('one'), own('other')];
  return [
    `CREATE TABLE ${one} (a int NOT NULL PRIMARY KEY, b int NULL)`,
    `CREATE TABLE ${other} (a int NOT NULL PRIMARY KEY, b int NULL REFERENCES ${one} (a))`,
    `ALTER TABLE ${one} ADD CONSTRAINT ${identifier(plain('closes'))} FOREIGN KEY (b) REFERENCES ${other} (a)`,
    `CREATE PROCEDURE ${own('calls')} AS EXEC ${own('called')}`,
    `CREATE PROCEDURE ${own('called')} AS EXEC ${own('calls')}`,
  ];
}

/** Statistics with a filter, over sparse columns. */
export function statistics({ choices, own }: FeaturePlace): readonly string[] {
  const table = own('measured');
  const filter = choices.pick([
    '',
    ' WHERE a > 5',
    ' WHERE a IN (1, 2, 3)',
    " WHERE c = N'x' AND a IS NOT NULL",
  ]);
  return [
    `CREATE TABLE ${table} (a int NULL, b int SPARSE NULL, c nvarchar(10) NULL)`,
    `CREATE STATISTICS st ON ${table} (a, c)${filter}${choices.pick(['', ' WITH NORECOMPUTE'])}`,
  ];
}

/** A table in memory. */
export function inMemory({ choices, own }: FeaturePlace): readonly string[] {
  const durable = choices.pick(['SCHEMA_AND_DATA', 'SCHEMA_ONLY']);
  const key = choices.pick(['NONCLUSTERED', 'NONCLUSTERED HASH WITH (BUCKET_COUNT = 1000)']);
  return [
    `CREATE TABLE ${own('in memory')} (a int NOT NULL PRIMARY KEY ${key}, b int NOT NULL, INDEX ix NONCLUSTERED (b${choices.pick(['', ' DESC'])})) WITH (MEMORY_OPTIMIZED = ON, DURABILITY = ${durable})`,
  ];
}

/** A clustered columnstore index. */
export function columnstore({ choices, own, version }: FeaturePlace): readonly string[] {
  const delay = version >= 2016 && choices.once(2) ? ' WITH (COMPRESSION_DELAY = 5)' : '';
  return [
    `CREATE TABLE ${own('in columns')} (a int NOT NULL, b nvarchar(20) NULL)`,
    `CREATE CLUSTERED COLUMNSTORE INDEX cc ON ${own('in columns')}${delay}`,
  ];
}

/** A columnstore index beside rows. */
export function filteredColumnstore({ own, choices }: FeaturePlace): readonly string[] {
  return [
    `CREATE TABLE ${own('both ways')} (a int NOT NULL PRIMARY KEY, b int NULL)`,
    `CREATE NONCLUSTERED COLUMNSTORE INDEX nc ON ${own('both ways')} (${choices.pick(['a, b', 'b'])}) WHERE b > 0`,
  ];
}

/** A table with its history. */
export function temporal({ choices, own, version }: FeaturePlace): readonly string[] {
  const [now, history] = [own('now'), own('history')];
  const retention = version >= 2017 && choices.once(2) ? ', HISTORY_RETENTION_PERIOD = 3 MONTHS' : '';
  const hidden = choices.pick(['', ' HIDDEN']);
  return [
    `CREATE TABLE ${history} (a int NOT NULL, f datetime2(3) NOT NULL, t datetime2(3) NOT NULL)`,
    `CREATE CLUSTERED INDEX hx ON ${history} (t, f)`,
    `CREATE TABLE ${now} (a int NOT NULL PRIMARY KEY, f datetime2(3) GENERATED ALWAYS AS ROW START${hidden} NOT NULL, t datetime2(3) GENERATED ALWAYS AS ROW END${hidden} NOT NULL, PERIOD FOR SYSTEM_TIME (f, t)) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = ${history}${retention}))`,
  ];
}

/** A masked column. */
export function masks({ choices, own }: FeaturePlace): readonly string[] {
  const mask = choices.pick(['default()', 'email()', 'partial(1, "x]", 2)']);
  return [
    `CREATE TABLE ${own('masked')} (a nvarchar(50) MASKED WITH (FUNCTION = ${text(mask)}) NULL, b int NULL)`,
  ];
}

/** A default and a rule of their own, bound to a column. */
export function ownDefaults({ choices, own, plain }: FeaturePlace): readonly string[] {
  const table = `[made].${identifier(plain('bound'))}.[a]`;
  return [
    `CREATE DEFAULT ${own('zero')} AS ${choices.pick(['0', "N'x'", 'getdate()'])}`,
    `CREATE RULE ${own('positive')} AS @x > ${choices.below(5)}`,
    `CREATE TABLE ${own('bound')} (a int NULL)`,
    `EXEC sys.sp_bindefault ${text(own('zero'))}, ${text(table)}`,
    `EXEC sys.sp_bindrule ${text(own('positive'))}, ${text(table)}`,
  ];
}
