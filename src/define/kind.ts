// What there is to know of writing one type of object.
import type { DefinitionType } from '../model/definitions/definition-type.ts';
import type { Use } from '../model/definitions/type-shape.ts';
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import type { DefineContext } from './define-options.ts';
import type { Reference } from './reference.ts';
import type { ObjectStatement, Unscripted } from './statement.ts';

/** How a type of object is written. */
export interface DefinitionKind<T extends DefinitionType> {
  /** The statements that make it, in their order; those of a section follow each other. */
  readonly statements: (fact: DefinitionOf<T>, context: DefineContext) => readonly ObjectStatement[];
  /** Why it has no statement, where it has none. */
  readonly unscripted?: (fact: DefinitionOf<T>) => Unscripted | undefined;
  /** What has to be known of it where it has its statements. */
  readonly remarks?: (fact: DefinitionOf<T>) => readonly Unscripted[];
  /** What has to be there before it besides what its text uses: types of columns, a scheme's function. */
  readonly needs?: (fact: DefinitionOf<T>) => readonly Reference[];
  /** Whether what it uses has to be there when it is made; what has not comes before it where that can be. */
  readonly isHard: (fact: DefinitionOf<T>, use: Use) => boolean;
}
