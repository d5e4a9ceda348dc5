// Alias types and table types. Source: "sys.types", "sys.table_types" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { aliasBindings, bound } from './bindings.ts';
import { columnsOf } from './columns.ts';
import { indexesOf, keysOf } from './indexes/indexes.ts';
import { keepById } from './kept.ts';
import { yes } from './tables/column-parts.ts';
import { checksOf } from './tables/constraints.ts';
import { typeOf } from './type-names.ts';
import { usesOf } from './uses.ts';

type Alias = DefinitionOf<'alias-type'>['body'];

const aliases = keepById<Alias>();

/** `sys.types`: those that stand for a type of the system. A system type's own id is its user_type_id. */
export const aliasTypes = defineQuery<DatabaseScope>()({
  name: 'alias types',
  view: 'sys.types',
  columns: [
    'user_type_id',
    'system_type_id',
    'max_length',
    'precision',
    'scale',
    'is_nullable',
    'default_object_id',
    'rule_object_id',
  ],
  narrow: (query) =>
    query.where('v.is_user_defined', 1).where('v.is_assembly_type', 0).where('v.is_table_type', 0),
  read: (scope, at) => ({
    row(row) {
      const base = typeOf(scope, {
        userType: row[at.system_type_id],
        length: row[at.max_length],
        precision: row[at.precision],
        scale: row[at.scale],
      });
      if (base === undefined) return;
      const boundDefault = bound(scope, row[at.default_object_id]);
      const boundRule = bound(scope, row[at.rule_object_id]);
      const type = id(row[at.user_type_id]);
      aliasBindings(scope).set(type, { boundDefault, boundRule });
      aliases(scope).set(
        type,
        defined({ base, isNullable: yes(row[at.is_nullable]), boundDefault, boundRule }),
      );
    },
  }),
});

interface TableTypeRow {
  readonly objectId: number;
  readonly isMemoryOptimized: true | undefined;
}

const tableTypes = keepById<TableTypeRow>();

/** `sys.table_types`. */
const tableTypeRows = defineQuery<DatabaseScope>()({
  name: 'table types',
  view: 'sys.table_types',
  columns: ['user_type_id', 'type_table_object_id'],
  optional: ['is_memory_optimized'],
  read: (scope, at) => ({
    row: (row) => {
      tableTypes(scope).set(id(row[at.user_type_id]), {
        objectId: id(row[at.type_table_object_id]),
        isMemoryOptimized: yes(row[at.is_memory_optimized]),
      });
    },
  }),
});

/** What is read of types alone. */
export const TYPE_QUERIES = [tableTypeRows];

/** The alias types of a database. */
export function* aliasTypeFacts(scope: DatabaseScope): Generator<DefinitionOf<'alias-type'>> {
  for (const [typeId, body] of aliases(scope)) {
    const place = placeOf(scope, typeId);
    if (place !== undefined) yield { ...place, type: 'alias-type', body };
  }
}

/** The table types of a database. */
export function* tableTypeFacts(scope: DatabaseScope): Generator<DefinitionOf<'table-type'>> {
  for (const [typeId, { objectId, isMemoryOptimized }] of tableTypes(scope)) {
    const place = placeOf(scope, typeId);
    if (place === undefined) continue;
    const columns = columnsOf(scope, objectId);
    if (columns.length === 0) {
      const fact = 'Table types show no columns to the login; their definitions were not captured.';
      scope.ledger.omit('columns-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
      continue;
    }
    const withoutNames = <T extends { readonly name?: string }>({ name: _, ...rest }: T) => rest;
    const body = defined({
      columns: columns.map(({ default: constraint, ...column }) =>
        constraint === undefined ? column : { ...column, default: { definition: constraint.definition } },
      ),
      keys: keysOf(scope, objectId)?.map(withoutNames),
      checks: checksOf(scope, objectId)?.map(withoutNames),
      indexes: indexesOf(scope, objectId),
      isMemoryOptimized,
      uses: usesOf(scope, place.schema, [objectId]),
    });
    yield { ...place, type: 'table-type', body };
  }
}

function placeOf(scope: DatabaseScope, typeId: number) {
  const found = securableIndex(scope, 'TYPE').get(typeId);
  if (found?.schema === undefined) return undefined;
  const { schema, name: type } = found;
  return { kind: 'definition', database: scope.database, schema, name: type } as const;
}
