// Functions that ask the server: who, where, which rights, which names. A function that is not here is refused.
import type { Value } from '../../contract.ts';
import type { Compiled, Host } from '../compile/compiled.ts';
import { allSources } from '../compile/compiled.ts';
import { cannot, failAt } from '../messages.ts';
import { converter } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { isString } from '../sql/sql-type.ts';
import { IDENTITY_FUNCTIONS } from './identity-functions.ts';
import { METADATA_FUNCTIONS } from './metadata-functions.ts';
import { RIGHTS_FUNCTIONS } from './rights-functions.ts';
import { SERVER_FUNCTIONS } from './server-functions.ts';
import type { SessionState } from './session-state.ts';

/** What a function is called with, besides its values. */
export interface CallContext {
  readonly state: SessionState;
  readonly host: Host;
  readonly line: number;
}

/** A function of the server. */
export interface SystemFunction {
  readonly least: number;
  readonly most: number;
  readonly type: SqlType;
  /** What operands are converted to; an operand without an entry is taken as it is. */
  readonly takes?: readonly SqlType[];
  readonly apply: (values: readonly Value[], context: CallContext) => Value;
}

/** Compiles a call of a system function or an @@ variable; undefined when there is none of that name. */
export function compileSystemFunction(
  name: string,
  parameters: readonly Compiled[],
  host: Host,
  state: SessionState,
  line: number,
): Compiled | undefined {
  const key = name.toUpperCase();
  const found =
    SERVER_FUNCTIONS[key] ?? IDENTITY_FUNCTIONS[key] ?? RIGHTS_FUNCTIONS[key] ?? METADATA_FUNCTIONS[key];
  if (found === undefined) return undefined;
  if (parameters.length < found.least || parameters.length > found.most) {
    throw failAt(line, 174, `The ${name.toLowerCase()} function requires ${found.least} argument(s).`, 15);
  }
  const readers = parameters.map((parameter, index) => readAs(parameter, found.takes?.[index], line));
  return {
    type: found.type,
    sources: allSources(...parameters),
    evaluate: () =>
      found.apply(
        readers.map((read) => read()),
        { state, host, line },
      ),
    ...(isString(found.type) && { label: { name: host.collation, strength: 'default' as const } }),
  };
}

function readAs(parameter: Compiled, wanted: SqlType | undefined, line: number): () => Value {
  if (wanted === undefined || (isString(wanted) && isString(parameter.type))) return parameter.evaluate;
  const convert = converter(parameter.type, wanted, 0, line);
  return () => convert(parameter.evaluate());
}

/** A refusal for a property or option that the engine does not know: NULL would look like an answer. */
export function unknownOption(context: CallContext, what: string): Error {
  return cannot(context.line, what);
}
