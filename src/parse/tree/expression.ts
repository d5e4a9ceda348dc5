// Expressions as far as guards and assignments need them. Whatever the reader cannot take apart is `opaque`:
// its value is not known, and nothing may be concluded from it.

import type { Token } from '../lex/token.ts';

/** A dotted name, outermost part first; an omitted part is an empty string. */
export type NameParts = readonly string[];

/** An expression or condition. */
export type Expression =
  | {
      readonly kind: 'literal';
      readonly type: 'string' | 'number' | 'binary';
      readonly value: string;
      /** Where a string stands, so that what is wrong inside it can be shown at its place. */
      readonly token?: Token;
    }
  | { readonly kind: 'null' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'column'; readonly name: NameParts }
  | { readonly kind: 'call'; readonly name: NameParts; readonly arguments: readonly Expression[] }
  | {
      readonly kind: 'cast';
      readonly operand: Expression;
      readonly type: string;
      readonly style?: Expression;
    }
  | {
      readonly kind: 'operation';
      /** `+ - * / % & | ^`, `= <> < <= > >=`, `AND OR`, `LIKE`, upper case; `!=` is given as `<>`. */
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | { readonly kind: 'is-null'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly items: readonly Expression[];
      readonly negated: boolean;
    }
  | { readonly kind: 'exists'; readonly query: Query }
  | { readonly kind: 'subquery'; readonly query: Query }
  | { readonly kind: 'opaque' };

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
