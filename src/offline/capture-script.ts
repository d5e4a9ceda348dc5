// One read-only T-SQL script that prints all that a capture would read, for a server on which the program cannot be, or
// which only Windows logins may enter. Whatever comes from the user stands in it as quoted text.

import { recognition } from '../capture/applications/application.ts';
import { APPLICATION_NAMES } from '../capture/applications/application-name.ts';
import { APPLICATIONS } from '../capture/applications/applications.ts';
import { isCatalogView } from '../capture/batch/query.ts';
import { PASSWORD_MODES } from '../capture/password-mode.ts';
import { LOCK_TIMEOUT } from '../connect/lock-timeout.ts';
import { TOLD } from '../connect/printed/answer-line.ts';
import { answerSelect, rowOf } from '../connect/printed/answer-select.ts';
import { CAPTURE_SCRIPT } from '../files/file-kind.ts';
import { majorOf } from '../model/catalog/version.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { TOOL } from '../model/tool.ts';
import { databasesOf, type Profile } from '../select/profile.ts';
import type { Selection } from '../select/selection.ts';
import { integer, text } from '../text/quote.ts';
import { type AskedQuery, layoutOf } from './layout.ts';

/** Options of {@link captureScript}. */
export interface CaptureScriptOptions {
  /** What to take; everything by default. It goes with the answers: whoever imports them need not say it again. */
  readonly selection?: Selection;
  /** A profile, whose databases and exclusions are added to the selection. */
  readonly profile?: Profile;
  /** Whether password hashes are read, which then stand in the answers; default `none`. */
  readonly passwords?: 'hashes' | 'none';
}

const RULES: OptionRules<CaptureScriptOptions> = {
  selection: 'object',
  profile: 'object',
  passwords: PASSWORD_MODES.filter((mode) => mode !== 'fingerprints'),
};

/** The form of the answers. */
export const FORMAT = '2';

/** When the script began to run, which is its seal: the sum of every line but the head's takes it in, so that no line of another run fits. */
const SEAL = '@seal';
const SEALED = `${SEAL} varchar(30)`;

/**
 * The script, in ASCII with LF line ends; sqlcmd of either edition and SSMS run it. It sends
 * SELECT, SET and constant texts of SELECT, works on SQL Server 2012 and later, and tells of databases that it cannot
 * enter. Throws a RegrantError `bad-option`.
 */
export async function captureScript(options: CaptureScriptOptions = {}): Promise<string> {
  checkOptions(options, RULES);
  const { selection, profile, passwords = 'none' } = options;
  const layout = await layoutOf(passwords === 'hashes');
  const asked = inAscii(JSON.stringify({ selection, profile, passwords }));
  const lines = [
    ...HEAD(passwords === 'hashes'),
    'SET NOCOUNT ON;',
    'SET ANSI_NULLS ON;',
    'SET ANSI_WARNINGS ON;',
    'SET CONCAT_NULL_YIELDS_NULL ON;',
    LOCK_TIMEOUT,
    'SET TEXTSIZE 2147483647;',
    `DECLARE ${SEALED} = CONVERT(varchar(30), SYSUTCDATETIME(), 126), @scope int = 0, @name nvarchar(128) = N'', @run nvarchar(300), @ask nvarchar(max) = N'', @msdb nvarchar(max) = N'', ${APPLICATION_NAMES.map((name) => `@${name} nvarchar(max) = N''`).join(', ')}, @text nvarchar(max), @error int, @message nvarchar(4000);`,
    "DECLARE @major int = CONVERT(int, PARSENAME(CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')), 4));",
    answerSelect(
      rowOf([text(FORMAT), text(TOOL.version), text(layout.digest), text(asked), SEAL]),
      TOLD.head,
    ),
    '-- The server itself.',
    ...layout.probe.map((asked) => addition(asked)),
    ...layout.server.map((asked) => addition(asked)),
    ...ask('sys.sp_executesql', '@ask'),
    '-- Each of its databases.',
    "SET @ask = N'';",
    ...layout.database.map((asked) => addition(asked)),
    ...layout.msdb.map((asked) => addition(asked, '@msdb')),
    ...APPLICATION_NAMES.flatMap((name) =>
      layout.applications[name].map((asked) => adding(asked, `@${name}`)),
    ),
    'WHILE 1 = 1',
    'BEGIN',
    '    SET @name = (SELECT TOP (1) [d].[name] FROM sys.databases AS [d]',
    '        WHERE [d].[name] COLLATE Latin1_General_BIN2 > @name COLLATE Latin1_General_BIN2',
    "            AND [d].[state] = 0 AND [d].[user_access] <> 1 AND [d].[source_database_id] IS NULL AND [d].[name] <> N'tempdb'",
    `            AND HAS_DBACCESS([d].[name]) = 1${chosen(selection, profile)}`,
    '        ORDER BY [d].[name] COLLATE Latin1_General_BIN2);',
    '    IF @name IS NULL BREAK;',
    '    SET @scope = @scope + 1;',
    `    ${answerSelect(rowOf(['@name']), TOLD.database, SEAL)}`,
    "    SET @run = QUOTENAME(@name) + N'.sys.sp_executesql';",
    ...ask('@run', '@text', [
      "SET @text = @ask + CASE WHEN @name = N'msdb' THEN @msdb ELSE N'' END;",
      ...APPLICATION_NAMES.map(
        (name) =>
          `IF ${recognition(APPLICATIONS[name], "QUOTENAME(@name) + N'.'")} = 1 SET @text = @text + @${name};`,
      ),
    ]).map((line) => `    ${line}`),
    'END;',
    answerSelect(rowOf(['CONVERT(nvarchar(11), @scope)']), TOLD.end, SEAL),
  ];
  return `${lines.join('\n')}\n`;
}

const HEAD = (hasHashes: boolean): readonly string[] => [
  `${CAPTURE_SCRIPT} It reads and changes nothing.`,
  '--   sqlcmd -S <server> -E -y 0 -u -i capture.sql -o answers.txt',
  '--   or SSMS: Query, Results To, Results to File; Execute.',
  hasHashes
    ? '-- THE ANSWERS HOLD PASSWORD HASHES: keep them as you keep a backup of master.'
    : '-- The answers hold no passwords and no hashes.',
];

/** Adds a query's statement to what is asked, where the server has what it needs. */
function addition({ query, select, number }: AskedQuery, to = '@ask'): string {
  const conditions = [
    ...(query.since === undefined ? [] : [`@major >= ${integer(majorOf(query.since))}`]),
    ...(query.view === undefined ? [] : [isThere(query.view, query.columns)]),
  ];
  const add = adding({ query, select, number }, to);
  return conditions.length === 0 ? add : `IF ${conditions.join(' AND ')} ${add}`;
}

/** Adds a query's statement to what is asked. */
function adding({ select, number }: AskedQuery, to: string): string {
  return `SET ${to} = ${to} + ${text(answerSelect(select, number, SEAL))};`;
}

/** Whether the server has a catalogue view with these columns, or lets the login read a table of msdb. */
function isThere(view: string, columns: readonly string[]): string {
  if (!isCatalogView(view)) return `HAS_PERMS_BY_NAME(${text(`msdb.${view}`)}, N'OBJECT', N'SELECT') = 1`;
  const name = text(view.slice('sys.'.length));
  const there = `FROM sys.all_objects AS [o] INNER JOIN sys.all_columns AS [c] ON [c].[object_id] = [o].[object_id] WHERE [o].[schema_id] = 4 AND [o].[name] = ${name}`;
  if (columns.length === 0) return `EXISTS (SELECT 1 ${there})`;
  return `(SELECT COUNT(*) ${there} AND [c].[name] IN (${columns.map(text).join(', ')})) = ${integer(columns.length)}`;
}

/** Asks; an error becomes an answer, and what was asked stays unanswered. */
const ask = (run: string, what: string, before: readonly string[] = []): readonly string[] => [
  'BEGIN TRY',
  ...before.map((line) => `    ${line}`),
  `    EXEC ${run} ${what}, N'@scope int, ${SEALED}', @scope = @scope, ${SEAL} = ${SEAL};`,
  'END TRY',
  'BEGIN CATCH',
  '    SELECT @error = ERROR_NUMBER(), @message = ERROR_MESSAGE();',
  `    ${answerSelect(rowOf(['CONVERT(nvarchar(11), @error)', '@message']), TOLD.error, SEAL)}`,
  'END CATCH;',
];

/** The databases that may be wanted; more than are wanted does no harm, since the import selects again. */
function chosen(selection: Selection | undefined, profile: Profile | undefined): string {
  const lists = [selection?.databases?.include, profile && databasesOf(profile)];
  return lists
    .flatMap((list) => (list === undefined ? [] : [` AND (${list.map(like).join(' OR ') || '1 = 0'})`]))
    .join('');
}

function like(pattern: string): string {
  const escaped = pattern
    .replace(/[\\%_[]/g, '\\$&')
    .replaceAll('*', '%')
    .replace(/[^ -~]|[?$]/g, '_');
  return `[d].[name] COLLATE Latin1_General_CI_AI LIKE ${text(escaped)} ESCAPE N'\\'`;
}

/** JSON of the same meaning: whatever saves the script cannot change a name in it, and sqlcmd sees no variable of its own. */
function inAscii(json: string): string {
  return json.replace(/[^ -~]|\$/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
