// What each statement does. A statement of the syntax tree without a runner does not compile.
import type { Column, EngineError, EngineEvent, Value } from '../../contract.ts';
import { compileExpression } from '../compile/expression.ts';
import type { QueryPlan } from '../compile/query.ts';
import { compileQuery } from '../compile/query.ts';
import type { SourceColumn } from '../compile/scope.ts';
import { Scope } from '../compile/scope.ts';
import { cannot } from '../messages.ts';
import { converter } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { typeText, wireType } from '../sql/sql-type.ts';
import type { Expression, Statement } from '../sql/syntax.ts';
import { SessionHost } from './host.ts';
import type { SessionState } from './session-state.ts';
import type { Variables } from './variables.ts';

/** Rows in one `rows` event. */
const CHUNK = 500;

type Runner<K extends Statement['statement']> = (
  statement: Extract<Statement, { statement: K }>,
  state: SessionState,
  variables: Variables,
) => Iterable<EngineEvent>;

/** Runs one statement; throws an EngineError. */
export function runStatement(
  statement: Statement,
  state: SessionState,
  variables: Variables,
): Iterable<EngineEvent> {
  const run = RUNNERS[statement.statement] as Runner<Statement['statement']>;
  return run(statement, state, variables);
}

const RUNNERS: { readonly [K in Statement['statement']]: Runner<K> } = {
  select: runSelect,
  'set-option': function* () {
    yield { event: 'done' };
  },
  use: function* ({ database, line }, state) {
    const to = state.enter(database, line).name;
    const from = state.database;
    state.database = to;
    yield { event: 'database', from, to };
    yield {
      event: 'info',
      number: 5701,
      severity: 0,
      state: 1,
      line,
      message: `Changed database context to '${to}'.`,
    };
    yield { event: 'done' };
  },
  declare: function* ({ variables: declared, line }, state, variables) {
    for (const { name, value } of declared) {
      if (value !== undefined) assign(name, value, line, state, variables);
    }
    yield { event: 'done' };
  },
  'set-variable': function* ({ name, value, line }, state, variables) {
    assign(name, value, line, state, variables);
    yield { event: 'done' };
  },
  print: function* ({ value, line }, state, variables) {
    const { evaluate, type } = compileAlone(value, state, variables);
    const text = converter(type, { kind: 'nvarchar', length: 4000 }, 0, line)(evaluate());
    yield { event: 'info', number: 0, severity: 0, state: 1, line, message: String(text ?? ' ') };
    yield { event: 'done' };
  },
};

function compileAlone(expression: Expression, state: SessionState, variables: Variables) {
  const host = new SessionHost(state, variables);
  const compilation = { host, errors: [] as EngineError[] };
  const compiled = compileExpression(expression, {
    compilation,
    scope: new Scope((a, b) => host.sameName(a, b)),
  });
  throwFirst(compilation.errors);
  return compiled;
}

function assign(
  name: string,
  value: Expression,
  line: number,
  state: SessionState,
  variables: Variables,
): void {
  const compiled = compileAlone(value, state, variables);
  variables.assign(name, compiled.evaluate(), compiled.type, line);
}

function throwFirst(errors: readonly EngineError[]): void {
  const [first] = errors;
  if (first !== undefined) throw first;
}

function* runSelect(
  statement: Extract<Statement, { statement: 'select' }>,
  state: SessionState,
  variables: Variables,
): Iterable<EngineEvent> {
  const host = new SessionHost(state, variables);
  const compilation = { host, errors: [] as EngineError[] };
  const plan = compileQuery(statement.query, compilation, new Scope((a, b) => host.sameName(a, b)));
  throwFirst(compilation.errors);
  if (plan.assigns !== undefined) {
    assignRows(plan, plan.assigns, variables, statement.line);
    yield { event: 'done' };
    return;
  }
  yield* planEvents(plan, state, statement.line);
}

/** The result set of a query that assigns nothing. */
export function* planEvents(plan: QueryPlan, state: SessionState, line: number): Iterable<EngineEvent> {
  yield { event: 'columns', columns: plan.columns.map((column) => wireColumn(column, line)) };
  let count = 0;
  for (const event of rowEvents(plan)) {
    if (event.event === 'rows') count += event.rows.length;
    yield event;
  }
  // Until its last row the statement itself sees the count of the one before.
  state.rowCount = count;
  yield { event: 'done', rowCount: count };
}

function assignRows(plan: QueryPlan, names: readonly string[], variables: Variables, line: number): void {
  for (const row of plan.all()) {
    names.forEach((name, index) => {
      variables.assign(name, row[index] ?? null, plan.columns[index]?.type ?? { kind: 'null' }, line);
    });
  }
}

function* rowEvents(plan: QueryPlan): Iterable<EngineEvent> {
  const outputs = plan.columns.map(({ type }) => outputOf(type));
  const plain = outputs.every((output) => output === undefined);
  const cursor = plan.open();
  let rows: (readonly Value[])[] = [];
  for (let row = cursor.next(); row !== undefined; row = cursor.next()) {
    rows.push(
      plain ? row : row.map((value, index) => (value === null ? null : (outputs[index]?.(value) ?? value))),
    );
    if (rows.length < CHUNK) continue;
    yield { event: 'rows', rows };
    rows = [];
  }
  if (rows.length > 0) yield { event: 'rows', rows };
}

/** From the engine's value to the contract's. */
function outputOf(type: SqlType): ((value: Exclude<Value, null>) => Value) | undefined {
  if (type.kind === 'bit') return (value) => value !== 0 && value !== false;
  if (type.kind === 'bigint') return (value) => BigInt(value as number | bigint);
  return undefined;
}

function wireColumn(column: SourceColumn, line: number): Column {
  const type = wireType(column.type);
  if (type === undefined)
    throw cannot(line, `a result column of type ${typeText(column.type)} (${column.name || 'no name'})`);
  return { name: column.name, type };
}
