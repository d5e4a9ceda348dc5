// XML schema collections. SQL Server keeps no text of them: it tells the schemas anew, without their comments and
// annotations, and with prefixes of its own. Source: "sys.xml_schema_collections", "xml_schema_namespace (Transact-SQL)"
// (Microsoft).
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { filled, id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById } from './kept.ts';
import { schemaCollectionName } from './type-names.ts';

const schemas = keepById<string>();

/** `sys.xml_schema_collections` with what they hold; SQL Server's own is in the schema sys. */
const collections = defineQuery<DatabaseScope>()({
  name: 'XML schema collections',
  view: 'sys.xml_schema_collections',
  columns: ['xml_collection_id', 'name'],
  expressions: {
    schemas: 'CONVERT(nvarchar(max), XML_SCHEMA_NAMESPACE(SCHEMA_NAME([v].[schema_id]), [v].[name]))',
  },
  narrow: (query) => query.where('v.schema_id', '<>', 4),
  read: (scope, at) => ({
    row(row) {
      const found = filled(row[at.schemas]);
      if (found === undefined) {
        const fact = `The schemas of the XML schema collection ${name(row[at.name])} are hidden from the login; they were not captured.`;
        scope.ledger.omit('text-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
        return;
      }
      schemas(scope).set(id(row[at.xml_collection_id]), found);
    },
  }),
});

/** What is read of XML schema collections. */
export const XML_SCHEMA_QUERIES = [collections];

/** The XML schema collections of a database. */
export function* xmlSchemaFacts(scope: DatabaseScope): Generator<DefinitionOf<'xml-schema-collection'>> {
  const { database } = scope;
  for (const [collection, found] of schemas(scope)) {
    const place = schemaCollectionName(scope, collection);
    if (place === undefined) continue;
    const fact =
      'XML schema collections are as SQL Server tells them: without comments and annotations, with prefixes of its own.';
    scope.ledger.note('xml-schemas-told-anew', fact, 1);
    const body = { schemas: found };
    yield { kind: 'definition', database, type: 'xml-schema-collection', ...place, body };
  }
}
