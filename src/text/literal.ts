// A statement as a constant that survives sqlcmd, SSMS and runners that split on GO by a plain expression:
// no line break and no `$(` is ever inside a literal, so no line of a script can be a GO, a command or a variable.
import { inText } from './quote.ts';

/** Longest string of which a concatenation stays nvarchar(4000); past it SQL Server cuts silently. */
const SHORT = 4000;
/** Lines of a text that one expression joins, and parts that it has: SQL Server takes no expression of thousands of them. */
const [LINES, PARTS] = [25, 500];

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
  /** Whether the expression may exceed nvarchar(4000), or has too many parts: it has to be put together from several. */
  readonly long: boolean;
}

/** Whether a statement can be one literal as it stands. */
export function isPlain(statement: string): boolean {
  return !UNSAFE.test(statement);
}

/** Turns a statement into a constant. */
export function statementLiteral(statement: string): StatementLiteral {
  if (isPlain(statement)) return { sql: `N'${inText(statement)}'`, plain: true, long: false };
  const parts = pieces(statement);
  const long = statement.length >= SHORT || parts.length > PARTS;
  return { sql: parts.join(' + '), plain: false, long };
}

/** What ends lines, and how that is said; the last line of a text may end in nothing. */
const ENDS = { '\r\n': 'NCHAR(13) + NCHAR(10)', '\r': 'NCHAR(13)', '\n': 'NCHAR(10)', '': '' } as const;
type LineEnd = keyof typeof ENDS;

/**
 * Lines of letters, digits and signs of ASCII that end alike, none of them empty: most are such, and a database has hundreds
 * of megabytes of them. Tried on few lines at a time, since what an expression may have to go back over is limited.
 */
const EVEN = { '\r\n': /^(?:[ -~]+\r\n)*[ -~]*$/, '\n': /^(?:[ -~]+\n)*[ -~]*$/ } as const;
/** What is not letters, digits, signs of ASCII and tabs in a line. */
const UNUSUAL = /[^\t -~]|\$\(/;

/**
 * A text of several lines as expressions of so many lines each, with a separator that ends in `+ ` between the lines;
 * joined in their order they are the text. A line of which very much cannot be said as it stands is several.
 */
export function* literalGroups(statement: string, separator: string): Generator<string> {
  for (const group of groupsOf(statement)) {
    const even = evenGroup(group, separator);
    if (even === undefined) yield* unevenGroups(group, separator);
    else yield even;
  }
}

/** The same, line by line. */
function* unevenGroups(statement: string, separator: string): Generator<string> {
  let lines: string[] = [];
  let count = 0;
  for (const parts of partsOfLines(statement)) {
    if (lines.length === LINES || (lines.length > 0 && count + parts.length > PARTS)) {
      yield lines.join(separator);
      [lines, count] = [[], 0];
    }
    lines.push(parts.join(' + '));
    count += parts.length;
  }
  if (lines.length > 0) yield lines.join(separator);
}

function* partsOfLines(statement: string): Generator<readonly string[]> {
  for (const { body, end } of linesOf(statement)) {
    const parts = lineParts(body, end);
    for (let at = 0; at < parts.length; at += PARTS)
      yield parts.length <= PARTS ? parts : parts.slice(at, at + PARTS);
  }
}

/** So many lines at a time, as far as they end in LF or CRLF. */
function* groupsOf(statement: string): Generator<string> {
  for (let from = 0; from < statement.length; ) {
    let to = from;
    for (let line = 0; line < LINES && to < statement.length; line += 1) {
      const at = statement.indexOf('\n', to);
      to = at < 0 ? statement.length : at + 1;
    }
    yield statement.slice(from, to);
    from = to;
  }
}

/** All lines at once, where they are even. */
function evenGroup(group: string, separator: string): string | undefined {
  const end = group.includes('\r') ? '\r\n' : '\n';
  if (!EVEN[end].test(group) || group.includes('$(')) return undefined;
  const isEnded = group.endsWith(end);
  const lines = inText(isEnded ? group.slice(0, -end.length) : group);
  const behind = isEnded ? ` + ${ENDS[end]}` : '';
  return `N'${lines.replaceAll(end, `' + ${ENDS[end]}${separator}N'`)}'${behind}`;
}

interface Line {
  readonly body: string;
  readonly end: LineEnd;
}

/** Line by line, each place looked at once. */
function* linesOf(statement: string): Generator<Line> {
  const next = (sign: string, from: number): number => {
    const at = statement.indexOf(sign, from);
    return at < 0 ? statement.length : at;
  };
  let [cr, lf] = [next('\r', 0), next('\n', 0)];
  for (let from = 0; from < statement.length; ) {
    if (cr < from) cr = next('\r', from);
    if (lf < from) lf = next('\n', from);
    const at = Math.min(cr, lf);
    const isPair = lf === cr + 1 && lf < statement.length;
    const end = at === statement.length ? '' : at === lf ? '\n' : isPair ? '\r\n' : '\r';
    yield { body: statement.slice(from, at), end };
    from = at + Math.max(1, end.length);
  }
}

function lineParts(body: string, end: LineEnd): readonly string[] {
  if (UNUSUAL.test(body)) return pieces(body + end);
  const parts = body.split('\t').flatMap((part, at) => {
    const text = part === '' ? [] : [`N'${inText(part)}'`];
    return at === 0 ? text : ['NCHAR(9)', ...text];
  });
  return end === '' ? parts : [...parts, ENDS[end]];
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
