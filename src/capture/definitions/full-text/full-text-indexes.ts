// Full-text indexes. Source: "sys.fulltext_indexes", "sys.fulltext_index_columns" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { code, flag, id, integer } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { columnName } from '../columns.ts';
import { dataSpaceName } from '../data-spaces.ts';
import { indexName, nameKey } from '../indexes/key-names.ts';
import { keep, keepById, keepParts } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { omitPart } from '../unknown-part.ts';
import { catalogs, FULL_TEXT_LIST_QUERIES, propertyLists, stoplists } from './full-text-lists.ts';

interface IndexRow {
  readonly keyIndex: number;
  readonly catalog: number;
  readonly space: number | undefined;
  readonly tracking: BodyOf<'full-text-index'>['tracking'];
  readonly stoplist: number | undefined;
  readonly propertyList: number | undefined;
  readonly isDisabled: true | undefined;
  readonly isOnView: true | undefined;
}

const TRACKING: Readonly<Record<string, IndexRow['tracking']>> = { A: 'AUTO', M: 'MANUAL', O: 'OFF' };
const indexRows = keepById<IndexRow>();

/** `sys.fulltext_indexes`. */
const fullTextIndexes = defineQuery<DatabaseScope>()({
  name: 'full-text indexes',
  view: 'sys.fulltext_indexes',
  columns: [
    'object_id',
    'unique_index_id',
    'fulltext_catalog_id',
    'is_enabled',
    'change_tracking_state',
    'stoplist_id',
    'property_list_id',
    'data_space_id',
  ],
  expressions: { type: '[o].[type]' },
  narrow: (query) => query.leftJoin('sys.objects as o', 'o.object_id', 'v.object_id'),
  read: (scope, at) => ({
    row(row) {
      const tracking = TRACKING[code(row[at.change_tracking_state])];
      if (tracking === undefined) {
        const fact = `Full-text indexes of tracking ${code(row[at.change_tracking_state])} are not known; their definitions were not captured.`;
        scope.ledger.omit('unknown-change-tracking', fact, 'Script these indexes by hand.', 1);
        return;
      }
      indexRows(scope).set(id(row[at.object_id]), {
        keyIndex: id(row[at.unique_index_id]),
        catalog: id(row[at.fulltext_catalog_id]),
        space: integer(row[at.data_space_id]),
        tracking,
        stoplist: integer(row[at.stoplist_id]),
        propertyList: integer(row[at.property_list_id]),
        isDisabled: flag(row[at.is_enabled]) ? undefined : true,
        isOnView: code(row[at.type]) === 'V' ? true : undefined,
      });
      nameKey(scope, id(row[at.object_id]), id(row[at.unique_index_id]));
    },
  }),
});

type Column = NonNullable<BodyOf<'full-text-index'>['columns']>[number];
const columns = keepParts<Column>();
/** Tables of which a column that is searched is not seen. */
const unseen = keep(() => new Set<number>());

/** `sys.fulltext_index_columns`. */
const fullTextColumns = defineQuery<DatabaseScope>()({
  name: 'columns of full-text indexes',
  view: 'sys.fulltext_index_columns',
  columns: ['object_id', 'column_id', 'type_column_id', 'language_id', 'statistical_semantics'],
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.object_id]);
      const typeColumn = integer(row[at.type_column_id]);
      const nameOf = (column: number) => {
        const found = columnName(scope, table, column);
        if (found === undefined) unseen(scope).add(table);
        return found;
      };
      columns(scope).add(
        table,
        defined({
          name: nameOf(id(row[at.column_id])) ?? '',
          typeColumn: typeColumn === undefined ? undefined : nameOf(typeColumn),
          language: integer(row[at.language_id]),
          isSemantic: yes(row[at.statistical_semantics]),
        }),
      );
    },
  }),
});

/** What is read of full-text search before indexes are: which of them it needs by their names. */
export const FULL_TEXT_QUERIES = [...FULL_TEXT_LIST_QUERIES, fullTextIndexes, fullTextColumns];

/** The full-text indexes of a database. */
export function* fullTextIndexFacts(scope: DatabaseScope): Generator<DefinitionOf<'full-text-index'>> {
  const { database } = scope;
  for (const [table, row] of indexRows(scope)) {
    const on = securableIndex(scope, 'OBJECT').get(table);
    const key = indexName(scope, table, row.keyIndex);
    const catalog = catalogs(scope).get(row.catalog)?.name;
    if (on?.schema === undefined) continue;
    if (key === undefined || catalog === undefined) {
      const fact = 'A full-text index has a key or a catalog that could not be read; it was not captured.';
      scope.ledger.omit('unresolved-id', fact, 'Script this index by hand.', 1);
      continue;
    }
    const [stoplist, propertyList] = [
      row.stoplist === undefined ? undefined : stoplists(scope).get(row.stoplist),
      row.propertyList === undefined ? undefined : propertyLists(scope).get(row.propertyList),
    ];
    // The list of the system has the number 0.
    const isListed = (row.stoplist ?? 0) === 0 || stoplist !== undefined;
    if (
      !isListed ||
      (row.propertyList !== undefined && propertyList === undefined) ||
      unseen(scope).has(table)
    ) {
      omitPart(scope, 'Full-text indexes have lists or columns of no name');
      continue;
    }
    const found = [...columns(scope).of(table)].sort((a, b) => ordinal(a.name, b.name));
    const body = defined({
      key,
      catalog,
      filegroup: dataSpaceName(scope, row.space),
      tracking: row.tracking,
      stoplist,
      isStoplistOff: row.stoplist === undefined ? (true as const) : undefined,
      propertyList,
      isDisabled: row.isDisabled,
      isOnView: row.isOnView,
      columns: found.length === 0 ? undefined : found,
    });
    yield { kind: 'definition', database, type: 'full-text-index', schema: on.schema, name: on.name, body };
  }
}
