// Raw statements to statements: follows variables, and has calls turned into what they stand for and dynamic text read
// as the batches it is.

import { defined } from '../../model/defined.ts';
import { StatementReader } from '../grammar/statement-reader.ts';
import { isOfCodePage, type Place, placeOf, type Token } from '../lex/token.ts';
import { type Diagnostic, type DiagnosticCode, snippetOf } from '../tree/diagnostic.ts';
import type { Expression } from '../tree/expression.ts';
import type { RawOf, RawStatement } from '../tree/raw-statement.ts';
import type { Statement, StatementOf } from '../tree/statement.ts';
import type { Value } from '../tree/value.ts';
import {
  type BatchContext,
  type Call,
  type KnownText,
  type Nested,
  RUN_BY_HAND,
  type TextOptions,
  unread,
} from './batch-context.ts';
import { nestedTokens } from './nested-text.ts';
import { resolveCall } from './resolve-call.ts';
import { resolveText } from './resolve-wrapper.ts';
import { assignedIn, Variables } from './variables.ts';

/** Deepest nesting of dynamic text (SQL Server's own limit of nesting is 32). */
const TEXT_DEPTH = 32;
const UNKNOWN_TEXT = 'The text that runs here is only known when the script runs.';
const TOO_MUCH = 'Dynamic text is nested too deeply, or is too much, to be read.';
const UNKNOWN_ACTOR = 'Who acts from here on is only known when the script runs.';
const OF_CODE_PAGE = "a literal with characters beyond ASCII is what the server takes it for only as N'…'";

/** What is read at the moment: the script itself, or a text that it runs. */
interface TextAtHand {
  /** How many texts it is in. */
  readonly depth: number;
  /** Its literals have to be what the server takes them for. */
  readonly isExact: boolean;
  variables: Variables;
  /** Whether a condition or a value so far reaches beyond it. */
  callsOut: boolean;
  /** The tokens diagnostics show their line from. */
  tokens: readonly Token[];
}

/** Resolves the statements of one script. */
export class Resolver implements BatchContext {
  readonly #report: (diagnostic: Diagnostic) => void;
  #text: TextAtHand = { depth: 0, isExact: false, variables: new Variables(), callsOut: false, tokens: [] };
  #quotedIdentifiers = true;
  /** Characters of dynamic text that may still be read; grows with the script, so that the whole stays linear. */
  #budget = 2 * 1024 * 1024;

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.#report = report;
  }

  /** Lets dynamic text grow with the text it stands in. */
  allow(characters: number): void {
    this.#budget += 8 * characters;
  }

  say(
    code: DiagnosticCode,
    at: Place,
    fact: string,
    remedy: string,
    severity: Diagnostic['severity'] = 'warning',
  ): void {
    this.#report({ severity, code, fact, remedy, ...placeOf(at), snippet: snippetOf(this.#text.tokens, at) });
  }

  value(expression: Expression): Value {
    return this.#text.variables.value(expression);
  }

  known(expression: Expression, at: Place): KnownText | undefined {
    const value = this.value(expression);
    if (value?.type === 'string') return value;
    if (value?.type !== 'null') this.say('unknown-value', at, UNKNOWN_TEXT, RUN_BY_HAND);
    return undefined;
  }

  nested(text: KnownText, at: Token, variables: Variables, options: TextOptions = {}): Nested {
    this.#budget -= text.value.length;
    if (this.#text.depth >= TEXT_DEPTH || this.#budget < 0) {
      this.say('limit', at, TOO_MUCH, 'Read what it runs by hand.');
      return { statements: [unread({ ...placeOf(at), end: at.offset + at.text.length })], callsOut: false };
    }
    const outer = this.#text;
    const isExact = outer.isExact || options.isExact === true;
    this.#text = { ...outer, depth: outer.depth + 1, isExact, variables, callsOut: false };
    const isQuoted = options.quotedIdentifiers !== false && this.#quotedIdentifiers;
    const tokens = nestedTokens(text, at, isQuoted).map((token) => this.#asTaken(token));
    const statements = this.#resolveAll(new StatementReader().feed(tokens));
    const { callsOut } = this.#text;
    this.#text = outer;
    return { statements, callsOut };
  }

  #asTaken(token: Token): Token {
    return this.#text.isExact && isOfCodePage(token)
      ? { ...token, kind: 'bad', problem: OF_CODE_PAGE }
      : token;
  }

  #resolveAll(list: readonly RawStatement[]): Statement[] {
    const statements: Statement[] = [];
    for (const raw of list) for (const statement of this.resolve(raw)) statements.push(statement);
    return statements;
  }

  /** The statements that one raw statement stands for. */
  resolve(raw: RawStatement): Statement[] {
    switch (raw.kind) {
      case 'go':
        return [this.#endBatch(raw.token)];
      case 'problem':
        this.#report(raw.diagnostic);
        return [];
      case 'leaf':
        for (const name of raw.assigned ?? []) this.#text.variables.forget(name);
        if (raw.statement.kind === 'set-option') this.#setOptions(raw.statement);
        return [raw.statement];
      case 'execute-as':
        this.#text.tokens = raw.tokens;
        return [this.#executeAs(raw)];
      case 'assign':
        this.#text.callsOut ||= raw.callsOut;
        for (const assignment of raw.assignments) this.#text.variables.assign(assignment);
        return [];
      case 'call':
        this.#text.tokens = raw.tokens;
        return this.#call(raw);
      case 'text':
        this.#text.tokens = raw.tokens;
        return resolveText(raw, this);
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
        this.#text.callsOut ||= raw.callsOut;
        this.#forget(raw.body);
        return [{ kind: 'while', condition: raw.condition, body: this.#uncertain(raw.body), span: raw.span }];
    }
  }

  /** A batch ends at GO: the variables of the next begin unset. */
  #endBatch(go: Token): Statement {
    this.#text.variables = new Variables();
    if (go.problem !== undefined) {
      this.#report({
        severity: 'warning',
        code: 'go',
        fact: `A batch ends here, but ${go.problem}.`,
        remedy: 'Write GO on a line of its own.',
        ...placeOf(go),
        snippet: '  GO;\n  ^',
      });
    }
    const span = { ...placeOf(go), end: go.offset + go.text.length };
    return { kind: 'batch-end', times: Number(go.value), span };
  }

  #setOptions({ options, isOn }: StatementOf<'set-option'>): void {
    if (options.includes('QUOTED_IDENTIFIER') || options.includes('ANSI_DEFAULTS'))
      this.#quotedIdentifiers = isOn;
  }

  #executeAs({ as, name, token, withNoRevert, span }: RawOf<'execute-as'>): Statement {
    const known = name === undefined ? undefined : this.nameOf(name, token);
    return { kind: 'execute-as', as, ...defined({ name: known }), withNoRevert, span };
  }

  nameOf(name: Expression, at: Place): string | undefined {
    const value = this.value(name);
    if (value?.type === 'string') return value.value;
    this.say('unknown-value', at, UNKNOWN_ACTOR, 'Read what follows by hand: its grantors are not known.');
    return undefined;
  }

  #branches(raw: RawOf<'if'>): Statement[] {
    this.#text.callsOut ||= raw.callsOut;
    if (isAlways(raw.condition)) return this.#resolveAll(raw.body);
    const body = this.#text.variables.within(raw.body, () => this.#resolveAll(raw.body));
    const otherwise = this.#text.variables.within(raw.otherwise, () => this.#resolveAll(raw.otherwise));
    this.#forget(raw.body);
    this.#forget(raw.otherwise);
    return [{ kind: 'if', condition: raw.condition, body, otherwise, span: raw.span }];
  }

  /** Statements that may not run: what they assign is not known behind them. */
  #uncertain(list: readonly RawStatement[]): Statement[] {
    const statements = this.#resolveAll(list);
    this.#forget(list);
    return statements;
  }

  #forget(list: readonly RawStatement[]): void {
    for (const name of assignedIn(list)) this.#text.variables.forget(name);
  }

  #call(call: Call): Statement[] {
    if (call.result !== undefined) this.#text.variables.forget(call.result);
    const statements = resolveCall(call, this);
    // What comes to no statement has nobody who judges it.
    if (statements.length === 0) this.#text.callsOut = true;
    for (const { isOutput, value } of call.arguments)
      if (isOutput && value?.kind === 'variable') this.#text.variables.forget(value.name);
    return statements;
  }
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
