// The syntax tree of the T-SQL subset. Plain nodes with a tag; names are as written, resolved by the compiler.
import type { TypeName } from './sql-type.ts';

/** An expression. `line` is where its first token stands. */
export type Expression = { readonly line: number } & (
  | { readonly node: 'null' }
  | { readonly node: 'string'; readonly value: string; readonly national: boolean }
  | { readonly node: 'number'; readonly text: string }
  | { readonly node: 'binary'; readonly value: Uint8Array }
  | { readonly node: 'variable'; readonly name: string }
  | { readonly node: 'column'; readonly parts: readonly string[] }
  | { readonly node: 'unary'; readonly operator: '-' | '+' | '~'; readonly operand: Expression }
  | {
      readonly node: 'binary-operator';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly node: 'collate'; readonly operand: Expression; readonly collation: string }
  | {
      readonly node: 'case';
      readonly input?: Expression;
      readonly whens: readonly When[];
      readonly otherwise?: Expression;
    }
  | {
      readonly node: 'cast';
      readonly operand: Expression;
      readonly type: TypeName;
      readonly style?: Expression;
      readonly attempt: boolean;
    }
  | {
      readonly node: 'call';
      readonly name: string;
      readonly parameters: readonly Expression[];
      readonly star: boolean;
      readonly distinct: boolean;
      readonly over?: Over;
    }
  | { readonly node: 'scalar-query'; readonly query: QueryExpression }
  | {
      readonly node: 'compare';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly node: 'and'; readonly left: Expression; readonly right: Expression }
  | { readonly node: 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly node: 'not'; readonly operand: Expression }
  | { readonly node: 'is-null'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly node: 'in-list';
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly node: 'in-query';
      readonly operand: Expression;
      readonly query: QueryExpression;
      readonly negated: boolean;
    }
  | {
      readonly node: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | {
      readonly node: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape?: Expression;
      readonly negated: boolean;
    }
  | { readonly node: 'exists'; readonly query: QueryExpression }
);

/** The node tags of predicates: they have a truth value and no SQL value. */
export const PREDICATES: ReadonlySet<Expression['node']> = new Set([
  'compare',
  'and',
  'or',
  'not',
  'is-null',
  'in-list',
  'in-query',
  'between',
  'like',
  'exists',
]);

/** One WHEN … THEN …: a predicate, or a value when the CASE has an input. */
export interface When {
  readonly when: Expression;
  readonly result: Expression;
}

/** The window of ROW_NUMBER(). */
export interface Over {
  readonly partition: readonly Expression[];
  readonly order: readonly OrderItem[];
}

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** One item of a select list. */
export type SelectItem = { readonly line: number } & (
  | { readonly item: 'star'; readonly qualifier: readonly string[] }
  | { readonly item: 'value'; readonly expression: Expression; readonly alias?: string }
  | { readonly item: 'assign'; readonly variable: string; readonly expression: Expression }
);

/** Something in a FROM clause. */
export type TableSource = { readonly line: number } & (
  | {
      readonly source: 'object';
      readonly parts: readonly string[];
      readonly alias?: string;
      readonly parameters?: readonly Expression[];
    }
  | {
      readonly source: 'derived';
      readonly query: QueryExpression;
      readonly alias: string;
      readonly columns?: readonly string[];
    }
  | {
      readonly source: 'values';
      readonly rows: readonly (readonly Expression[])[];
      readonly alias: string;
      readonly columns: readonly string[];
    }
  | {
      readonly source: 'join';
      readonly kind: JoinKind;
      readonly left: TableSource;
      readonly right: TableSource;
      readonly on?: Expression;
    }
);

export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'cross-apply' | 'outer-apply';

/** SELECT … FROM … WHERE … GROUP BY … HAVING …, without ORDER BY. */
export interface SelectBlock {
  readonly block: 'select';
  readonly line: number;
  readonly distinct: boolean;
  readonly top?: Expression;
  readonly items: readonly SelectItem[];
  readonly from?: TableSource;
  readonly where?: Expression;
  readonly groupBy: readonly Expression[];
  readonly having?: Expression;
}

/** Two query blocks combined. */
export interface SetBlock {
  readonly block: 'set';
  readonly line: number;
  readonly operator: 'union' | 'union-all' | 'except' | 'intersect';
  readonly left: QueryBlock;
  readonly right: QueryBlock;
}

export type QueryBlock = SelectBlock | SetBlock;

/** WITH … AS (…). */
export interface CommonTable {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: QueryExpression;
}

/** A whole query. */
export interface QueryExpression {
  readonly commonTables: readonly CommonTable[];
  readonly body: QueryBlock;
  readonly orderBy: readonly OrderItem[];
  readonly offset?: Expression;
  readonly fetch?: Expression;
}

/** A statement of a batch. */
export type Statement = { readonly line: number } & (
  | { readonly statement: 'select'; readonly query: QueryExpression }
  | { readonly statement: 'set-option'; readonly option: string; readonly value: string }
  | { readonly statement: 'use'; readonly database: string }
  | { readonly statement: 'declare'; readonly variables: readonly Declaration[] }
  | { readonly statement: 'set-variable'; readonly name: string; readonly value: Expression }
  | { readonly statement: 'print'; readonly value: Expression }
);

export interface Declaration {
  readonly name: string;
  readonly type: TypeName;
  readonly value?: Expression;
}
