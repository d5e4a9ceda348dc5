// One SELECT block into a plan: select list, grouping, DISTINCT, TOP, and the ORDER BY that may look into its sources.
import type { Value } from '../../contract.ts';
import { cannot, failAt } from '../messages.ts';
import type { Expression, OrderItem, SelectBlock, SelectItem } from '../sql/syntax.ts';
import type { Row } from '../sql/value.ts';
import type { Compilation, Compiled } from './compiled.ts';
import type { Place } from './expression.ts';
import { compileExpression } from './expression.ts';
import { compileFrom } from './from.ts';
import { Grouping, hasAggregate } from './grouping.ts';
import { compilePredicate } from './predicate.ts';
import type { QueryPlan } from './query.ts';
import { planOf, resultIndex } from './query.ts';
import type { RowCursor, SortKey } from './row-cursor.ts';
import { cursorOver, distinct, limited, sortCollation, sortRows } from './row-cursor.ts';
import type { Scope, Source, SourceColumn } from './scope.ts';

interface Item extends Compiled {
  readonly name: string;
  readonly variable?: string;
}

/** Compiles a block with the ORDER BY that stands behind it. */
export function compileSelect(
  block: SelectBlock,
  orderBy: readonly OrderItem[],
  compilation: Compilation,
  around: Scope,
): QueryPlan {
  const scope = around.child();
  const place: Place = { compilation, scope };
  const from = compileFrom(block.from, block.where, place);
  const outer = new Set(from.outer);
  const grouping = groupingOf(block, orderBy, place);
  const inner: Place = grouping === undefined ? place : { ...place, replace: grouping.replace };
  const numbering: Numbering = { last: 0 };
  const items = block.items.flatMap((item) => compileItem(item, inner, numbering));
  const having = block.having && compilePredicate(block.having, inner);
  const columns = items.map(
    ({ name, type, label }): SourceColumn => ({ name, type, ...(label && { label }) }),
  );
  const keys = orderBy.map((item) => compileSortKey(item, items, columns, inner, block));
  const local = new Set<Source>(scope.sources);
  const parts = [...items, ...(having ? [having] : []), ...(grouping?.reads() ?? [])];
  for (const { sources } of parts) for (const source of sources) if (!local.has(source)) outer.add(source);
  const top = block.top && compileExpression(block.top, place);
  const variables = items.flatMap(({ variable }) => variable ?? []);
  if (variables.length > 0 && variables.length < items.length) {
    throw failAt(
      block.line,
      141,
      'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
      15,
    );
  }
  const run = (): RowCursor => {
    numbering.last = 0;
    const moves = grouping === undefined ? from.open() : grouping.open(from.open(), having?.test);
    return produce(moves, items, keys, block, columns, top);
  };
  return planOf({ columns, outer, ...(variables.length > 0 && { assigns: variables }) }, run);
}

function produce(
  moves: { next(): boolean },
  items: readonly Item[],
  keys: readonly SortKey[],
  block: SelectBlock,
  columns: readonly SourceColumn[],
  top: Compiled | undefined,
): RowCursor {
  const evaluators = items.map(({ evaluate }) => evaluate);
  const width = evaluators.length;
  const makeRow = (): Row => {
    const row = new Array<Value>(width);
    for (let index = 0; index < width; index += 1) row[index] = evaluators[index]?.() ?? null;
    return row;
  };
  let rows: RowCursor = { next: () => (moves.next() ? makeRow() : undefined) };
  if (keys.length > 0) {
    const sorted: { row: Row; keys: Row }[] = [];
    while (moves.next()) sorted.push({ row: makeRow(), keys: keys.map(({ evaluate }) => evaluate()) });
    rows = cursorOver(sortRows(sorted, keys));
  }
  if (block.distinct) rows = distinct(rows, columns);
  return top === undefined ? rows : limited(rows, 0, Number(top.evaluate()));
}

function groupingOf(block: SelectBlock, orderBy: readonly OrderItem[], place: Place): Grouping | undefined {
  const expressions = [
    ...block.items.flatMap((item) => (item.item === 'star' ? [] : [item.expression])),
    ...orderBy.map(({ expression }) => expression),
    ...(block.having ? [block.having] : []),
  ];
  if (block.groupBy.length === 0 && block.having === undefined && !expressions.some(hasAggregate))
    return undefined;
  return new Grouping(block.groupBy, place);
}

/** The number of the row that is made, for ROW_NUMBER(). */
interface Numbering {
  last: number;
}

/** ROW_NUMBER() over all rows in whatever order they come, which is what ORDER BY (SELECT NULL) asks for. */
function isRowNumber(expression: Expression): boolean {
  if (expression.node !== 'call' || expression.name !== 'ROW_NUMBER' || expression.over === undefined)
    return false;
  const { partition, order } = expression.over;
  return partition.length === 0 && order.every(({ expression: { node } }) => node === 'scalar-query');
}

function compileItem(item: SelectItem, place: Place, numbering: Numbering): Item[] {
  if (item.item === 'value' && isRowNumber(item.expression)) {
    const evaluate = (): Value => {
      numbering.last += 1;
      return numbering.last;
    };
    return [{ type: { kind: 'int' }, sources: new Set(), evaluate, name: item.alias ?? '' }];
  }
  if (item.item === 'assign')
    return [{ ...compileExpression(item.expression, place), name: '', variable: item.variable }];
  if (item.item === 'value') {
    const compiled = compileExpression(item.expression, place);
    return [{ ...compiled, name: item.alias ?? columnName(item.expression, place) }];
  }
  const sources = item.qualifier.length === 0 ? place.scope.sources : place.scope.qualified(item.qualifier);
  if (sources.length === 0) {
    if (item.qualifier.length === 0) throw failAt(item.line, 263, 'Must specify table to select from.');
    throw failAt(
      item.line,
      107,
      `The column prefix '${item.qualifier.join('.')}' does not match with a table name or alias name used in the query.`,
      15,
    );
  }
  if (place.replace !== undefined) throw cannot(item.line, '* with GROUP BY');
  return sources.flatMap((source) =>
    source.columns.flatMap((column, index) =>
      column.hidden === true ? [] : [starItem(source, column, index)],
    ),
  );
}

function starItem(source: Source, column: SourceColumn, index: number): Item {
  return { ...column, sources: new Set([source]), evaluate: () => source.row?.[index] ?? null };
}

// A column is named as the catalogue names it, not as the query spelt it.
function columnName(expression: Expression, place: Place): string {
  if (expression.node !== 'column') return '';
  try {
    const { source, index } = place.scope.resolve(expression.parts, expression.line);
    return source.columns[index]?.name ?? '';
  } catch {
    return expression.parts.at(-1) ?? '';
  }
}

// An alias of the select list goes before a column of the sources; a number is a position.
function compileSortKey(
  item: OrderItem,
  items: readonly Item[],
  columns: readonly SourceColumn[],
  place: Place,
  block: SelectBlock,
): SortKey {
  const { expression, descending } = item;
  let at = resultIndex(expression, columns, place.compilation);
  if (at === -1 && block.distinct) {
    at = block.items.findIndex((one) => one.item === 'value' && plain(one.expression) === plain(expression));
    if (at === -1 || items.length !== block.items.length) {
      throw failAt(
        expression.line,
        145,
        'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.',
        15,
      );
    }
  }
  const compiled = items[at] ?? compileExpression(expression, place);
  return { evaluate: compiled.evaluate, collation: sortCollation(compiled), descending };
}

/** An expression without where it stands. */
const plain = (expression: Expression): string =>
  JSON.stringify(expression, (name, value) => (name === 'line' ? undefined : value));
