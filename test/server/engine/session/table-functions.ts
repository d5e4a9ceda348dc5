// Functions that return a table: the permission catalogue, and what the caller may do.
import type { ColumnDefinition } from '../catalog/catalog.ts';
import { catalogPermissions, defineColumn } from '../catalog/catalog.ts';
import type { Compiled, OpenedObject } from '../compile/compiled.ts';
import { cannot, invalidObject } from '../messages.ts';
import type { Row } from '../sql/value.ts';
import type { SessionState } from './session-state.ts';

interface TableFunction {
  readonly columns: readonly ColumnDefinition[];
  readonly rows: (
    parameters: readonly Compiled[],
    state: SessionState,
    database: string,
    line: number,
  ) => readonly Row[];
}

const columns = (...pairs: readonly (readonly [string, string])[]): readonly ColumnDefinition[] =>
  pairs.flatMap(([name, type]) => defineColumn(name, type) ?? []);

const FUNCTIONS: Readonly<Record<string, TableFunction>> = {
  fn_builtin_permissions: {
    columns: columns(
      ['class_desc', 'nvarchar(60)'],
      ['permission_name', 'nvarchar(60)'],
      ['type', 'varchar(4)'],
      ['covering_permission_name', 'nvarchar(60)'],
      ['parent_class_desc', 'nvarchar(60)'],
      ['parent_covering_permission_name', 'nvarchar(60)'],
    ),
    rows: ([wanted], { server }) => {
      const classDesc = wanted?.evaluate() ?? '';
      return catalogPermissions()
        .filter(
          ({ since, classDesc: own }) =>
            since !== undefined && since <= server.version && (classDesc === '' || own === classDesc),
        )
        .map(({ classDesc: own, name, type, covering, parentClass, parentCovering }) => [
          own,
          name,
          type,
          covering,
          parentClass,
          parentCovering,
        ]);
    },
  },
  fn_my_permissions: {
    columns: columns(
      ['entity_name', 'nvarchar(128)'],
      ['subentity_name', 'nvarchar(128)'],
      ['permission_name', 'nvarchar(60)'],
    ),
    rows: ([, securable], state, database, line) => {
      const classDesc = String(securable?.evaluate() ?? '').toUpperCase();
      if (classDesc !== 'SERVER' && classDesc !== 'DATABASE')
        throw cannot(line, `fn_my_permissions for ${classDesc}`);
      const holds = (name: string) =>
        classDesc === 'SERVER' ? state.rights.has(name) : state.rightsIn(database).has(name);
      return catalogPermissions()
        .filter(
          (one) =>
            one.classDesc === classDesc &&
            one.since !== undefined &&
            one.since <= state.server.version &&
            holds(one.name),
        )
        .map(({ name }) => [classDesc.toLowerCase(), '', name]);
    },
  },
};

/** Opens a table-valued function; throws 208 for one that is none. */
export function openTableFunction(
  schema: string,
  name: string,
  parameters: readonly Compiled[],
  state: SessionState,
  database: string,
  written: string,
  line: number,
): OpenedObject {
  const { caseSensitive } = state.catalogCollation(database);
  const found = FUNCTIONS[caseSensitive ? name : name.toLowerCase()];
  const isSystem = schema === '' || schema === 'sys' || (!caseSensitive && schema.toLowerCase() === 'sys');
  if (found === undefined || !isSystem) throw invalidObject(line, written);
  const label = { label: { name: state.server.settings.collation, strength: 'implicit' as const } };
  return {
    columns: found.columns.map((column) => ({ name: column.name, type: column.type, ...label })),
    rows: () => found.rows(parameters, state, database, line),
  };
}
