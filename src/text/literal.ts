// A statement as a constant that survives sqlcmd, SSMS and runners that split on GO by a plain expression:
// no line break and no `$(` is ever inside a literal, so no line of a script can be a GO, a command or a variable.
import { inText } from './quote.ts';

/** Longest string of which a concatenation stays nvarchar(4000); past it SQL Server cuts silently. */
const SHORT = 4000;

/**
 * Characters that may not stand in a script as they are: controls, line and paragraph separators, the byte order
 * mark, direction marks that make a reader see another text, and halves of surrogate pairs, which no encoding has.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\$\(/u;
const UNSAFE_ALL = new RegExp(UNSAFE, 'gu');

/** The constant of a statement: one literal when it is plain, else an expression of literals and NCHAR(n). */
export interface StatementLiteral {
  /** `N'…'`, or `N'…' + NCHAR(13) + N'…'`. */
  readonly sql: string;
  /** Whether it is one literal, which alone may stand as an argument of EXEC. */
  readonly plain: boolean;
  /** Whether the expression may exceed nvarchar(4000) and has to start from an nvarchar(max). */
  readonly long: boolean;
}

/** Turns a statement into a constant. */
export function statementLiteral(statement: string): StatementLiteral {
  if (!UNSAFE.test(statement)) return { sql: `N'${inText(statement)}'`, plain: true, long: false };
  return { sql: pieces(statement).join(' + '), plain: false, long: statement.length >= SHORT };
}

/** Lines of a text that one expression joins: SQL Server takes no expression of thousands of parts. */
const LINES = 25;

/** A text of several lines as groups of expressions, a line each; joined in their order they are the text. */
export function* literalGroups(statement: string): Generator<readonly string[]> {
  let lines: string[] = [];
  for (const [line] of statement.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (line !== '') lines.push(pieces(line).join(' + '));
    if (lines.length < LINES) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function pieces(statement: string): string[] {
  const found: string[] = [];
  const add = (part: string) => {
    if (part !== '') found.push(`N'${inText(part)}'`);
  };
  let at = 0;
  let carry = '';
  for (const match of statement.matchAll(UNSAFE_ALL)) {
    const before = carry + statement.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[0] === '$(') {
      add(`${before}$`);
      carry = '(';
    } else {
      add(before);
      carry = '';
      found.push(`NCHAR(${match[0].charCodeAt(0)})`);
    }
  }
  add(carry + statement.slice(at));
  return found;
}

/** Text made fit for a comment or a message: what a script may not hold is shown as `\u….`, comment ends are broken. */
export function plainText(value: string): string {
  return value
    .replace(UNSAFE_ALL, (found) =>
      found === '$(' ? '$ (' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *');
}

/** A value with every text in it, however deep, made fit for a comment. */
export function plainTexts<T>(value: T): T {
  if (typeof value === 'string') return plainText(value) as T;
  if (Array.isArray(value)) return value.map(plainTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainTexts(part)])) as T;
}
