// A statement as the line that runs it: EXEC of a wrapper procedure with constants only. Constants that cannot
// stand as an argument go through a variable first.

import { CHOOSE_DATABASE, LINE_VARIABLES, WRAPPERS } from '../model/script-protocol.ts';
import type { Wrapper } from '../plan/steps/action.ts';
import { isPlain, literalGroups, statementLiteral } from '../text/literal.ts';
import { binary, integer } from '../text/quote.ts';

/** What a line is made of. */
export interface LineParts {
  readonly number: number;
  readonly wrapper: Wrapper;
  readonly statement: string;
  /** Wrappers `login` and `access`. */
  readonly login?: string;
  readonly sid?: string;
  /** Wrappers `secret` and `access`. */
  readonly guard?: string;
  /** Wrapper `define`. */
  readonly define?: DefineParts;
}

/** What the wrapper `define` takes besides the guard. */
export interface DefineParts {
  /** 1: ANSI_NULLS is off; 2: QUOTED_IDENTIFIER is off. */
  readonly settings: number;
  /** Where CREATE stands, from 1, if what is there is replaced. */
  readonly createAt: number | undefined;
}

/** The context of the template `line`. */
export interface LineContext {
  /** Assignments that come before, or undefined. */
  readonly setup: string | undefined;
  /** The procedure that runs the statement. */
  readonly wrapper: string;
  readonly number: string;
  readonly arguments: string;
}

/** The variables that {@link lineContext} assigns, declared once a batch where one of its lines has a setup. */
export const DECLARE = `DECLARE ${LINE_VARIABLES};`;

/** Builds the context of a line. */
export function lineContext(parts: LineParts): LineContext {
  const setup: string[] = [];
  const values: string[] = [];
  if (parts.wrapper === 'login' || parts.wrapper === 'access') {
    values.push(
      argument(parts.login ?? '', '@name', setup),
      parts.sid === undefined ? 'NULL' : binary(parts.sid),
    );
  }
  if (parts.wrapper === 'secret' || parts.wrapper === 'access' || parts.wrapper === 'define')
    values.push(argument(parts.guard ?? '', '@guard', setup));
  if (parts.define !== undefined) {
    const { settings, createAt } = parts.define;
    values.push(integer(settings), createAt === undefined ? 'NULL' : integer(createAt));
  }
  values.push(
    parts.define === undefined
      ? argument(parts.statement, '@sql', setup)
      : longArgument(parts.statement, '@sql', '\n    + ', setup),
  );
  const next = parts.define === undefined ? ' ' : '\n';
  return {
    // Not joined: a text is copied when its batch is put together, and need not be before.
    setup: setup.length === 0 ? undefined : setup.reduce((before, one) => `${before}${next}${one}`),
    wrapper: WRAPPERS[parts.wrapper],
    number: String(parts.number),
    arguments: values.join(', '),
  };
}

/** The line that chooses a database, or the server. */
export function scopeLine(database: string | undefined): { readonly setup?: string; readonly line: string } {
  if (database === undefined) return { line: `EXEC ${CHOOSE_DATABASE} NULL;` };
  const setup: string[] = [];
  const name = argument(database, '@name', setup);
  const line = `EXEC ${CHOOSE_DATABASE} ${name};`;
  return setup.length === 0 ? { line } : { setup: setup.join(' '), line };
}

/** A constant as an argument: itself when plain, else the variable it was assigned to. */
function argument(value: string, variable: string, setup: string[]): string {
  const { sql, plain, long } = statementLiteral(value);
  if (plain) return sql;
  if (long) return longArgument(value, variable, ' + ', setup);
  setup.push(`SET ${variable} = ${sql};`);
  return variable;
}

/** The same of a text of many lines: no expression is a long one, and what separates its lines is as asked. */
function longArgument(value: string, variable: string, separator: string, setup: string[]): string {
  if (isPlain(value)) return argument(value, variable, setup);
  setup.push(`SET ${variable} = N'';`);
  for (const lines of literalGroups(value, separator)) {
    // From the left, so that nothing is cut at 4,000 characters.
    setup.push(`SET ${variable} = ${variable} + ${lines};`);
  }
  return variable;
}
