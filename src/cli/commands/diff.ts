// regrant diff: two snapshot files merged as streams.
import { summaryText } from '../../diff/change-text.ts';
import { diffJson } from '../../diff/diff-json.ts';
import { type DiffOptions, diffSnapshots } from '../../diff/diff-snapshots.ts';
import { diffText } from '../../diff/diff-text.ts';
import { openSnapshot } from '../../snapshot/read-snapshot.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';

/** The options of the command, as the command line gives them. */
export type DiffCommandOptions = DiffOptions;

/** Prints what changed; exit code 2 when anything did or may have. */
export async function diffCommand(
  before: string,
  after: string,
  options: DiffCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const [old, young] = await Promise.all([openSnapshot(before, { signal }), openSnapshot(after, { signal })]);
  const diff = diffSnapshots(old, young, options);
  let lines = '';
  for await (const line of console.json ? diffJson(diff) : diffText(diff, { summary: false })) {
    lines += line;
    if (lines.length > 65_536) {
      await console.print(lines);
      lines = '';
    }
  }
  if (lines !== '') await console.print(lines);
  if (!console.json) console.tell(summaryText(diff.summary));
  const { added, removed, changed, unknown } = diff.summary;
  return added + removed + changed + unknown > 0 ? EXIT.differences : EXIT.done;
}
