// The commands that restore and check servers: apply, verify, drill. Their options, and what each runs.
import type { Command } from 'commander';
import { Option } from 'commander';
import { ALLOWANCES } from '../plan/steps/allowance.ts';
import { baseline, configuration, connecting, encoding, inventory, mapping } from './command-options.ts';
import type { ApplyCommandOptions } from './commands/apply.ts';
import type { DrillCommandOptions } from './commands/drill.ts';
import type { VerifyCommandOptions } from './commands/verify.ts';
import { examples, type Frame } from './frame.ts';

/** Adds `apply`. */
export function addApply(program: Command, { act }: Frame): void {
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
    .option('--statements', 'show every statement in the dry run of a script')
    .option('--any-server', 'write to a server of another name than the file was made for')
    .option('--allow-foreign', 'of a script: run statements, too, that are none of this program’s')
    .option(
      '--allow-conflicts',
      'of a script: where another login has the name of a restored one, give it what was meant for that',
    )
    .option('--allow-incomplete', 'plan although not all was captured or can be seen')
    .addOption(configuration())
    .addOption(encoding());
  for (const [flag, meaning] of Object.entries(ALLOWANCES)) {
    command.option(`--${flag}`, `allow what ${meaning}`);
  }
  examples(
    command,
    [
      'regrant apply dr/SMDB01.sql --server SMDB01 --user sa',
      'regrant apply dr/SMDB01.sql --server SMDB01 --user sa --execute',
      'regrant apply dr/SMDB01.regrant.ndjson --server SMDB01 --user sa --save-plan plan.json',
      'regrant apply plan.json --server SMDB01 --user sa --execute',
    ],
    'A dry run of a snapshot exits with 2 when there is something to do. A run that was cut short goes on\nwhere it ended when the same command is given again.',
  );
  act<[string, ApplyCommandOptions]>(command, async () => (await import('./commands/apply.ts')).applyCommand);
}

/** Adds `verify`. */
export function addVerify(program: Command, { act }: Frame): void {
  const command = mapping(connecting(program.command('verify')))
    .description('capture a server again and tell what differs from its snapshot')
    .argument('<snapshot>', 'a *.regrant.ndjson file')
    .addOption(configuration())
    .addOption(inventory());
  examples(command, [
    'regrant verify dr/SMDB01.regrant.ndjson --server SMDB02 --user regrant --map-machine SMDB01=SMDB02',
  ]);
  act<[string, VerifyCommandOptions]>(
    command,
    async () => (await import('./commands/verify.ts')).verifyCommand,
  );
}

/** Adds `drill`. */
export function addDrill(program: Command, { act }: Frame): void {
  const command = mapping(connecting(program.command('drill')))
    .description(
      'restore a snapshot for practice, on a simulated server or on a scratch one, and write a report to file',
    )
    .argument('<snapshot>', 'a *.regrant.ndjson file')
    .option('-o, --out <file>', 'where the report goes, in Markdown (default: standard output)')
    .option(
      '--scratch-server <name>',
      'the name, typed out, of the server that --server leads to: it is written to',
    )
    .option('--execute', 'really restore to that server; without this nothing is written')
    .option('--statements', 'show every statement in the dry run')
    .option('--allow-lockout', 'there also disable, rename and re-key the login that is used, last of all')
    .option('--allow-incomplete', 'drill although something could not be captured')
    .addOption(baseline())
    .addOption(configuration())
    .addOption(
      new Option('--from <state>', 'of the simulated server, when no scratch server is named')
        .choices(['empty', 'restored'])
        .default('restored'),
    );
  examples(command, [
    'regrant drill dr/SMDB01.regrant.ndjson -o drill.md',
    'regrant drill dr/SMDB01.regrant.ndjson --server SCRATCH01 --user sa --scratch-server SCRATCH01',
    'regrant drill dr/SMDB01.regrant.ndjson --server SCRATCH01 --user sa --scratch-server SCRATCH01 --execute -o drill.md',
  ]);
  act<[string, DrillCommandOptions]>(command, async () => (await import('./commands/drill.ts')).drillCommand);
}
