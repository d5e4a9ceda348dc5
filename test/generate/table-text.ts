// A table as the text of a fixture file, and a cell back from it. See fixtures/README.md for the format.
import type { Value } from '../server/contract.ts';
import type { RowRecord } from './environment.ts';

/** The text of a table: a header line with every column that any row has, then a line a row. */
export function formatTable(rows: readonly RowRecord[]): string {
  const columns = inSafeOrder([...new Set(rows.flatMap((row) => Object.keys(row)))], rows);
  const lines = rows.map((row) => columns.map((column) => formatCell(row[column], column)).join('\t'));
  return `${[columns.join('\t'), ...lines].join('\n')}\n`;
}

// A line that starts with # is a comment, so a column in which a text does cannot be the first.
function inSafeOrder(columns: readonly string[], rows: readonly RowRecord[]): readonly string[] {
  const isSafe = (column: string): boolean =>
    !column.startsWith('@') && rows.every((row) => !/^(#|$)/.test(formatCell(row[column], column)));
  const first = columns.find(isSafe);
  return first === undefined ? columns : [first, ...columns.filter((column) => column !== first)];
}

function formatCell(value: Value | undefined, column: string): string {
  if (value === undefined || value === null) return column.startsWith('@') ? '' : 'NULL';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string') return value === 'NULL' ? '\\NULL' : escapeCell(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex').toUpperCase()}`;
  return value instanceof Date ? value.toISOString() : String(value);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeCell(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

/** The text of a cell that is not NULL, without its escapes. */
export function unescapeCell(cell: string): string {
  return cell.replace(/\\([\\tnrN])/g, (_, letter: string) =>
    letter === 't' ? '\t' : letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter,
  );
}
