// Schemas as .sql, made up from a seed: tables with every clause that goes with the others, what hangs on them, modules
// over them, and some of what else there is. The same seed gives the same text. Names are hostile where that is asked for, else those of Service Manager.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { identifier, text } from '../../src/text/quote.ts';
import { HOSTILE } from '../hostile-names.ts';
import { Choices, itemsOf } from './choices.ts';
import { FEATURES } from './schema-features/features.ts';

/** How much of a schema is made. */
export interface SchemaSize {
  readonly tables: number;
  /** Views and procedures, each of one table. */
  readonly modules: number;
  readonly names: 'hostile' | 'service-manager';
  /** How many of the makers of schema-features add theirs; those that this release knows. */
  readonly features: number;
  readonly version: SqlVersion;
}

/** A table as far as others name it. */
interface MadeTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: string;
}

const LONGEST = 128;

/** Types, with a default and a condition that go with them; `@` is the column. */
const TYPES: readonly (readonly [type: string, preset: string, check: string])[] = [
  ['int', '7', '@ > 0'],
  ['bigint', '((2) * 3)', '@ BETWEEN 1 AND 9'],
  ['nvarchar(50)', "N'it''s'", "@ <> N'' AND @ LIKE N'a%'"],
  ['varchar(max)', "'x' + 'y'", '@ IS NOT NULL'],
  ['decimal(18, 4)', '-1.5', 'NOT (@ = 1 OR @ = 2)'],
  ['datetime2(3)', 'SYSUTCDATETIME()', "@ >= '2020-01-01T00:00:00'"],
  ['datetime', 'CURRENT_TIMESTAMP', 'YEAR(@) > 2000'],
  ['uniqueidentifier', 'NEWID()', '@ IS NULL OR @ IS NOT NULL'],
  ['bit', 'CAST(0 AS bit)', '@ IN (0, 1)'],
  ['float', '1e0', 'ABS(@) < 1'],
  ['varbinary(16)', '0x01', 'DATALENGTH(@) > 1'],
  ['char(3)', "COALESCE(NULL, 'abc')", "LEFT(@, 1) = 'a'"],
];

const COLLATIONS = ['Latin1_General_BIN2', 'Turkish_CI_AS'];
const COMPRESSIONS = ['NONE', 'ROW', 'PAGE'];

/** A schema of that size. */
export function generateSchema(seed: number, size: SchemaSize): string {
  const items = itemsOf(seed);
  const choose = (): Choices => new Choices(items.next().value);
  const batches: string[] = ['CREATE SCHEMA [made]'];
  const tables: MadeTable[] = [];
  for (let number = 0; number < size.tables; number += 1) {
    const name = nameOf(size, number, 'table');
    const table = tableOf(name, choose, size, batches);
    const before = tables.at(-1);
    if (before !== undefined && choose().once(2)) batches.push(foreignKey(table, before, choose()));
    tables.push(table);
  }
  for (let number = 0; number < size.modules; number += 1) {
    const table = tables[number % Math.max(1, tables.length)];
    if (table !== undefined) batches.push(...modulesOf(size, number, table, choose()));
  }
  for (let number = 0; number < size.features; number += 1)
    batches.push(...featureOf(size, number, choose()));
  return `${batches.join('\nGO\n')}\nGO\n`;
}

function featureOf(size: SchemaSize, number: number, choices: Choices): readonly string[] {
  const { make } = choices.pick(FEATURES.filter(({ since }) => since <= size.version));
  const plain = (what: string): string => nameOf(size, number, what);
  return make({ choices, version: size.version, plain, own: (what) => nameIn(plain(what)) });
}

/** Every name differs from all others in its end, and is as long as a name can be where it is one of Service Manager's. */
function nameOf({ names }: SchemaSize, number: number, what: string): string {
  const tail = ` ${what} ${number}`;
  const head =
    names === 'hostile'
      ? (HOSTILE[number % HOSTILE.length] ?? 'plain')
      : `MT_System$WorkItem$${'Extension$'.repeat(1 + (number % 12))}`;
  return head.slice(0, LONGEST - tail.length) + tail;
}

/** A name made of others, with as much of their ends as there is room for, since they differ in those. */
function nameAfter(what: string, ...names: readonly string[]): string {
  const whole = `${what} ${names.join('')}`;
  if (whole.length <= LONGEST) return whole;
  const room = Math.floor((LONGEST - what.length - 1) / names.length);
  return `${what} ${names.map((name) => name.slice(-room).replace(/^[\udc00-\udfff]/, '')).join('')}`;
}

const nameIn = (name: string): string => `[made].${identifier(name)}`;

function tableOf(name: string, choose: () => Choices, size: SchemaSize, batches: string[]): MadeTable {
  const columns: string[] = [];
  const lines: string[] = [];
  const key = 'Id';
  lines.push(`${identifier(key)} int ${choose().once(2) ? 'IDENTITY(1, 2) ' : ''}NOT NULL`);
  const count = 2 + choose().below(5);
  for (let number = 0; number < count; number += 1) {
    const column = size.names === 'hostile' ? nameOf(size, number + count, 'c') : `Column_${number}`;
    columns.push(column);
    lines.push(columnOf(name, column, choose()));
  }
  if (choose().once(3))
    lines.push(`[Sum] AS ([Id] + ${choose().below(9)})${choose().once(2) ? ' PERSISTED' : ''}`);
  const clustered = choose().once(3) ? 'NONCLUSTERED' : 'CLUSTERED';
  const named = choose().once(3) ? '' : `CONSTRAINT ${identifier(nameAfter('PK', name))} `;
  lines.push(`${named}PRIMARY KEY ${clustered} (${identifier(key)})${optionsOf(choose())}`);
  batches.push(`CREATE TABLE ${nameIn(name)} (\n    ${lines.join(',\n    ')}\n)`);
  const indexed = columns[0];
  if (indexed !== undefined && choose().once(2))
    batches.push(
      `CREATE NONCLUSTERED INDEX ${identifier('IX')} ON ${nameIn(name)} (${identifier(key)}${choose().once(2) ? ' DESC' : ''}) INCLUDE (${identifier(indexed)})${choose().once(2) ? ` WHERE [Id] > ${choose().below(9)}` : ''}${optionsOf(choose())}`,
    );
  if (choose().once(6)) batches.push(`ALTER TABLE ${nameIn(name)} SET (LOCK_ESCALATION = AUTO)`);
  return { name, columns, key };
}

function columnOf(table: string, column: string, choices: Choices): string {
  const [type, preset, check] = choices.pick(TYPES);
  const isText = /char/.test(type);
  const named = (what: string): string =>
    choices.once(2) ? `CONSTRAINT ${identifier(nameAfter(what, column, table))} ` : '';
  return [
    `${identifier(column)} ${type}`,
    isText && choices.once(2) ? `COLLATE ${choices.pick(COLLATIONS)}` : '',
    choices.once(2) ? 'NULL' : 'NOT NULL',
    choices.once(2) ? `${named('D')}DEFAULT ${preset}` : '',
    choices.once(3) ? `${named('C')}CHECK (${check.replaceAll('@', () => identifier(column))})` : '',
  ]
    .filter((clause) => clause !== '')
    .join(' ');
}

function optionsOf(choices: Choices): string {
  const options = [
    choices.once(3) ? `FILLFACTOR = ${50 + choices.below(50)}` : '',
    choices.once(4) ? 'PAD_INDEX = ON' : '',
    choices.once(4) ? 'ALLOW_PAGE_LOCKS = OFF' : '',
    choices.once(4) ? `DATA_COMPRESSION = ${choices.pick(COMPRESSIONS)}` : '',
  ].filter((option) => option !== '');
  return options.length === 0 ? '' : ` WITH (${options.join(', ')})`;
}

function foreignKey({ name, key }: MadeTable, to: MadeTable, choices: Choices): string {
  const trust = choices.pick(['', ' WITH NOCHECK']);
  const action = choices.pick(['', ' ON DELETE CASCADE', ' ON UPDATE CASCADE']);
  return `ALTER TABLE ${nameIn(name)}${trust} ADD CONSTRAINT ${identifier(nameAfter('FK', name))} FOREIGN KEY (${identifier(key)}) REFERENCES ${nameIn(to.name)} (${identifier(to.key)})${action}`;
}

function modulesOf(size: SchemaSize, number: number, table: MadeTable, choices: Choices): readonly string[] {
  const [view, procedure] = [nameOf(size, number, 'view'), nameOf(size, number, 'procedure')];
  const column = identifier(table.columns[0] ?? table.key);
  const bound = choices.once(4) ? ' WITH SCHEMABINDING' : '';
  const batches = [
    `CREATE VIEW ${nameIn(view)}${bound} AS\nSELECT [Id], ${column} FROM ${nameIn(table.name)}`,
    `-- ${number}\nCREATE PROCEDURE ${nameIn(procedure)} @id int = ${choices.below(9)}\nAS\nBEGIN\n    SELECT ${column}, ${text(table.name)} FROM ${nameIn(view)} WHERE [Id] = @id;\nEND`,
  ];
  if (choices.once(3))
    batches.push(
      `CREATE TRIGGER ${nameIn(nameOf(size, number, 'trigger'))} ON ${nameIn(table.name)} AFTER INSERT, DELETE AS\nSET NOCOUNT ON`,
    );
  if (choices.once(3))
    batches.push(`CREATE SYNONYM ${nameIn(nameOf(size, number, 'synonym'))} FOR ${nameIn(view)}`);
  return batches;
}
