// Schemas with their owners; those every database has are facts only under an owner they do not ship with.
import { isSystemSchema } from '../../model/catalog/system-principals.ts';
import { id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { neededOwner } from '../principal.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';

/** `sys.schemas`. */
export const schemas = defineQuery<DatabaseScope>()({
  name: 'schemas',
  view: 'sys.schemas',
  columns: ['schema_id', 'name', 'principal_id'],
  read: (scope, at) => ({
    row(row) {
      const schemaId = id(row[at.schema_id]);
      const schema = name(row[at.name]);
      scope.schemas.set(schemaId, schema);
      const named = { class: 'SCHEMA', schema: undefined, name: schema, isShipped: false } as const;
      securableIndex(scope, 'SCHEMA').set(schemaId, named);
      const owner = neededOwner(scope.principals, integer(row[at.principal_id]), 'schemas', scope.ledger);
      if (owner === undefined) return;
      if (isSystemSchema(scope.database, schemaId, schema, owner)) {
        scope.ledger.exclude('system-schema', schema);
      } else {
        scope.facts.push({ kind: 'schema', database: scope.database, name: schema, owner });
      }
    },
  }),
});
