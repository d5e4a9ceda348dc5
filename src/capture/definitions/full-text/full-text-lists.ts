// Full-text catalogs, stoplists and property lists. Source: "sys.fulltext_catalogs", "sys.fulltext_stoplists",
// "sys.fulltext_stopwords", "sys.registered_search_property_lists", "sys.registered_search_properties" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { ordinal } from '../../../model/order.ts';
import { filled, flag, id, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepById, keepParts } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';

/** Catalogs by their ids. */
export const catalogs = keepById<{ readonly name: string; readonly body: BodyOf<'full-text-catalog'> }>();

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

/** Stoplists by their ids. */
export const stoplists = keepById<string>();

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

/** Property lists by their ids. */
export const propertyLists = keepById<string>();

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

/** What is read of catalogs and lists. */
export const FULL_TEXT_LIST_QUERIES = [
  catalogRows,
  stoplistRows,
  stopwords,
  propertyListRows,
  searchProperties,
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
