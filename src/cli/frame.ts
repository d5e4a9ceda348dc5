// What the program gives to every command that it declares: how its work is started, and the end of its help.
import type { Command } from 'commander';
import { throwIfAborted } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';
import type { Console, ConsoleOptions } from './console.ts';
import { openConsole } from './console.ts';
import type { ExitCode } from './exit-code.ts';
import { stopSignal } from './stop-signal.ts';

/** The work of a command: its arguments and options as commander gives them, where it prints, what stops it. */
export type Work<A extends unknown[]> = (
  ...given: [...A, console: Console, signal: AbortSignal]
) => Promise<ExitCode>;

/** What a declaration needs of the program. */
export interface Frame {
  /** Has a command run `load`'s work, which is not loaded before the command is given. */
  readonly act: <A extends unknown[]>(command: Command, load: () => Promise<Work<A>>) => void;
}

/** The frame of a program that hears how each command ends. */
export function frameOf(finish: (code: ExitCode) => void): Frame {
  return {
    act: (command, load) => {
      command.action(async (...given: unknown[]) => {
        const options = given.at(-2) as ConsoleOptions;
        refuseEmpty(command, options);
        const work = (await load()) as Work<unknown[]>;
        const signal = stopSignal();
        throwIfAborted(signal, `regrant ${command.name()}`);
        finish(await work(...given.slice(0, -1), openConsole(options), signal));
      });
    },
  };
}

/** An empty value is a variable that a shell did not know, mostly: it would be taken for the folder at hand. */
function refuseEmpty(command: Command, options: ConsoleOptions): void {
  const given = options as Readonly<Record<string, unknown>>;
  const empty = command.options.find((option) => {
    const value = given[option.attributeName()];
    return value === '' || (Array.isArray(value) && value.includes(''));
  });
  if (empty === undefined) return;
  throw new RegrantError({
    code: 'bad-option',
    fact: `${empty.long ?? empty.flags} is empty.`,
    remedy: 'Give it a value, or leave it out.',
  });
}

/** Examples, and what else there is to say, at the end of a command's help; each line of an example runs as it stands. */
export function examples(command: Command, lines: readonly string[], remark = ''): Command {
  const told = lines.map((line) => `  $ ${line}\n`).join('');
  const more = remark === '' ? '' : `\n${remark}\n`;
  return command.addHelpText(
    'after',
    `\nExample${lines.length === 1 ? '' : 's'}:\n${told}${more}${EXIT_CODES}`,
  );
}

/** What exit codes mean. */
export const EXIT_CODES = `
Exit codes: 0 done, 1 error, 2 differences found, 3 captured or scripted but incomplete, 130 stopped by Ctrl-C.
`;
