// What of a definition came with a release later than 2012, statement by statement: an older server refuses it.
// Sources: "CREATE TABLE", "CREATE INDEX", "CREATE COLUMNSTORE INDEX", "CREATE STATISTICS", "CREATE SECURITY POLICY",
// "CREATE COLUMN MASTER KEY", "ADD SENSITIVITY CLASSIFICATION", "CREATE JSON INDEX", "CREATE VECTOR INDEX (Transact-SQL)"
// (Microsoft).
import type { ReleaseNeed } from '../../model/catalog/release-need.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import type { BodyOf, DefinitionType } from '../../model/definitions/definition-type.ts';
import type { IndexShape, KeyShape, StatisticsShape } from '../../model/definitions/index-shape.ts';
import type { ColumnShape, TableShape } from '../../model/definitions/table-shape.ts';
import type { DefinitionFact, DefinitionOf } from '../../model/facts/definition-fact.ts';
import type { MadeKind, ObjectStatement } from '../statement.ts';

/** What is a class of securables came with its class. */
function ofClass(name: SecurableClass): ReleaseNeed {
  return { since: SECURABLE_CLASSES[name].since, what: `CREATE ${name}` };
}

const OF_TYPE: { readonly [T in DefinitionType]?: ReleaseNeed } = {
  'column-master-key': { since: 2016, what: 'CREATE COLUMN MASTER KEY' },
  'column-encryption-key': { since: 2016, what: 'CREATE COLUMN ENCRYPTION KEY' },
  'security-policy': { since: 2016, what: 'CREATE SECURITY POLICY' },
  'scoped-configuration': { since: 2016, what: 'ALTER DATABASE SCOPED CONFIGURATION' },
  'external-library': { since: 2017, what: 'CREATE EXTERNAL LIBRARY' },
  'external-language': ofClass('EXTERNAL LANGUAGE'),
  'external-data-source': { since: 2016, what: 'CREATE EXTERNAL DATA SOURCE' },
  'external-file-format': { since: 2016, what: 'CREATE EXTERNAL FILE FORMAT' },
  'external-model': ofClass('EXTERNAL MODEL'),
  'external-table': { since: 2016, what: 'CREATE EXTERNAL TABLE' },
};

const OF_MADE: { readonly [M in MadeKind]?: ReleaseNeed } = {
  classification: { since: 2019, what: 'ADD SENSITIVITY CLASSIFICATION' },
};

/** What came when, and whether a part of a definition has it. */
type Rows<T> = readonly (readonly [since: SqlVersion, what: string, has: (part: T) => unknown])[];

const OF_COLUMN: Rows<ColumnShape> = [
  [2016, 'MASKED WITH', ({ mask }) => mask],
  [2016, 'ENCRYPTED WITH', ({ encryption }) => encryption],
  [2016, 'GENERATED ALWAYS', ({ generated }) => generated],
  [2025, 'the type vector', ({ type }) => type?.schema === undefined && type?.name === 'vector'],
  [2025, 'the type json', ({ type }) => type?.schema === undefined && type?.name === 'json'],
];

/** Sources: "Collation and Unicode support" (Microsoft). */
const OF_COLLATION: Rows<string> = [
  [2017, 'a collation of version 140', (collation) => /_140(?:_|$)/.test(collation)],
  [2019, 'a collation of UTF-8', (collation) => collation.endsWith('_UTF8')],
];

const OF_TABLE: Rows<TableShape> = [
  [2016, 'PERIOD FOR SYSTEM_TIME', ({ period }) => period],
  [2016, 'SYSTEM_VERSIONING', ({ history }) => history],
  [2017, 'HISTORY_RETENTION_PERIOD', ({ history }) => history?.retention],
  [2017, 'AS NODE and AS EDGE', ({ graph }) => graph],
  [2019, 'CONNECTION', ({ edgeConstraints }) => edgeConstraints],
  [2022, 'LEDGER', ({ ledger }) => ledger],
  [2022, 'XML_COMPRESSION', hasXmlCompression],
];

const OF_INDEX: Rows<IndexShape | KeyShape> = [
  [2014, 'STATISTICS_INCREMENTAL', ({ isIncremental }) => isIncremental],
  [2014, 'CLUSTERED COLUMNSTORE INDEX', (index) => kindOf(index) === 'CLUSTERED COLUMNSTORE'],
  [
    2014,
    'COLUMNSTORE_ARCHIVE',
    ({ compression }) => compression?.some(({ how }) => how === 'COLUMNSTORE_ARCHIVE'),
  ],
  [2016, 'WHERE of a columnstore', (index) => isColumnstore(index) && 'filter' in index && index.filter],
  [2016, 'COMPRESSION_DELAY', (index) => 'compressionDelay' in index && index.compressionDelay],
  [2017, 'SUPPRESS_MESSAGES', ({ suppressesMessages }) => suppressesMessages],
  [2019, 'OPTIMIZE_FOR_SEQUENTIAL_KEY', ({ isForSequentialKey }) => isForSequentialKey],
  [2022, 'ORDER of a columnstore', (index) => 'order' in index && index.order],
  [2022, 'XML_COMPRESSION', hasXmlCompression],
  [
    2025,
    'ORDER of a nonclustered columnstore',
    (index) => kindOf(index) === 'NONCLUSTERED COLUMNSTORE' && 'order' in index && index.order,
  ],
  [2025, 'CREATE JSON INDEX', (index) => kindOf(index) === 'JSON'],
  [2025, 'CREATE VECTOR INDEX', (index) => kindOf(index) === 'VECTOR'],
];

/** What an index in a table has to itself: SQL Server 2014 takes plain ones, and those of tables in memory. */
const OF_INSIDE: Rows<IndexShape> = [
  [2014, 'INDEX in a table', () => true],
  [2016, 'UNIQUE of an INDEX in a table', ({ isUnique }) => isUnique],
  [2016, 'WHERE of an INDEX in a table', ({ filter }) => filter],
  [2016, 'a columnstore in a table', isColumnstore],
  [2019, 'INCLUDE of an INDEX in a table', ({ included }) => included],
];

/** Source: "Transact-SQL Constructs Not Supported by In-Memory OLTP" (Microsoft). */
const OF_MEMORY: Rows<TableShape | BodyOf<'table-type'>> = [
  [2014, 'MEMORY_OPTIMIZED', () => true],
  [2016, 'CHECK of a table in memory', ({ checks }) => checks],
  [2016, 'UNIQUE of a table in memory', ({ keys }) => keys?.some(({ isPrimary }) => !isPrimary)],
  [2017, 'a computed column of a table in memory', ({ columns }) => columns.some(({ computed }) => computed)],
];

const OF_STATISTICS: Rows<StatisticsShape> = [
  [2014, 'INCREMENTAL', ({ isIncremental }) => isIncremental],
  [2022, 'AUTO_DROP', ({ isAutoDropped }) => isAutoDropped],
];

/** SQL Server 2017 takes R, and Windows. Source: "CREATE EXTERNAL LIBRARY (Transact-SQL)" (Microsoft). */
const OF_LIBRARY: Rows<BodyOf<'external-library'>> = [
  [2019, 'an external library of another language than R', ({ language }) => language !== 'R'],
  [2019, 'PLATFORM = LINUX', ({ files }) => files.some(({ platform }) => platform === 'LINUX')],
];

/** Sources: "CREATE EXTERNAL DATA SOURCE", "CREATE EXTERNAL FILE FORMAT", "CREATE EXTERNAL TABLE (Transact-SQL)" (Microsoft). */
const OF_SOURCE: Rows<BodyOf<'external-data-source'>> = [
  [2017, 'TYPE = BLOB_STORAGE', ({ type }) => type === 'BLOB_STORAGE'],
  [2019, 'an external data source without TYPE', ({ type }) => type === undefined],
  [2019, 'CONNECTION_OPTIONS', ({ connectionOptions }) => connectionOptions],
  [2019, 'PUSHDOWN', ({ isPushdownOff }) => isPushdownOff],
];

const OF_FORMAT: Rows<BodyOf<'external-file-format'>> = [
  [2022, 'FORMAT_TYPE = DELTA', ({ type }) => type === 'DELTA'],
  [2022, 'FIRST_ROW', ({ firstRow }) => firstRow],
  [2022, 'PARSER_VERSION', ({ parserVersion }) => parserVersion],
];

const OF_EXTERNAL_TABLE: Rows<BodyOf<'external-table'>> = [
  [2019, 'REJECTED_ROW_LOCATION', ({ rejectedRows }) => rejectedRows],
  [2022, 'TABLE_OPTIONS', ({ options }) => options],
];

/** The release that has a collation; undefined where 2012 has it. */
export function releaseOfCollation(collation: string | undefined): ReleaseNeed | undefined {
  return newest(needsIn(OF_COLLATION, collation === undefined ? [] : [collation]));
}

function isColumnstore(index: IndexShape | KeyShape): boolean {
  return kindOf(index)?.endsWith('COLUMNSTORE') === true;
}

function kindOf(index: IndexShape | KeyShape): IndexShape['kind'] | undefined {
  return 'kind' in index ? index.kind : undefined;
}

function hasXmlCompression({ compression }: Pick<TableShape, 'compression'>): boolean {
  return compression?.some(({ how }) => how === 'XML') ?? false;
}

/** The newest release that a statement of a definition needs; undefined where 2012 will do. `usual`: the database's collation. */
export function releaseOf(
  fact: DefinitionFact,
  { makes }: ObjectStatement,
  usual?: string,
): ReleaseNeed | undefined {
  return newest([OF_TYPE[fact.type], OF_MADE[makes.what], ...ofParts(fact, makes, usual)]);
}

function ofParts(
  fact: DefinitionFact,
  { what, name }: ObjectStatement['makes'],
  usual: string | undefined,
): (ReleaseNeed | undefined)[] {
  const { body } = fact;
  if ('indexes' in body && what === 'index') return ofIndex(body, name);
  if ('statistics' in body && what === 'statistics')
    return needsIn(
      OF_STATISTICS,
      body.statistics?.filter((one) => one.name === name),
    );
  const isOwn = (what === 'object' || what === 'type') && name === fact.name;
  switch (fact.type) {
    case 'column-master-key':
      return fact.body.enclaveSignature === undefined ? [] : [{ since: 2019, what: 'ENCLAVE_COMPUTATIONS' }];
    case 'external-library':
      return needsIn(OF_LIBRARY, [fact.body]);
    case 'external-data-source':
      return needsIn(OF_SOURCE, [fact.body]);
    case 'external-file-format':
      return needsIn(OF_FORMAT, [fact.body]);
    case 'external-table':
      return isOwn
        ? [...needsIn(OF_EXTERNAL_TABLE, [fact.body]), ...ofColumns(fact.body.columns, usual)]
        : [];
    case 'table':
      return isOwn ? [...needsIn(OF_TABLE, [fact.body]), ...ofTable(fact, usual)] : [];
    case 'table-type':
      return isOwn ? ofTable(fact, usual) : [];
    default:
      return isOwn && 'isNative' in body && body.isNative
        ? [{ since: fact.type === 'procedure' ? 2014 : 2016, what: 'NATIVE_COMPILATION' }]
        : [];
  }
}

/** In memory, and in a type, indexes stand in the table. */
function ofTable(
  { type, body }: DefinitionOf<'table'> | DefinitionOf<'table-type'>,
  usual: string | undefined,
): (ReleaseNeed | undefined)[] {
  const inside = body.isMemoryOptimized || type === 'table-type' ? (body.indexes ?? []) : [];
  return [
    ...ofColumns(body.columns, usual),
    ...needsIn(OF_INDEX, [...(body.keys ?? []), ...inside]),
    ...needsIn(OF_MEMORY, body.isMemoryOptimized ? [body] : []),
    ...needsIn(OF_INSIDE, inside),
  ];
}

/** A collation that is the database's is not said. */
function ofColumns(columns: readonly ColumnShape[], usual: string | undefined): ReleaseNeed[] {
  const collations = columns.flatMap(({ collation }) => (collation === usual ? [] : (collation ?? [])));
  return [...needsIn(OF_COLUMN, columns), ...needsIn(OF_COLLATION, collations)];
}

/** SQL Server 2014 takes a clustered columnstore where the table has no other index, and no key. */
function ofIndex(
  body: { readonly indexes?: readonly IndexShape[]; readonly keys?: readonly KeyShape[] },
  name: string,
): ReleaseNeed[] {
  const own = body.indexes?.filter((index) => index.name === name);
  const isAlone = body.indexes?.length === 1 && body.keys === undefined;
  const beside = { since: 2016, what: 'CLUSTERED COLUMNSTORE INDEX beside keys and other indexes' } as const;
  const needs = needsIn(OF_INDEX, own);
  return own?.[0]?.kind === 'CLUSTERED COLUMNSTORE' && !isAlone ? [...needs, beside] : needs;
}

function needsIn<T>(rows: Rows<T>, parts: readonly T[] = []): ReleaseNeed[] {
  return rows.flatMap(([since, what, has]) => (parts.some((part) => has(part)) ? [{ since, what }] : []));
}

function newest(needs: readonly (ReleaseNeed | undefined)[]): ReleaseNeed | undefined {
  return needs.reduce(
    (best, need) => (need !== undefined && need.since > (best?.since ?? 0) ? need : best),
    undefined,
  );
}
