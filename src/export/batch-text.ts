// A statement as a batch of a plain file, between lines that say GO. A text goes in as it is; one that a program would take
// apart there (a line of its own that says GO, a variable of sqlcmd, half a character) goes in as a constant that is run.
// Sources: "sqlcmd Utility", "GO (Transact-SQL)" (Microsoft).
import { endOfDelimited } from '../model/sql-words.ts';
import { literalGroups } from '../text/literal.ts';

/** What splits a file where it should not, or cannot stand in one: a line GO, `$(x)`, commands of sqlcmd, NUL, halves. */
const TAKEN_APART =
  /^[^\S\r\n]*GO(?:[^\S\r\n]+\d+)?[^\S\r\n]*(?:;[^\S\r\n]*)?(?:--[^\r\n]*)?$|\$\(|^[^\S\r\n]*(?::[A-Za-z!]|!!)|\0|\p{Surrogate}/imu;
/** What begins what a line end is part of, comments of a line, and line ends. */
const SIGN = /['"[]|\/\*|--[^\r\n]*|\r?\n/g;

/** Whether a statement can stand in a file as it is. */
export function standsInFile(statement: string): boolean {
  return !TAKEN_APART.test(statement);
}

/** A statement with the file's line ends where they are no part of a value. */
export function withNewlines(statement: string, newline: string): string {
  let text = '';
  let from = 0;
  SIGN.lastIndex = 0;
  for (let found = SIGN.exec(statement); found !== null; found = SIGN.exec(statement)) {
    const [sign] = found;
    if (sign.endsWith('\n')) {
      text += statement.slice(from, found.index) + newline;
      from = SIGN.lastIndex;
    } else if (!sign.startsWith('--')) SIGN.lastIndex = endOfQuoted(statement, found.index, sign);
  }
  return text + statement.slice(from);
}

/** Behind what a line end is part of; what is not closed goes to the end. */
function endOfQuoted(statement: string, from: number, sign: string): number {
  if (sign !== '/*') return endOfDelimited(statement, from) ?? statement.length;
  const end = statement.indexOf('*/', from + 2);
  return end < 0 ? statement.length : end + 2;
}

/** A statement run from a constant, under the settings of the session. */
export function asConstant(statement: string, newline: string, condition = ''): string {
  const lines = ["DECLARE @statement nvarchar(max) = N'';"];
  for (const group of literalGroups(statement, `${newline}    + `)) {
    lines.push(`SET @statement = @statement + ${group};`);
  }
  lines.push(`${condition}EXEC sys.sp_executesql @statement;`);
  return lines.join(newline);
}

/** The batch and the line that ends it; a text that ends in a line end gets no other. */
export function batchText(text: string, newline: string): string {
  return `${text}${/[\r\n]$/.test(text) ? '' : newline}GO${newline}`;
}
