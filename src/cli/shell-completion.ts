// The completion of the command in a shell, for whoever installs it.
import { RegrantError } from '../model/errors.ts';

/** The shells that are known. */
export const SHELLS = ['bash', 'zsh', 'powershell'] as const;

/** One of {@link SHELLS}. */
export type Shell = (typeof SHELLS)[number];

/** The script that completes commands, options and their choices in a shell. Throws a RegrantError `bad-option` for another shell. */
export async function shellCompletion(shell: Shell): Promise<string> {
  if (!SHELLS.includes(shell)) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `“${String(shell)}” is no shell that is known.`,
      remedy: `Name one of ${SHELLS.join(', ')}.`,
    });
  }
  const [{ buildProgram }, { completionScript }] = await Promise.all([
    import('./program.ts'),
    import('./commands/completion.ts'),
  ]);
  return completionScript(
    shell,
    buildProgram(() => {}),
  );
}
