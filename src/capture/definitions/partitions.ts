// Partition functions and schemes. Boundaries are of sql_variant: each is read in a form that no setting of a server or a
// client changes. Source: "sys.partition_functions", "sys.partition_parameters", "sys.partition_range_values",
// "sys.partition_schemes", "sys.destination_data_spaces", "CAST and CONVERT (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { filled, flag, id, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keepById, keepParts } from './kept.ts';
import { typeIn } from './type-names.ts';
import { omitPart } from './unknown-part.ts';
import { variant } from './variant.ts';

type FunctionBody = DefinitionOf<'partition-function'>['body'];
type Boundary = NonNullable<FunctionBody['boundaries']>[number];

const parameters = keepById<Pick<FunctionBody, 'type' | 'collation'>>();

/** `sys.partition_parameters`. */
const partitionParameters = defineQuery<DatabaseScope>()({
  name: 'parameters of partition functions',
  view: 'sys.partition_parameters',
  columns: ['function_id', 'user_type_id', 'max_length', 'precision', 'scale', 'collation_name'],
  read: (scope, at) => ({
    row(row) {
      const type = typeIn(scope, at, row);
      if (type === undefined) return;
      const collation = filled(row[at.collation_name]);
      parameters(scope).set(id(row[at.function_id]), defined({ type, collation }));
    },
  }),
});

const VALUE = variant('value');

const boundaries = keepParts<{ readonly id: number; readonly boundary: Boundary }>();

/** `sys.partition_range_values`. */
const rangeValues = defineQuery<DatabaseScope>()({
  name: 'boundaries of partition functions',
  view: 'sys.partition_range_values',
  columns: ['function_id', 'boundary_id'],
  expressions: { base_type: VALUE.baseType, literal: VALUE.text },
  read: (scope, at) => ({
    row(row) {
      const boundary = defined({ type: text(row[at.base_type]) ?? '', value: text(row[at.literal]) });
      boundaries(scope).add(id(row[at.function_id]), { id: id(row[at.boundary_id]), boundary });
    },
  }),
});

interface FunctionRow {
  readonly name: string;
  readonly range: FunctionBody['range'];
}

const functions = keepById<FunctionRow>();

/** `sys.partition_functions`; those of full-text indexes are the system's. */
const partitionFunctions = defineQuery<DatabaseScope>()({
  name: 'partition functions',
  view: 'sys.partition_functions',
  columns: ['function_id', 'name', 'boundary_value_on_right'],
  optional: ['is_system'],
  read: (scope, at) => ({
    row(row) {
      if (flag(row[at.is_system])) return;
      functions(scope).set(id(row[at.function_id]), {
        name: name(row[at.name]),
        range: flag(row[at.boundary_value_on_right]) ? 'RIGHT' : 'LEFT',
      });
    },
  }),
});

const destinations = keepParts<{ readonly id: number; readonly filegroup: string }>();

/** `sys.destination_data_spaces`: one behind the last partition is that of the next. */
const destinationSpaces = defineQuery<DatabaseScope>()({
  name: 'filegroups of partition schemes',
  view: 'sys.destination_data_spaces',
  columns: ['partition_scheme_id', 'destination_id'],
  expressions: { filegroup: '[d].[name]' },
  narrow: (query) => query.innerJoin('sys.data_spaces as d', 'd.data_space_id', 'v.data_space_id'),
  read: (scope, at) => ({
    row: (row) => {
      destinations(scope).add(id(row[at.partition_scheme_id]), {
        id: id(row[at.destination_id]),
        filegroup: name(row[at.filegroup]),
      });
    },
  }),
});

const schemes = keepById<{ readonly name: string; readonly function: number }>();

/** `sys.partition_schemes`. */
const partitionSchemes = defineQuery<DatabaseScope>()({
  name: 'partition schemes',
  view: 'sys.partition_schemes',
  columns: ['data_space_id', 'name', 'function_id'],
  read: (scope, at) => ({
    row: (row) => {
      schemes(scope).set(id(row[at.data_space_id]), {
        name: name(row[at.name]),
        function: id(row[at.function_id]),
      });
    },
  }),
});

/** What is read of partitioning. */
export const PARTITION_QUERIES = [
  partitionParameters,
  rangeValues,
  partitionFunctions,
  destinationSpaces,
  partitionSchemes,
];

/** The partition functions of a database. */
export function* partitionFunctionFacts(scope: DatabaseScope): Generator<DefinitionOf<'partition-function'>> {
  for (const [functionId, { name: called, range }] of functions(scope)) {
    const parameter = parameters(scope).get(functionId);
    if (parameter === undefined) {
      omitPart(scope, 'Partition functions have no type');
      continue;
    }
    const values = inOrder(boundaries(scope).of(functionId)).map(({ boundary }) => boundary);
    const body = defined({
      ...parameter,
      range,
      boundaries: values.length === 0 ? undefined : values,
    });
    yield { kind: 'definition', database: scope.database, type: 'partition-function', name: called, body };
  }
}

/** The partition schemes of a database. */
export function* partitionSchemeFacts(scope: DatabaseScope): Generator<DefinitionOf<'partition-scheme'>> {
  for (const [schemeId, scheme] of schemes(scope)) {
    const found = functions(scope).get(scheme.function);
    const filegroups = inOrder(destinations(scope).of(schemeId)).map(({ filegroup }) => filegroup);
    if (found === undefined || filegroups.length === 0) continue;
    const body = { function: found.name, filegroups };
    yield {
      kind: 'definition',
      database: scope.database,
      type: 'partition-scheme',
      name: scheme.name,
      body,
    };
  }
}

function inOrder<T extends { readonly id: number }>(parts: readonly T[]): readonly T[] {
  return [...parts].sort((a, b) => a.id - b.id);
}
