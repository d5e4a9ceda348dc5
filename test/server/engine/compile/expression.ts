// Value expressions into closures. Every node type of the syntax tree is handled or refused.
import type { Value } from '../../contract.ts';
import { EngineError } from '../../contract.ts';
import { cannot, failAt } from '../messages.ts';
import { converter, toCodePage } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { commonType, isNumber, isString, typeOf } from '../sql/sql-type.ts';
import type { Expression } from '../sql/syntax.ts';
import { PREDICATES } from '../sql/syntax.ts';
import { compileArithmetic } from './arithmetic.ts';
import type { Compilation, Compiled } from './compiled.ts';
import { allSources, collationNamed, mergeLabels, NO_SOURCES } from './compiled.ts';
import { compilePredicate } from './predicate.ts';
import { compileScalarFunction } from './scalar-functions.ts';
import type { Scope } from './scope.ts';
import { compileScalarQuery } from './subquery.ts';

/** Where an expression stands: the scope its names are looked up in, and how a grouped query replaces its parts. */
export interface Place {
  readonly compilation: Compilation;
  readonly scope: Scope;
  /** In a grouped query: what an expression that is grouped by, or an aggregate, has become; undefined for others. */
  readonly replace?: (expression: Expression, place: Place) => Compiled | undefined;
}

/** Compiles a value expression; throws an EngineError. */
export function compileExpression(expression: Expression, place: Place): Compiled {
  const replaced = place.replace?.(expression, place);
  if (replaced !== undefined) return replaced;
  const { line } = expression;
  if (PREDICATES.has(expression.node)) {
    throw failAt(
      line,
      4145,
      'An expression of boolean type specified in a context where a condition is not expected.',
      15,
    );
  }
  switch (expression.node) {
    case 'null':
      return fixed({ kind: 'null' }, null);
    case 'string':
      return literal(expression.value, expression.national, place);
    case 'number':
      return compileNumber(expression.text, line);
    case 'binary':
      return fixed({ kind: 'varbinary', length: Math.max(expression.value.length, 1) }, expression.value);
    case 'variable':
      return compileVariable(expression.name, place, line);
    case 'column':
      return compileColumn(expression.parts, place, line);
    case 'unary':
      return compileUnary(expression.operator, compileExpression(expression.operand, place), line);
    case 'binary-operator':
      return compileArithmetic(
        expression.operator,
        compileExpression(expression.left, place),
        compileExpression(expression.right, place),
        line,
      );
    case 'collate':
      return compileCollate(compileExpression(expression.operand, place), expression.collation, line);
    case 'case':
      return compileCase(expression, place);
    case 'cast':
      return compileCast(expression, place);
    case 'call':
      return compileScalarFunction(expression, place);
    case 'scalar-query':
      return compileScalarQuery(expression.query, place);
    default:
      throw cannot(line, `the expression ${expression.node}`);
  }
}

/** A value that never changes. */
export function fixed(type: SqlType, value: Value): Compiled {
  return { type, sources: NO_SOURCES, evaluate: () => value };
}

function literal(text: string, national: boolean, place: Place): Compiled {
  const value = national ? text : toCodePage(text);
  const length = value.length > (national ? 4000 : 8000) ? 'max' : Math.max(value.length, 1);
  return {
    ...fixed({ kind: national ? 'nvarchar' : 'varchar', length }, value),
    label: { name: place.compilation.host.collation, strength: 'default' },
  };
}

function compileNumber(text: string, line: number): Compiled {
  if (!/^\d+$/.test(text)) {
    if (/[eE]/.test(text)) return fixed({ kind: 'float' }, Number(text));
    return fixed({ kind: 'numeric' }, Number(text));
  }
  const value = Number(text);
  if (value <= 2147483647) return fixed({ kind: 'int' }, value);
  if (Number.isSafeInteger(value)) return fixed({ kind: 'numeric' }, value);
  throw cannot(line, `the number ${text}`);
}

function compileVariable(name: string, place: Place, line: number): Compiled {
  if (name.startsWith('@@')) {
    const found = place.compilation.host.callSystem(name, [], line);
    if (found !== undefined) return found;
    throw cannot(line, name);
  }
  const variable = place.compilation.host.variable(name);
  if (variable === undefined) throw failAt(line, 137, `Must declare the scalar variable "${name}".`, 15, 2);
  const { type, get } = variable;
  return { type, sources: NO_SOURCES, evaluate: get, ...databaseLabel(type, place) };
}

/** The label of a string that has no collation of its own. */
export function databaseLabel(type: SqlType, place: Place): Pick<Compiled, 'label'> {
  return isString(type) ? { label: { name: place.compilation.host.collation, strength: 'default' } } : {};
}

function compileColumn(parts: readonly string[], place: Place, line: number): Compiled {
  try {
    const { source, index } = place.scope.resolve(parts, line);
    const column = source.columns[index];
    if (column === undefined) throw new Error('a column that is not there');
    return {
      type: column.type,
      sources: new Set([source]),
      evaluate: () => source.row?.[index] ?? null,
      ...(column.label && { label: column.label }),
    };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    place.compilation.errors.push(error);
    return fixed({ kind: 'null' }, null);
  }
}

function compileUnary(operator: '-' | '+' | '~', operand: Compiled, line: number): Compiled {
  if (!isNumber(operand.type) && operand.type.kind !== 'null')
    throw cannot(line, `${operator} of ${operand.type.kind}`);
  const { evaluate } = operand;
  const apply = { '-': (v: number) => -v, '+': (v: number) => v, '~': (v: number) => ~v }[operator];
  return {
    ...operand,
    evaluate: () => {
      const value = evaluate();
      return value === null ? null : apply(value as number);
    },
  };
}

function compileCollate(operand: Compiled, name: string, line: number): Compiled {
  if (!isString(operand.type) && operand.type.kind !== 'null') {
    throw failAt(line, 447, `Expression type ${operand.type.kind} is invalid for COLLATE clause.`);
  }
  const resolved = name.toLowerCase() === 'database_default' ? (operand.label?.name ?? name) : name;
  return { ...operand, label: { name: collationNamed(resolved, line).name, strength: 'explicit' } };
}

function compileCase(expression: Expression & { node: 'case' }, place: Place): Compiled {
  const { input, line } = expression;
  const tests = expression.whens.map(({ when }) =>
    compilePredicate(
      input === undefined ? when : { node: 'compare', line, operator: '=', left: input, right: when },
      place,
    ),
  );
  const results = expression.whens.map(({ result }) => compileExpression(result, place));
  if (expression.otherwise !== undefined) results.push(compileExpression(expression.otherwise, place));
  const unified = unify(results, line);
  const otherwise = expression.otherwise === undefined ? undefined : unified.values.at(-1);
  return {
    ...unified.shape,
    sources: allSources(...tests, ...results),
    evaluate: () => {
      for (let index = 0; index < tests.length; index += 1) {
        if (tests[index]?.test() === true) return unified.values[index]?.() ?? null;
      }
      return otherwise?.() ?? null;
    },
  };
}

/** Several expressions brought to their common type and collation: CASE, COALESCE, UNION. */
export function unify(parts: readonly Compiled[], line: number) {
  let type: SqlType = { kind: 'null' };
  let label: Compiled['label'];
  for (const part of parts) {
    type = commonType(type, part.type);
    label = mergeLabels(label, part.label, line);
  }
  const values = parts.map((part) => {
    if (part.type.kind === type.kind || part.type.kind === 'null') return part.evaluate;
    const convert = converter(part.type, type, 0, line);
    const { evaluate } = part;
    return () => convert(evaluate());
  });
  return { shape: { type, ...(label && isString(type) && { label }) }, values };
}

function compileCast(expression: Expression & { node: 'cast' }, place: Place): Compiled {
  const { line, attempt } = expression;
  const type = typeOf(expression.type);
  if (type === undefined)
    throw failAt(line, 243, `Type ${expression.type.name} is not a defined system type.`);
  const operand = compileExpression(expression.operand, place);
  const style =
    expression.style === undefined ? 0 : Number(compileExpression(expression.style, place).evaluate() ?? 0);
  const convert = converter(operand.type, type, style, line);
  const { evaluate } = operand;
  const label = isString(type) ? (operand.label ? { label: operand.label } : databaseLabel(type, place)) : {};
  return {
    type,
    sources: operand.sources,
    evaluate: attempt ? () => orNull(() => convert(evaluate())) : () => convert(evaluate()),
    ...label,
  };
}

function orNull(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof EngineError && error.detail.number !== 50000) return null;
    throw error;
  }
}
