// Defaults and rules of their own, and the types that they are bound to. Source: "sys.types", "sp_bindefault" (Microsoft).
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { integer } from '../batch/cell.ts';
import { type DatabaseScope, objectPlace } from '../scope.ts';
import { keepById } from './kept.ts';
import { omitPart } from './unknown-part.ts';
import { constraintParents } from './uses.ts';

/** What is bound to a type. */
interface Bindings {
  readonly boundDefault: Qualified | undefined;
  readonly boundRule: Qualified | undefined;
}

/** What is bound to alias types, by their ids. */
export const aliasBindings = keepById<Bindings>();

/** A default or a rule by its id; a constraint is none. */
export function bound(scope: DatabaseScope, objectId: unknown): Qualified | undefined {
  const object = integer(objectId) ?? 0;
  const found = objectPlace(scope, object);
  if (found === undefined && object !== 0 && !constraintParents(scope).has(object))
    omitPart(scope, 'Columns or types are bound to no default or rule');
  return found;
}
