// The T-SQL that prints a result set as lines of an answer: a SELECT around a SELECT, constant but for the number of the
// scope, which is a variable. Sources: "CAST and CONVERT (Transact-SQL)" (style 1: binary as 0x…; 2: without it),
// "HASHBYTES (Transact-SQL)" (Microsoft).
import type { Select } from '../driver.ts';
import { PIECE, SUM } from './answer-line.ts';

/** What is printed as it is: all of ASCII that can be seen, without the signs that stand for something. */
const PLAIN = "N'%[^ -?A-{}]%'";

/** Digits to the base of sixteen, by what each is worth: enough for rows of eight million characters. */
const DIGITS = { a: 1, b: 16, c: 256, d: 4096 } as const;
const SIXTEEN = `(VALUES ${Array.from({ length: 16 }, (_, at) => `(${at})`).join(',')})`;

/** The numbers from 1 to a number: what cannot be in one is left out digit by digit, so that few are ever made. */
function numbersTo(most: string): string {
  const digits = Object.entries(DIGITS);
  const from = digits.map(([name]) => `${SIXTEEN} AS [${name}](i)`).join(' CROSS JOIN ');
  const sum = digits.map(([name, worth]) => `[${name}].[i] * ${worth}`).join(' + ');
  const each = digits.slice(1).map(([name, worth]) => `[${name}].[i] * ${worth} < ${most} AND `);
  return `SELECT ${sum} + 1 AS [n] FROM ${from} WHERE ${each.join('')}${sum} < ${most}`;
}

/** A statement around a statement: every value as text, binary as 0x…, in columns `c0`, `c1` …. */
export function asText({ text, columns }: Select): string {
  const names = columns.map((_, at) => `[q${at}]`);
  const casts = names.map((name, at) => `CONVERT(nvarchar(max), [q].${name}, 1) AS [c${at}]`);
  return `SELECT ${casts.join(', ')} FROM (${text}) AS [q] (${names.join(', ')})`;
}

/**
 * Prints a statement's rows, and then how many lines that took. `of` names the answer; the number of rows is not known before.
 * `seal` is a variable, which the sum of each line takes in besides.
 */
export function answerSelect(select: Select, of: string, seal?: string): string {
  const row = select.columns.map((_, at) => fieldOf(`[z].[c${at}]`)).join(' + ');
  const pieces = `(DATALENGTH([y].[t]) + ${PIECE - 1}) / ${PIECE}`;
  const id = [
    `'@' + CONVERT(varchar(11), @scope) + '.${of}.'`,
    "CONVERT(varchar(20), [y].[r]) + '.'",
    "CONVERT(varchar(20), [p].[n]) + '.'",
    `CONVERT(varchar(20), ${pieces}) + ':'`,
    `SUBSTRING([y].[t], [p].[n] * ${PIECE} - ${PIECE - 1}, ${PIECE})`,
  ].join(' + ');
  const lines = `SELECT ${summed('[x].[l]', seal)} AS [regrant] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS [r], ${row} AS [t] FROM (${asText(select)}) AS [z]) AS [y] CROSS APPLY (${numbersTo(pieces)}) AS [p] CROSS APPLY (SELECT ${id} AS [l]) AS [x] ORDER BY [y].[r], [p].[n];`;
  const end = `'@' + CONVERT(varchar(11), @scope) + '.${of}.0.0.' + CONVERT(varchar(20), @@ROWCOUNT) + ':'`;
  return `${lines} SELECT ${summed('[x].[l]', seal)} AS [regrant] FROM (SELECT ${end} AS [l]) AS [x];`;
}

/** A value on its way into a line. */
function fieldOf(value: string): string {
  const plain = `'=' + CONVERT(varchar(max), REPLACE(${value} COLLATE Latin1_General_BIN2, N' ', N'~'))`;
  const hex = `'#' + CONVERT(varchar(max), CONVERT(varbinary(max), ${value}), 2)`;
  return `CASE WHEN ${value} IS NULL THEN '' WHEN ${value} COLLATE Latin1_General_BIN2 NOT LIKE ${PLAIN} THEN ${plain} ELSE ${hex} END + '|'`;
}

function summed(line: string, seal: string | undefined): string {
  const sealed = seal === undefined ? line : `${line} + ${seal}`;
  const sum = `LEFT(CONVERT(varchar(64), HASHBYTES('SHA2_256', ${sealed}), 2), ${SUM})`;
  return `CONVERT(varchar(250), ${line} + ':' + ${sum} + ';')`;
}

/** A statement of one row, of values by their T-SQL. */
export function rowOf(values: readonly string[]): Select {
  const columns = values.map((_, at) => `v${at}`);
  return { text: `SELECT ${values.map((value, at) => `${value} AS [v${at}]`).join(', ')}`, columns };
}
