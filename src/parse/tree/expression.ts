// Expressions as far as guards and assignments need them. Whatever the reader cannot take apart is `opaque`:
// its value is not known, and nothing may be concluded from it.

import type { Token } from '../lex/token.ts';

/** A dotted name, outermost part first; an omitted part is an empty string. */
export type NameParts = readonly string[];

/** What an expression of each kind is made of. */
interface Parts {
  /** `token`: where a string stands, so that what is wrong inside it can be shown at its place. */
  literal: { type: 'string' | 'number' | 'binary'; value: string; token?: Token };
  null: object;
  variable: { name: string };
  column: { name: NameParts };
  call: { name: NameParts; arguments: readonly Expression[] };
  cast: { operand: Expression; type: string; style?: Expression };
  /** `+ - * / % & | ^`, `= <> < <= > >=`, `AND OR`, `LIKE`, upper case; `!=` is given as `<>`. */
  operation: { operator: string; left: Expression; right: Expression };
  not: { operand: Expression };
  negative: { operand: Expression };
  'is-null': { operand: Expression; negated: boolean };
  in: { operand: Expression; items: readonly Expression[]; negated: boolean };
  exists: { query: Query };
  subquery: { query: Query };
  opaque: object;
}

/** An expression of a kind. */
export type ExpressionOf<K extends keyof Parts> = K extends keyof Parts
  ? { readonly kind: K } & Readonly<Parts[K]>
  : never;

/** An expression or condition. */
export type Expression = ExpressionOf<keyof Parts>;

/** `SELECT … FROM view [alias] [JOIN view [alias] ON …] WHERE …`, the form of nearly every guard; else opaque. */
export type Query =
  | {
      readonly kind: 'query';
      readonly columns: readonly Expression[];
      readonly from?: NameParts;
      readonly alias?: string;
      /** Inner joins, in their order. */
      readonly joins?: readonly Join[];
      readonly where?: Expression;
    }
  | { readonly kind: 'opaque' };

/** `[INNER] JOIN view [alias] ON condition`. */
export interface Join {
  readonly view: NameParts;
  readonly alias?: string;
  readonly on: Expression;
}
