// Extended procedures, which users register in master. Source: "sys.extended_procedures" (Microsoft).
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { filled, id } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keepById } from '../kept.ts';

const libraries = keepById<string>();

/** `sys.extended_procedures`; one that shows no library is told with what shows nothing but its name. */
const extendedProcedures = defineQuery<DatabaseScope>()({
  name: 'extended procedures',
  view: 'sys.extended_procedures',
  columns: ['object_id', 'dll_name'],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row: (row) => {
      const library = filled(row[at.dll_name]);
      if (library !== undefined) libraries(scope).set(id(row[at.object_id]), library);
    },
  }),
});

/** What is read of extended procedures. */
export const EXTENDED_PROCEDURE_QUERIES = [extendedProcedures];

/** The extended procedures of a database. */
export function* extendedProcedureFacts(scope: DatabaseScope): Generator<DefinitionOf<'extended-procedure'>> {
  const { database } = scope;
  for (const [objectId, library] of libraries(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(objectId);
    if (found?.schema === undefined || found.isShipped) continue;
    const { schema, name } = found;
    yield { kind: 'definition', database, type: 'extended-procedure', schema, name, body: { library } };
  }
}
