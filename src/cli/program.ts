// The command line read top to bottom: every command in its order. Only here is the exit code made.
import { Command, CommanderError } from 'commander';
import { RegrantError } from '../model/errors.ts';
import { TOOL } from '../model/tool.ts';
import { addCapture, addCaptureScript, addDatabases, addImport, addPacks } from './capture-commands.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-code.ts';
import { EXIT_CODES, frameOf } from './frame.ts';
import { commandToGoOn } from './go-on.ts';
import { addCheck, addPrepare, addRunbook } from './kit/kit-commands.ts';
import { addApply, addDrill, addVerify } from './restore-commands.ts';
import { addDiff, addExport, addProve, addRead, addScript } from './script-commands.ts';
import { addCaptureLogin, addCompletion, addDoctor, addInit } from './set-up-commands.ts';

const COMMANDS = [
  addInit,
  addDoctor,
  addCaptureLogin,
  addCapture,
  addScript,
  addDiff,
  addExport,
  addDatabases,
  addPacks,
  addCaptureScript,
  addImport,
  addRead,
  addProve,
  addApply,
  addVerify,
  addDrill,
  addCheck,
  addRunbook,
  addPrepare,
  addCompletion,
];

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
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    if (isHelp(error)) return EXIT.error;
    openConsole({ json: args.includes('--json') }).fail(
      error instanceof CommanderError ? usageError(error, args, program) : error,
      commandToGoOn(error, args),
    );
    return exitCodeOf(error);
  }
}

/** The whole command line; `finish` hears how each command ends. */
export function buildProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command('regrant')
    .description(
      'Captures the whole of a SQL Server’s security and writes the T-SQL script that restores it.',
    )
    .version(TOOL.version, '-V, --version')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', EXIT_CODES);
  const frame = frameOf(finish);
  for (const add of COMMANDS) add(program, frame);
  return program;
}

/** `regrant` alone: its help was printed, and nothing was done. */
function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.code.startsWith('commander.help');
}

/** What commander has to say about the arguments, as an error like any other. */
function usageError(error: CommanderError, args: readonly string[], program: Command): RegrantError {
  const command = program.commands.find((one) => one.name() === args[0]);
  const said = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  return new RegrantError({
    code: 'bad-option',
    fact: `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/[.]?$/, '.')}`,
    remedy: `See what there is with: regrant ${command === undefined ? '' : `${command.name()} `}--help`,
    cause: error,
  });
}
