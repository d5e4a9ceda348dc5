// The commands that get a person on the way: init, doctor, capture-login, completion. Their options, and what each runs.
import { Argument, type Command } from 'commander';
import { connecting, speaking, targetVersion } from './command-options.ts';
import type { CaptureLoginCommandOptions } from './commands/capture-login.ts';
import type { DoctorCommandOptions } from './commands/doctor.ts';
import type { InitCommandOptions } from './commands/init.ts';
import { examples, type Frame } from './frame.ts';
import { SHELLS, type Shell } from './shell-completion.ts';

/** Adds `init`. */
export function addInit(program: Command, { act }: Frame): void {
  const command = speaking(program.command('init'))
    .description('ask for servers, try them, and write a configuration')
    .option('-c, --config <file>', 'the configuration to write (default: regrant.config.json)');
  examples(command, ['regrant init', 'regrant init --config dr/regrant.config.json']);
  act<[InitCommandOptions]>(command, async () => (await import('./commands/init.ts')).initCommand);
}

/** Adds `doctor`. */
export function addDoctor(program: Command, { act }: Frame): void {
  const command = connecting(program.command('doctor'))
    .description('look servers over: name, port, certificate, login, rights, and what a capture would miss')
    .option(
      '--profile <name or file>',
      'what would be captured: service-manager, or a JSON file of your own',
    );
  examples(
    command,
    [
      'regrant doctor --server SMDB01 --user regrant_capture',
      "regrant doctor --server 'RSDB01\\SCSMRS' --user regrant_capture --profile service-manager",
    ],
    'It reads and writes nothing. Exit code 1: the server cannot be reached, or refuses the login.',
  );
  act<[DoctorCommandOptions]>(command, async () => (await import('./commands/doctor.ts')).doctorCommand);
}

/** Adds `capture-login`. */
export function addCaptureLogin(program: Command, { act }: Frame): void {
  const command = speaking(program.command('capture-login'))
    .description('print the T-SQL of a login that captures and can do no more')
    .option('--login <name>', 'its name; DOMAIN\\name makes a Windows login (default: regrant_capture)')
    .addOption(targetVersion('the release of the server (default: the newest)'))
    .option('--no-hashes', 'it need not see password hashes');
  examples(command, [
    'regrant capture-login --target-version 2022',
    "regrant capture-login --target-version 2019 --login 'CONTOSO\\svc-capture' --no-hashes",
  ]);
  act<[CaptureLoginCommandOptions]>(
    command,
    async () => (await import('./commands/capture-login.ts')).captureLoginCommand,
  );
}

/** Adds `completion`. */
export function addCompletion(program: Command, { act }: Frame): void {
  const command = program
    .command('completion')
    .description('print the completion of commands and options for a shell')
    .addArgument(new Argument('<shell>', 'whose').choices(SHELLS));
  examples(
    command,
    ['regrant completion bash', 'regrant completion zsh', 'regrant completion powershell'],
    [
      'bash:        regrant completion bash >> ~/.bashrc',
      'zsh:         regrant completion zsh >> ~/.zshrc',
      'PowerShell:  regrant completion powershell >> $PROFILE',
    ].join('\n'),
  );
  act<[Shell, unknown]>(command, async () => (await import('./commands/completion.ts')).completionCommand);
}
