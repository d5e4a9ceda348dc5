// What a system procedure of the test engine is.
import type { Value } from '../../contract.ts';
import type { DdlContext } from './ddl-context.ts';

/** The arguments of a call by parameter, `@` included; NULL where none was given. */
export type Values = (name: string) => Value;

/** A procedure: its parameters in their order, in lower case, and what it does. */
export interface SystemProcedure {
  readonly parameters: readonly string[];
  readonly run: (value: Values, context: DdlContext) => void;
}
