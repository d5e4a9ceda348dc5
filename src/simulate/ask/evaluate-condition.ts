// Conditions of guards, evaluated over the simulated server's own catalogue with SQL's three values. A fourth,
// undefined, means that the condition was not understood: it is reported, and never taken for true or false.

import type { Fold } from '../../model/name-fold.ts';
import { evaluate } from '../../parse/resolve/evaluate.ts';
import type { Expression, ExpressionOf, NameParts, Query } from '../../parse/tree/expression.ts';
import type { Value } from '../../parse/tree/value.ts';
import { callFunction, NO_FUNCTION } from './catalog-function.ts';
import { rowsOfView } from './catalog-view.ts';
import { type CatalogContext, type Cell, compare, type Hint, type Row, type Truth } from './cell.ts';

export type { Truth };

/** A view's row under the name that the query gives it. */
interface Binding {
  readonly alias: string;
  readonly row: Row;
}

interface Environment {
  readonly context: CatalogContext;
  readonly fold: Fold;
  /** Innermost query last. */
  readonly bindings: readonly Binding[];
}

/** Whether a condition holds on the simulated server. */
export function evaluateCondition(condition: Expression, context: CatalogContext): Truth {
  return truth(condition, { context, fold: context.database.fold, bindings: [] });
}

function truth(expression: Expression, environment: Environment): Truth {
  return TRUTHS[expression.kind]?.(expression as never, environment);
}

const TRUTHS: {
  readonly [K in Expression['kind']]?: (expression: ExpressionOf<K>, environment: Environment) => Truth;
} = {
  exists: ({ query }, environment) => {
    const found = exists(query, environment);
    const isOpen = environment.context.server.isOpen && !isOfKnown(query, environment);
    return found === false && isOpen ? undefined : found;
  },
  not: ({ operand }, environment) => {
    const value = truth(operand, environment);
    return typeof value === 'boolean' ? !value : value;
  },
  'is-null': ({ operand, negated }, environment) => {
    const value = cell(operand, environment);
    return value === undefined ? undefined : (value === null) !== negated;
  },
  in: isIn,
  operation,
};

function operation({ operator, left, right }: ExpressionOf<'operation'>, environment: Environment): Truth {
  if (operator === 'AND' || operator === 'OR') {
    const decisive = operator === 'OR';
    const first = truth(left, environment);
    if (first === decisive) return decisive;
    const second = truth(right, environment);
    if (second === decisive) return decisive;
    if (first === undefined || second === undefined) return undefined;
    return first === null || second === null ? null : !decisive;
  }
  return compare(operator, cell(left, environment), cell(right, environment), environment.fold);
}

function isIn({ operand, items, negated }: ExpressionOf<'in'>, environment: Environment): Truth {
  const value = cell(operand, environment);
  const found = items.map((item) => compare('=', value, cell(item, environment), environment.fold));
  const is = found.includes(true)
    ? true
    : found.includes(undefined)
      ? undefined
      : found.includes(null)
        ? null
        : false;
  return typeof is === 'boolean' ? is !== negated : is;
}

function exists(query: Query, environment: Environment): Truth {
  if (query.kind === 'opaque') return undefined;
  if (query.from === undefined) {
    return query.where === undefined ? true : truth(query.where, environment) === true;
  }
  const views = [{ view: query.from, alias: query.alias, on: undefined }, ...(query.joins ?? [])];
  const conditions = [...views.map(({ on }) => on), query.where].filter((one) => one !== undefined);
  // What is asked for by constants comes first, so that not every row is joined with every other.
  const asked = views.map((one) => ({
    ...one,
    count: constantsOf(one, conditions, views.length, environment),
  }));
  return anyRow(
    asked.sort((a, b) => b.count - a.count),
    conditions,
    0,
    environment,
  );
}

/** Whether a query asks of one thing by its name, and the thing is known: there is no other row that it could find. */
function isOfKnown(query: Query, environment: Environment): boolean {
  if (query.kind === 'opaque' || query.from === undefined || query.where === undefined) return false;
  if ((query.joins ?? []).length > 0) return false;
  const hint = hintOf([query.where], query.alias ?? query.from.at(-1) ?? '', true, environment);
  if (typeof hint.name !== 'string') return false;
  const rows = rowsOfView(query.from, environment.context, hint) ?? [];
  for (const row of rows) if (!isRuledOut(row, hint, environment.fold)) return true;
  return false;
}

interface Source {
  readonly view: NameParts;
  readonly alias?: string | undefined;
}

type From = readonly Source[];

const aliasOf = ({ view, alias }: Source): string => alias ?? view.at(-1) ?? '';

/** How many columns of a view are compared with what is known before any row is. */
function constantsOf(
  source: Source,
  conditions: readonly Expression[],
  count: number,
  environment: Environment,
): number {
  const hint = hintOf(conditions, aliasOf(source), count === 1, environment);
  return Object.values(hint).filter((one) => one !== undefined).length;
}

/** Whether a row is other than a hint has it. */
function isRuledOut(row: Row, hint: Hint, fold: Fold): boolean {
  for (const column of Object.keys(hint))
    if (Object.hasOwn(row, column) && compare('=', row[column], hint[column], fold) === false) return true;
  return false;
}

/** Whether some combination of the views' rows meets every condition. */
function anyRow(from: From, conditions: readonly Expression[], at: number, environment: Environment): Truth {
  const next = from[at];
  if (next === undefined) return all(conditions, environment);
  const alias = aliasOf(next);
  const hint = hintOf(conditions, alias, from.length === 1, environment);
  const rows = rowsOfView(next.view, environment.context, hint);
  if (rows === undefined) return undefined;
  let result: Truth = false;
  for (const row of rows) {
    if (isRuledOut(row, hint, environment.fold)) continue;
    const bindings = [...environment.bindings, { alias: alias.toLowerCase(), row }];
    const found = anyRow(from, conditions, at + 1, { ...environment, bindings });
    if (found === true) return true;
    if (found === undefined) result = undefined;
  }
  return result;
}

function all(conditions: readonly Expression[], environment: Environment): Truth {
  let result: Truth = true;
  for (const condition of conditions) {
    const value = truth(condition, environment);
    if (value === false) return false;
    if (value === undefined || result === undefined) result = undefined;
    else if (value === null) result = null;
  }
  return result;
}

/** What stands as `column = constant` among the conditions that must all hold. */
function hintOf(
  conditions: readonly Expression[],
  alias: string,
  isAlone: boolean,
  environment: Environment,
): Hint {
  const hint: Record<string, Cell> = {};
  const open = [...conditions];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind !== 'operation') continue;
    const { operator, left, right } = next;
    if (operator === 'AND') open.push(left, right);
    if (operator !== '=' || left.kind !== 'column') continue;
    const [column = '', qualifier] = [...left.name].reverse();
    const isOurs = qualifier === undefined ? isAlone : qualifier.toLowerCase() === alias.toLowerCase();
    // A bare column on the other side may be of the same view.
    const isBare = right.kind === 'column' && right.name.length === 1;
    if (isOurs && !isBare) hint[column.toLowerCase()] = cell(right, environment);
  }
  return hint;
}

function cell(expression: Expression, environment: Environment): Cell {
  switch (expression.kind) {
    case 'column':
      return column(expression.name, environment);
    case 'call': {
      const values = expression.arguments.map((argument) => cell(argument, environment));
      const found = callFunction(expression.name, values, environment.context);
      if (found === NO_FUNCTION) return constant(expression, environment);
      // In an open world what is not known to be there may be there.
      return found === null && environment.context.server.isOpen ? undefined : found;
    }
    default:
      return constant(expression, environment);
  }
}

/** What the session tells of itself. Source: "@@TRANCOUNT (Transact-SQL)", "@@ERROR (Transact-SQL)". */
function sessionValue(name: string, { session }: CatalogContext): Value {
  const value =
    name === '@@TRANCOUNT' ? session.transactions : name === '@@ERROR' ? session.error : undefined;
  return value === undefined ? undefined : { type: 'number', value };
}

/** What needs no catalogue: literals, functions of literals, and what the session tells. */
function constant(expression: Expression, { context }: Environment): Cell {
  const value = evaluate(expression, (name) => sessionValue(name, context));
  if (value === undefined || value.type === 'id') return undefined;
  if (value.type === 'null') return null;
  return value.type === 'binary' ? { hex: `0x${value.value.slice(2).toUpperCase()}` } : value.value;
}

function column(name: NameParts, { bindings }: Environment): Cell {
  const [last = '', qualifier] = [...name].reverse().map((part) => part.toLowerCase());
  for (const { alias, row } of bindings.toReversed()) {
    if (qualifier !== undefined && qualifier !== alias) continue;
    if (Object.hasOwn(row, last)) return row[last];
  }
  return undefined;
}
