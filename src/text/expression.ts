// Expressions and names that the catalogue keeps as text. They are code, and go into a statement as they stand: so each
// is held to be one thing that nothing can follow.
import { RegrantError } from '../model/errors.ts';
import { SqlWords } from '../model/sql-words.ts';
import { identifier } from './quote.ts';

/** An expression in parentheses, as SQL Server keeps defaults, checks, computed columns and filters; any other text is refused. */
export function parenthesized(expression: string): string {
  if (!isOneGroup(expression)) throw malformed(expression, 'an expression in parentheses');
  return expression;
}

/** Whether a text is one group of parentheses: not even a comment follows, which would hide what comes behind it. */
function isOneGroup(expression: string): boolean {
  const words = new SqlWords(expression);
  if (!words.take('(')) return false;
  for (let depth = 1; depth > 0; ) {
    const word = words.next()?.word;
    if (word === undefined || word === ';') return false;
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
  }
  return words.at === expression.trimEnd().length;
}

/** A dotted name of one to four parts, each delimited anew: `db..t` → `[db]..[t]`; any other text is refused. */
export function dottedName(name: string): string {
  const parts = partsOfName(name);
  if (parts === undefined) throw malformed(name, 'the name of an object');
  return parts.map((part) => (part === undefined ? '' : identifier(part))).join('.');
}

/** The parts of a dotted name, undefined for one that is left out; undefined where a text is no such name. */
export function partsOfName(name: string): readonly (string | undefined)[] | undefined {
  const words = new SqlWords(name);
  const parts: (string | undefined)[] = [];
  do parts.push(words.name());
  while (words.take('.'));
  const isName = words.isAtEnd && parts.length <= 4 && parts.at(-1) !== undefined && parts[0] !== undefined;
  return isName ? parts : undefined;
}

/** A whole number of any size, as the catalogue writes it in text. */
export function decimal(value: string): string {
  if (!/^-?[0-9]{1,38}$/.test(value)) throw malformed(value, 'a whole number');
  return value;
}

/** A number that may have a point and an exponent, as SQL Server tells it in text. */
export function real(value: string): string {
  if (!/^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(value))
    throw malformed(value, 'a number');
  return value;
}

function malformed(value: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-snapshot',
    fact: `${JSON.stringify(value.slice(0, 40))} is not ${what}.`,
    remedy: 'Capture the server again; if it stays, report the snapshot line that holds it.',
  });
}
