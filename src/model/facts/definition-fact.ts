// The definition of an object of a database, whole: what CREATE and the statements behind it would make.

import type { BodyOf, DefinitionType } from '../definitions/definition-type.ts';
import type { ExtendedProperty, Signature } from '../definitions/type-shape.ts';

/** The definition of an object of one type. */
export interface DefinitionOf<T extends DefinitionType> {
  /** Which kind of thing it is. */
  readonly kind: 'definition';
  /** The database it is in. */
  readonly database: string;
  /** What it is: a table, a view … */
  readonly type: T;
  /** The schema it is in; absent for what stands in none. */
  readonly schema?: string;
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** Of a trigger: the table or view of its schema that it is on. */
  readonly on?: string;
  /** What is noted on it and its parts. */
  readonly properties?: readonly ExtendedProperty[];
  /** What it is signed by. */
  readonly signatures?: readonly Signature[];
  /** All that it is made of. */
  readonly body: BodyOf<T>;
}

/** The definition of an object. */
export type DefinitionFact = { [T in DefinitionType]: DefinitionOf<T> }[DefinitionType];

/** What some definition is made of. */
export type DefinitionBody = DefinitionFact['body'];
