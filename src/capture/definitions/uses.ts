// What the text of each object names, as SQL Server wrote it down when the object was made: what the order of creation
// rests on. Source: "sys.sql_expression_dependencies" (Microsoft).
import type { Use } from '../../model/definitions/type-shape.ts';
import { keyOfParts } from '../../model/identity.ts';
import { foldOf } from '../../model/name-fold.ts';
import { ordinal } from '../../model/order.ts';
import { flag, id, integer, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, type NamedSecurable, securableIndex } from '../scope.ts';
import { keep, keepById, keepParts } from './kept.ts';

interface Reference {
  readonly id: number | undefined;
  readonly schema: string | undefined;
  readonly name: string;
  readonly isBound: boolean;
  readonly isType: boolean;
}

const references = keepParts<Reference>();

/** The table that a constraint with an id of its own is of. */
export const constraintParents = keepById<number>();

/** `referenced_class`: an object, a type. */
const REFERENCED = { object: 1, type: 6 } as const;

/** `sys.sql_expression_dependencies`. */
export const uses = defineQuery<DatabaseScope>()({
  name: 'dependencies',
  view: 'sys.sql_expression_dependencies',
  columns: [
    'referencing_id',
    'referenced_class',
    'referenced_id',
    'referenced_database_name',
    'referenced_schema_name',
    'referenced_entity_name',
    'is_schema_bound_reference',
  ],
  narrow: (query) =>
    query
      .where('v.referencing_class', REFERENCED.object)
      .whereIn('v.referenced_class', Object.values(REFERENCED))
      .whereNull('v.referenced_server_name'),
  read: (scope, at) => ({
    row(row) {
      const database = text(row[at.referenced_database_name]);
      const name = text(row[at.referenced_entity_name]);
      // A name of three parts with the database's own is as good as one of two.
      const fold = foldOf(scope.identity.collation);
      if (name === undefined || fold(database ?? scope.database) !== fold(scope.database)) return;
      references(scope).add(id(row[at.referencing_id]), {
        id: integer(row[at.referenced_id]),
        schema: text(row[at.referenced_schema_name]),
        name,
        isBound: flag(row[at.is_schema_bound_reference]),
        isType: integer(row[at.referenced_class]) === REFERENCED.type,
      });
    },
  }),
});

/** The names of objects by their ids, folded: what a reference without an id is looked up in. */
const byName = keep(() => new Map<string, NamedSecurable>());

/** What objects use, each once, in ordinal order; an id is of the object or of a constraint of it. */
export function usesOf(
  scope: DatabaseScope,
  schema: string,
  ids: readonly number[],
): readonly Use[] | undefined {
  const found = new Map<string, Use>();
  for (const objectId of ids) {
    for (const reference of references(scope).of(objectId)) {
      const on = resolve(scope, schema, reference);
      if (on?.schema === undefined) continue;
      const key = keyOfParts(reference.isType, on.schema, on.name);
      const isType = reference.isType ? { isType: true as const } : {};
      const isBound = reference.isBound || found.get(key)?.isBound === true;
      found.set(key, { schema: on.schema, name: on.name, ...(isBound ? { isBound: true } : {}), ...isType });
    }
  }
  if (found.size === 0) return undefined;
  return [...found].sort(([a], [b]) => ordinal(a, b)).map(([, use]) => use);
}

/** By its id; else by its name, in the schema of what names it first and then in dbo. */
function resolve(scope: DatabaseScope, schema: string, reference: Reference): NamedSecurable | undefined {
  const { id: objectId, isType, name } = reference;
  if (isType) return securableIndex(scope, 'TYPE').get(objectId ?? Number.NaN);
  const index = securableIndex(scope, 'OBJECT');
  if (objectId !== undefined) return index.get(objectId);
  const fold = foldOf(scope.identity.collation);
  const keyOf = (of: string | undefined, one: string) => keyOfParts(fold(of ?? ''), fold(one));
  const names = byName(scope);
  if (names.size === 0) for (const named of index.values()) names.set(keyOf(named.schema, named.name), named);
  const schemas = reference.schema === undefined ? [schema, 'dbo'] : [reference.schema];
  return schemas.map((one) => names.get(keyOf(one, name))).find((one) => one !== undefined);
}
