// What a call of a system procedure comes to, and the pieces that its translations share.

import type { Span, Statement, Via } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';

/** What a translation may say: statements, or why there are none. */
export type Translation =
  | {
      readonly statements: readonly Statement[];
      /** What of the call is not known, and not in the statements. */
      readonly unknown?: string;
    }
  | { readonly problem: string }
  /** Known and without effect on security. */
  | { readonly nothing: true };

/** One procedure: its parameters in their order, those it cannot do without, and what it does. */
export interface ProcedureRow {
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  readonly translate: (values: Arguments, node: NodeParts) => Translation;
}

/** The parts every statement of a translation has. */
export interface NodeParts {
  readonly span: Span;
  readonly via: Via;
}

/** How a procedure's arguments become a translation. */
export type Translate = ProcedureRow['translate'];

/** Members of roles: the parameters that name the role and the member. */
export const member =
  (
    kind: 'alter-role' | 'alter-server-role',
    action: 'add-member' | 'drop-member',
    role: string,
    who: string,
  ) =>
  (values: Arguments, node: NodeParts): Translation => ({
    statements: [{ kind, action, name: values.text(role) ?? '', operand: values.text(who) ?? '', ...node }],
  });

/** DROP of what a parameter names. */
export const dropped =
  (kind: Extract<Statement, { kind: 'drop' }>['dropped'], parameter: string) =>
  (values: Arguments, node: NodeParts): Translation => ({
    statements: [
      { kind: 'drop', dropped: kind, name: values.text(parameter) ?? '', ifExists: false, ...node },
    ],
  });

/** The properties that have a value. */
export function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
