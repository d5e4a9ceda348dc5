// Full-text search: its catalogs and lists before the tables, its indexes behind those of the tables and before the modules
// that search with them. Languages are told by their numbers, since their names are the server's.
// Source: "CREATE FULLTEXT CATALOG", "CREATE FULLTEXT STOPLIST", "CREATE SEARCH PROPERTY LIST",
// "CREATE FULLTEXT INDEX (Transact-SQL)" (Microsoft).
import type { BodyOf } from '../model/definitions/definition-type.ts';
import { guid, identifier, integer, keyword, qualified, text } from '../text/quote.ts';
import type { DefineContext } from './define-options.ts';
import type { DefinitionKind } from './kind.ts';

const never = (): boolean => false;

/** How full-text catalogs are written. */
export const FULL_TEXT_CATALOG_KIND: DefinitionKind<'full-text-catalog'> = {
  statements: ({ name, body: { isDefault, isAccentInsensitive } }) => [
    {
      section: 'full-text',
      makes: { what: 'full-text-catalog', name },
      text: `CREATE FULLTEXT CATALOG ${identifier(name)} WITH ACCENT_SENSITIVITY = ${isAccentInsensitive ? 'OFF' : 'ON'}${isDefault ? ' AS DEFAULT' : ''};`,
    },
  ],
  isHard: never,
};

/** How stoplists are written: empty, and then word by word. */
export const STOPLIST_KIND: DefinitionKind<'full-text-stoplist'> = {
  statements: ({ name, body: { words = [] } }) => [
    {
      section: 'full-text',
      makes: { what: 'full-text-stoplist', name },
      text: [
        `CREATE FULLTEXT STOPLIST ${identifier(name)};`,
        ...words.map(
          ({ word, language }) =>
            `ALTER FULLTEXT STOPLIST ${identifier(name)} ADD ${text(word)} LANGUAGE ${integer(language)};`,
        ),
      ].join('\n'),
    },
  ],
  isHard: never,
};

/** How search property lists are written: empty, and then property by property. */
export const PROPERTY_LIST_KIND: DefinitionKind<'search-property-list'> = {
  statements: ({ name, body: { properties = [] } }) => [
    {
      section: 'full-text',
      makes: { what: 'search-property-list', name },
      text: [
        `CREATE SEARCH PROPERTY LIST ${identifier(name)};`,
        ...properties.map(
          ({ name: property, set, id, description }) =>
            `ALTER SEARCH PROPERTY LIST ${identifier(name)} ADD ${text(property)} WITH (PROPERTY_SET_GUID = ${guid(set)}, PROPERTY_INT_ID = ${integer(id)}${description === undefined ? '' : `, PROPERTY_DESCRIPTION = ${text(description)}`});`,
        ),
      ].join('\n'),
    },
  ],
  isHard: never,
};

/** How full-text indexes are written. */
export const FULL_TEXT_INDEX_KIND: DefinitionKind<'full-text-index'> = {
  statements: ({ schema = 'dbo', name, body }, { options }) => {
    const table = qualified({ schema, name });
    const lines = [
      `CREATE FULLTEXT INDEX ON ${table}${columnList(body)}`,
      `KEY INDEX ${identifier(body.key)} ON ${placeOf(body, options)}`,
      `WITH (${optionsOf(body).join(', ')});`,
      ...(body.isDisabled ? [`ALTER FULLTEXT INDEX ON ${table} DISABLE;`] : []),
    ];
    return [
      {
        section: body.isOnView ? 'modules' : 'full-text-indexes',
        makes: { what: 'full-text-index', schema, name },
        text: lines.join('\n'),
      },
    ];
  },
  isHard: never,
  needs: ({ schema = 'dbo', name }) => [{ space: 'object', schema, name }],
};

type Body = BodyOf<'full-text-index'>;

function columnList({ columns = [] }: Body): string {
  const listed = columns.map(({ name, typeColumn, language, isSemantic }) =>
    [
      identifier(name),
      typeColumn === undefined ? '' : `TYPE COLUMN ${identifier(typeColumn)}`,
      language === undefined ? '' : `LANGUAGE ${integer(language)}`,
      isSemantic ? 'STATISTICAL_SEMANTICS' : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  return listed.length === 0 ? '' : ` (${listed.join(', ')})`;
}

function placeOf({ catalog, filegroup }: Body, { filegroups }: DefineContext['options']): string {
  const isPlain = filegroup === undefined || filegroups === 'omit';
  return isPlain ? identifier(catalog) : `(${identifier(catalog)}, FILEGROUP ${identifier(filegroup)})`;
}

/** An index that is not tracked is filled by whoever wants it filled. */
function optionsOf({ tracking, stoplist, isStoplistOff, propertyList }: Body): string[] {
  return [
    `CHANGE_TRACKING = ${keyword(tracking)}`,
    tracking === 'OFF' ? 'NO POPULATION' : '',
    `STOPLIST = ${isStoplistOff ? 'OFF' : stoplist === undefined ? 'SYSTEM' : identifier(stoplist)}`,
    propertyList === undefined ? '' : `SEARCH PROPERTY LIST = ${identifier(propertyList)}`,
  ].filter((option) => option !== '');
}
