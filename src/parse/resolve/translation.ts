// What a call of a system procedure comes to, and the pieces that its translations share.

import type { Span, Statement, Via } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';

/** What a call stands for, or why that is not known; no statements where it has no effect on security. */
export type Translation = readonly Statement[] | { readonly problem: string };

/** Why a call is not known that gives the number of what it is about, which only the server knows. */
export const BY_NUMBER: Translation = { problem: 'what it is about is given by a number' };

/** One procedure: its parameters in their order, those it cannot do without, and what it does. */
export interface ProcedureRow {
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  readonly translate: (values: Arguments, node: NodeParts) => Translation;
  /** It judges by itself what is not known, so that this is not told of each parameter. */
  readonly judgesUnknown?: true;
}

/** The parts every statement of a translation has. */
export interface NodeParts {
  readonly span: Span;
  readonly via: Via;
}

/** How a procedure's arguments become a translation. */
export type Translate = ProcedureRow['translate'];

/** Members of roles. */
export const member =
  (kind: 'alter-role' | 'alter-server-role', action: 'add-member' | 'drop-member') =>
  (values: Arguments, node: NodeParts): Translation => {
    const operand = values.name(kind === 'alter-role' ? 'membername' : 'loginame');
    return [{ kind, action, name: values.name('rolename'), operand, ...node }];
  };

/** DROP of what a parameter names. */
export const dropped =
  (kind: Extract<Statement, { kind: 'drop' }>['dropped'], parameter: string) =>
  (values: Arguments, node: NodeParts): Translation => [
    { kind: 'drop', dropped: kind, name: values.name(parameter), ifExists: false, ...node },
  ];

/** An application role, of which nothing but the password is said. */
export const applicationRole =
  (kind: 'create-application-role' | 'alter-application-role') =>
  (values: Arguments, node: NodeParts): Translation => [
    { kind, name: values.name('rolename'), hasPassword: true, ...node },
  ];
