// The options that commands share, each declared once: how a command speaks, connects, selects and renames.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ENCRYPTIONS, LOGIN_TYPES } from '../connect/server-target.ts';
import { VIAS } from '../connect/via.ts';
import { NEWLINES, TEXT_ENCODINGS } from '../files/encode-text.ts';
import { SQL_VERSIONS, type SqlVersion } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';

/** An option that may be given again and again; absent when it is not given. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] = []) => [
    ...before,
    value,
  ]);
}

/** The options of every command. */
export function speaking(command: Command): Command {
  return command
    .option('-q, --quiet', 'tell only what went wrong; the exit code says the rest')
    .option('--json', 'print results, and errors, as JSON');
}

/** The options of a command that connects. */
export function connecting(command: Command): Command {
  return speaking(command)
    .addOption(
      repeatable(
        '-s, --server <server>',
        'host, host\\INSTANCE, host,port, or a connection string without a password; may be repeated',
      ),
    )
    .option('-c, --config <file>', 'servers and settings (default: regrant.config.json, where there is one)')
    .option('-u, --user <login>', 'the login; its password comes from REGRANT_PASSWORD or a prompt')
    .addOption(new Option('--authentication <kind>', 'how to log in').choices(LOGIN_TYPES))
    .addOption(
      new Option(
        '--via <way>',
        'what speaks to the server: sqlcmd or odbc, which are on the host, log in as who is signed in (default: tedious)',
      ).choices(VIAS),
    )
    .option('--sqlcmd <file>', 'the sqlcmd to take (default: the one on the PATH)')
    .option('--odbc-driver <name>', 'the ODBC driver to take (default: ODBC Driver 18 for SQL Server)')
    .addOption(
      new Option(
        '--encrypt <how>',
        'plain gives up encryption: the password can be read on the wire',
      ).choices(ENCRYPTIONS),
    )
    .option('--trust-server-certificate', 'accept any certificate')
    .option('--ca-file <file>', 'PEM file of the authorities that certificates may come from')
    .option(
      '--host-name-in-certificate <name>',
      'the name a certificate must carry, where it is not the host’s',
    )
    .option(
      '--allow-routing',
      'follow a server that sends the login on to another one, on the certificate of that one',
    )
    .option('--read-only-intent', 'ask for a readable secondary')
    .option('--timeout <seconds>', 'for each server, in all', positive);
}

/** Whether what only says what there is is told, too. */
export function inventory(): Option {
  return new Option(
    '--inventory',
    'also tell what only says what there is: a table that nothing is granted on, a release',
  );
}

/** The capture of an untouched server. */
export function baseline(): Option {
  return new Option(
    '--baseline <file or folder>',
    'a snapshot of an untouched server of the target’s release, or a folder of such, one for each release: makes master and msdb exact',
  );
}

/** The options of a command that selects. */
export function selecting(command: Command): Command {
  return command
    .addOption(repeatable('--databases <pattern>', 'databases to take; * and ? are wildcards'))
    .addOption(repeatable('--exclude-databases <pattern>', 'databases to leave'))
    .addOption(repeatable('--kinds <kind>', 'object kinds to take (tables, views, procedures …)'))
    .addOption(repeatable('--exclude-kinds <kind>', 'object kinds to leave'))
    .addOption(repeatable('--schemas <pattern>', 'schemas to take'))
    .addOption(repeatable('--exclude-schemas <pattern>', 'schemas to leave'))
    .addOption(repeatable('--exclude-objects <schema.name>', 'single objects to leave'))
    .addOption(repeatable('--principals <pattern>', 'logins, users and roles to take'))
    .addOption(repeatable('--exclude-principals <pattern>', 'logins, users and roles to leave'))
    .option('--with-members', 'a role that is taken brings its members');
}

/** The options of a command that renames. */
export function mapping(command: Command): Command {
  return command
    .addOption(repeatable('--map-machine <old=new>', 'rename a machine; may be repeated'))
    .addOption(repeatable('--map-domain <old=new>', 'rename a domain'))
    .addOption(repeatable('--map-login <old=new>', 'rename a login'));
}

/** `--target-version`, of every release there is. */
export function targetVersion(description: string): Option {
  return new Option('--target-version <year>', description).choices(SQL_VERSIONS.map(String));
}

/** The release that `--target-version` names; its choices are the releases that there are. */
export function versionOf({ targetVersion }: { readonly targetVersion?: string }): SqlVersion | undefined {
  return targetVersion === undefined ? undefined : (Number(targetVersion) as SqlVersion);
}

function positive(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0)) throw new InvalidArgumentError('It has to be a number above 0.');
  return seconds;
}

/** `--encoding` of a script that is read. */
export function encoding(): Option {
  return new Option(
    '--encoding <name>',
    'of a script without a byte order mark, such as windows-1252 or utf-16le (default: utf-8)',
  );
}

/** How a script is decoded, as the command line says. */
export function decoding({ encoding: name }: { readonly encoding?: string }): { readonly encoding?: string } {
  return defined({ encoding: name });
}

/** `--encoding` of what is written. */
export function writtenEncoding(ofWhat: string): Option {
  return new Option('--encoding <name>', ofWhat).choices(TEXT_ENCODINGS).default('utf8-bom');
}

/** `--newline` of what is written. */
export function newline(description: string): Option {
  return new Option('--newline <which>', description).choices(NEWLINES).default('crlf');
}

/** What a script does about logins of the captured machine alone. */
export function localPrincipals(): Option {
  return new Option('--local-principals <how>', 'logins of the captured machine alone')
    .choices(['keep', 'comment-out'])
    .default('keep');
}

/** The options of `sp_configure` that are set. */
export function configuration(): Option {
  return new Option('--configuration <which>', 'the options of sp_configure that are set')
    .choices(['security', 'all'])
    .default('security');
}

/** What a script does about what its target lacks. */
export function unsupported(): Option {
  return new Option('--unsupported <how>', 'what the target release lacks')
    .choices(['refuse', 'comment-out'])
    .default('refuse');
}

/** A whole number above 0. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It has to be a whole number above 0.');
  return number;
}
