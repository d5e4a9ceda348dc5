// Synonyms. Source: "sys.synonyms" (Microsoft).
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { filled, id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { keepById } from './kept.ts';

const bases = keepById<string>();

/** `sys.synonyms`. */
const synonyms = defineQuery<DatabaseScope>()({
  name: 'synonyms',
  view: 'sys.synonyms',
  columns: ['object_id', 'base_object_name'],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row: (row) => {
      const base = filled(row[at.base_object_name]);
      if (base !== undefined) bases(scope).set(id(row[at.object_id]), base);
    },
  }),
});

/** What is read of synonyms. */
export const SYNONYM_QUERIES = [synonyms];

/** The synonyms of a database. */
export function* synonymFacts(scope: DatabaseScope): Generator<DefinitionOf<'synonym'>> {
  for (const [objectId, base] of bases(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(objectId);
    if (found?.schema === undefined) continue;
    const { schema, name: synonym } = found;
    yield {
      kind: 'definition',
      database: scope.database,
      type: 'synonym',
      schema,
      name: synonym,
      body: { base },
    };
  }
}
