// XML schema collections: before whatever has xml that is typed by one. Source: "CREATE XML SCHEMA COLLECTION
// (Transact-SQL)" (Microsoft).
import { qualified, text } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';

/** How XML schema collections are written. */
export const XML_SCHEMA_COLLECTION_KIND: DefinitionKind<'xml-schema-collection'> = {
  statements: ({ schema = 'dbo', name, body: { schemas } }) => [
    {
      section: 'xml-schemas',
      makes: { what: 'xml-schema-collection', schema, name },
      text: `CREATE XML SCHEMA COLLECTION ${qualified({ schema, name })} AS ${text(schemas)};`,
    },
  ],
  isHard: () => false,
};
