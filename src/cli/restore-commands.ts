// The commands that restore and check: prove, apply, verify, drill. Their options, and what each runs.
import type { Command } from 'commander';
import { Option } from 'commander';
import { SQL_VERSIONS } from '../model/version.ts';
import { ALLOWANCES } from '../plan/allowance.ts';
import { openConsole } from './console.ts';
import type { ExitCode } from './exit-code.ts';
import { stopSignal } from './stop-signal.ts';

/** What the command line gives to every command. */
export interface CommandFrame {
  readonly finish: (code: ExitCode) => void;
  /** Adds the options of a command that connects. */
  readonly connecting: (command: Command) => Command;
  readonly exitCodes: string;
}

/** Adds the four commands. */
export function addRestoreCommands(program: Command, frame: CommandFrame): void {
  addProve(program, frame);
  addApply(program, frame);
  addVerify(program, frame);
  addDrill(program, frame);
}

function addProve(program: Command, { finish, exitCodes }: CommandFrame): void {
  mapping(program.command('prove'))
    .description('find out on a simulated server whether a script makes what a snapshot has')
    .argument('<script>', 'a *.sql file')
    .argument('<snapshot>', 'the *.regrant.ndjson file it is to make')
    .option(
      '--from <state>',
      'what it begins on: empty, restored (databases from a backup), or a snapshot file',
      'empty',
    )
    .option('--twice', 'run it a second time, which is to change nothing')
    .option('--run-by <login>', 'the login that runs it, where it is one of the server’s')
    .addOption(
      new Option('--target-version <year>', 'the release it runs on').choices(SQL_VERSIONS.map(String)),
    )
    .option('-q, --quiet', 'tell only what went wrong')
    .option('--json', 'print results, and errors, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ regrant prove dr/SMDB01.sql dr/SMDB01.regrant.ndjson --from restored --twice
${exitCodes}`,
    )
    .action(async (script: string, snapshot: string, options) => {
      const { proveCommand } = await import('./commands/prove.ts');
      finish(await proveCommand(script, snapshot, options, openConsole(options), stopSignal()));
    });
}

function addApply(program: Command, { finish, connecting, exitCodes }: CommandFrame): void {
  const command = mapping(connecting(program.command('apply')))
    .description(
      'run a script, or what a snapshot or a saved plan needs, on a server; a dry run unless told otherwise',
    )
    .argument('<file>', 'a *.sql script, a *.regrant.ndjson snapshot, or a *.json plan')
    .option('--execute', 'really run it; without this nothing is written')
    .option('--restart', 'forget an unfinished run of this script and begin anew')
    .option('--journal <file>', 'what remembers a script’s finished batches (default: beside it, *.journal)')
    .option('--log <file>', 'what tells each batch and failure (default: beside the file, *.log)')
    .option('--save-plan <file>', 'write the plan of a snapshot, to be reviewed and applied later')
    .option('--allow-incomplete', 'plan although not all was captured or can be seen');
  for (const [flag, meaning] of Object.entries(ALLOWANCES)) {
    command.option(`--${flag}`, `for a snapshot: allow what ${meaning}`);
  }
  command
    .addHelpText(
      'after',
      `
Examples:
  $ regrant apply dr/SMDB01.sql --server SMDB01 --user sa
  $ regrant apply dr/SMDB01.sql --server SMDB01 --user sa --execute
  $ regrant apply dr/SMDB01.regrant.ndjson --server SMDB01 --save-plan plan.json
  $ regrant apply plan.json --server SMDB01 --execute

A dry run of a snapshot exits with 2 when there is something to do. A run that was cut short goes on
where it ended when the same command is given again.
${exitCodes}`,
    )
    .action(async (file: string, options) => {
      const { applyCommand } = await import('./commands/apply.ts');
      finish(await applyCommand(file, options, openConsole(options), stopSignal()));
    });
}

function addVerify(program: Command, { finish, connecting, exitCodes }: CommandFrame): void {
  mapping(connecting(program.command('verify')))
    .description('capture a server again and tell what differs from its snapshot')
    .argument('<snapshot>', 'a *.regrant.ndjson file')
    .addHelpText(
      'after',
      `
Example:
  $ regrant verify dr/SMDB01.regrant.ndjson --server SMDB02 --map-machine SMDB01=SMDB02
${exitCodes}`,
    )
    .action(async (snapshot: string, options) => {
      const { verifyCommand } = await import('./commands/verify.ts');
      finish(await verifyCommand(snapshot, options, openConsole(options), stopSignal()));
    });
}

function addDrill(program: Command, { finish, connecting, exitCodes }: CommandFrame): void {
  mapping(connecting(program.command('drill')))
    .description('restore a snapshot for practice and write a report to file')
    .argument('<snapshot>', 'a *.regrant.ndjson file')
    .option('-o, --out <file>', 'where the report goes, in Markdown (default: standard output)')
    .option('--allow-incomplete', 'drill although something could not be captured')
    .addOption(
      new Option('--from <state>', 'of the simulated server, when no scratch server is named')
        .choices(['empty', 'restored'])
        .default('restored'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ regrant drill dr/SMDB01.regrant.ndjson -o drill.md
  $ regrant drill dr/SMDB01.regrant.ndjson --server SCRATCH01 --user sa -o drill.md
${exitCodes}`,
    )
    .action(async (snapshot: string, options) => {
      const { drillCommand } = await import('./commands/drill.ts');
      finish(await drillCommand(snapshot, options, openConsole(options), stopSignal()));
    });
}

function mapping(command: Command): Command {
  const collect = (value: string, before: readonly string[]): string[] => [...before, value];
  return command
    .option('--map-machine <old=new>', 'rename a machine', collect, [])
    .option('--map-domain <old=new>', 'rename a domain', collect, [])
    .option('--map-login <old=new>', 'rename a login', collect, []);
}
