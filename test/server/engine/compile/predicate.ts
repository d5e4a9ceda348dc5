// Predicates into three-valued tests: true, false, or null for UNKNOWN.
import type { Value } from '../../contract.ts';
import { cannot, failAt } from '../messages.ts';
import { likeTest } from '../sql/collation.ts';
import { converter } from '../sql/convert.ts';
import { commonType, isString } from '../sql/sql-type.ts';
import type { Expression } from '../sql/syntax.ts';
import { compareValues, keyOf } from '../sql/value.ts';
import type { Compiled, CompiledTest } from './compiled.ts';
import { allSources, comparisonCollation } from './compiled.ts';
import type { Place } from './expression.ts';
import { compileExpression } from './expression.ts';
import { compileExists, compileInQuery } from './subquery.ts';

/** Compiles a search condition; throws an EngineError. */
export function compilePredicate(expression: Expression, place: Place): CompiledTest {
  const { line } = expression;
  switch (expression.node) {
    case 'and':
    case 'or':
      return compileLogic(expression, place);
    case 'not':
      return negate(compilePredicate(expression.operand, place));
    case 'compare':
      return compileComparison(
        expression.operator,
        compileExpression(expression.left, place),
        compileExpression(expression.right, place),
        line,
      );
    case 'is-null':
      return compileIsNull(compileExpression(expression.operand, place), expression.negated);
    case 'in-list':
      return compileInList(expression, place);
    case 'between':
      return compileBetween(expression, place);
    case 'like':
      return compileLike(expression, place);
    case 'in-query':
      return negateIf(expression.negated, compileInQuery(expression, place));
    case 'exists':
      return compileExists(expression.query, place);
    default:
      throw failAt(
        line,
        4145,
        'An expression of non-boolean type specified in a context where a condition is expected.',
        15,
      );
  }
}

function compileLogic(expression: Expression & { node: 'and' | 'or' }, place: Place): CompiledTest {
  const left = compilePredicate(expression.left, place);
  const right = compilePredicate(expression.right, place);
  const decisive = expression.node === 'or';
  return {
    sources: allSources(left, right),
    test: () => {
      const a = left.test();
      if (a === decisive) return decisive;
      const b = right.test();
      if (b === decisive) return decisive;
      return a === null || b === null ? null : !decisive;
    },
  };
}

function negate(inner: CompiledTest): CompiledTest {
  const { test, sources } = inner;
  return {
    sources,
    test: () => {
      const value = test();
      return value === null ? null : !value;
    },
  };
}

const negateIf = (negated: boolean, inner: CompiledTest): CompiledTest => (negated ? negate(inner) : inner);

const OPERATION: Readonly<Record<string, string>> = {
  '=': 'equal to',
  '<>': 'not equal to',
  '!=': 'not equal to',
  '<': 'less than',
  '>': 'greater than',
  '<=': 'less than or equal to',
  '>=': 'greater than or equal to',
  '!<': 'not less than',
  '!>': 'not greater than',
};

const VERDICT: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '!>': (order) => order <= 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '!<': (order) => order >= 0,
  '>=': (order) => order >= 0,
};

/** Two operands brought to what they can be compared as. */
export interface Comparable {
  readonly left: () => Value;
  readonly right: () => Value;
  readonly collation: ReturnType<typeof comparisonCollation>;
}

/** Converts two operands to their common type and settles their collation; throws 468. */
export function makeComparable(left: Compiled, right: Compiled, operator: string, line: number): Comparable {
  const type = commonType(left.type, right.type);
  // Strings inside a sql_variant compare too, under the collation of the side that has one.
  const collation =
    isString(type) || type.kind === 'sql_variant'
      ? comparisonCollation(left.label, right.label, line, OPERATION[operator] ?? operator)
      : undefined;
  const side = (operand: Compiled) => {
    const { evaluate } = operand;
    const sameFamily = isString(operand.type) === isString(type) && operand.type.kind !== 'sql_variant';
    if (operand.type.kind === type.kind || operand.type.kind === 'null' || (isString(type) && sameFamily))
      return evaluate;
    const convert = converter(operand.type, type, 0, line);
    return () => convert(evaluate());
  };
  return { left: side(left), right: side(right), collation };
}

/** `left operator right`. */
export function compileComparison(
  operator: string,
  left: Compiled,
  right: Compiled,
  line: number,
): CompiledTest {
  const verdict = VERDICT[operator];
  if (verdict === undefined) throw cannot(line, `the operator ${operator}`);
  const { left: a, right: b, collation } = makeComparable(left, right, operator, line);
  return {
    sources: allSources(left, right),
    test: () => {
      const x = a();
      if (x === null) return null;
      const y = b();
      return y === null ? null : verdict(compareValues(x, y, collation));
    },
  };
}

function compileIsNull(operand: Compiled, negated: boolean): CompiledTest {
  const { evaluate, sources } = operand;
  return { sources, test: () => (evaluate() === null) !== negated };
}

function compileInList(expression: Expression & { node: 'in-list' }, place: Place): CompiledTest {
  const operand = compileExpression(expression.operand, place);
  const items = expression.list.map((item) => compileExpression(item, place));
  const constant = items.every((item) => item.sources.size === 0 && item.type.kind !== 'sql_variant');
  const sameType = items.every((item) => item.type.kind === operand.type.kind || bothStrings(item, operand));
  if (constant && sameType && items.length > 4) {
    return negateIf(expression.negated, compileInSet(operand, items, expression.line));
  }
  const tests = items.map((item) => compileComparison('=', operand, item, expression.line));
  return negateIf(expression.negated, anyOf(tests));
}

const bothStrings = (a: Compiled, b: Compiled): boolean => isString(a.type) && isString(b.type);

function anyOf(tests: readonly CompiledTest[]): CompiledTest {
  return {
    sources: allSources(...tests),
    test: () => {
      let unknown = false;
      for (const { test } of tests) {
        const value = test();
        if (value === true) return true;
        if (value === null) unknown = true;
      }
      return unknown ? null : false;
    },
  };
}

function compileInSet(operand: Compiled, items: readonly Compiled[], line: number): CompiledTest {
  const label = items.find((item) => item.label?.strength === 'explicit')?.label ?? items[0]?.label;
  const collation = comparisonCollation(operand.label, label, line, 'equal to');
  const values = items.map((item) => keyOf(item.evaluate(), collation));
  const set = new Set(values);
  const unknown = set.has(null) ? null : false;
  const { evaluate } = operand;
  return {
    sources: operand.sources,
    test: () => {
      const value = evaluate();
      if (value === null) return null;
      return set.has(keyOf(value, collation)) ? true : unknown;
    },
  };
}

function compileBetween(expression: Expression & { node: 'between' }, place: Place): CompiledTest {
  const { operand, low, high, line, negated } = expression;
  const range: Expression = {
    node: 'and',
    line,
    left: { node: 'compare', line, operator: '>=', left: operand, right: low },
    right: { node: 'compare', line, operator: '<=', left: operand, right: high },
  };
  return negateIf(negated, compilePredicate(range, place));
}

function compileLike(expression: Expression & { node: 'like' }, place: Place): CompiledTest {
  const { line } = expression;
  const operand = compileExpression(expression.operand, place);
  const pattern = compileExpression(expression.pattern, place);
  const escaped = expression.escape && compileExpression(expression.escape, place);
  for (const { type } of [operand, pattern]) {
    if (!isString(type) && type.kind !== 'null') throw cannot(line, `LIKE on ${type.kind}`);
  }
  const collation = comparisonCollation(operand.label, pattern.label, line, 'like');
  let compiledFor: Value;
  let matches: (text: string) => boolean = () => false;
  const test = () => {
    const text = operand.evaluate();
    const wanted = pattern.evaluate();
    if (typeof text !== 'string' || typeof wanted !== 'string' || collation === undefined) return null;
    if (wanted !== compiledFor) {
      matches = likeTest(wanted, escaped?.evaluate()?.toString(), collation);
      compiledFor = wanted;
    }
    // Trailing blanks of the text do not count against a pattern without them.
    return matches(text) || (text.endsWith(' ') && matches(text.trimEnd()));
  };
  return negateIf(expression.negated, { sources: allSources(operand, pattern), test });
}
