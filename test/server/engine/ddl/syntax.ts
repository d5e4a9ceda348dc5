// The syntax tree of programs: control flow, temporary objects, EXEC, RAISERROR. Plain queries and expressions are the
// engine's own; a security statement is already a closure, because all its parts are names and constants.

import type { SqlType } from '../sql/sql-type.ts';
import type { Declaration, Expression, QueryExpression, Statement } from '../sql/syntax.ts';
import type { DdlContext } from './ddl-context.ts';

/** A column of CREATE TABLE. */
export interface ColumnSyntax {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
}

/** A parameter of CREATE PROCEDURE, or of sp_executesql's list. */
export interface ParameterSyntax {
  readonly name: string;
  readonly type: SqlType;
  readonly preset?: Expression;
  readonly output: boolean;
}

/** An argument of EXEC; no name when it goes by its place, no value for DEFAULT. */
export interface ArgumentSyntax {
  readonly name?: string;
  readonly value?: Expression;
  readonly output: boolean;
}

/** Runs a security statement; throws an EngineError. */
export type Ddl = (context: DdlContext) => void;

/** A node of a program. */
export type Node = { readonly line: number } & (
  | { readonly node: 'query'; readonly query: QueryExpression }
  | { readonly node: 'plain'; readonly statement: Statement }
  | { readonly node: 'declare'; readonly variables: readonly Declaration[] }
  | { readonly node: 'set'; readonly name: string; readonly value: Expression }
  | { readonly node: 'print'; readonly value: Expression }
  | { readonly node: 'if'; readonly test: Expression; readonly then: Node; readonly otherwise?: Node }
  | { readonly node: 'while'; readonly test: Expression; readonly body: Node }
  | { readonly node: 'block'; readonly body: readonly Node[] }
  | { readonly node: 'try'; readonly body: readonly Node[]; readonly handler: readonly Node[] }
  | { readonly node: 'return' }
  | { readonly node: 'break' }
  | { readonly node: 'throw' }
  | {
      readonly node: 'insert';
      readonly table: readonly string[];
      readonly columns: readonly string[];
      readonly rows?: readonly (readonly Expression[])[];
      readonly query?: QueryExpression;
    }
  | {
      readonly node: 'update';
      readonly table: readonly string[];
      readonly sets: readonly (readonly [string, Expression])[];
      readonly where?: Expression;
    }
  | { readonly node: 'delete'; readonly table: readonly string[]; readonly where?: Expression }
  | { readonly node: 'create-table'; readonly name: string; readonly columns: readonly ColumnSyntax[] }
  | {
      readonly node: 'drop-temporary';
      readonly kind: 'table' | 'procedure';
      readonly names: readonly string[];
    }
  | {
      readonly node: 'create-procedure';
      readonly name: string;
      readonly parameters: readonly ParameterSyntax[];
      readonly body: readonly Node[];
    }
  | {
      readonly node: 'execute';
      readonly procedure: readonly string[] | Expression;
      readonly arguments: readonly ArgumentSyntax[];
    }
  | { readonly node: 'execute-text'; readonly text: readonly Expression[] }
  | { readonly node: 'raiserror'; readonly arguments: readonly Expression[] }
  | { readonly node: 'ddl'; readonly run: Ddl }
);
