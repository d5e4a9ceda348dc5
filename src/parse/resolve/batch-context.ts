// What resolving a call needs of the batch that it stands in.

import type { Place, Token } from '../lex/token.ts';
import type { Diagnostic, DiagnosticCode } from '../tree/diagnostic.ts';
import type { Expression } from '../tree/expression.ts';
import type { Argument, RawOf } from '../tree/raw-statement.ts';
import type { Span, Statement } from '../tree/statement.ts';
import type { Known, Value } from '../tree/value.ts';
import type { Variables } from './variables.ts';

export type Call = RawOf<'call'>;
export type Text = RawOf<'text'>;
export type KnownText = Extract<Known, { type: 'string' }>;

/** What a text comes to. */
export interface Nested {
  readonly statements: Statement[];
  /** A condition or a value in it, in none of the statements, reaches beyond it. */
  readonly callsOut: boolean;
}

/** How a text is read. */
export interface TextOptions {
  /** QUOTED_IDENTIFIER; default on. */
  readonly quotedIdentifiers?: boolean;
  /** Its literals have to be what the server takes them for: what is run is what is shown. */
  readonly isExact?: boolean;
}

/** The batch around a call. */
export interface BatchContext {
  /** The value of an expression, as far as it is known. */
  value(expression: Expression): Value;
  /** The text that an expression gives; undefined, and reported, where only the server knows it. */
  known(expression: Expression, at: Place): KnownText | undefined;
  /** Reads text as a batch with variables of its own. */
  nested(text: KnownText, at: Token, variables: Variables, options?: TextOptions): Nested;
  /** The name of who acts; undefined, and reported, where only the server knows it. */
  nameOf(name: Expression, at: Place): string | undefined;
  say(code: DiagnosticCode, at: Place, fact: string, remedy: string, severity?: Diagnostic['severity']): void;
}

/** The value of an argument; undefined where it is not known, or DEFAULT. */
export function argumentValue(argument: Argument | undefined, batch: BatchContext): Value {
  return argument?.value === undefined ? undefined : batch.value(argument.value);
}

/** A call of a procedure that is not about security; `key` is its name in lower case. */
export function foreignCall(span: Span, key: string): Statement {
  return { kind: 'foreign', verb: `EXEC ${key}`, span };
}

/** What was reported instead of read. */
export function unread(span: Span): Statement {
  return { kind: 'unread', span };
}

/** What to do about a call that is not followed, and about a text. */
export const BY_HAND = 'Read it by hand; it is not in the facts.';
export const RUN_BY_HAND = 'Read what it runs by hand; it is not in the facts.';

/** Leaves a call unread, and says why. */
export function leave(
  { token, span }: Call | Text,
  batch: BatchContext,
  fact: string,
  remedy: string,
  code: DiagnosticCode = 'unknown-value',
): Statement[] {
  batch.say(code, token, fact, remedy);
  return [unread(span)];
}
