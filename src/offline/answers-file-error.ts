// What is wrong with a file of answers, with its line.
import { RegrantError } from '../model/errors.ts';

/** What can be wrong, and what to do about it. */
const WRONG = {
  cut: [
    'lacks lines before this one, or has them in another order',
    'Run the capture script again, and give the whole file that its answers went to.',
  ],
  ended: [
    'ends before its answers do',
    'See whether what printed or copied it has a limit, run the capture script again, and give the whole file.',
  ],
  narrow: [
    'has a line here that was cut off',
    'Print the answers with sqlcmd -y 0, or in SSMS with 256 or more characters in a column, and give that file.',
  ],
  changed: [
    'was changed here, or goes on with another run',
    'Run the capture script again, and give the file as it is.',
  ],
  doubled: ['goes on after its end', 'It is two files in one: import each by itself.'],
  none: [
    'holds no answers of a capture script',
    'Run the script that regrant capture-script prints, and give the file that its answers went to.',
  ],
} as const;

/** The error for a file that is not as it was printed. */
export function answersFileError(wrong: keyof typeof WRONG, path: string, line: number): RegrantError {
  const [what, remedy] = WRONG[wrong];
  return new RegrantError({
    code: 'bad-answers-file',
    fact: `${path}, line ${line}: the file ${what}.`,
    remedy,
  });
}

/** The error for a file in which the server's own error stands. */
export function serverErrorIn(path: string, line: number, text: string): RegrantError {
  return new RegrantError({
    code: 'bad-answers-file',
    fact: `${path}, line ${line}: the server told of an error: ${text}`,
    remedy: 'See what it says, and run the capture script again.',
  });
}
