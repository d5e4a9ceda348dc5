// Procedures, functions, aggregates and types of CLR, in parts: they have no text. Source: "sys.assembly_modules",
// "sys.assembly_types", "sys.function_order_columns" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { DefinitionType } from '../../../model/definitions/definition-type.ts';
import type { KeyColumn } from '../../../model/definitions/index-shape.ts';
import type { TypeName } from '../../../model/definitions/type-shape.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { code, flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keepById, keepParts } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { typeIn } from '../type-names.ts';
import { assemblyName } from './assemblies.ts';
import { PARAMETER_QUERIES, parametersOf, returnsOf } from './parameters.ts';

interface ModuleRow {
  readonly type: string;
  readonly assembly: number;
  readonly className: string;
  readonly method: string;
  readonly returnsNullOnNull: true | undefined;
  readonly executeAs: number | undefined;
}

const modules = keepById<ModuleRow>();

/** `sys.assembly_modules`. */
const moduleRows = defineQuery<DatabaseScope>()({
  name: 'modules of assemblies',
  view: 'sys.assembly_modules',
  columns: [
    'object_id',
    'assembly_id',
    'assembly_class',
    'assembly_method',
    'null_on_null_input',
    'execute_as_principal_id',
  ],
  expressions: { type: '[o].[type]' },
  narrow: (query) => query.leftJoin('sys.objects as o', 'o.object_id', 'v.object_id'),
  read: (scope, at) => ({
    row: (row) => {
      modules(scope).set(id(row[at.object_id]), {
        type: code(row[at.type]),
        assembly: id(row[at.assembly_id]),
        className: name(row[at.assembly_class]),
        method: name(row[at.assembly_method]),
        returnsNullOnNull: yes(row[at.null_on_null_input]),
        executeAs: integer(row[at.execute_as_principal_id]),
      });
    },
  }),
});

interface ResultColumn {
  readonly id: number;
  readonly name: string;
  /** Undefined where it could not be read. */
  readonly type: TypeName | undefined;
}

const results = keepParts<ResultColumn>();

/** `sys.columns` of the tables that functions of CLR return. */
const resultColumns = defineQuery<DatabaseScope>()({
  name: 'columns of functions of CLR',
  view: 'sys.columns',
  columns: [
    'object_id',
    'column_id',
    'name',
    'user_type_id',
    'max_length',
    'precision',
    'scale',
    'is_xml_document',
    'xml_collection_id',
  ],
  narrow: (query) => query.innerJoin('sys.objects as o', 'o.object_id', 'v.object_id').where('o.type', 'FT'),
  read: (scope, at) => ({
    row: (row) => {
      results(scope).add(id(row[at.object_id]), {
        id: id(row[at.column_id]),
        name: name(row[at.name]),
        type: typeIn(scope, at, row),
      });
    },
  }),
});

interface OrderColumn {
  readonly at: number;
  readonly column: number;
  readonly isDescending: true | undefined;
}

const orders = keepParts<OrderColumn>();

/** `sys.function_order_columns`. */
const functionOrders = defineQuery<DatabaseScope>()({
  name: 'order of functions of CLR',
  view: 'sys.function_order_columns',
  columns: ['object_id', 'order_column_id', 'column_id', 'is_descending'],
  read: (scope, at) => ({
    row: (row) => {
      orders(scope).add(id(row[at.object_id]), {
        at: id(row[at.order_column_id]),
        column: id(row[at.column_id]),
        isDescending: flag(row[at.is_descending]) ? true : undefined,
      });
    },
  }),
});

const types = keepById<{ readonly assembly: number; readonly className: string }>();

/** `sys.assembly_types`: those of users. */
const typeRows = defineQuery<DatabaseScope>()({
  name: 'types of assemblies',
  view: 'sys.assembly_types',
  columns: ['user_type_id', 'assembly_id', 'assembly_class'],
  narrow: (query) => query.where('v.is_user_defined', 1),
  read: (scope, at) => ({
    row: (row) => {
      types(scope).set(id(row[at.user_type_id]), {
        assembly: id(row[at.assembly_id]),
        className: name(row[at.assembly_class]),
      });
    },
  }),
});

/** What is read of modules and types of assemblies. */
export const CLR_QUERIES = [moduleRows, resultColumns, functionOrders, typeRows, ...PARAMETER_QUERIES];

/** The class, and as whom a module runs; undefined where its assembly cannot be seen. */
export function externalOf(scope: DatabaseScope, object: number) {
  const row = modules(scope).get(object);
  const assembly = row && assemblyName(scope, row.assembly);
  if (row === undefined || assembly === undefined) return undefined;
  const { className, method, executeAs } = row;
  return { assembly, className, method, ...runsAs(scope, executeAs) };
}

/** `execute_as_principal_id`: NULL is whoever calls, -2 the owner. */
const OWNER = -2;

function runsAs(scope: DatabaseScope, principal: number | undefined) {
  if (principal === OWNER) return { isAsOwner: true as const };
  return defined({ executeAs: principal === undefined ? undefined : scope.principals.get(principal)?.name });
}

/** The modules of some types of objects, and where each stands. */
function* modulesOf<T extends DefinitionType>(scope: DatabaseScope, type: T, ...objectTypes: string[]) {
  for (const [objectId, row] of modules(scope)) {
    if (!objectTypes.includes(row.type)) continue;
    const found = securableIndex(scope, 'OBJECT').get(objectId);
    const external = externalOf(scope, objectId);
    if (found?.schema === undefined || external === undefined) {
      const fact = 'A module of CLR is of an assembly that could not be read; it was not captured.';
      scope.ledger.omit('unresolved-id', fact, 'Capture with a login that sees the assemblies.', 1);
      continue;
    }
    const place = { database: scope.database, schema: found.schema, name: found.name };
    yield { objectId, row, external, fact: { kind: 'definition', type, ...place } as const };
  }
}

/** The procedures of CLR of a database. */
export function* clrProcedureFacts(scope: DatabaseScope): Generator<DefinitionOf<'clr-procedure'>> {
  for (const { objectId, external, fact } of modulesOf(scope, 'clr-procedure', 'PC'))
    yield { ...fact, body: defined({ parameters: parametersOf(scope, objectId), ...external }) };
}

/** The functions of CLR of a database. */
export function* clrFunctionFacts(scope: DatabaseScope): Generator<DefinitionOf<'clr-function'>> {
  for (const { objectId, row, external, fact } of modulesOf(scope, 'clr-function', 'FS', 'FT')) {
    const found = [...results(scope).of(objectId)].sort((a, b) => a.id - b.id);
    const columns = found.flatMap(({ name: column, type }) =>
      type === undefined ? [] : [{ name: column, type }],
    );
    const returns = returnsOf(scope, objectId);
    if (row.type === 'FS' ? returns === undefined : columns.length === 0 || columns.length < found.length) {
      omitUnread(scope, 'A function of CLR');
      continue;
    }
    const body = defined({
      parameters: parametersOf(scope, objectId),
      returns: row.type === 'FS' ? returns : undefined,
      columns: row.type === 'FT' ? columns : undefined,
      order: orderOf(scope, objectId, found),
      returnsNullOnNull: row.returnsNullOnNull,
      ...external,
    });
    yield { ...fact, body };
  }
}

/** What returns a type that the login does not see cannot be made again. */
function omitUnread(scope: DatabaseScope, what: string): void {
  const fact = `${what} returns what could not be read; it was not captured.`;
  scope.ledger.omit('unresolved-id', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
}

function orderOf(
  scope: DatabaseScope,
  objectId: number,
  columns: readonly ResultColumn[],
): readonly KeyColumn[] | undefined {
  const names = new Map(columns.map(({ id: columnId, name: column }) => [columnId, column]));
  const ordered = [...orders(scope).of(objectId)].sort((a, b) => a.at - b.at);
  const listed = ordered.map(({ column, isDescending }) =>
    defined({ name: names.get(column) ?? '', isDescending }),
  );
  return listed.length === 0 ? undefined : listed;
}

/** The aggregates of a database. */
export function* aggregateFacts(scope: DatabaseScope): Generator<DefinitionOf<'aggregate'>> {
  for (const { objectId, external, fact } of modulesOf(scope, 'aggregate', 'AF')) {
    const returns = returnsOf(scope, objectId);
    const { assembly, className } = external;
    const parameters = parametersOf(scope, objectId);
    if (returns === undefined) omitUnread(scope, 'An aggregate');
    else yield { ...fact, body: defined({ parameters, returns, assembly, className }) };
  }
}

/** The types of CLR of a database. */
export function* clrTypeFacts(scope: DatabaseScope): Generator<DefinitionOf<'clr-type'>> {
  const { database } = scope;
  for (const [typeId, row] of types(scope)) {
    const found = securableIndex(scope, 'TYPE').get(typeId);
    const assembly = assemblyName(scope, row.assembly);
    if (found?.schema === undefined || assembly === undefined) continue;
    const { schema, name: type } = found;
    const body = { assembly, className: row.className };
    yield { kind: 'definition', database, type: 'clr-type', schema, name: type, body };
  }
}
