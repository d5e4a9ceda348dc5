// Raw statements to statements: follows variables, turns system procedures into what they stand for, and reads the
// text of EXEC('…'), sp_executesql and the wrappers of a regrant script as the batches they are.
import { Cursor } from './cursor.ts';
import type { Diagnostic, DiagnosticCode } from './diagnostic.ts';
import { secretTokens, shown, snippetOf } from './diagnostic.ts';
import { castValue, evaluate, textLimit } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { nestedTokens } from './nested-text.ts';
import type { BlockMark } from './open-block.ts';
import type { Problem } from './parse-block.ts';
import { hexOf } from './parse-option.ts';
import { StatementParser } from './parse-statement.ts';
import { Arguments, HARMLESS_PROCEDURES, PROCEDURES } from './procedure.ts';
import type { Argument, Assignment, RawStatement } from './raw-statement.ts';
import type { Execute, Span, Statement } from './statement.ts';
import type { Place, Token } from './token.ts';
import { addValues, type Known, stringValue, type Value } from './value.ts';

/** What stands in a regrant script for a secret until a person types it. */
const SECRET_PLACEHOLDER = '<type the secret here>';

/** Parameters whose values are never kept. */
const SECRET_PARAMETERS = new Set(['passwd', 'password', 'old', 'new']);

/** Deepest nesting of dynamic text (SQL Server's own limit of nesting is 32). */
const TEXT_DEPTH = 32;

interface Variable {
  value: Value;
  readonly type: string;
}

/** Variables of one batch. Names compare without case, as on every server but a case-sensitive one. */
type Scope = Map<string, Variable>;

type Call = Extract<RawStatement, { kind: 'call' }>;
type Text = Extract<RawStatement, { kind: 'text' }>;
type KnownText = Extract<Known, { type: 'string' }>;

/** Resolves the statements of one script. */
export class Resolver {
  readonly #report: (diagnostic: Diagnostic) => void;
  #scope: Scope = new Map();
  #depth = 0;
  /** The long blocks that are open, and that may not run. */
  readonly #open: { readonly before: Scope; readonly assigned: Set<string> }[] = [];
  /** The tokens diagnostics show their line from. */
  #tokens: readonly Token[] = [];
  /** Characters of dynamic text that may still be read; grows with the script, so that the whole stays linear. */
  #budget = 2 * 1024 * 1024;

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.#report = report;
  }

  /** A new batch: its variables begin unset. */
  startBatch(): void {
    this.#open.length = 0;
    this.#scope = new Map();
  }

  /** Lets dynamic text grow with the text it stands in. */
  allow(characters: number): void {
    this.#budget += 8 * characters;
  }

  /** Statements of one raw statement; `tokens` hold its text. */
  resolve(raw: RawStatement, tokens: readonly Token[]): Statement[] {
    this.#tokens = tokens;
    const block = this.#open.at(-1);
    if (block !== undefined) for (const name of assignedIn([raw])) block.assigned.add(name);
    return this.#resolve(raw);
  }

  /** A long block is entered or left: what is assigned in one that may not run is not known behind it. */
  mark(mark: BlockMark): BlockMark {
    if (mark.block === 'try') return mark;
    if (mark.kind === 'enter') {
      if (mark.block === 'while') for (const name of this.#scope.keys()) this.#forget(name);
      this.#open.push({ before: copied(this.#scope), assigned: new Set() });
      return mark;
    }
    const block = this.#open.pop();
    if (block === undefined) return mark;
    this.#scope = block.before;
    for (const name of block.assigned) {
      this.#forget(name);
      this.#open.at(-1)?.assigned.add(name);
    }
    return mark;
  }

  /** Turns problems of the grammar into diagnostics. */
  problems(problems: readonly Problem[], tokens: readonly Token[]): void {
    const secrets = problems.length === 0 ? new Set<Token>() : secretTokens(tokens);
    for (const problem of problems) {
      this.#report({
        ...describe(problem, secrets),
        ...place(problem.token),
        snippet: snippetOf(tokens, problem.token),
      });
    }
  }

  #say(
    code: DiagnosticCode,
    at: Place,
    fact: string,
    remedy: string,
    severity: Diagnostic['severity'] = 'warning',
  ): void {
    this.#report({ severity, code, fact, remedy, ...place(at), snippet: snippetOf(this.#tokens, at) });
  }

  #resolveAll(list: readonly RawStatement[]): Statement[] {
    return list.flatMap((raw) => this.#resolve(raw));
  }

  #resolve(raw: RawStatement): Statement[] {
    switch (raw.kind) {
      case 'leaf':
        return [raw.statement];
      case 'assign':
        for (const assignment of raw.assignments) this.#assign(assignment);
        return [];
      case 'call':
        return this.#call(raw);
      case 'text':
        return this.#text(raw);
      case 'block':
        return this.#resolveAll(raw.body);
      case 'if':
        return this.#branches(raw);
      case 'try': {
        const body = this.#resolveAll(raw.body);
        const handler = this.#uncertain(raw.handler);
        return [{ kind: 'try', body, handler, span: raw.span }];
      }
      case 'while':
        for (const name of assignedIn(raw.body)) this.#forget(name);
        return [{ kind: 'while', condition: raw.condition, body: this.#uncertain(raw.body), span: raw.span }];
    }
  }

  #branches(raw: Extract<RawStatement, { kind: 'if' }>): Statement[] {
    if (isAlways(raw.condition)) return this.#resolveAll(raw.body);
    const body = this.#uncertain(raw.body, false);
    const otherwise = this.#uncertain(raw.otherwise, false);
    for (const name of assignedIn([...raw.body, ...raw.otherwise])) this.#forget(name);
    return [{ kind: 'if', condition: raw.condition, body, otherwise, span: raw.span }];
  }

  /** Statements that may not run: inside, variables are followed; afterwards they are what they were, or not known. */
  #uncertain(list: readonly RawStatement[], forget = true): Statement[] {
    const before = copied(this.#scope);
    const statements = this.#resolveAll(list);
    this.#scope = before;
    if (forget) for (const name of assignedIn(list)) this.#forget(name);
    return statements;
  }

  #forget(name: string): void {
    this.#scope.set(name, { value: undefined, type: this.#scope.get(name)?.type ?? '' });
  }

  #assign({ variable, type, operator, value }: Assignment): void {
    if (variable === '') return;
    const known = this.#scope.get(variable);
    const result = this.#value(value);
    const target = type ?? known?.type ?? '';
    let next: Value = result;
    if (operator === '+=')
      next = this.#value({
        kind: 'operation',
        operator: '+',
        left: { kind: 'variable', name: variable },
        right: value,
      });
    else if (operator !== '=') next = undefined;
    this.#scope.set(variable, { type: target, value: fitted(next, target) });
  }

  #value(expression: Expression): Value {
    return evaluate(expression, (name) => this.#scope.get(name)?.value);
  }

  #call(call: Call): Statement[] {
    if (call.result !== undefined) this.#forget(call.result);
    const outputs = call.arguments.filter((argument) => argument.isOutput);
    const statements = this.#called(call);
    for (const { value } of outputs) if (value?.kind === 'variable') this.#forget(value.name);
    return statements;
  }

  #called(call: Call): Statement[] {
    const { procedure } = call;
    const name = procedure?.at(-1);
    if (procedure === undefined || name === undefined) {
      this.#say(
        'unknown-value',
        call.token,
        'A variable names the procedure that runs here.',
        'Read what it runs by hand; it is not in the facts.',
      );
      return [otherOf(call.span, 'EXEC')];
    }
    const key = name.toLowerCase();
    const database = procedure.length > 2 ? procedure.at(-3) : undefined;
    if (procedure.length > 3 && procedure[0] !== '') return this.#remote(call);
    if (key === 'sp_executesql') return this.#executeSql(call, database === '' ? undefined : database);
    if (key === '#regrant' || key === '#regrant_login' || key === '#regrant_secret')
      return this.#wrapped(call, key);
    if (key === '#regrant_database') return this.#regrantDatabase(call);
    return this.#procedure(call, key, database === '' ? undefined : database);
  }

  #remote(call: Call | Text): Statement[] {
    this.#say(
      'unknown-procedure',
      call.token,
      'This runs on a linked server.',
      'Read the other server by itself; it is not in the facts.',
    );
    return [otherOf(call.span, 'EXEC')];
  }

  #procedure(call: Call, key: string, database: string | undefined): Statement[] {
    const row = PROCEDURES.get(key);
    if (row === undefined) {
      if (!HARMLESS_PROCEDURES.has(key)) {
        this.#say(
          'unknown-procedure',
          call.token,
          'The reader does not know this procedure.',
          'See what it does; it is not in the facts.',
          'note',
        );
      }
      return [otherOf(call.span, `EXEC ${key}`)];
    }
    const bound = this.#bind(call, row.parameters);
    const missing = row.required.find((name) => bound?.[name] === undefined || bound[name]?.type === 'null');
    const isKnown = bound !== undefined && missing === undefined;
    const values = new Arguments(bound ?? {});
    const result = isKnown ? row.translate(values, { span: call.span, via: key }) : undefined;
    const misfit = values.misfit === undefined ? undefined : `@${values.misfit} is no text`;
    if (result === undefined || misfit !== undefined || 'problem' in result) {
      const valueless = `@${missing ?? 'a parameter'} has no value that is known`;
      const why = result === undefined ? valueless : (misfit ?? ('problem' in result ? result.problem : ''));
      this.#say(
        'unknown-value',
        call.token,
        `What this call of ${key} does is not known: ${why}.`,
        'Read it by hand; it is not in the facts.',
      );
      return [otherOf(call.span, `EXEC ${key}`)];
    }
    this.#reportUnknown(call, key, row.parameters);
    if ('nothing' in result) return [otherOf(call.span, `EXEC ${key}`)];
    if (database === undefined) return [...result.statements];
    return [{ kind: 'execute', wrapper: 'string', database, statements: result.statements, span: call.span }];
  }

  /** An argument that may be left out but was given, and whose value is only known when the script runs. */
  #reportUnknown(call: Call, key: string, parameters: readonly string[]): void {
    for (const [index, { name, value, token }] of call.arguments.entries()) {
      const parameter = name?.toLowerCase() ?? parameters[index] ?? '';
      if (value === undefined || SECRET_PARAMETERS.has(parameter) || this.#value(value) !== undefined)
        continue;
      this.#say(
        'unknown-value',
        token,
        `The value of @${parameter} in this call of ${key} is only known when the script runs.`,
        'What it says is not in the facts; the rest of the call is.',
      );
    }
  }

  /** Arguments by parameter; undefined when there are too many or one has no such name. */
  #bind(call: Call, parameters: readonly string[]): Record<string, Value> | undefined {
    const bound: Record<string, Value> = {};
    for (const [index, argument] of call.arguments.entries()) {
      const name = argument.name?.toLowerCase() ?? parameters[index];
      if (name === undefined || !parameters.includes(name)) return undefined;
      bound[name] = argument.value === undefined ? { type: 'null' } : this.#value(argument.value);
    }
    return bound;
  }

  #text(raw: Text): Statement[] {
    if (raw.isRemote) return this.#remote(raw);
    const text = this.#known(raw.text, raw.token);
    if (text === undefined) return [otherOf(raw.span, 'EXEC')];
    return [
      {
        kind: 'execute',
        wrapper: 'string',
        statements: this.#nested(text, raw.token, new Map()),
        span: raw.span,
      },
    ];
  }

  #executeSql(call: Call, database: string | undefined): Statement[] {
    const [first, second] = call.arguments;
    const text = first?.value === undefined ? undefined : this.#known(first.value, call.token);
    if (text === undefined) return [otherOf(call.span, 'EXEC sp_executesql')];
    const scope = second === undefined ? new Map<string, Variable>() : this.#parameters(call.arguments);
    const statements = this.#nested(text, call.token, scope);
    return [execution('sp_executesql', call.span, statements, database === undefined ? {} : { database })];
  }

  /** sp_executesql's parameters: named ones by name, the others in the order in which they were declared. */
  #parameters(args: readonly Argument[]): Scope {
    const scope: Scope = new Map();
    const declared = args[1]?.value === undefined ? undefined : this.#value(args[1].value);
    const names =
      declared?.type === 'string' ? [...declared.value.matchAll(/@[\w@#$]+/g)].map((m) => m[0]) : [];
    for (const [index, argument] of args.slice(2).entries()) {
      const name = argument.name === undefined ? names[index] : `@${argument.name}`;
      const value = argument.value === undefined ? undefined : this.#value(argument.value);
      if (name !== undefined)
        scope.set(name.toUpperCase(), { value: argument.isOutput ? undefined : value, type: '' });
    }
    return scope;
  }

  #wrapped(call: Call, key: '#regrant' | '#regrant_login' | '#regrant_secret'): Statement[] {
    const values = call.arguments.map((argument) =>
      argument.value === undefined ? undefined : this.#value(argument.value),
    );
    const [number, second, sid] = values;
    const last = call.arguments.at(-1)?.value;
    const text = last === undefined ? undefined : this.#known(last, call.token);
    if (text === undefined) return [otherOf(call.span, `EXEC ${key}`)];
    const rest: { -readonly [P in keyof Execute]?: Execute[P] } = {};
    if (number?.type === 'number') rest.number = number.value;
    if (text.value.includes(SECRET_PLACEHOLDER)) rest.hasPlaceholder = true;
    if (key === '#regrant_login' && second?.type === 'string') {
      rest.login = { name: second.value, ...(sid?.type === 'binary' ? { sid: hexOf(sid.value) } : {}) };
    }
    if (key === '#regrant_secret') rest.guard = this.#guard(second, call.token);
    return [execution(key, call.span, this.#nested(text, call.token, new Map()), rest)];
  }

  /** The query that `#regrant_secret` takes, as the condition that it finds a row. */
  #guard(query: Value, at: Token): Expression {
    if (query?.type !== 'string') return { kind: 'opaque' };
    const whole = addValues(addValues(stringValue('IF EXISTS ('), query), stringValue(') PRINT 1'));
    if (whole?.type !== 'string') return { kind: 'opaque' };
    const raw = new StatementParser(new Cursor(nestedTokens(whole, at)), [], true).next();
    return raw?.kind === 'if' ? raw.condition : { kind: 'opaque' };
  }

  #regrantDatabase(call: Call): Statement[] {
    const argument = call.arguments[0]?.value;
    const value = argument === undefined ? ({ type: 'null' } as const) : this.#value(argument);
    if (value?.type === 'null') return [{ kind: 'regrant-database', span: call.span }];
    if (value?.type === 'string')
      return [{ kind: 'regrant-database', database: value.value, span: call.span }];
    this.#say(
      'unknown-value',
      call.token,
      'The database that what follows runs in is not known.',
      'Read what follows by hand.',
    );
    return [];
  }

  #known(expression: Expression, at: Place): KnownText | undefined {
    const value = this.#value(expression);
    if (value?.type === 'string') return value;
    if (value?.type !== 'null') {
      this.#say(
        'unknown-value',
        at,
        'The text that runs here is only known when the script runs.',
        'Read what it runs by hand; it is not in the facts.',
      );
    }
    return undefined;
  }

  /** Reads dynamic text as a batch with variables of its own. */
  #nested(text: KnownText, at: Token, scope: Scope): Statement[] {
    this.#budget -= text.value.length;
    if (this.#depth >= TEXT_DEPTH || this.#budget < 0) {
      this.#say(
        'limit',
        at,
        'Dynamic text is nested too deeply, or is too much, to be read.',
        'Read what it runs by hand.',
      );
      return [];
    }
    const outer = { tokens: this.#tokens, scope: this.#scope };
    this.#depth += 1;
    this.#scope = scope;
    this.#tokens = nestedTokens(text, at);
    const statements = this.#batch(this.#tokens as Token[]);
    this.#depth -= 1;
    this.#scope = outer.scope;
    this.#tokens = outer.tokens;
    return statements;
  }

  #batch(tokens: Token[]): Statement[] {
    const cursor = new Cursor(tokens);
    const statements: Statement[] = [];
    for (let isFirst = true; cursor.peek().kind !== 'end'; isFirst = false) {
      const problems: Problem[] = [];
      const begin = cursor.index;
      const raw = new StatementParser(cursor, problems, isFirst).next();
      this.problems(problems, tokens.slice(begin, cursor.index + 20));
      if (raw !== undefined) statements.push(...this.#resolve(raw));
    }
    return statements;
  }
}

function execution(
  wrapper: Execute['wrapper'],
  span: Span,
  statements: Statement[],
  rest: Partial<Execute>,
): Execute {
  return { kind: 'execute', wrapper, ...rest, statements, span };
}

function otherOf(span: Span, verb: string): Statement {
  return { kind: 'other', verb, span };
}

function place({ offset, line, column }: Place): Place {
  return { offset, line, column };
}

/** What fits into a variable of a data type. */
function fitted(value: Value, type: string): Value {
  if (value === undefined || value.type === 'null' || type === '') return value;
  const limit = textLimit(type, 1);
  if (limit === undefined || (value.type === 'string' && value.value.length <= limit)) return value;
  return value.type === 'string' ? castValue(value, `NVARCHAR(${limit})`, 0) : castValue(value, type, 0);
}

/** Whether a condition is a constant compared with itself, as in `1 = 1`. */
function isAlways(condition: Expression): boolean {
  if (condition.kind !== 'operation' || condition.operator !== '=') return false;
  const { left, right } = condition;
  return (
    left.kind === 'literal' &&
    right.kind === 'literal' &&
    left.type === right.type &&
    left.value === right.value
  );
}

function copied(scope: Scope): Scope {
  return new Map([...scope].map(([name, variable]) => [name, { ...variable }]));
}

function assignedIn(list: readonly RawStatement[]): Set<string> {
  const names = new Set<string>();
  const open = [list];
  for (let statements = open.pop(); statements !== undefined; statements = open.pop()) {
    for (const raw of statements) {
      if (raw.kind === 'assign') for (const { variable } of raw.assignments) names.add(variable);
      else if (raw.kind === 'if') open.push(raw.body, raw.otherwise);
      else if (raw.kind === 'try') open.push(raw.body, raw.handler);
      else if (raw.kind === 'while' || raw.kind === 'block') open.push(raw.body);
      else if (raw.kind === 'call') {
        if (raw.result !== undefined) names.add(raw.result);
        for (const { isOutput, value } of raw.arguments)
          if (isOutput && value?.kind === 'variable') names.add(value.name);
      }
    }
  }
  return names;
}

function describe(
  problem: Problem,
  secrets: ReadonlySet<Token>,
): Pick<Diagnostic, 'severity' | 'code' | 'fact' | 'remedy'> {
  const near = shown(problem.token, secrets.has(problem.token));
  switch (problem.code) {
    case 'unknown-condition':
      return {
        severity: 'warning',
        code: problem.code,
        fact: 'The reader cannot take this condition apart.',
        remedy: 'What it guards is read as if it ran; see whether it would.',
      };
    case 'unknown-statement':
      return {
        severity: 'error',
        code: problem.code,
        fact: `No statement begins with ${near}.`,
        remedy: 'Correct the script; reading went on at the next statement.',
      };
    case 'bad-token':
      return {
        severity: 'error',
        code: problem.code,
        fact: `At ${near}: ${problem.wanted}.`,
        remedy: 'Correct the script; nothing was read from what it swallows.',
      };
    case 'limit':
      return {
        severity: 'error',
        code: 'limit',
        fact: `At ${near}: ${problem.wanted}.`,
        remedy: 'Read this statement by hand.',
      };
    default:
      return {
        severity: 'error',
        code: 'syntax',
        fact: `Incorrect syntax near ${near}: ${problem.wanted}.`,
        remedy: 'Correct the statement; it is not in the facts, and reading went on at the next one.',
      };
  }
}
