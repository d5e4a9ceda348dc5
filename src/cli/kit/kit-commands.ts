// The commands of the recovery kit: check, runbook, prepare. Their options, and what each runs.
import type { Command } from 'commander';
import { baseline, connecting, wholeNumber } from '../command-options.ts';
import type { CheckCommandOptions } from '../commands/check.ts';
import type { PrepareCommandOptions } from '../commands/prepare.ts';
import type { RunbookCommandOptions } from '../commands/runbook.ts';
import { examples, type Frame } from '../frame.ts';

/** Adds `check`. */
export function addCheck(program: Command, { act }: Frame): void {
  const command = environment(program.command('check'))
    .description('tell point by point whether an environment would survive the loss of its servers')
    .option('--kept <folder>', 'where snapshots and scripts were kept (default: “out” of the configuration)')
    .option('--html <file>', 'also write it as a page for a browser')
    .option('--all', 'also tell the evidence of what is well');
  examples(
    command,
    [
      "regrant check --server SMDB01 --server DWDB01 --server 'RSDB01\\SCSMRS' --user regrant_capture --kept dr",
      'regrant check --config regrant.config.json --html readiness.html --quiet',
    ],
    'It reads and changes nothing. Exit code 2: something is bad; 3: nothing is, but not all could be looked at. What\nsomebody vouches for under check.accepted in the configuration does not count.',
  );
  act<[CheckCommandOptions]>(command, async () => (await import('../commands/check.ts')).checkCommand);
}

/** Adds `runbook`. */
export function addRunbook(program: Command, { act }: Frame): void {
  const command = environment(program.command('runbook'))
    .description('write the restore of an environment down, in order, with its names, files and commands')
    .option('--kept <folder>', 'where snapshots and scripts were kept (default: “out” of the configuration)')
    .option(
      '-o, --out <folder>',
      'where runbook.html and runbook.md go (default: “out” of the configuration)',
    );
  examples(
    command,
    [
      "regrant runbook --server SMDB01 --server DWDB01 --server 'RSDB01\\SCSMRS' --user regrant_capture --kept dr --out dr",
      'regrant runbook --config regrant.config.json',
    ],
    'It reads and changes nothing on a server. Exit code 3: something that a restore needs was not found.',
  );
  act<[RunbookCommandOptions]>(command, async () => (await import('../commands/runbook.ts')).runbookCommand);
}

/** Adds `prepare`. */
export function addPrepare(program: Command, { act }: Frame): void {
  const command = environment(program.command('prepare'))
    .description(
      'prepare a recovery kit: capture, script, prove, check and write the runbook, in one dated folder',
    )
    .option('-o, --out <folder>', 'where kits go (default: “out” of the configuration)')
    .option('--keep <kits>', 'how many kits are kept; the last good one stays (default: 12)', wholeNumber)
    .option('--allow-incomplete', 'write a script although something could not be captured')
    .addOption(baseline());
  examples(
    command,
    [
      'regrant prepare --config regrant.config.json',
      "regrant prepare --server SMDB01 --server DWDB01 --server 'RSDB01\\SCSMRS' --user regrant_capture --out kits --keep 30",
    ],
    'A kit is whole or not there. Exit code 3: a server is not in it, or not all of one; 2: a script is not proven, or the\ncheck found something bad.',
  );
  act<[PrepareCommandOptions]>(command, async () => (await import('../commands/prepare.ts')).prepareCommand);
}

/** The options of a command that works on an environment. */
function environment(command: Command): Command {
  return connecting(command)
    .option('--profile <name or file>', 'what it is an environment of (default: service-manager)')
    .option('--report-database <name>', 'the report server’s database, where it is not named ReportServer');
}
