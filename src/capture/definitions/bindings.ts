// Defaults and rules of their own, and the types that they are bound to. Source: "sys.types", "sp_bindefault" (Microsoft).
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { integer } from '../batch/cell.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { keepById } from './kept.ts';

/** What is bound to a type. */
interface Bindings {
  readonly boundDefault: Qualified | undefined;
  readonly boundRule: Qualified | undefined;
}

/** What is bound to alias types, by their ids. */
export const aliasBindings = keepById<Bindings>();

/** A default or a rule by its id; a constraint is none. */
export function bound(scope: DatabaseScope, objectId: unknown): Qualified | undefined {
  const found = securableIndex(scope, 'OBJECT').get(integer(objectId) ?? 0);
  return found?.schema === undefined ? undefined : { schema: found.schema, name: found.name };
}
