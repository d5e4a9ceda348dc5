// Every type of object that has a definition: what it is called, what a selection takes it by, and the shape of what its
// definition is made of. A snapshot's check, the published schema, sentences and the rows of capture and define are read
// off this table; a type that is missing in one of those does not compile.
import type { ObjectKind } from '../catalog/object-type.ts';
import { object, type Shaped } from '../facts/body-shape.ts';
import { type PropertyShape, text } from '../facts/value-shape.ts';
import { FUNCTION, PROCEDURE, TRIGGER, VIEW } from './module-shape.ts';
import { TABLE } from './table-shape.ts';

interface TypeRow {
  /** What people call one of them. */
  readonly one: string;
  /** The words behind CREATE. */
  readonly words: string;
  /** The branch of the object tree that a selection names it by. */
  readonly branch: ObjectKind;
  readonly body: PropertyShape<object, false>;
}

/** Every type, in the order in which people look for them. */
export const DEFINITION_TYPES = {
  table: { one: 'table', words: 'TABLE', branch: 'tables', body: TABLE },
  view: { one: 'view', words: 'VIEW', branch: 'views', body: VIEW },
  procedure: { one: 'procedure', words: 'PROCEDURE', branch: 'procedures', body: PROCEDURE },
  function: { one: 'function', words: 'FUNCTION', branch: 'functions', body: FUNCTION },
  /** Of a table or a view, and selected with it. */
  trigger: { one: 'trigger', words: 'TRIGGER', branch: 'tables', body: TRIGGER },
  synonym: { one: 'synonym', words: 'SYNONYM', branch: 'synonyms', body: object({ base: text }) },
} as const satisfies Readonly<Record<string, TypeRow>>;

/** A type of object that has a definition. */
export type DefinitionType = keyof typeof DEFINITION_TYPES;

/** What the definition of a type is made of. */
export type BodyOf<T extends DefinitionType> = Shaped<(typeof DEFINITION_TYPES)[T]['body']>;

/** Every type. */
export const DEFINITION_TYPE_NAMES = Object.keys(DEFINITION_TYPES) as readonly DefinitionType[];
