// What a call of a system procedure comes to, and who reads what its statement says off the arguments.

import type { Node, Span, Statement, StatementKind, StatementOf, Via } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';

/** What a call stands for, or why that is not known; no statements where it has no effect on security. */
export type Translation = readonly Statement[] | { readonly problem: string };

/** Why a call is not known that gives the number of what it is about, which only the server knows. */
export const BY_NUMBER: Translation = { problem: 'what it is about is given by a number' };

/** The parts every statement of a translation has. */
export interface NodeParts {
  readonly span: Span;
  readonly via: Via;
}

/** How a procedure's arguments become a translation. */
export type Translate = (values: Arguments, node: NodeParts) => Translation;

/** One procedure: its parameters in their order, those it cannot do without, and what it does. */
export interface ProcedureRow {
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  readonly translate: Translate;
  /** It judges by itself what is not known, so that this is not told of each parameter. */
  readonly judgesUnknown?: true;
}

/** `parameters`: in their order, with `!` behind those that it cannot do without. */
export function row(parameters: string, translate: Translate): ProcedureRow {
  const words = parameters.split(' ');
  return {
    parameters: words.map((word) => word.replace('!', '')),
    required: words.filter((word) => word.endsWith('!')).map((word) => word.slice(0, -1)),
    translate,
  };
}

type Read<T> = (values: Arguments) => T;
type Said<K extends StatementKind> = Omit<StatementOf<K>, 'kind' | keyof Node>;

/** The one statement that a call stands for, with what each of these reads; `wanted`: what it comes to without a part. */
export function says<K extends StatementKind>(
  kind: K,
  parts: { readonly [P in keyof Said<K>]: Read<Said<K>[P] | undefined> },
  wanted: { readonly [P in keyof Said<K>]?: Translation } = {},
): Translate {
  const readers = Object.entries<Read<unknown>>(parts);
  const needed = Object.entries(wanted) as [string, Translation][];
  return (values, node) => {
    const said: Record<string, unknown> = {};
    for (const [part, read] of readers) {
      const value = read(values);
      if (value !== undefined) said[part] = value;
    }
    const missing = needed.find(([part]) => !Object.hasOwn(said, part));
    return missing === undefined ? [{ kind, ...said, ...node } as unknown as Statement] : missing[1];
  };
}

/** What is known by a number where its name is not given. */
export const NAMED = { name: BY_NUMBER };

// Who reads a part of what is said, by the parameter that says it.
export const always =
  <T>(value: T): Read<T> =>
  () =>
    value;

type Asked = 'text' | 'name' | 'label' | 'flag' | 'number' | 'hex';

const asking =
  <K extends Asked>(how: K) =>
  (parameter: string): Read<ReturnType<Arguments[K]>> =>
  (values) =>
    values[how](parameter) as ReturnType<Arguments[K]>;

export const text = asking('text');
export const name = asking('name');
export const label = asking('label');
export const flag = asking('flag');
export const number = asking('number');
export const hex = asking('hex');

/** Whether a word was given, in any case. */
export const isWord =
  (parameter: string, word: string): Read<boolean> =>
  (values) =>
    values.text(parameter)?.toLowerCase() === word;
