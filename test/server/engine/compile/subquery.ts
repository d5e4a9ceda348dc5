// Subqueries in expressions. One that reads nothing of the outer query runs once.
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import { isString } from '../sql/sql-type.ts';
import type { Expression, QueryExpression } from '../sql/syntax.ts';
import { keyOf } from '../sql/value.ts';
import type { Compiled, CompiledTest } from './compiled.ts';
import { comparisonCollation } from './compiled.ts';
import type { Place } from './expression.ts';
import { compileExpression } from './expression.ts';
import { compileComparison } from './predicate.ts';
import type { QueryPlan } from './query.ts';
import { compileQuery } from './query.ts';

function memo<T>(plan: QueryPlan, run: () => T): () => T {
  if (plan.outer.size > 0) return run;
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: run() };
    return kept.value;
  };
}

/** `(SELECT one column …)` as a value; more than one row is error 512. */
export function compileScalarQuery(query: QueryExpression, place: Place): Compiled {
  const plan = compileQuery(query, place.compilation, place.scope);
  const column = singleColumn(plan, query);
  const run = (): Value => {
    const rows = plan.open();
    const row = rows.next();
    if (row !== undefined && rows.next() !== undefined) {
      throw failAt(
        query.body.line,
        512,
        'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
      );
    }
    return row?.[0] ?? null;
  };
  return {
    type: column.type,
    sources: plan.outer,
    evaluate: memo(plan, run),
    ...(column.label && { label: column.label }),
  };
}

function singleColumn(plan: QueryPlan, query: QueryExpression) {
  const [column] = plan.columns;
  if (column === undefined || plan.columns.length !== 1) {
    throw failAt(
      query.body.line,
      116,
      'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
    );
  }
  return column;
}

/** `EXISTS (…)`. */
export function compileExists(query: QueryExpression, place: Place): CompiledTest {
  const plan = compileQuery(query, place.compilation, place.scope);
  return { sources: plan.outer, test: memo(plan, () => plan.open().next() !== undefined) };
}

/** `operand IN (SELECT …)`, before its NOT. */
export function compileInQuery(expression: Expression & { node: 'in-query' }, place: Place): CompiledTest {
  const { line, query } = expression;
  const operand = compileExpression(expression.operand, place);
  const plan = compileQuery(query, place.compilation, place.scope);
  const column = singleColumn(plan, query);
  const sources = new Set([...operand.sources, ...plan.outer]);
  const sameKind =
    operand.type.kind === column.type.kind || (isString(operand.type) && isString(column.type));
  if (plan.outer.size > 0 || !sameKind) {
    let current: Value = null;
    const element: Compiled = { ...column, sources: new Set(), evaluate: () => current };
    const { test } = compileComparison('=', operand, element, line);
    return {
      sources,
      test: () => {
        let unknown = false;
        const rows = plan.open();
        for (let row = rows.next(); row !== undefined; row = rows.next()) {
          current = row[0] ?? null;
          const equal = test();
          if (equal === true) return true;
          if (equal === null) unknown = true;
        }
        return unknown ? null : false;
      },
    };
  }
  const collation = comparisonCollation(operand.label, column.label, line, 'equal to');
  const keys = memo(plan, () => new Set(plan.all().map((row) => keyOf(row[0] ?? null, collation))));
  return {
    sources,
    test: () => {
      const value = operand.evaluate();
      const set = keys();
      if (set.size === 0) return false;
      if (value === null) return null;
      return set.has(keyOf(value, collation)) ? true : set.has(null) ? null : false;
    },
  };
}
