// What the text of each object names, as SQL Server wrote it down when the object was made: what the order of creation
// rests on. Source: "sys.sql_expression_dependencies" (Microsoft).
import type { Use } from '../../model/definitions/type-shape.ts';
import { keyOfParts } from '../../model/identity.ts';
import { foldOf } from '../../model/name-fold.ts';
import { ordinal } from '../../model/order.ts';
import { SqlWords } from '../../model/sql-words.ts';
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
const isShown = keep(() => ({ any: false }));

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
      isShown(scope).any = true;
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

/**
 * What a module uses. Where the server shows no dependency of any object, what its text names is taken for it, and that is
 * told: the view is empty for whoever may not read it, and on servers that have it in name only.
 */
export function usesOfModule(
  scope: DatabaseScope,
  schema: string,
  objectId: number,
  definition: string | undefined,
): readonly Use[] | undefined {
  if (isShown(scope).any || definition === undefined) return usesOf(scope, schema, [objectId]);
  const own = securableIndex(scope, 'OBJECT').get(objectId);
  const found = new Map<string, Use>();
  for (const [of, name] of namesIn(definition)) {
    const on = resolve(scope, schema, { id: undefined, schema: of, name, isBound: false, isType: false });
    if (on?.schema === undefined || on === own) continue;
    found.set(keyOfParts(on.schema, on.name), { schema: on.schema, name: on.name });
  }
  if (found.size === 0) return undefined;
  const fact = 'SQL Server shows no dependencies of objects: their order is by the names in their texts.';
  scope.ledger.note('dependencies-hidden', fact);
  return [...found].sort(([a], [b]) => ordinal(a, b)).map(([, use]) => use);
}

/** Names of one or two parts as they stand in a text, the schema first. */
function* namesIn(definition: string): Generator<readonly [string | undefined, string]> {
  const words = new SqlWords(definition);
  while (words.peek() !== undefined) {
    const name = words.name();
    if (name === undefined) {
      words.next();
      continue;
    }
    const next = words.take('.') ? words.name() : undefined;
    yield next === undefined ? [undefined, name] : [name, next];
  }
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
