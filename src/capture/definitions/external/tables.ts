// Tables whose rows stand elsewhere. Source: "sys.external_tables" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { filled, id, integer } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { columnName, columnsOf } from '../columns.ts';
import { keepById } from '../kept.ts';
import { statisticsOf } from '../statistics.ts';
import { formatName, sourceName } from './sources.ts';

type Body = BodyOf<'external-table'>;

const tables = keepById<Omit<Body, 'columns' | 'statistics'>>();

/** `reject_type`, `distribution_type`. */
const REJECTS = ['VALUE', 'PERCENTAGE'] as const;
const DISTRIBUTIONS = ['SHARDED', 'REPLICATED', 'ROUND_ROBIN'] as const;
/** `type` of a data source to which the distribution of its tables matters. */
const SHARDED = 2;

/** `sys.external_tables`. */
export const externalTables = defineQuery<DatabaseScope>()({
  name: 'external tables',
  view: 'sys.external_tables',
  since: 2016,
  columns: ['object_id', 'data_source_id', 'file_format_id', 'location', 'reject_type'],
  optional: [
    'rejected_row_location',
    'remote_schema_name',
    'remote_object_name',
    'table_options',
    'distribution_type',
    'sharding_col_id',
  ],
  expressions: {
    reject_value_text: 'CONVERT(nvarchar(60), [v].[reject_value], 3)',
    reject_sample_text: 'CONVERT(nvarchar(60), [v].[reject_sample_value], 3)',
    source_type: '[s].[type]',
  },
  narrow: (query) => query.leftJoin('sys.external_data_sources as s', 's.data_source_id', 'v.data_source_id'),
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.object_id]);
      const source = sourceName(scope, integer(row[at.data_source_id]) ?? 0);
      if (source === undefined) {
        const fact = 'External tables have a data source that could not be read; they were not captured.';
        scope.ledger.omit('unresolved-id', fact, 'Script these tables by hand.', 1);
        return;
      }
      const type = REJECTS[integer(row[at.reject_type]) ?? -1];
      const value = numberText(row[at.reject_value_text]);
      const isSharded = integer(row[at.source_type]) === SHARDED;
      tables(scope).set(
        table,
        defined({
          source,
          format: formatName(scope, integer(row[at.file_format_id]) ?? 0),
          location: filled(row[at.location]),
          reject:
            type === undefined || value === undefined
              ? undefined
              : defined({ type, value, sample: numberText(row[at.reject_sample_text]) }),
          rejectedRows: filled(row[at.rejected_row_location]),
          remoteSchema: filled(row[at.remote_schema_name]),
          remoteName: filled(row[at.remote_object_name]),
          options: filled(row[at.table_options]),
          distribution: isSharded ? DISTRIBUTIONS[integer(row[at.distribution_type]) ?? -1] : undefined,
          shardedBy: isSharded ? columnName(scope, table, integer(row[at.sharding_col_id]) ?? 0) : undefined,
        }),
      );
    },
  }),
});

/** A number as a statement says it. */
function numberText(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(Number(value));
}

/** The external tables of a database. */
export function* externalTableFacts(scope: DatabaseScope): Generator<DefinitionOf<'external-table'>> {
  for (const [table, parts] of tables(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(table);
    const columns = columnsOf(scope, table);
    if (found?.schema === undefined || columns.length === 0) continue;
    const { schema, name } = found;
    const { database } = scope;
    const body = defined({ ...parts, columns, statistics: statisticsOf(scope, table) });
    yield { kind: 'definition', database, type: 'external-table', schema, name, body };
  }
}
