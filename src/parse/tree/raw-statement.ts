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

/** What is resolved with a look at its tokens, for a diagnostic that shows their line. */
interface Shown {
  readonly span: Span;
  readonly token: Token;
  /** Its tokens, as far as they were read. */
  readonly tokens: readonly Token[];
}

/** A statement as the grammar gives it, the end of a batch, or what the grammar refused. */
export type RawStatement =
  | { readonly kind: 'go'; readonly token: Token }
  | { readonly kind: 'problem'; readonly diagnostic: Diagnostic }
  | {
      readonly kind: 'leaf';
      readonly statement: Statement;
      /** Variables that it gives values that only the server knows. */
      readonly assigned?: readonly string[];
    }
  | {
      readonly kind: 'assign';
      readonly span: Span;
      readonly assignments: readonly Assignment[];
      /** One of the values reaches beyond it. */
      readonly callsOut: boolean;
    }
  | (Shown & {
      readonly kind: 'call';
      /** Undefined when a variable names the procedure. */
      readonly procedure: NameParts | undefined;
      readonly arguments: readonly Argument[];
      /** The variable that takes the return value. */
      readonly result: string | undefined;
    })
  | (Shown & {
      readonly kind: 'text';
      readonly text: Expression;
      /** AS USER = or AS LOGIN =. */
      readonly as?: Context;
      /** Sent to a linked server. */
      readonly isRemote: boolean;
    })
  | (Shown & {
      readonly kind: 'execute-as';
      readonly as: StatementOf<'execute-as'>['as'];
      readonly name?: Expression;
      readonly withNoRevert: boolean;
    })
  | {
      readonly kind: 'if';
      readonly span: Span;
      readonly condition: Expression;
      /** The condition reaches beyond it. */
      readonly callsOut: boolean;
      readonly body: readonly RawStatement[];
      readonly otherwise: readonly RawStatement[];
    }
  | { readonly kind: 'block'; readonly span: Span; readonly body: readonly RawStatement[] }
  | {
      readonly kind: 'try';
      readonly span: Span;
      readonly body: readonly RawStatement[];
      readonly handler: readonly RawStatement[];
    }
  | {
      readonly kind: 'while';
      readonly span: Span;
      readonly condition: Expression;
      /** The condition reaches beyond it. */
      readonly callsOut: boolean;
      readonly body: readonly RawStatement[];
    };
