// Functions that choose among their operands: IIF, COALESCE, ISNULL, NULLIF. What is not chosen is not evaluated.
import { failAt } from '../messages.ts';
import { converter } from '../sql/convert.ts';
import type { Expression } from '../sql/syntax.ts';
import type { Compiled } from './compiled.ts';
import { allSources } from './compiled.ts';
import type { Place } from './expression.ts';
import { compileExpression, unify } from './expression.ts';
import { compileComparison, compilePredicate } from './predicate.ts';

type Call = Expression & { node: 'call' };

export function compileIif(call: Call, place: Place): Compiled {
  const [condition, yes, no] = call.parameters;
  if (condition === undefined || yes === undefined || no === undefined)
    throw failAt(call.line, 174, 'The iif function requires 3 argument(s).', 15);
  const { test, sources } = compilePredicate(condition, place);
  const parts = [compileExpression(yes, place), compileExpression(no, place)];
  const { shape, values } = unify(parts, call.line);
  return {
    ...shape,
    sources: allSources({ sources }, ...parts),
    evaluate: () => values[test() === true ? 0 : 1]?.() ?? null,
  };
}

export function compileCoalesce(parameters: readonly Compiled[], line: number): Compiled {
  const { shape, values } = unify(parameters, line);
  return {
    ...shape,
    sources: allSources(...parameters),
    evaluate: () => {
      for (const value of values) {
        const found = value();
        if (found !== null) return found;
      }
      return null;
    },
  };
}

// ISNULL keeps the first operand's type, and cuts the replacement to it.
export function compileIsNull(parameters: readonly Compiled[], line: number): Compiled {
  const [first, second] = parameters;
  if (first === undefined || second === undefined || parameters.length > 2) {
    throw failAt(line, 174, 'The isnull function requires 2 argument(s).', 15);
  }
  const type = first.type.kind === 'null' ? second.type : first.type;
  const convert = converter(second.type, type, 0, line);
  const label = first.label ?? second.label;
  return {
    type,
    sources: allSources(first, second),
    evaluate: () => first.evaluate() ?? convert(second.evaluate()),
    ...(label && { label }),
  };
}

export function compileNullIf(parameters: readonly Compiled[], line: number): Compiled {
  const [first, second] = parameters;
  if (first === undefined || second === undefined)
    throw failAt(line, 174, 'The nullif function requires 2 argument(s).', 15);
  const { test } = compileComparison('=', first, second, line);
  return {
    ...first,
    sources: allSources(first, second),
    evaluate: () => (test() === true ? null : first.evaluate()),
  };
}
