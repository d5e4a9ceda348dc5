// A query expression into a plan that can be run again and again: blocks, set operators, ORDER BY, OFFSET.
import { failAt } from '../messages.ts';
import type { QueryBlock, QueryExpression, SetBlock } from '../sql/syntax.ts';
import type { Row } from '../sql/value.ts';
import type { Compilation, Compiled } from './compiled.ts';
import { NO_SOURCES } from './compiled.ts';
import { compileExpression, unify } from './expression.ts';
import type { RowCursor, SortKey } from './row-cursor.ts';
import {
  chained,
  cursorOver,
  distinct,
  drain,
  limited,
  rowKey,
  sortCollation,
  sortRows,
} from './row-cursor.ts';
import type { Scope, Source, SourceColumn } from './scope.ts';
import { compileSelect } from './select.ts';

/** A compiled query. */
export interface QueryPlan {
  readonly columns: readonly SourceColumn[];
  /** Sources of outer queries that it reads. */
  readonly outer: ReadonlySet<Source>;
  open(): RowCursor;
  all(): readonly Row[];
  /** The variables a SELECT @v = … assigns, in column order. */
  readonly assigns?: readonly string[];
}

/** Compiles a query; `around` is the scope of the query it stands in, or a fresh scope. */
export function compileQuery(query: QueryExpression, compilation: Compilation, around: Scope): QueryPlan {
  let scope = around;
  if (query.commonTables.length > 0) {
    scope = around.child();
    scope.commonTables.push(...query.commonTables);
  }
  const { body } = query;
  const limits = {
    offset: countOf(query.offset, compilation, scope),
    fetch: countOf(query.fetch, compilation, scope),
  };
  const core =
    body.block === 'select'
      ? compileSelect(body, query.orderBy, compilation, scope)
      : orderedSet(body, query, compilation, scope);
  if (limits.offset === undefined && limits.fetch === undefined) return core;
  return planOf(core, () => limited(core.open(), limits.offset?.() ?? 0, limits.fetch?.()));
}

function countOf(expression: QueryExpression['offset'], compilation: Compilation, scope: Scope) {
  if (expression === undefined) return undefined;
  const { evaluate } = compileExpression(expression, { compilation, scope });
  return () => Number(evaluate());
}

/** A plan like another, but for how it is run. */
export function planOf(
  shape: Pick<QueryPlan, 'columns' | 'outer' | 'assigns'>,
  open: () => RowCursor,
): QueryPlan {
  return {
    columns: shape.columns,
    outer: shape.outer,
    ...(shape.assigns && { assigns: shape.assigns }),
    open,
    all: () => drain(open()),
  };
}

function orderedSet(
  body: SetBlock,
  query: QueryExpression,
  compilation: Compilation,
  scope: Scope,
): QueryPlan {
  const plan = compileSet(body, compilation, scope);
  if (query.orderBy.length === 0) return plan;
  let current: Row = [];
  const keys = query.orderBy.map(({ expression, descending }): SortKey => {
    const index = resultIndex(expression, plan.columns, compilation);
    const column = plan.columns[index];
    if (column === undefined) {
      throw failAt(
        expression.line,
        104,
        'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.',
      );
    }
    return { evaluate: () => current[index] ?? null, collation: sortCollation(column), descending };
  });
  return planOf(plan, () => {
    const rows = plan.all().map((row) => {
      current = row;
      return { row, keys: keys.map(({ evaluate }) => evaluate()) };
    });
    return cursorOver(sortRows(rows, keys));
  });
}

/** The result column an ORDER BY item means by position or name; -1 for none. */
export function resultIndex(
  expression: QueryExpression['orderBy'][number]['expression'],
  columns: readonly SourceColumn[],
  compilation: Compilation,
): number {
  if (expression.node === 'number') {
    const position = Number(expression.text);
    if (columns[position - 1] === undefined) {
      throw failAt(
        expression.line,
        108,
        `The ORDER BY position number ${expression.text} is out of range of the number of items in the select list.`,
      );
    }
    return position - 1;
  }
  if (expression.node !== 'column' || expression.parts.length !== 1) return -1;
  const name = expression.parts[0] ?? '';
  return columns.findIndex((column) => column.name !== '' && compilation.host.sameName(column.name, name));
}

function compileBlock(block: QueryBlock, compilation: Compilation, scope: Scope): QueryPlan {
  return block.block === 'select'
    ? compileSelect(block, [], compilation, scope)
    : compileSet(block, compilation, scope);
}

function compileSet(block: SetBlock, compilation: Compilation, scope: Scope): QueryPlan {
  const left = compileBlock(block.left, compilation, scope);
  const right = compileBlock(block.right, compilation, scope);
  if (left.columns.length !== right.columns.length) {
    throw failAt(
      block.line,
      205,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
    );
  }
  const outer =
    left.outer.size + right.outer.size === 0 ? NO_SOURCES : new Set([...left.outer, ...right.outer]);
  let current: Row = [];
  const unified = left.columns.map((column, index) => {
    const sides = [column, right.columns[index] ?? column].map(
      (side): Compiled => ({ ...side, sources: NO_SOURCES, evaluate: () => current[index] ?? null }),
    );
    return unify(sides, block.line);
  });
  const columns = left.columns.map((column, index) => ({
    name: column.name,
    ...(unified[index]?.shape ?? column),
  }));
  const convert = (plan: QueryPlan, side: number): RowCursor => {
    const rows = plan.open();
    return {
      next() {
        const row = rows.next();
        if (row === undefined) return undefined;
        current = row;
        return unified.map(({ values }) => values[side]?.() ?? null);
      },
    };
  };
  return planOf({ columns, outer }, () =>
    combine(
      block.operator,
      () => convert(left, 0),
      () => convert(right, 1),
      columns,
    ),
  );
}

function combine(
  operator: SetBlock['operator'],
  left: () => RowCursor,
  right: () => RowCursor,
  columns: readonly SourceColumn[],
): RowCursor {
  if (operator === 'union-all') return chained(left(), right());
  if (operator === 'union') return distinct(chained(left(), right()), columns);
  const keyOfRow = rowKey(columns);
  const keys = new Set(drain(right()).map(keyOfRow));
  const kept = drain(distinct(left(), columns)).filter(
    (row) => keys.has(keyOfRow(row)) === (operator === 'intersect'),
  );
  return cursorOver(kept);
}
