// What the grammar gives before variables, procedures and dynamic text are resolved into statements.

import type { Token } from '../lex/token.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Expression, NameParts } from './expression.ts';
import type { Span, Statement, StatementOf } from './statement.ts';

/** A variable that DECLARE, SET or SELECT gives a value. */
export interface Assignment {
  readonly variable: string;
  /** Present in DECLARE: the data type. */
  readonly type?: string;
  /** `=` or `+=`; other operators make the value unknown. */
  readonly operator: string;
  readonly value: Expression;
}

/** An argument of a procedure; without a value it is DEFAULT. */
export interface Argument {
  readonly name: string | undefined;
  readonly value: Expression | undefined;
  readonly isOutput: boolean;
  readonly token: Token;
}

/** Who acts: the name is a string or a variable. */
export interface Context {
  readonly kind: 'user' | 'login';
  readonly name: Expression;
}

/** What is resolved with a look at its tokens (as far as they were read), for a diagnostic that shows their line. */
interface Shown {
  span: Span;
  token: Token;
  tokens: readonly Token[];
}

/** A part of a batch, and whether its condition or a value in it reaches beyond it. */
interface Reaching {
  span: Span;
  callsOut: boolean;
}

type Body = readonly RawStatement[];

/** What the grammar gives, by its kind: a statement, the end of a batch, or what it refused. */
interface Parts {
  go: { token: Token };
  problem: { diagnostic: Diagnostic };
  /** `assigned`: variables that it gives values that only the server knows. */
  leaf: { statement: Statement; assigned?: readonly string[] };
  assign: Reaching & { assignments: readonly Assignment[] };
  /** `procedure`: undefined when a variable names it; `result`: the variable that takes the return value. */
  call: Shown & {
    procedure: NameParts | undefined;
    arguments: readonly Argument[];
    result: string | undefined;
  };
  /** `as`: AS USER = or AS LOGIN =; `isRemote`: sent to a linked server. */
  text: Shown & { text: Expression; as?: Context; isRemote: boolean };
  'execute-as': Shown & { as: StatementOf<'execute-as'>['as']; name?: Expression; withNoRevert: boolean };
  if: Reaching & { condition: Expression; body: Body; otherwise: Body };
  block: { span: Span; body: Body };
  try: { span: Span; body: Body; handler: Body };
  while: Reaching & { condition: Expression; body: Body };
}

/** What the grammar gives of a kind. */
export type RawOf<K extends keyof Parts> = K extends keyof Parts
  ? { readonly kind: K } & Readonly<Parts[K]>
  : never;

/** Whatever the grammar gives. */
export type RawStatement = RawOf<keyof Parts>;
