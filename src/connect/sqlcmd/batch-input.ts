// What sqlcmd is sent: texts that it can take for nothing but T-SQL. SELECTs go as ASCII in string constants, run by the
// server in the database that is asked for, so that neither a code page nor a command of sqlcmd nor the place where a
// batch ends can be met in them. Other batches go as they are, if they hold none of that.
import { RegrantError } from '../../model/errors.ts';
import { integer, text } from '../../text/quote.ts';
import type { Select } from '../driver.ts';
import { LOCK_TIMEOUT } from '../lock-timeout.ts';
import { closingLine } from '../printed/answer-line.ts';
import { answerSelect } from '../printed/answer-select.ts';

/** Characters of a text in one string constant. */
const CHUNK = 1000;

/** Settings of a reading, as long as it lasts: no row counts, and no waiting for ever on a lock. */
const READING = `SET NOCOUNT ON; ${LOCK_TIMEOUT} `;

/** SELECTs as a batch that prints their answers under the number of a scope, in the database or where the session is. */
export function askInput(scope: number, selects: readonly Select[], database?: string): string {
  const asked = READING + selects.map((select, at) => answerSelect(select, integer(at))).join(' ');
  return runInput(asked, database, `, N'@scope int', @scope = ${integer(scope)}`);
}

/** A text as a batch that the server runs in a scope of its own, in the database or where the session is. */
export function runInput(batch: string, database?: string, parameters = ''): string {
  return [
    "DECLARE @run nvarchar(300) = N'sys.sp_executesql', @ask nvarchar(max) = N'';",
    ...(database === undefined
      ? []
      : [`SET @run = QUOTENAME(${inAscii(database)}) + N'.sys.sp_executesql';`]),
    ...chunksOf(batch).map((chunk) => `SET @ask = @ask + ${inAscii(chunk)};`),
    `EXEC @run @ask${parameters};`,
    ...GO,
  ].join('\n');
}

/** A batch as it is. Throws a RegrantError `not-supported` for one that sqlcmd would not send so. */
export function batchInput(batch: string, canUnicode: boolean): string {
  const problem = commandIn(batch) ?? openIn(batch) ?? (canUnicode ? undefined : unicodeIn(batch));
  if (problem === undefined) return [batch, ...GO].join('\n');
  throw new RegrantError({
    code: 'not-supported',
    fact: `sqlcmd would not send a batch as it is: ${problem}.`,
    remedy: 'Run it over another connection (--via tedious, --via odbc).',
  });
}

/** A batch that closes a scope, among the answers and among the errors. */
export function closingInput(scope: number): string {
  const line = closingLine(scope);
  return [`SELECT '${line}'; RAISERROR('${line}', 16, 1);`, ...GO].join('\n');
}

/** Characters by which what is held back in a buffer of sqlcmd's comes out. */
export const PADDING = [
  `SELECT '${'.'.repeat(120)}' FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) AS [a] (n) CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) AS [b] (n);`,
  'GO',
  '',
].join('\n');

const GO = ['GO', ''] as const;

const chunksOf = (batch: string): readonly string[] =>
  Array.from({ length: Math.ceil(batch.length / CHUNK) }, (_, at) =>
    batch.slice(at * CHUNK, (at + 1) * CHUNK),
  );

/** A text constant in ASCII and on one line; what is neither is written by its bytes ("CAST and CONVERT", Microsoft). */
function inAscii(value: string): string {
  if (/^[ -~]*$/.test(value)) return text(value);
  const hex = Buffer.from(value, 'utf16le').toString('hex').toUpperCase();
  return `CONVERT(nvarchar(max), 0x${hex})`;
}

/** Commands of sqlcmd, which it takes at the start of a line; these ones without a colon, too. */
const COMMAND = /^[ \t]*(?::|!!|(?:GO|RESET|ED|QUIT|EXIT|LIST)(?![\w@#$]))/im;

function commandIn(batch: string): string | undefined {
  return COMMAND.test(batch) ? 'a line of it begins like a command of sqlcmd' : undefined;
}

/** Whether sqlcmd, which looks for the ends of constants and comments and knows no brackets, would see the end of it. */
function openIn(batch: string): string | undefined {
  const rest = batch.replace(/'[^']*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return /['"]|\/\*/.test(rest)
    ? 'a quotation mark or a comment in it has no end that sqlcmd knows'
    : undefined;
}

function unicodeIn(batch: string): string | undefined {
  return /^[\t\n\r -~]*$/.test(batch)
    ? undefined
    : 'it holds characters that this sqlcmd does not take from UTF-8 (on Linux set LC_ALL to a locale of UTF-8)';
}
