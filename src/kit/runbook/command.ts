// Commands of a runbook: names become part of them through one door for each language.
import { statementLiteral } from '../../text/literal.ts';
import type { Command } from './runbook.ts';

/**
 * A statement or several for a query window, each on a line; one with a name that no window shows as it is comes as a
 * constant, so that nothing in a name can end a line.
 */
export function sqlCommand(at: string, statements: readonly string[], tried: Command['tried']): Command {
  return { language: 'sql', at, text: statements.map(oneLine).join('\n'), tried };
}

function oneLine(statement: string, at: number): string {
  const { plain, sql } = statementLiteral(statement);
  if (plain) return statement;
  const variable = `@statement${at + 1}`;
  return `DECLARE ${variable} nvarchar(max) = CAST(N'' AS nvarchar(max)) + ${sql}; EXEC (${variable});`;
}

/** Lines for PowerShell. */
export function shellCommand(at: string, lines: readonly string[], tried: Command['tried']): Command {
  return { language: 'powershell', at, text: lines.join('\n'), tried };
}

/**
 * A value as a constant of PowerShell, which takes typographic quotes for quotes, too ("about_Quoting_Rules", Microsoft); what
 * no console shows as it is becomes its code.
 */
export function shellText(value: string): string {
  const pieces = value
    .split(HIDDEN)
    .map((part, at) =>
      at % 2 === 1 ? `[string][char]${part.charCodeAt(0)}` : `'${part.replace(QUOTES, '$&$&')}'`,
    )
    .filter((piece) => piece !== "''");
  if (pieces.length === 0) return "''";
  return pieces.length === 1 && pieces[0]?.startsWith("'") ? pieces[0] : `(${pieces.join(' + ')})`;
}

const QUOTES = /['\u2018\u2019\u201a\u201b]/g;
/** One unit of what hides: a character outside the basic plane is two, each with its code. */
const HIDDEN = /([\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])/u;
