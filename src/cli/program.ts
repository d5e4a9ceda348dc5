// The command line read top to bottom: every command, its options, and what each runs. Only here is the exit code made.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { TOOL } from '../model/tool.ts';
import type { ConsoleOptions } from './console.ts';
import { openConsole } from './console.ts';
import type { ExitCode } from './exit-code.ts';
import { EXIT } from './exit-code.ts';
import { addRestoreCommands } from './restore-commands.ts';
import { stopSignal } from './stop-signal.ts';

const EXIT_CODES = `
Exit codes: 0 done, 1 error, 2 differences found, 3 captured but incomplete.
`;

/** Runs the command; gives the exit code and never throws. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const result: { code: ExitCode } = { code: EXIT.done };
  const program = buildProgram((code) => {
    result.code = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return result.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.error;
    openConsole({ json: args.includes('--json') }).fail(error);
    return EXIT.error;
  }
}

function buildProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command('regrant')
    .description(
      'Captures the whole of a SQL Server’s security and writes the T-SQL script that restores it.',
    )
    .version(TOOL.version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText('after', EXIT_CODES);
  addCapture(program, finish);
  addScript(program, finish);
  addDiff(program, finish);
  addDatabases(program, finish);
  addRead(program, finish);
  addRestoreCommands(program, { finish, connecting, exitCodes: EXIT_CODES });
  return program;
}

function addCapture(program: Command, finish: (code: ExitCode) => void): void {
  const command = connecting(program.command('capture'))
    .description('capture servers into snapshots, and optionally write their scripts')
    .option('-o, --out <folder>', 'where snapshots go, created if need be (default: the current folder)')
    .option('--script', 'also write the script of each server')
    .option('--allow-incomplete', 'write a script although something could not be captured')
    .option('--profile <name or file>', 'what to take: service-manager, or a JSON file of your own')
    .option('--report-database <name>', 'the report server’s database, where it is not named ReportServer')
    .addOption(
      new Option(
        '--passwords <how>',
        'what stands for passwords (default: hashes with a profile, else fingerprints)',
      ).choices(['hashes', 'fingerprints', 'none']),
    )
    .option('--password-hashes', 'the same as --passwords hashes')
    .option('--gzip', 'compress snapshots (.regrant.ndjson.gz)');
  selecting(command)
    .addHelpText(
      'after',
      `
Examples:
  $ regrant capture --server SMDB01 --server DWDB01 --profile service-manager --out dr --script
  $ regrant capture --server 'RSDB01\\REPORTS' --user regrant --databases 'Report*'
  $ regrant capture --config regrant.config.json --out dr
${EXIT_CODES}`,
    )
    .action(async (options) => {
      const { captureCommand } = await import('./commands/capture.ts');
      finish(await captureCommand(options, openConsole(options), stopSignal()));
    });
}

function addScript(program: Command, finish: (code: ExitCode) => void): void {
  speaking(program.command('script'))
    .description('write the script that restores a snapshot')
    .argument('<snapshot>', 'a *.regrant.ndjson file')
    .option(
      '-o, --out <file>',
      'where the script goes; - is standard output (default: beside the snapshot, *.sql)',
    )
    .option('--allow-incomplete', 'write it although something could not be captured')
    .option('--any-server', 'let it run on a server of any name')
    .option('--map-machine <old=new>', 'rename a machine', collect, [])
    .option('--map-domain <old=new>', 'rename a domain', collect, [])
    .option('--map-login <old=new>', 'rename a login', collect, [])
    .addOption(
      new Option('--local-principals <how>', 'logins of the captured machine alone')
        .choices(['keep', 'comment-out'])
        .default('keep'),
    )
    .addOption(
      new Option('--target-version <year>', 'the release that is restored to').choices([
        '2012',
        '2014',
        '2016',
        '2017',
        '2019',
        '2022',
        '2025',
      ]),
    )
    .addOption(
      new Option('--unsupported <how>', 'what the target release lacks')
        .choices(['refuse', 'comment-out'])
        .default('refuse'),
    )
    .option('--no-prove', 'do not run it on a simulated server before saying done')
    .option('--templates <folder>', 'templates of your own, by the names of the package’s')
    .addOption(
      new Option('--encoding <name>', 'of the script')
        .choices(['utf8', 'utf8-bom', 'utf16le'])
        .default('utf8-bom'),
    )
    .addOption(new Option('--newline <which>', 'line ends').choices(['lf', 'crlf']).default('crlf'))
    .addHelpText(
      'after',
      `
Examples:
  $ regrant script dr/SMDB01.regrant.ndjson
  $ regrant script dr/SMDB01.regrant.ndjson --map-machine SMDB01=SMDB02 -o restore.sql
${EXIT_CODES}`,
    )
    .action(async (snapshot: string, options) => {
      const { scriptCommand } = await import('./commands/script.ts');
      finish(await scriptCommand(snapshot, options, openConsole(options), stopSignal()));
    });
}

function addDiff(program: Command, finish: (code: ExitCode) => void): void {
  speaking(program.command('diff'))
    .description('tell what changed between two snapshots')
    .argument('<before>', 'a *.regrant.ndjson file')
    .argument('<after>', 'a *.regrant.ndjson file')
    .addHelpText(
      'after',
      `
Examples:
  $ regrant diff monday/SMDB01.regrant.ndjson tuesday/SMDB01.regrant.ndjson
  $ regrant diff before.regrant.ndjson after.regrant.ndjson --json
${EXIT_CODES}`,
    )
    .action(async (before: string, after: string, options: ConsoleOptions) => {
      const { diffCommand } = await import('./commands/diff.ts');
      finish(await diffCommand(before, after, openConsole(options), stopSignal()));
    });
}

function addDatabases(program: Command, finish: (code: ExitCode) => void): void {
  connecting(program.command('databases'))
    .description('list the databases of servers and what a capture would make of them')
    .option('--profile <name or file>', 'also tell which databases of a profile are where')
    .addHelpText(
      'after',
      `
Example:
  $ regrant databases --server SMDB01 --profile service-manager
${EXIT_CODES}`,
    )
    .action(async (options) => {
      const { databasesCommand } = await import('./commands/databases.ts');
      finish(await databasesCommand(options, openConsole(options), stopSignal()));
    });
}

function addRead(program: Command, finish: (code: ExitCode) => void): void {
  speaking(program.command('read'))
    .description('read a script that exists already (SSMS, sp_help_revlogin, dbatools …) into a snapshot')
    .argument('<script>', 'a *.sql file')
    .option('-o, --out <file>', 'where the snapshot goes (default: beside the script, *.regrant.ndjson)')
    .option('--server-name <name>', 'the server it is for (default: the script’s name)')
    .option('--database <name>', 'the database it begins in (default: master)')
    .option('-v, --variable <name=value>', 'a sqlcmd variable; may be repeated', collect, [])
    .addHelpText(
      'after',
      `
Example:
  $ regrant read old-logins.sql -o old.regrant.ndjson && regrant diff old.regrant.ndjson today.regrant.ndjson
${EXIT_CODES}`,
    )
    .action(async (script: string, options) => {
      const { readCommand } = await import('./commands/read.ts');
      finish(await readCommand(script, options, openConsole(options), stopSignal()));
    });
}

function speaking(command: Command): Command {
  return command
    .option('-q, --quiet', 'tell only what went wrong')
    .option('--json', 'print results, and errors, as JSON');
}

function connecting(command: Command): Command {
  return speaking(command)
    .option(
      '-s, --server <server>',
      'host, host\\INSTANCE, host,port, or a connection string without a password; may be repeated',
      collect,
      [],
    )
    .option('-c, --config <file>', 'servers and settings (default: regrant.config.json, where there is one)')
    .option('-u, --user <login>', 'the login; its password comes from REGRANT_PASSWORD or a prompt')
    .addOption(new Option('--authentication <kind>', 'how to log in').choices(['sql', 'ntlm', 'entra']))
    .addOption(
      new Option(
        '--encrypt <how>',
        'plain gives up encryption: the password can be read on the wire',
      ).choices(['mandatory', 'strict', 'plain']),
    )
    .option('--trust-server-certificate', 'accept any certificate')
    .option('--ca-file <file>', 'PEM file of the authorities that certificates may come from')
    .option('--read-only-intent', 'ask for a readable secondary')
    .option('--timeout <seconds>', 'for each server, in all', positive);
}

function selecting(command: Command): Command {
  return command
    .option('--databases <pattern>', 'databases to take; may be repeated, * and ? are wildcards', collect, [])
    .option('--exclude-databases <pattern>', 'databases to leave', collect, [])
    .option('--kinds <kind>', 'object kinds to take (tables, views, procedures …)', collect, [])
    .option('--exclude-kinds <kind>', 'object kinds to leave', collect, [])
    .option('--schemas <pattern>', 'schemas to take', collect, [])
    .option('--exclude-schemas <pattern>', 'schemas to leave', collect, [])
    .option('--exclude-objects <schema.name>', 'single objects to leave', collect, [])
    .option('--principals <pattern>', 'logins, users and roles to take', collect, [])
    .option('--exclude-principals <pattern>', 'logins, users and roles to leave', collect, [])
    .option('--with-members', 'a role that is taken brings its members');
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function positive(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0)) throw new InvalidArgumentError('It has to be a number above 0.');
  return seconds;
}
