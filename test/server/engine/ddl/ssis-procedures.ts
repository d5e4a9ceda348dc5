// Procedures of SSISDB about who may do what in the catalogue of Integration Services, over the rows of its views. Sources:
// "catalog.grant_permission", "catalog.deny_permission", "catalog.revoke_permission (SSISDB Database)"; what is said of NULL,
// and that a denial takes the place of what was given, are guesses.
import { failAt } from '../messages.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { databaseTable } from './principals.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';

const PARAMETERS = ['@object_type', '@object_id', '@principal_id', '@permission_type'];
const OBJECTS = ['', 'folder', 'project', 'environment'];

/** The procedures, by name in lower case with their schema. */
export const SSIS_PROCEDURES: Readonly<Record<string, SystemProcedure>> = {
  'catalog.grant_permission': { parameters: PARAMETERS, run: (values, context) => put(values, context, 0) },
  'catalog.deny_permission': { parameters: PARAMETERS, run: (values, context) => put(values, context, 1) },
  'catalog.revoke_permission': { parameters: PARAMETERS, run: (values, context) => place(values, context) },
};

/** A view of the schema `catalog`, where the database has it. */
function catalogTable(name: string, { state }: DdlContext): Table | undefined {
  const view = state.server.userTable(`catalog.${name}`, state.database);
  return view && state.server.table(view, state.database);
}

/** Takes the row of a permission away; gives the table and what the row is about. */
function place(values: Values, context: DdlContext): readonly [Table, RowRecord] {
  const { state, line } = context;
  const table = catalogTable('explicit_object_permissions', context);
  if (table === undefined) throw failAt(line, 2812, 'Could not find stored procedure.');
  for (const parameter of PARAMETERS)
    if (values(parameter) === null)
      throw failAt(
        line,
        27138,
        'The input parameter cannot be null. Provide a valid value for the parameter.',
      );
  const [object_type, object_id, principal_id, permission_type] = PARAMETERS.map((one) => values(one));
  const kind = OBJECTS[Number(object_type)] ?? '';
  const objects = kind === '' ? undefined : catalogTable(`${kind}s`, context);
  if (!objects?.records().some((row) => Number(row[`${kind}_id`]) === Number(object_id)))
    throw failAt(line, 27112, `Cannot find the ${kind} '${String(object_id)}'.`);
  if (
    databaseTable(state, 'sys.database_principals').records({ principal_id: Number(principal_id) }).length ===
    0
  )
    throw failAt(line, 27112, `Cannot find the principal '${String(principal_id)}'.`);
  const isOf = (row: RowRecord): boolean =>
    Number(row.object_type) === Number(object_type) &&
    Number(row.object_id) === Number(object_id) &&
    Number(row.principal_id) === Number(principal_id) &&
    Number(row.permission_type) === Number(permission_type);
  table.delete(isOf);
  return [
    table,
    {
      object_type: Number(object_type),
      object_id: object_id ?? null,
      principal_id: Number(principal_id),
      permission_type: Number(permission_type),
    },
  ];
}

function put(values: Values, context: DdlContext, is_deny: number): void {
  const [table, row] = place(values, context);
  table.insert({ ...row, is_deny, grantor_id: 1 });
}
