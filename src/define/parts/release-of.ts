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
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
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
  [2016, 'COMPRESSION_DELAY', (index) => 'compressionDelay' in index && index.compressionDelay],
  [2017, 'SUPPRESS_MESSAGES', ({ suppressesMessages }) => suppressesMessages],
  [2019, 'OPTIMIZE_FOR_SEQUENTIAL_KEY', ({ isForSequentialKey }) => isForSequentialKey],
  [2022, 'ORDER of a columnstore', (index) => 'order' in index && index.order],
  [2022, 'XML_COMPRESSION', hasXmlCompression],
  [2025, 'CREATE JSON INDEX', (index) => kindOf(index) === 'JSON'],
  [2025, 'CREATE VECTOR INDEX', (index) => kindOf(index) === 'VECTOR'],
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

function kindOf(index: IndexShape | KeyShape): IndexShape['kind'] | undefined {
  return 'kind' in index ? index.kind : undefined;
}

function hasXmlCompression({ compression }: Pick<TableShape, 'compression'>): boolean {
  return compression?.some(({ how }) => how === 'XML') ?? false;
}

/** The newest release that a statement of a definition needs; undefined where 2012 will do. */
export function releaseOf(fact: DefinitionFact, { makes }: ObjectStatement): ReleaseNeed | undefined {
  return newest([OF_TYPE[fact.type], OF_MADE[makes.what], ...ofParts(fact, makes)]);
}

function ofParts(
  fact: DefinitionFact,
  { what, name }: ObjectStatement['makes'],
): (ReleaseNeed | undefined)[] {
  const { body } = fact;
  if (fact.type === 'column-master-key' && fact.body.enclaveSignature !== undefined)
    return [{ since: 2019, what: 'ENCLAVE_COMPUTATIONS' }];
  if (fact.type === 'external-library') return needsIn(OF_LIBRARY, [fact.body]);
  const isOwn = (what === 'object' || what === 'type') && name === fact.name;
  if ('indexes' in body && what === 'index')
    return needsIn(
      OF_INDEX,
      body.indexes?.filter((index) => index.name === name),
    );
  if ('statistics' in body && what === 'statistics')
    return needsIn(
      OF_STATISTICS,
      body.statistics?.filter((one) => one.name === name),
    );
  if (!isOwn || (fact.type !== 'table' && fact.type !== 'table-type'))
    return isOwn && 'isNative' in body && body.isNative
      ? [{ since: fact.type === 'procedure' ? 2014 : 2016, what: 'NATIVE_COMPILATION' }]
      : [];
  // In memory, and in a type, indexes stand in the table.
  const inside = fact.body.isMemoryOptimized || fact.type === 'table-type' ? (fact.body.indexes ?? []) : [];
  return [
    ...needsIn(OF_COLUMN, fact.body.columns),
    ...needsIn(OF_INDEX, [...(fact.body.keys ?? []), ...inside]),
    ...(inside.length > 0 ? [{ since: 2014, what: 'INDEX in a table' } as const] : []),
    ...(fact.type === 'table' ? needsIn(OF_TABLE, [fact.body]) : []),
    ...(fact.body.isMemoryOptimized ? [{ since: 2014, what: 'MEMORY_OPTIMIZED' } as const] : []),
  ];
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
