// A FROM clause with its WHERE into an operand: sources bound to names, conjuncts placed as early as they can run,
// equalities turned into keys.
import { failAt } from '../messages.ts';
import type { Expression, JoinKind, TableSource } from '../sql/syntax.ts';
import type { Compiled, CompiledTest, OpenedObject } from './compiled.ts';
import { allSources } from './compiled.ts';
import type { Cursor, KeyPart, Operand } from './cursor.ts';
import { filtered, JoinOperand, LeafOperand } from './cursor.ts';
import type { Place } from './expression.ts';
import { compileExpression, unify } from './expression.ts';
import { compileComparison, compilePredicate, makeComparable } from './predicate.ts';
import { compileQuery } from './query.ts';
import { Source } from './scope.ts';

/** One part of an AND, with both sides at hand when it is an equality. */
interface Conjunct extends CompiledTest {
  readonly equality?: { readonly left: Compiled; readonly right: Compiled; readonly line: number };
  used: boolean;
}

type Bound =
  | {
      readonly bound: 'leaf';
      readonly source: Source;
      readonly rows: OpenedObject['rows'];
      readonly volatile: boolean;
    }
  | {
      readonly bound: 'join';
      readonly kind: JoinKind;
      readonly left: Bound;
      readonly right: Bound;
      readonly on: readonly Conjunct[];
    };

/** Binds the sources into the place's scope and gives a function that opens a cursor over what passes WHERE. */
export function compileFrom(
  from: TableSource | undefined,
  where: Expression | undefined,
  place: Place,
): { readonly open: () => Cursor; readonly outer: ReadonlySet<Source> } {
  const outer = new Set<Source>();
  const bound = from && bind(from, place, outer);
  const conjuncts = where === undefined ? [] : splitConjuncts(where, place);
  const local = new Set(place.scope.sources);
  const note = (parts: readonly Conjunct[]) => {
    for (const { sources } of parts) for (const source of sources) if (!local.has(source)) outer.add(source);
  };
  note(conjuncts);
  if (bound === undefined) return { open: () => filtered(once(), allOf(conjuncts)), outer };
  noteJoins(bound, note);
  const operand = plan(bound, conjuncts, local);
  const rest = conjuncts.filter((conjunct) => !conjunct.used);
  if (rest.length === 0) return { open: () => operand.open(), outer };
  const test = allOf(rest);
  return { open: () => filtered(operand.open(), test), outer };
}

function once(): Cursor {
  let done = false;
  return {
    next() {
      if (done) return false;
      done = true;
      return true;
    },
  };
}

function allOf(conjuncts: readonly CompiledTest[]): () => boolean | null {
  const tests = conjuncts.map(({ test }) => test);
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return () => tests.every((test) => test() === true);
}

function noteJoins(bound: Bound, note: (parts: readonly Conjunct[]) => void): void {
  if (bound.bound === 'leaf') return;
  note(bound.on);
  noteJoins(bound.left, note);
  noteJoins(bound.right, note);
}

function splitConjuncts(expression: Expression, place: Place): Conjunct[] {
  if (expression.node === 'and') {
    return [...splitConjuncts(expression.left, place), ...splitConjuncts(expression.right, place)];
  }
  if (expression.node === 'compare' && expression.operator === '=') {
    const left = compileExpression(expression.left, place);
    const right = compileExpression(expression.right, place);
    const { line } = expression;
    return [{ ...compileComparison('=', left, right, line), equality: { left, right, line }, used: false }];
  }
  return [{ ...compilePredicate(expression, place), used: false }];
}

function bind(source: TableSource, place: Place, outer: Set<Source>, lateral = false): Bound {
  if (source.source === 'join') {
    const left = bind(source.left, place, outer);
    const right = bind(source.right, place, outer, source.kind.endsWith('apply'));
    const on = source.on === undefined ? [] : splitConjuncts(source.on, place);
    return { bound: 'join', kind: source.kind, left, right, on };
  }
  if (source.source === 'object') return bindObject(source, place, outer);
  if (source.source === 'derived') {
    // Only APPLY may look at what stands to its left.
    const around = lateral ? place.scope : (place.scope.parent ?? place.scope);
    const plan = compileQuery(source.query, place.compilation, around);
    return addDerived(plan, source.alias, source.columns, source.line, place, outer);
  }
  return bindValues(source, place);
}

function bindObject(source: TableSource & { source: 'object' }, place: Place, outer: Set<Source>): Bound {
  const { parts, line } = source;
  const common = parts.length === 1 ? place.scope.commonTable(parts[0] ?? '') : undefined;
  const alias = source.alias ?? parts.at(-1) ?? '';
  if (common !== undefined) {
    const plan = compileQuery(common.table.query, place.compilation, common.scope);
    return addDerived(plan, alias, common.table.columns, line, place, outer);
  }
  const parameters = source.parameters?.map((parameter) => compileExpression(parameter, place));
  const opened = place.compilation.host.open(parts, line, parameters);
  const qualifier = source.alias === undefined ? parts : [source.alias];
  return addLeaf(new Source(qualifier, opened.columns), opened.rows, false, place, line);
}

function addLeaf(
  source: Source,
  rows: OpenedObject['rows'],
  volatile: boolean,
  place: Place,
  line: number,
): Bound {
  const { scope, compilation } = place;
  const name = source.qualifier.join('.');
  if (scope.sources.some((other) => compilation.host.sameName(other.qualifier.join('.'), name))) {
    throw failAt(line, 1011, `The correlation name '${name}' is specified multiple times in a FROM clause.`);
  }
  scope.sources.push(source);
  return { bound: 'leaf', source, rows, volatile };
}

function addDerived(
  plan: ReturnType<typeof compileQuery>,
  alias: string,
  names: readonly string[] | undefined,
  line: number,
  place: Place,
  outer: Set<Source>,
): Bound {
  if (names !== undefined && names.length !== plan.columns.length) {
    throw failAt(
      line,
      8158,
      `'${alias}' has a different number of columns than were specified in the column list.`,
    );
  }
  const columns = plan.columns.map((column, index) => ({ ...column, name: names?.[index] ?? column.name }));
  for (const source of plan.outer) if (!place.scope.sources.includes(source)) outer.add(source);
  return addLeaf(new Source([alias], columns), () => plan.all(), plan.outer.size > 0, place, line);
}

function bindValues(source: TableSource & { source: 'values' }, place: Place): Bound {
  const rows = source.rows.map((row) => row.map((cell) => compileExpression(cell, place)));
  const width = source.columns.length;
  if (rows.some((row) => row.length !== width)) {
    throw failAt(
      source.line,
      10709,
      'The number of columns for each row in a table value constructor must be the same.',
    );
  }
  const unified = source.columns.map((_, index) =>
    unify(
      rows.flatMap((row) => row[index] ?? []),
      source.line,
    ),
  );
  const columns = source.columns.map((name, index) => ({
    name,
    ...(unified[index]?.shape ?? { type: { kind: 'null' as const } }),
  }));
  const values = rows.map((_, at) => unified.map(({ values: cells }) => cells[at]?.() ?? null));
  const volatile = allSources(...rows.flat()).size > 0;
  if (volatile) throw failAt(source.line, 50000, 'The test engine cannot do VALUES that read columns.');
  return addLeaf(new Source([source.alias], columns), () => values, false, place, source.line);
}

// Places conjuncts of WHERE as deep as they may go: on the preserved side of a join, and into inner joins.
function plan(bound: Bound, pending: readonly Conjunct[], local: ReadonlySet<Source>): Operand {
  if (bound.bound === 'leaf') return planLeaf(bound, pending, local);
  const { kind } = bound;
  if (kind === 'right') {
    return join('left', plan(bound.right, [], local), plan(bound.left, [], local), bound.on, local);
  }
  if (kind === 'full')
    return join('full', plan(bound.left, [], local), plan(bound.right, [], local), bound.on, local);
  const left = plan(bound.left, pending, local);
  const right = plan(bound.right, [], local);
  if (kind === 'left' || kind === 'outer-apply') return join('left', left, right, bound.on, local);
  const within = new Set([...left.sources, ...right.sources]);
  const placed = pending.filter((conjunct) => !conjunct.used && isWithin(conjunct, within, local));
  for (const conjunct of placed) conjunct.used = true;
  return join('inner', left, right, [...bound.on, ...placed], local);
}

function isWithin(part: CompiledTest, within: ReadonlySet<Source>, local: ReadonlySet<Source>): boolean {
  for (const source of part.sources) if (local.has(source) && !within.has(source)) return false;
  return true;
}

function planLeaf(
  bound: Bound & { bound: 'leaf' },
  pending: readonly Conjunct[],
  local: ReadonlySet<Source>,
): Operand {
  const { source, rows, volatile } = bound;
  const own = new Set([source]);
  const placed = pending.filter((conjunct) => !conjunct.used && isWithin(conjunct, own, local));
  for (const conjunct of placed) conjunct.used = true;
  const keys: KeyPart[] = [];
  const tests: Conjunct[] = [];
  for (const conjunct of placed) {
    // A lookup pays where the other side is an outer query's row; a constant is cheaper to test than to index.
    const key = volatile ? undefined : keyPart(conjunct, own);
    if (key !== undefined && [...conjunct.sources].some((other) => !local.has(other))) keys.push(key);
    else tests.push(conjunct);
  }
  const leaf = new LeafOperand(source, rows, volatile, keys);
  if (tests.length === 0 && keys.length === 0) return leaf;
  const test = tests.length === 0 ? undefined : allOf(tests);
  const outerRead = placed.some((conjunct) => [...conjunct.sources].some((other) => !local.has(other)));
  return {
    sources: [source],
    volatile: volatile || outerRead,
    open: () => (test === undefined ? leaf.open() : filtered(leaf.open(), test)),
  };
}

function join(
  shape: 'inner' | 'left' | 'full',
  left: Operand,
  right: Operand,
  conjuncts: readonly Conjunct[],
  local: ReadonlySet<Source>,
): Operand {
  const inner = new Set(right.sources);
  const keys: KeyPart[] = [];
  const tests: Conjunct[] = [];
  for (const conjunct of conjuncts) {
    const key = right.volatile ? undefined : keyPart(conjunct, inner);
    if (key === undefined) tests.push(conjunct);
    else keys.push(key);
  }
  const residual = tests.length === 0 ? undefined : allOf(tests);
  const operand = new JoinOperand({ shape, left, right, keys, residual });
  const readsOuter = conjuncts.some(({ sources }) => [...sources].some((source) => !local.has(source)));
  return readsOuter ? { sources: operand.sources, volatile: true, open: () => operand.open() } : operand;
}

/** An equality of which one side reads only the inner sources and the other none of them. */
function keyPart(conjunct: Conjunct, inner: ReadonlySet<Source>): KeyPart | undefined {
  if (conjunct.equality === undefined) return undefined;
  const { left, right, line } = conjunct.equality;
  const onlyInner = (side: Compiled) =>
    side.sources.size > 0 && [...side.sources].every((source) => inner.has(source));
  const noInner = (side: Compiled) => [...side.sources].every((source) => !inner.has(source));
  const [first, second] = onlyInner(right) && noInner(left) ? [left, right] : [right, left];
  if (!onlyInner(second) || !noInner(first)) return undefined;
  if (first.type.kind === 'sql_variant' || second.type.kind === 'sql_variant') return undefined;
  const sides = makeComparable(first, second, '=', line);
  return { outer: sides.left, inner: sides.right, collation: sides.collation };
}
