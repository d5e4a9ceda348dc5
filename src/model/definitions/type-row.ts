// What is told of every type of object that has a definition, in the table of all.
import type { ObjectKind } from '../catalog/object-type.ts';
import type { PropertyShape } from '../facts/value-shape.ts';

/** Names that are apart from each other; those that nothing else uses are `apart`. */
export type NameSpace =
  | 'object'
  | 'type'
  | 'data-space'
  | 'assembly'
  | 'column-master-key'
  | 'external-language'
  | 'apart';

/** A type of object that has a definition. */
export interface TypeRow {
  /** What people call one of them. */
  readonly one: string;
  /** The words behind CREATE. */
  readonly words: string;
  /** The branch of the object tree that a selection names it by. */
  readonly branch: ObjectKind;
  /** Among which names its name is one: of objects where it is left out. */
  readonly space?: NameSpace;
  /** The folder of an export that they are in, where it is not that of the branch. */
  readonly folder?: string;
  readonly body: PropertyShape<object, false>;
}
