// The T-SQL that makes a login for capturing, with no more rights than that takes on a release.

import { type Application, recognition } from '../capture/applications/application.ts';
import { APPLICATION_NAMES, type ApplicationName } from '../capture/applications/application-name.ts';
import { APPLICATIONS } from '../capture/applications/applications.ts';
import { MSDB_TABLES } from '../capture/msdb/queries.ts';
import { isAccountName } from '../model/catalog/principal-kind.ts';
import { NEWEST_VERSION, SQL_VERSIONS, type SqlVersion } from '../model/catalog/version.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { PLACEHOLDER } from '../model/script-protocol.ts';
import { visible } from '../model/words/visible.ts';
import { plainText } from '../text/literal.ts';
import { identifier, keyword, text } from '../text/quote.ts';
import { ALL_RIGHTS, captureRights, ENTER_ALL } from './capture-right.ts';

/** Options of {@link captureLoginScript}. */
export interface CaptureLoginOptions {
  /** Its name; `DOMAIN\name` makes a Windows login. Default `regrant_capture`. */
  readonly login?: string;
  /** The release of the server. Default: the newest known. */
  readonly targetVersion?: SqlVersion;
  /** Whether it is to see password hashes, without which a script restores no passwords. Default true. */
  readonly hashes?: boolean;
}

const RULES: OptionRules<CaptureLoginOptions> = {
  login: 'text',
  targetVersion: SQL_VERSIONS,
  hashes: 'flag',
};

/**
 * The script, with LF line ends; it can be run again. A SQL login is made with a placeholder for its password, which
 * the script refuses to go on with. Throws a RegrantError `bad-option`.
 */
export function captureLoginScript(options: CaptureLoginOptions = {}): string {
  checkOptions(options, RULES);
  const { login = 'regrant_capture', targetVersion = NEWEST_VERSION, hashes = true } = options;
  if (plainText(login) !== login || login === '') throw unfit(login);
  const rights = captureRights(targetVersion, hashes);
  const lines = [
    `-- A login that captures SQL Server ${targetVersion} and changes nothing: ${login}`,
    ...remarks(rights, hashes),
    'USE [master];',
    'GO',
    ...creation(login),
    'GO',
    ...rights.map((right) => `GRANT ${keyword(right)} TO ${identifier(login)};`),
    'GO',
    ...(rights.includes(ALL_RIGHTS) ? [] : [...inMsdb(login), 'GO']),
    ...(needsUsers(rights) ? [...users(login), 'GO'] : []),
    ...inApplications(login, rights.includes(ALL_RIGHTS) ? ROLED : APPLICATION_NAMES),
    'GO',
  ];
  return `${lines.join('\n')}\n`;
}

function remarks(rights: readonly string[], hashes: boolean): string[] {
  if (rights.includes(ALL_RIGHTS)) {
    return [
      `-- Before SQL Server 2022 only ${ALL_RIGHTS} shows password hashes, and it lets its holder do anything: guard this`,
      '-- login as you guard sa, or make it without hashes (--no-hashes), and have the passwords set anew after a restore.',
    ];
  }
  const told = hashes
    ? []
    : ['-- Without password hashes: a script from its captures restores SQL logins without their passwords.'];
  return needsUsers(rights)
    ? [
        ...told,
        '-- SQL Server 2012 has no right to enter every database: run this again when databases were added.',
      ]
    : told;
}

/** A Windows login is made as it is; a SQL login waits for its password. */
function creation(login: string): string[] {
  const missing = `IF SUSER_ID(${text(login)}) IS NULL`;
  if (isAccountName(login)) return [missing, `  CREATE LOGIN ${identifier(login)} FROM WINDOWS;`];
  const make = [
    text(`CREATE LOGIN ${identifier(login)} WITH PASSWORD = N`),
    "QUOTENAME(@password, '''')",
    text(', DEFAULT_DATABASE = [master], CHECK_POLICY = ON'),
  ];
  return [
    '-- An apostrophe in the password is written twice.',
    `DECLARE @password nvarchar(128) = ${text(PLACEHOLDER)};`,
    `DECLARE @create nvarchar(max) = ${make.join(' + ')};`,
    `IF @password LIKE N'${PLACEHOLDER.slice(0, 5)}%' RAISERROR(N'Type a password in first, where it says ${PLACEHOLDER}.', 16, 1);`,
    `ELSE ${missing} EXEC (@create);`,
  ];
}

/** msdb's tables are read as tables, and no right of the server shows their rows alone. */
function inMsdb(login: string): string[] {
  return [
    'USE [msdb];',
    hasUser(login),
    ...[...MSDB_TABLES.keys()].map((table) => grant(table, login)),
    'USE [master];',
  ];
}

/** Whether the login can only enter databases in which it is a user. */
function needsUsers(rights: readonly string[]): boolean {
  return !rights.includes(ENTER_ALL) && !rights.includes(ALL_RIGHTS);
}

function users(login: string): string[] {
  return [
    "DECLARE @sql nvarchar(max) = N'';",
    `SELECT @sql += N'USE ' + QUOTENAME([name]) + ${text(`; ${hasUser(login)} `)}`,
    '  FROM [sys].[databases] WHERE [database_id] > 4 AND [state] = 0 AND [is_read_only] = 0;',
    'EXEC (@sql);',
  ];
}

/** Applications that show every row to the members of a role alone: no right of the server takes its place. */
const ROLED = APPLICATION_NAMES.filter((name) => APPLICATIONS[name].seesAll !== undefined);

/** What applications keep in tables is read as tables, in whatever databases have them. */
function inApplications(login: string, names: readonly ApplicationName[]): string[] {
  return [
    '-- A report server, Service Manager and Integration Services keep in tables of their databases who may do what.',
    ...ROLED.map((name) => remarkOfRole(APPLICATIONS[name])),
    "DECLARE @grant nvarchar(max) = N'';",
    ...names.flatMap((name) => {
      const { tables, seesAll } = APPLICATIONS[name];
      const grants = tables.map(([table]) => grant(table, login));
      const inside = [
        hasUser(login),
        ...grants,
        ...(seesAll === undefined ? [] : [joins(seesAll, login)]),
      ].join(' ');
      return [
        `SELECT @grant = @grant + N'USE ' + QUOTENAME([name]) + ${text(`; ${inside} `)}`,
        '  FROM [sys].[databases] WHERE [database_id] > 4 AND [state] = 0 AND [is_read_only] = 0',
        `  AND ${recognition(APPLICATIONS[name], "QUOTENAME([name]) + N'.'")} IS NOT NULL;`,
      ];
    }),
    'EXEC (@grant);',
  ];
}

const remarkOfRole = ({ what, seesAll = '' }: Application): string =>
  `-- All ${what} are shown to members of ${seesAll} alone, who may change them, too: guard this login.`;

const joins = (role: string, login: string): string =>
  `IF DATABASE_PRINCIPAL_ID(${text(role)}) IS NOT NULL ALTER ROLE ${identifier(role)} ADD MEMBER ${identifier(login)};`;

const hasUser = (login: string): string =>
  `IF USER_ID(${text(login)}) IS NULL CREATE USER ${identifier(login)} FOR LOGIN ${identifier(login)};`;

const grant = (table: string, login: string): string =>
  `GRANT SELECT ON ${table.split('.').map(identifier).join('.')} TO ${identifier(login)};`;

/** What a script cannot hold as it is, sqlcmd or SSMS would take for something else; nobody names a new login so. */
function unfit(login: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${login === '' ? 'The name of the login is empty' : `The login ${visible(login)} has control characters, $( or a comment in its name`}.`,
    remedy: 'Give it a plain name.',
  });
}
