// Functions that turn ids of databases, schemas, objects and columns into names and back.
import type { Value } from '../../contract.ts';
import { SqlVariant } from '../../sql-variant.ts';
import { catalogViews, hasColumn } from '../catalog/catalog.ts';
import { visibleRows } from '../security/visibility.ts';
import { typeOfValue } from '../sql/convert.ts';
import type { Row } from '../sql/value.ts';
import { viewNamed } from '../store/server-state.ts';
import type { RowRecord } from '../store/table.ts';
import { partsOf, readable } from './find-view.ts';
import type { SessionState } from './session-state.ts';
import type { CallContext, SystemFunction } from './system-functions.ts';
import { unknownOption } from './system-functions.ts';

const TEXT = { kind: 'nvarchar', length: 4000 } as const;
const NAME = { kind: 'nvarchar', length: 128 } as const;
const INT = { kind: 'int' } as const;

function recordsOf(view: string, state: SessionState, database = state.database): readonly RowRecord[] {
  const definition = viewNamed(view);
  return visibleRows(definition, database, state).map((row) =>
    Object.fromEntries(definition.columns.map(({ name }, index) => [name, row[index] ?? null])),
  );
}

/** Rows by the values of one column, made once for the rows that a batch reads. */
const FOUND = new WeakMap<readonly Row[], Map<number, ReadonlyMap<Value, Row>>>();

/** The first row whose column has that value: of many thousands, for each of as many rows of a query. */
function recordWith(view: string, column: string, value: Value, state: SessionState): RowRecord | undefined {
  const definition = viewNamed(view);
  const { columns } = definition;
  const rows = visibleRows(definition, state.database, state);
  const at = columns.findIndex(({ name }) => name === column);
  const known = FOUND.get(rows) ?? new Map<number, ReadonlyMap<Value, Row>>();
  FOUND.set(rows, known);
  const byValue = known.get(at) ?? new Map(rows.toReversed().map((row) => [row[at] ?? null, row]));
  known.set(at, byValue);
  const row = value === null ? undefined : byValue.get(value);
  return row && Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null]));
}

const same = (state: SessionState, a: string, b: string): boolean => {
  const { key } = state.catalogCollation(state.database);
  return key(a) === key(b);
};

function objectNamed(name: Value, state: SessionState): RowRecord | undefined {
  const parts = partsOf(String(name));
  const object = parts.at(-1);
  const schema = parts.at(-2) ?? 'dbo';
  if (object === undefined || parts.length > 2) return undefined;
  const schemas = recordsOf('sys.schemas', state).filter((row) => same(state, String(row.name), schema));
  const ids = new Set(schemas.map((row) => row.schema_id));
  return recordsOf('sys.all_objects', state).find(
    (row) => ids.has(row.schema_id) && same(state, String(row.name), object),
  );
}

function columnLength([table, column]: readonly Value[], state: SessionState): Value {
  const view = systemView(table ?? null, state);
  if (view !== undefined) {
    const found = view.columns.find(
      (one) => hasColumn(one, state.server.version) && same(state, one.name, String(column)),
    );
    if (found === undefined) return null;
    const id = view.objectId;
    return (
      recordsOf('sys.system_columns', state).find((row) => row.object_id === id && row.name === found.name)
        ?.max_length ?? null
    );
  }
  const found = readable(String(table), state);
  if (found === undefined) return null;
  const { objectId } = found.view;
  const columns = recordsOf('sys.columns', state, found.database).filter((row) => row.object_id === objectId);
  return columns.find((row) => same(state, String(row.name), String(column)))?.max_length ?? null;
}

function systemView(name: Value, state: SessionState) {
  const parts = partsOf(String(name));
  if (parts.length < 2 || !same(state, parts.at(-2) ?? '', 'sys')) return undefined;
  return [...catalogViews().values()].find(
    (view) => view.schema === 'sys' && same(state, view.shortName, parts.at(-1) ?? ''),
  );
}

const byId = (view: string, idColumn: string): SystemFunction => ({
  least: 1,
  most: 2,
  type: NAME,
  takes: [INT, INT],
  apply: ([id], { state }) => recordWith(view, idColumn, id ?? null, state)?.name ?? null,
});

function databaseProperty([name, property]: readonly Value[], context: CallContext): Value {
  const { state } = context;
  const found = name === null ? undefined : state.findDatabase(String(name));
  const row = recordsOf('sys.databases', state).find((one) => one.name === found?.name);
  if (row === undefined) return null;
  const column = DATABASE_PROPERTIES[String(property).toLowerCase()];
  if (column === undefined) throw unknownOption(context, `DATABASEPROPERTYEX(…, '${property}')`);
  return typeof column === 'string' ? (row[column] ?? null) : column(row);
}

const DATABASE_PROPERTIES: Readonly<Record<string, string | ((row: RowRecord) => Value)>> = {
  collation: 'collation_name',
  status: 'state_desc',
  useraccess: 'user_access_desc',
  recovery: 'recovery_model_desc',
  updateability: (row) => (row.is_read_only === 1 ? 'READ_ONLY' : 'READ_WRITE'),
  isinstandby: 'is_in_standby',
};

/** By upper-case name. */
export const METADATA_FUNCTIONS: Readonly<Record<string, SystemFunction>> = {
  DB_NAME: {
    least: 0,
    most: 1,
    type: NAME,
    takes: [INT],
    apply: (values, { state }) =>
      values.length === 0
        ? state.database
        : (state.server.databases().find(({ id }) => id === values[0])?.name ?? null),
  },
  ORIGINAL_DB_NAME: { least: 0, most: 0, type: NAME, apply: (_, { state }) => state.parts.database },
  DB_ID: {
    least: 0,
    most: 1,
    type: INT,
    takes: [NAME],
    apply: (values, { state }) =>
      values[0] === null
        ? null
        : (state.findDatabase(values.length === 0 ? state.database : String(values[0]))?.id ?? null),
  },
  SQL_VARIANT_PROPERTY: {
    least: 2,
    most: 2,
    type: { kind: 'sql_variant' },
    apply: ([value, property]) => variantProperty(value ?? null, String(property)),
  },
  DATABASEPROPERTYEX: {
    least: 2,
    most: 2,
    type: { kind: 'sql_variant' },
    takes: [NAME, TEXT],
    apply: databaseProperty,
  },
  SCHEMA_NAME: {
    ...byId('sys.schemas', 'schema_id'),
    least: 0,
    apply: (values, { state }) =>
      values.length === 0
        ? 'dbo'
        : (recordWith('sys.schemas', 'schema_id', values[0] ?? null, state)?.name ?? null),
  },
  SCHEMA_ID: {
    least: 0,
    most: 1,
    type: INT,
    takes: [NAME],
    apply: (values, { state }) =>
      values.length === 0
        ? 1
        : (recordsOf('sys.schemas', state).find((row) => same(state, String(row.name), String(values[0])))
            ?.schema_id ?? null),
  },
  OBJECT_ID: {
    least: 1,
    most: 2,
    type: INT,
    takes: [TEXT, NAME],
    apply: ([name], { state }) => objectNamed(name ?? null, state)?.object_id ?? null,
  },
  OBJECT_NAME: byId('sys.all_objects', 'object_id'),
  OBJECT_SCHEMA_NAME: {
    ...byId('sys.all_objects', 'object_id'),
    apply: ([id], { state }) => {
      const schema = recordWith('sys.all_objects', 'object_id', id ?? null, state)?.schema_id ?? null;
      return recordWith('sys.schemas', 'schema_id', schema, state)?.name ?? null;
    },
  },
  /** IsEncrypted alone: whoever sees a module sees its text here, so that one without is encrypted. */
  OBJECTPROPERTY: {
    least: 2,
    most: 2,
    type: INT,
    takes: [INT, TEXT],
    apply: ([id, property], { state }) => {
      if (String(property).toLowerCase() !== 'isencrypted') return null;
      const found = recordWith('sys.sql_modules', 'object_id', id ?? null, state);
      return found === undefined ? null : Number(found.definition === null);
    },
  },
  /** In a collection whose text the settings lack there is nothing to tell, as in one that the caller cannot see. */
  XML_SCHEMA_NAMESPACE: {
    least: 2,
    most: 2,
    type: { kind: 'nvarchar', length: 'max' },
    takes: [NAME, NAME],
    apply: ([schema, collection], { state }) =>
      state.server.settings.xmlSchemas[`${schema}.${collection}`] ?? null,
  },
  TYPE_NAME: byId('sys.types', 'user_type_id'),
  COL_LENGTH: {
    least: 2,
    most: 2,
    type: { kind: 'smallint' },
    takes: [TEXT, NAME],
    apply: (values, { state }) => columnLength(values, state),
  },
  COL_NAME: {
    least: 2,
    most: 2,
    type: NAME,
    takes: [INT, INT],
    apply: ([object, column], { state }) =>
      recordsOf('sys.all_columns', state).find((row) => row.object_id === object && row.column_id === column)
        ?.name ?? null,
  },
};

/** `SQL_VARIANT_PROPERTY`: what a value that JavaScript has is stored as by {@link typeOfValue}. */
function variantProperty(value: Value, property: string): Value {
  if (value === null) return null;
  const { baseType, measures } =
    value instanceof SqlVariant
      ? value
      : {
          baseType: typeOfValue(value).kind,
          measures: { maxLength: Number(typeOfValue(value).length ?? 0) },
        };
  switch (property.toLowerCase()) {
    case 'basetype':
      return baseType;
    case 'precision':
      return measures.precision ?? 0;
    case 'scale':
      return measures.scale ?? 0;
    case 'maxlength':
      return measures.maxLength ?? null;
    default:
      return null;
  }
}
