// The commands that ask servers: capture, databases. Their options, and what each runs.
import type { Command } from 'commander';
import { Option } from 'commander';
import { baseline, connecting, selecting, speaking, wholeNumber } from './command-options.ts';
import type { CaptureCommandOptions } from './commands/capture.ts';
import type { CaptureScriptCommandOptions } from './commands/capture-script.ts';
import type { DatabasesCommandOptions } from './commands/databases.ts';
import type { ImportCommandOptions } from './commands/import.ts';
import type { PacksCommandOptions } from './commands/packs.ts';
import { examples, type Frame } from './frame.ts';

/** Adds `capture`. */
export function addCapture(program: Command, { act }: Frame): void {
  const command = connecting(program.command('capture'))
    .description('capture servers into snapshots, and optionally write their scripts')
    .option('-o, --out <folder>', 'where snapshots go, created if need be (default: the current folder)')
    .option('--script', 'also write the script of each server')
    .addOption(baseline())
    .option('--allow-incomplete', 'write a script although something could not be captured')
    .option('--definitions', 'also capture the definitions of objects: tables, views, procedures …')
    .option('--profile <name or file>', 'what to take: service-manager, or a JSON file of your own')
    .option('--report-database <name>', 'the report server’s database, where it is not named ReportServer')
    .addOption(
      new Option(
        '--passwords <how>',
        'what stands for passwords (default: hashes with a profile or --script, else fingerprints)',
      ).choices(['hashes', 'fingerprints', 'none']),
    )
    .option('--password-hashes', 'the same as --passwords hashes')
    .option('--no-prove', 'do not run the scripts on a simulated server before saying done')
    .option('--dated', 'into a folder of this run, named by the time (UTC)')
    .option('--parallel <servers>', 'servers captured at the same time (default: 4)', wholeNumber)
    .option('--gzip', 'compress snapshots (.regrant.ndjson.gz)');
  examples(selecting(command), [
    "regrant capture --server SMDB01 --server DWDB01 --server 'RSDB01\\SCSMRS' --user 'CONTOSO\\dba' --profile service-manager --out dr --script",
    "regrant capture --server 'RSDB01\\SCSMRS' --user regrant --databases 'Report*'",
    'regrant capture --server SMDB01 --user regrant --definitions --out dr',
    'regrant capture --config regrant.config.json --out dr',
  ]);
  act<[CaptureCommandOptions]>(command, async () => (await import('./commands/capture.ts')).captureCommand);
}

/** Adds `packs`. */
export function addPacks(program: Command, { act }: Frame): void {
  const command = connecting(program.command('packs'))
    .description(
      'list the management packs of Service Manager and export the unsealed ones, as a last resort',
    )
    .requiredOption('-o, --out <folder>', 'the folder to write into')
    .option('--database <name>', 'the database of Service Manager (default: ServiceManager)')
    .option('--since <folder>', 'also tell what changed since an earlier export');
  examples(command, [
    'regrant packs --server SMDB01 --user regrant_capture -o packs',
    'regrant packs --server SMDB01 --user regrant_capture -o packs --since packs',
  ]);
  act<[PacksCommandOptions]>(command, async () => (await import('./commands/packs.ts')).packsCommand);
}

/** Adds `databases`. */
export function addDatabases(program: Command, { act }: Frame): void {
  const command = connecting(program.command('databases'))
    .description('list the databases of servers and what a capture would make of them')
    .option('--profile <name or file>', 'also tell which databases of a profile are where');
  examples(command, [
    "regrant databases --server SMDB01 --server DWDB01 --server 'RSDB01\\SCSMRS' --user regrant --profile service-manager",
  ]);
  act<[DatabasesCommandOptions]>(
    command,
    async () => (await import('./commands/databases.ts')).databasesCommand,
  );
}

/** Adds `capture-script`. */
export function addCaptureScript(program: Command, { act }: Frame): void {
  const command = speaking(program.command('capture-script'))
    .description('print the T-SQL that reads a server where regrant cannot be; sqlcmd or SSMS runs it')
    .option('--profile <name or file>', 'what to take: service-manager, or a JSON file of your own')
    .option('--report-database <name>', 'the report server’s database, where it is not named ReportServer')
    .option('--password-hashes', 'read password hashes, too: the answers are then as secret as they')
    .option('-o, --out <file>', 'where it goes (default: standard output)');
  examples(
    selecting(command),
    [
      'regrant capture-script --profile service-manager --out capture.sql',
      'regrant capture-script --password-hashes --out capture.sql',
    ],
    'Then there: sqlcmd -S SMDB01 -E -y 0 -u -i capture.sql -o answers.txt\nAnd here:   regrant import answers.txt --out dr',
  );
  act<[CaptureScriptCommandOptions]>(
    command,
    async () => (await import('./commands/capture-script.ts')).captureScriptCommand,
  );
}

/** Adds `import`. */
export function addImport(program: Command, { act }: Frame): void {
  const command = speaking(program.command('import'))
    .description('make the snapshot of what a capture script printed')
    .argument('<answers>', 'the file that sqlcmd or SSMS wrote')
    .option('-o, --out <folder>', 'where the snapshot goes, created if need be (default: the current folder)')
    .option('--gzip', 'compress it (.regrant.ndjson.gz)');
  examples(command, ['regrant import answers.txt --out dr']);
  act<[string, ImportCommandOptions]>(
    command,
    async () => (await import('./commands/import.ts')).importCommand,
  );
}
