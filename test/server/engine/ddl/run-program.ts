// Runs a program: control flow, variables, temporary objects, EXEC, TRY and CATCH. An error inside TRY goes to CATCH;
// outside, it is told and the next statement runs, as SQL Server does for errors that end their statement only.
import type { EngineEvent, Parameter, Value } from '../../contract.ts';
import { EngineError } from '../../contract.ts';
import type { Compiled, CompiledTest } from '../compile/compiled.ts';
import type { Place } from '../compile/expression.ts';
import { compileExpression } from '../compile/expression.ts';
import { compilePredicate } from '../compile/predicate.ts';
import { compileQuery } from '../compile/query.ts';
import { Scope, Source } from '../compile/scope.ts';
import { cannot, failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import { planEvents, runStatement } from '../session/statements.ts';
import { Variables } from '../session/variables.ts';
import { converter } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { typeOf } from '../sql/sql-type.ts';
import type { Declaration, Expression, QueryExpression } from '../sql/syntax.ts';
import { formatMessage } from './format-message.ts';
import { parseParameterList, parseProgram } from './parse-program.ts';
import { ProgramHost, tableNamed } from './program-host.ts';
import type { ArgumentSyntax, Node, ParameterSyntax } from './syntax.ts';
import { runSystemProcedure } from './system-procedures.ts';
import type { TemporaryObjects, Typed } from './temporary-objects.ts';
import { TemporaryTable, temporaryOf } from './temporary-objects.ts';

/** How a list of statements ended. */
type Flow = 'on' | 'return' | 'break';
type Run = Generator<EngineEvent, Flow, undefined>;
type NodeOf<K extends Node['node']> = Extract<Node, { node: K }>;

/** Errors that end the whole batch, inside TRY or not they are thrown. */
const ABORTS: ReadonlySet<number> = new Set([137, 208, 245, 248, 241, 8114]);
/** Deepest EXEC in EXEC, as on a real server. */
const DEEPEST = 32;
const NTEXT: SqlType = { kind: 'nvarchar', length: 'max' };

/** Runs a batch that `isProgram` is true of. */
export function* runProgram(
  batch: string,
  state: SessionState,
  parameters: readonly Parameter[],
): Generator<EngineEvent, void, undefined> {
  const program = new Program(state);
  try {
    yield* program.list(parseProgram(batch), new Variables(state, parameters), true);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    yield { event: 'error', ...error.detail };
    yield { event: 'done' };
  }
}

class Program {
  private readonly state: SessionState;
  private readonly objects: TemporaryObjects;
  private tries = 0;
  private depth = 0;

  constructor(state: SessionState) {
    this.state = state;
    this.objects = temporaryOf(state);
  }

  /** Runs statements; `own` when they are a batch or a body, whose variables are declared first. */
  *list(nodes: readonly Node[], variables: Variables, own = false): Run {
    if (own) for (const one of declarations(nodes)) declare(one, variables);
    for (const node of nodes) {
      const flow = yield* this.guarded(node, variables);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  private *guarded(node: Node, variables: Variables): Run {
    try {
      return yield* this.one(node, variables);
    } catch (error) {
      if (!(error instanceof EngineError) || this.tries > 0 || ABORTS.has(error.detail.number)) throw error;
      for (const detail of [...error.before, error.detail]) yield { event: 'error', ...detail };
      this.state.lastError = error.detail.number;
      yield { event: 'done' };
      return 'on';
    }
  }

  private *one(node: Node, variables: Variables): Run {
    switch (node.node) {
      case 'block':
        return yield* this.list(node.body, variables);
      case 'if':
        if (this.test(node.test, variables).test() === true) return yield* this.guarded(node.then, variables);
        return node.otherwise === undefined ? 'on' : yield* this.guarded(node.otherwise, variables);
      case 'while':
        return yield* this.loop(node, variables);
      case 'try':
        return yield* this.attempt(node, variables);
      case 'return':
        return 'return';
      case 'break':
        return 'break';
      default:
        yield* this.leaf(node, variables);
        return 'on';
    }
  }

  private *loop(node: NodeOf<'while'>, variables: Variables): Run {
    while (this.test(node.test, variables).test() === true) {
      const flow = yield* this.guarded(node.body, variables);
      if (flow === 'break') break;
      if (flow === 'return') return flow;
    }
    return 'on';
  }

  private *attempt(node: NodeOf<'try'>, variables: Variables): Run {
    this.tries += 1;
    let open = true;
    try {
      return yield* this.list(node.body, variables);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.tries -= 1;
      open = false;
      this.objects.caught.push(error);
      try {
        return yield* this.list(node.handler, variables);
      } finally {
        this.objects.caught.pop();
      }
    } finally {
      if (open) this.tries -= 1;
    }
  }

  private *leaf(node: Node, variables: Variables): Generator<EngineEvent, void, undefined> {
    switch (node.node) {
      case 'query':
        yield* this.select(node.query, variables, node.line);
        return;
      case 'plain':
        yield* runStatement(node.statement, this.state, variables);
        return;
      case 'declare':
        for (const { name, value } of node.variables) {
          if (value !== undefined) this.assign(name, value, variables, node.line);
        }
        break;
      case 'set':
        this.assign(node.name, node.value, variables, node.line);
        break;
      case 'print':
        yield info(0, 0, node.line, String(this.text(node.value, variables, node.line) ?? ' '));
        break;
      case 'throw':
        throw (
          this.objects.caught.at(-1) ??
          failAt(
            node.line,
            10704,
            'To rethrow an error, a THROW statement must be used inside a CATCH block.',
            15,
          )
        );
      case 'insert':
        this.insert(node, variables);
        break;
      case 'update':
      case 'delete':
        this.change(node, variables);
        break;
      case 'create-table':
        this.createTable(node);
        break;
      case 'drop-temporary':
        this.dropTemporary(node);
        break;
      case 'create-procedure':
        this.createProcedure(node);
        break;
      case 'execute':
        yield* this.execute(node, variables);
        break;
      case 'execute-text':
        yield* this.dynamic(
          node.text.map((part) => String(this.text(part, variables, node.line) ?? '')).join(''),
          new Variables(this.state, []),
        );
        break;
      case 'raiserror':
        yield* this.raise(node, variables);
        break;
      case 'ddl':
        node.run({ state: this.state, line: node.line });
        break;
      default:
        throw cannot(node.line, `the statement ${node.node}`);
    }
    // What EXEC ran has said already how it went.
    if (node.node !== 'execute' && node.node !== 'execute-text') this.state.lastError = 0;
    yield { event: 'done' };
  }

  // ---- expressions ----

  private place(variables: Variables): Place & { readonly check: () => void } {
    const host = new ProgramHost(this.state, variables);
    const compilation = { host, errors: [] as EngineError[] };
    const check = () => {
      const [first] = compilation.errors;
      if (first !== undefined) throw first;
    };
    return { compilation, scope: new Scope((a, b) => host.sameName(a, b)), check };
  }

  private compile(expression: Expression, variables: Variables): Compiled {
    const place = this.place(variables);
    const compiled = compileExpression(expression, place);
    place.check();
    return compiled;
  }

  private test(expression: Expression, variables: Variables): CompiledTest {
    const place = this.place(variables);
    const compiled = compilePredicate(expression, place);
    place.check();
    return compiled;
  }

  private typed(expression: Expression, variables: Variables): Typed {
    const { type, evaluate } = this.compile(expression, variables);
    return { type, value: evaluate() };
  }

  private text(expression: Expression, variables: Variables, line: number): Value {
    const { type, value } = this.typed(expression, variables);
    return converter(type, NTEXT, 0, line)(value);
  }

  private assign(name: string, value: Expression, variables: Variables, line: number): void {
    const typed = this.typed(value, variables);
    variables.assign(name, typed.value, typed.type, line);
  }

  // ---- queries and temporary tables ----

  private *select(
    query: QueryExpression,
    variables: Variables,
    line: number,
  ): Generator<EngineEvent, void, undefined> {
    const place = this.place(variables);
    const plan = compileQuery(query, place.compilation, place.scope);
    place.check();
    if (plan.assigns === undefined) {
      yield* planEvents(plan, this.state, line);
      return;
    }
    // Row by row: SELECT @list = @list + name reads what the row before assigned.
    const cursor = plan.open();
    for (let row = cursor.next(); row !== undefined; row = cursor.next()) {
      plan.assigns.forEach((name, index) => {
        variables.assign(name, row[index] ?? null, plan.columns[index]?.type ?? { kind: 'null' }, line);
      });
    }
    yield { event: 'done' };
  }

  private insert({ table: name, columns, rows, query, line }: NodeOf<'insert'>, variables: Variables): void {
    const table = tableNamed(this.state, name.at(-1) ?? '', line);
    const all = table.columns.flatMap((column, index) => (column.identity ? [] : [index]));
    const at = columns.length === 0 ? all : columns.map((column) => this.columnOf(table, column, line));
    const given =
      query === undefined
        ? (rows ?? []).map((row) => row.map((cell) => this.typed(cell, variables)))
        : this.rowsOf(query, variables);
    for (const row of given) {
      if (row.length !== at.length) {
        throw failAt(line, 213, 'Column name or number of supplied values does not match table definition.');
      }
      table.insert(at, row, line);
    }
    this.state.rowCount = given.length;
  }

  private rowsOf(query: QueryExpression, variables: Variables): readonly (readonly Typed[])[] {
    const place = this.place(variables);
    const plan = compileQuery(query, place.compilation, place.scope);
    place.check();
    return plan
      .all()
      .map((row) =>
        row.map((value, index) => ({ value, type: plan.columns[index]?.type ?? { kind: 'null' } })),
      );
  }

  private columnOf(table: TemporaryTable, name: string, line: number): number {
    const key = this.state.serverNameKey(name);
    const at = table.columns.findIndex((column) => this.state.serverNameKey(column.name) === key);
    if (at < 0) throw failAt(line, 207, `Invalid column name '${name}'.`);
    return at;
  }

  private change(node: NodeOf<'update'> | NodeOf<'delete'>, variables: Variables): void {
    const { line } = node;
    const table = tableNamed(this.state, node.table.at(-1) ?? '', line);
    const place = this.place(variables);
    const opened = place.compilation.host.open(node.table, line);
    const scope = place.scope.child();
    const source = new Source([...node.table], opened.columns);
    scope.sources.push(source);
    const inner = { ...place, scope };
    const where = node.where === undefined ? undefined : compilePredicate(node.where, inner);
    const sets = (node.node === 'update' ? node.sets : []).map(([name, value]) => ({
      at: this.columnOf(table, name, line),
      value: compileExpression(value, inner),
    }));
    place.check();
    const rows: (readonly Value[])[] = [];
    this.state.rowCount = 0;
    for (const row of table.rows) {
      source.row = row;
      if (where !== undefined && where.test() !== true) {
        rows.push(row);
        continue;
      }
      this.state.rowCount += 1;
      if (node.node === 'delete') continue;
      const changed = [...row];
      for (const { at, value } of sets) {
        const column = table.columns[at];
        if (column !== undefined)
          changed[at] = table.fit(column, { type: value.type, value: value.evaluate() }, line);
      }
      rows.push(changed);
    }
    table.rows = rows;
  }

  private createTable({ name, columns, line }: NodeOf<'create-table'>): void {
    this.refuseTaken(name, line);
    this.objects.tables.set(this.state.serverNameKey(name), new TemporaryTable(name, columns));
  }

  private createProcedure({ name, parameters, body, line }: NodeOf<'create-procedure'>): void {
    this.refuseTaken(name, line);
    this.objects.procedures.set(this.state.serverNameKey(name), { name, parameters, body });
  }

  private refuseTaken(name: string, line: number): void {
    const key = this.state.serverNameKey(name);
    if (!this.objects.tables.has(key) && !this.objects.procedures.has(key)) return;
    throw failAt(line, 2714, `There is already an object named '${name}' in the database.`);
  }

  private dropTemporary({ kind, names, line }: NodeOf<'drop-temporary'>): void {
    const { tables, procedures } = this.objects;
    for (const name of names) {
      const gone = (kind === 'table' ? tables : procedures).delete(this.state.serverNameKey(name));
      if (gone) continue;
      throw failAt(
        line,
        3701,
        `Cannot drop the ${kind} '${name}', because it does not exist or you do not have permission.`,
        11,
      );
    }
  }

  // ---- EXEC ----

  private *execute(node: NodeOf<'execute'>, variables: Variables): Generator<EngineEvent, void, undefined> {
    const { line } = node;
    const parts = this.procedureName(node, variables);
    const name = parts.at(-1) ?? '';
    const own = this.objects.procedures.get(this.state.serverNameKey(name));
    if (own !== undefined) {
      const frame = new Variables(this.state, []);
      this.bind(own.parameters, node.arguments, variables, frame, name, line);
      yield* this.deeper(line, this.list(own.body, frame, true));
      this.giveBack(own.parameters, node.arguments, variables, frame, line);
      return;
    }
    if (name.toLowerCase() === 'sp_executesql') {
      yield* this.executeSql(node, parts.length > 2 ? (parts.at(-3) ?? '') : '', variables);
      return;
    }
    const values = node.arguments.map(({ name: to, value }) => ({
      ...(to === undefined ? {} : { name: to }),
      value: value === undefined ? null : this.typed(value, variables).value,
    }));
    const schema = parts.at(-2)?.toLowerCase() === 'catalog' ? 'catalog.' : '';
    if (runSystemProcedure(`${schema}${name}`, values, { state: this.state, line })) return;
    throw failAt(line, 2812, `Could not find stored procedure '${parts.join('.')}'.`);
  }

  private procedureName({ procedure, line }: NodeOf<'execute'>, variables: Variables): readonly string[] {
    if (!('node' in procedure)) return procedure;
    const text = this.text(procedure, variables, line);
    const [node] = parseProgram(`EXEC ${String(text)}`);
    if (text === null || node?.node !== 'execute' || 'node' in node.procedure || node.arguments.length > 0) {
      throw failAt(line, 2812, `Could not find stored procedure '${String(text ?? '')}'.`);
    }
    return node.procedure;
  }

  private *executeSql(
    node: NodeOf<'execute'>,
    database: string,
    variables: Variables,
  ): Generator<EngineEvent, void, undefined> {
    const { line } = node;
    const [statement, list, ...rest] = node.arguments;
    if (statement?.value === undefined)
      throw failAt(
        line,
        201,
        "Procedure or function 'sp_executesql' expects parameter '@statement', which was not supplied.",
      );
    const text = this.text(statement.value, variables, line);
    const parameters =
      list?.value === undefined
        ? []
        : parseParameterList(String(this.text(list.value, variables, line) ?? ''));
    const frame = new Variables(this.state, []);
    this.bind(parameters, rest, variables, frame, 'sp_executesql', line);
    const before = this.state.database;
    if (database !== '') this.state.database = this.state.enter(database, line).name;
    try {
      yield* this.dynamic(String(text ?? ''), frame);
    } finally {
      this.state.database = before;
    }
    this.giveBack(parameters, rest, variables, frame, line);
  }

  /** A batch of its own; USE in it ends with it. */
  private *dynamic(text: string, frame: Variables): Generator<EngineEvent, void, undefined> {
    const before = this.state.database;
    try {
      yield* this.deeper(1, this.list(parseProgram(text), frame, true));
    } finally {
      this.state.database = before;
    }
  }

  private *deeper(line: number, run: Run): Generator<EngineEvent, void, undefined> {
    if (this.depth >= DEEPEST) {
      throw failAt(
        line,
        217,
        'Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).',
      );
    }
    this.depth += 1;
    try {
      yield* run;
    } finally {
      this.depth -= 1;
    }
  }

  private bind(
    parameters: readonly ParameterSyntax[],
    given: readonly ArgumentSyntax[],
    caller: Variables,
    frame: Variables,
    procedure: string,
    line: number,
  ): void {
    const extra =
      given.length > parameters.length
        ? given[parameters.length]
        : given.find(
            (one) =>
              one.name !== undefined &&
              !parameters.some(({ name }) => this.sameVariable(name, one.name ?? '')),
          );
    if (extra !== undefined)
      throw failAt(line, 8144, `Procedure or function ${procedure} has too many arguments specified.`);
    parameters.forEach((parameter, index) => {
      const argument =
        given.find(({ name }) => name !== undefined && this.sameVariable(name, parameter.name)) ??
        (given[index]?.name === undefined ? given[index] : undefined);
      const value = argument?.value ?? parameter.preset;
      if (value === undefined) {
        throw failAt(
          line,
          201,
          `Procedure or function '${procedure}' expects parameter '${parameter.name}', which was not supplied.`,
        );
      }
      const typed = this.typed(value, caller);
      frame.declare(parameter.name, parameter.type);
      frame.assign(parameter.name, typed.value, typed.type, line);
    });
  }

  private giveBack(
    parameters: readonly ParameterSyntax[],
    given: readonly ArgumentSyntax[],
    caller: Variables,
    frame: Variables,
    line: number,
  ): void {
    given.forEach((argument, index) => {
      if (!argument.output || argument.value?.node !== 'variable') return;
      const parameter =
        parameters.find(
          ({ name }) => argument.name !== undefined && this.sameVariable(name, argument.name),
        ) ?? parameters[index];
      const found = parameter?.output === true ? frame.find(parameter.name) : undefined;
      if (found !== undefined) caller.assign(argument.value.name, found.value, found.type, line);
    });
  }

  private sameVariable(a: string, b: string): boolean {
    return this.state.serverNameKey(a) === this.state.serverNameKey(b);
  }

  // ---- RAISERROR ----

  private *raise(
    { arguments: given, line }: NodeOf<'raiserror'>,
    variables: Variables,
  ): Generator<EngineEvent, void, undefined> {
    const [message, severity, state, ...rest] = given.map(
      (argument) => this.typed(argument, variables).value,
    );
    const text =
      typeof message === 'number'
        ? `Error ${message}, severity ${String(severity)}, state ${String(state)} was raised, but no message with that error number was found in sys.messages.`
        : formatMessage(String(message ?? ''), rest, line);
    const number = typeof message === 'number' ? message : 50000;
    const level = Number(severity);
    if (level > 10) throw failAt(line, number, text, level, Number(state));
    yield info(number, level, line, text, Number(state));
  }
}

function info(number: number, severity: number, line: number, message: string, state = 1): EngineEvent {
  return { event: 'info', number, severity, state, line, message };
}

/** Every DECLARE of a batch or body: a variable is there from its start, wherever it is declared. */
function declarations(nodes: readonly Node[]): readonly (Declaration & { readonly line: number })[] {
  return nodes.flatMap((node) => {
    switch (node.node) {
      case 'declare':
        return node.variables.map((one) => ({ ...one, line: node.line }));
      case 'block':
        return declarations(node.body);
      case 'try':
        return declarations([...node.body, ...node.handler]);
      case 'if':
        return declarations(node.otherwise === undefined ? [node.then] : [node.then, node.otherwise]);
      case 'while':
        return declarations([node.body]);
      default:
        return [];
    }
  });
}

function declare({ name, type, line }: Declaration & { readonly line: number }, variables: Variables): void {
  const found = typeOf(type, 1);
  if (found === undefined) throw failAt(line, 2715, `Cannot find data type ${type.name}.`);
  if (variables.find(name) !== undefined) {
    throw failAt(
      line,
      134,
      `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
      15,
    );
  }
  variables.declare(name, found);
}
