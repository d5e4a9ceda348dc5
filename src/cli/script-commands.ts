// The commands that need no server: script, diff, read, prove. Their options, and what each runs.
import type { Command } from 'commander';
import { Option } from 'commander';
import {
  baseline,
  configuration,
  encoding,
  inventory,
  localPrincipals,
  mapping,
  newline,
  repeatable,
  speaking,
  targetVersion,
  unsupported,
  writtenEncoding,
} from './command-options.ts';
import type { DiffCommandOptions } from './commands/diff.ts';
import type { ExportCommandOptions } from './commands/export.ts';
import type { ProveCommandOptions } from './commands/prove.ts';
import type { ReadCommandOptions } from './commands/read.ts';
import type { ScriptCommandOptions } from './commands/script.ts';
import { examples, type Frame } from './frame.ts';

/** Adds `script`. */
export function addScript(program: Command, { act }: Frame): void {
  const command = mapping(speaking(program.command('script')))
    .description('write the script that restores a snapshot')
    .argument('<snapshot>', 'a *.regrant.ndjson file')
    .option(
      '-o, --out <file>',
      'where the script goes; - is standard output (default: beside the snapshot, *.sql)',
    )
    .option('--allow-incomplete', 'write it although something could not be captured')
    .option('--definitions', 'make the objects, too, before what is granted on them')
    .option('--create-database', 'make the databases that are not there, with their files and options')
    .addOption(
      repeatable('--map-path <old=new>', 'another folder for the files of databases; may be repeated'),
    )
    .addOption(
      new Option(
        '--existing <what>',
        'objects that are there: left alone, modules replaced, or a failure that is told',
      )
        .choices(['skip', 'replace-modules', 'fail'])
        .default('skip'),
    )
    .option('--enable-triggers', 'enable the server triggers that were enabled, logon triggers too')
    .option('--audit-shutdown', 'have the audits that did so shut the server down where they cannot write')
    .option('--any-server', 'let it run on a server of any name')
    .option(
      '--allow-conflicts',
      'where another login has the name of a restored one, let it give that what was meant for this one',
    )
    .option('--allow-lockout', 'let it disable, rename and re-key the login that runs it, last of all')
    .addOption(localPrincipals())
    .addOption(targetVersion('the release that is restored to'))
    .addOption(unsupported())
    .addOption(baseline())
    .addOption(configuration())
    .option('--no-prove', 'do not run it on a simulated server before saying done')
    .option('--templates <folder>', 'templates of your own, by the names of the package’s')
    .addOption(writtenEncoding('of the script'))
    .addOption(newline('line ends'));
  examples(command, [
    'regrant script dr/SMDB01.regrant.ndjson',
    'regrant script dr/SMDB01.regrant.ndjson --map-machine SMDB01=SMDB02 -o restore.sql',
    'regrant script dr/SMDB01.regrant.ndjson --baseline fresh.regrant.ndjson',
    "regrant script dr/SMDB01.regrant.ndjson --definitions --create-database --map-path 'D:\\SQLData=E:\\SQLData'",
  ]);
  act<[string, ScriptCommandOptions]>(
    command,
    async () => (await import('./commands/script.ts')).scriptCommand,
  );
}

/** Adds `export`. */
export function addExport(program: Command, { act }: Frame): void {
  const command = speaking(program.command('export'))
    .description('write the objects of a snapshot as plain files, for version control')
    .argument('<snapshot>', 'a *.regrant.ndjson file that was captured with --definitions')
    .option('-o, --out <folder>', 'where the files go: database/schema/kind/name.sql')
    .option('--single-file <file>', 'one script of all instead; - is standard output')
    .option('--permissions', 'behind each object what is granted on it, and its owner')
    .option('--headers', 'a comment before each object that says what it is')
    .option('--use-database', 'begin each file with USE')
    .addOption(
      new Option(
        '--existence <what>',
        'where the object is there: nothing is asked, it is left alone, or modules are altered (2016 SP1 and later)',
      )
        .choices(['none', 'guard', 'create-or-alter'])
        .default('none'),
    )
    .addOption(
      new Option('--drop <when>', 'drop the objects: not at all, before they are made, or only that')
        .choices(['none', 'before', 'only'])
        .default('none'),
    )
    .addOption(
      new Option(
        '--collation <when>',
        'columns that say COLLATE: those of another collation than the database’s, all, or none',
      )
        .choices(['when-different', 'always', 'never'])
        .default('when-different'),
    )
    .addOption(
      new Option('--filegroups <what>', 'where tables and indexes are stored')
        .choices(['keep', 'omit'])
        .default('keep'),
    )
    .addOption(writtenEncoding('of the files'))
    .addOption(newline('line ends, but for those of modules, which stay as they are'));
  examples(command, [
    'regrant export dr/SMDB01.regrant.ndjson -o objects',
    'regrant export dr/SMDB01.regrant.ndjson --permissions --single-file objects.sql',
  ]);
  act<[string, ExportCommandOptions]>(
    command,
    async () => (await import('./commands/export.ts')).exportCommand,
  );
}

/** Adds `diff`. */
export function addDiff(program: Command, { act }: Frame): void {
  const command = speaking(program.command('diff'))
    .description('tell what changed between two snapshots')
    .argument('<before>', 'a *.regrant.ndjson file')
    .argument('<after>', 'a *.regrant.ndjson file')
    .addOption(inventory())
    .option('--no-definitions', 'leave the definitions of objects out');
  examples(command, [
    'regrant diff monday/SMDB01.regrant.ndjson tuesday/SMDB01.regrant.ndjson',
    'regrant diff before.regrant.ndjson after.regrant.ndjson --json',
  ]);
  act<[string, string, DiffCommandOptions]>(
    command,
    async () => (await import('./commands/diff.ts')).diffCommand,
  );
}

/** Adds `read`. */
export function addRead(program: Command, { act }: Frame): void {
  const command = speaking(program.command('read'))
    .description('read a script that exists already (SSMS, sp_help_revlogin, dbatools …) into a snapshot')
    .argument('<script>', 'a *.sql file')
    .option('-o, --out <file>', 'where the snapshot goes (default: beside the script, *.regrant.ndjson)')
    .option('--server-name <name>', 'the server it is for (default: the script’s name)')
    .option('--database <name>', 'the database it begins in (default: master)')
    .option(
      '--collation <name>',
      'of that server: with _CS_ or _BIN names differ by case (default: they do not)',
    )
    .addOption(repeatable('-v, --variable <name=value>', 'a sqlcmd variable; may be repeated'))
    .addOption(encoding());
  examples(command, [
    'regrant read old-logins.sql -o old.regrant.ndjson && regrant diff old.regrant.ndjson today.regrant.ndjson',
  ]);
  act<[string, ReadCommandOptions]>(command, async () => (await import('./commands/read.ts')).readCommand);
}

/** Adds `prove`. */
export function addProve(program: Command, { act }: Frame): void {
  const command = speaking(mapping(program.command('prove')))
    .description('find out on a simulated server whether a script makes what a snapshot has')
    .argument('<script>', 'a *.sql file')
    .argument('<snapshot>', 'the *.regrant.ndjson file it is to make')
    .option(
      '--from <state>',
      'what it begins on: empty, restored (databases from a backup), without-databases (the script makes them), or a snapshot file',
      'empty',
    )
    .option('--twice', 'run it a second time, which is to change nothing')
    .option('--run-by <login>', 'the login that runs it, where it is one of the server’s')
    .addOption(targetVersion('the release it runs on'))
    .addOption(baseline())
    .addOption(configuration())
    .addOption(localPrincipals())
    .addOption(unsupported())
    .addOption(encoding());
  examples(command, ['regrant prove dr/SMDB01.sql dr/SMDB01.regrant.ndjson --from restored --twice']);
  act<[string, string, ProveCommandOptions]>(
    command,
    async () => (await import('./commands/prove.ts')).proveCommand,
  );
}
