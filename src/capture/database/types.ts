// User-defined types: alias, CLR and table types alike, by user_type_id.
import { defined } from '../../model/defined.ts';
import { flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { ownerName } from '../principal.ts';
import { schemaName } from '../schema-name.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';

/** `sys.types`. */
export const types = defineQuery<DatabaseScope>()({
  name: 'types',
  view: 'sys.types',
  columns: ['user_type_id', 'schema_id', 'name', 'principal_id', 'is_table_type', 'is_assembly_type'],
  narrow: (query) => query.where('v.is_user_defined', 1),
  read: (scope, at) => ({
    row(row) {
      const schema = schemaName(scope, id(row[at.schema_id]));
      if (schema === undefined) return;
      const type = name(row[at.name]);
      const named = { class: 'TYPE', schema, name: type, isShipped: false } as const;
      securableIndex(scope, 'TYPE').set(id(row[at.user_type_id]), named);
      const owner = ownerName(scope.principals, integer(row[at.principal_id]), 'types', scope.ledger);
      scope.facts.push(
        defined({
          kind: 'securable' as const,
          database: scope.database,
          class: 'TYPE' as const,
          schema,
          name: type,
          type: flag(row[at.is_table_type]) ? 'table' : flag(row[at.is_assembly_type]) ? 'clr' : 'alias',
          owner,
        }),
      );
    },
  }),
});
