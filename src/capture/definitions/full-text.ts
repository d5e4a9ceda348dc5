// Full-text catalogs, stoplists, property lists and indexes. Source: "sys.fulltext_catalogs", "sys.fulltext_stoplists",
// "sys.fulltext_stopwords", "sys.registered_search_property_lists", "sys.registered_search_properties",
// "sys.fulltext_indexes", "sys.fulltext_index_columns" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { ordinal } from '../../model/order.ts';
import { code, filled, flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { columnName } from './columns.ts';
import { dataSpaceName } from './data-spaces.ts';
import { indexName, nameKey } from './indexes/key-names.ts';
import { keepById, keepParts } from './kept.ts';
import { yes } from './tables/column-parts.ts';

const catalogs = keepById<{ readonly name: string; readonly body: BodyOf<'full-text-catalog'> }>();

/** `sys.fulltext_catalogs`. */
const catalogRows = defineQuery<DatabaseScope>()({
  name: 'full-text catalogs',
  view: 'sys.fulltext_catalogs',
  columns: ['fulltext_catalog_id', 'name', 'is_default', 'is_accent_sensitivity_on'],
  read: (scope, at) => ({
    row: (row) => {
      catalogs(scope).set(id(row[at.fulltext_catalog_id]), {
        name: name(row[at.name]),
        body: defined({
          isDefault: yes(row[at.is_default]),
          isAccentInsensitive: flag(row[at.is_accent_sensitivity_on]) ? undefined : (true as const),
        }),
      });
    },
  }),
});

const stoplists = keepById<string>();

/** `sys.fulltext_stoplists`. */
const stoplistRows = defineQuery<DatabaseScope>()({
  name: 'full-text stoplists',
  view: 'sys.fulltext_stoplists',
  columns: ['stoplist_id', 'name'],
  read: (scope, at) => ({
    row: (row) => {
      stoplists(scope).set(id(row[at.stoplist_id]), name(row[at.name]));
    },
  }),
});

const words = keepParts<{ readonly word: string; readonly language: number }>();

/** `sys.fulltext_stopwords`. */
const stopwords = defineQuery<DatabaseScope>()({
  name: 'stopwords',
  view: 'sys.fulltext_stopwords',
  columns: ['stoplist_id', 'stopword', 'language_id'],
  read: (scope, at) => ({
    row: (row) => {
      words(scope).add(id(row[at.stoplist_id]), {
        word: name(row[at.stopword]),
        language: id(row[at.language_id]),
      });
    },
  }),
});

const propertyLists = keepById<string>();

/** `sys.registered_search_property_lists`. */
const propertyListRows = defineQuery<DatabaseScope>()({
  name: 'search property lists',
  view: 'sys.registered_search_property_lists',
  columns: ['property_list_id', 'name'],
  read: (scope, at) => ({
    row: (row) => {
      propertyLists(scope).set(id(row[at.property_list_id]), name(row[at.name]));
    },
  }),
});

type Property = NonNullable<BodyOf<'search-property-list'>['properties']>[number];
const properties = keepParts<Property>();

/** `sys.registered_search_properties`. */
const searchProperties = defineQuery<DatabaseScope>()({
  name: 'search properties',
  view: 'sys.registered_search_properties',
  columns: ['property_list_id', 'property_name', 'property_int_id', 'property_description'],
  expressions: { set: 'CONVERT(nvarchar(36), [v].[property_set_guid])' },
  read: (scope, at) => ({
    row: (row) => {
      properties(scope).add(
        id(row[at.property_list_id]),
        defined({
          name: name(row[at.property_name]),
          set: name(row[at.set]),
          id: id(row[at.property_int_id]),
          description: filled(row[at.property_description]),
        }),
      );
    },
  }),
});

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

/** `sys.fulltext_index_columns`. */
const fullTextColumns = defineQuery<DatabaseScope>()({
  name: 'columns of full-text indexes',
  view: 'sys.fulltext_index_columns',
  columns: ['object_id', 'column_id', 'type_column_id', 'language_id', 'statistical_semantics'],
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.object_id]);
      const typeColumn = integer(row[at.type_column_id]);
      columns(scope).add(
        table,
        defined({
          name: columnName(scope, table, id(row[at.column_id])) ?? '',
          typeColumn: typeColumn === undefined ? undefined : columnName(scope, table, typeColumn),
          language: integer(row[at.language_id]),
          isSemantic: yes(row[at.statistical_semantics]),
        }),
      );
    },
  }),
});

/** What is read of full-text search before indexes are: which of them it needs by their names. */
export const FULL_TEXT_QUERIES = [
  catalogRows,
  stoplistRows,
  stopwords,
  propertyListRows,
  searchProperties,
  fullTextIndexes,
  fullTextColumns,
];

/** The full-text catalogs of a database. */
export function* catalogFacts(scope: DatabaseScope): Generator<DefinitionOf<'full-text-catalog'>> {
  const { database } = scope;
  for (const { name: catalog, body } of catalogs(scope).values()) {
    yield { kind: 'definition', database, type: 'full-text-catalog', name: catalog, body };
  }
}

/** The stoplists of a database. */
export function* stoplistFacts(scope: DatabaseScope): Generator<DefinitionOf<'full-text-stoplist'>> {
  const { database } = scope;
  for (const [list, stoplist] of stoplists(scope)) {
    const found = [...words(scope).of(list)].sort(
      (a, b) => a.language - b.language || ordinal(a.word, b.word),
    );
    const body = found.length === 0 ? {} : { words: found };
    yield { kind: 'definition', database, type: 'full-text-stoplist', name: stoplist, body };
  }
}

/** The search property lists of a database. */
export function* propertyListFacts(scope: DatabaseScope): Generator<DefinitionOf<'search-property-list'>> {
  const { database } = scope;
  for (const [list, called] of propertyLists(scope)) {
    const found = [...properties(scope).of(list)].sort((a, b) => ordinal(a.name, b.name));
    const body = found.length === 0 ? {} : { properties: found };
    yield { kind: 'definition', database, type: 'search-property-list', name: called, body };
  }
}

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
    const found = [...columns(scope).of(table)].sort((a, b) => ordinal(a.name, b.name));
    const body = defined({
      key,
      catalog,
      filegroup: dataSpaceName(scope, row.space),
      tracking: row.tracking,
      stoplist: row.stoplist === undefined ? undefined : stoplists(scope).get(row.stoplist),
      isStoplistOff: row.stoplist === undefined ? (true as const) : undefined,
      propertyList: row.propertyList === undefined ? undefined : propertyLists(scope).get(row.propertyList),
      isDisabled: row.isDisabled,
      isOnView: row.isOnView,
      columns: found.length === 0 ? undefined : found,
    });
    yield { kind: 'definition', database, type: 'full-text-index', schema: on.schema, name: on.name, body };
  }
}
