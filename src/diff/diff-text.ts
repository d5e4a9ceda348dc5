// A whole diff as text, line by line, as it is found.
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { caveatText, changeLines, renamedText, summaryText } from './change-text.ts';
import type { SnapshotDiff } from './diff-snapshots.ts';

/** How to render as text. */
export interface DiffTextOptions {
  /** Close with a line that counts the differences; true unless told. */
  readonly summary?: boolean;
}

const RULES: OptionRules<DiffTextOptions> = { summary: 'flag' };

/**
 * Lines, each with its line feed: caveats (`!`), then differences database by database, of a text with the lines that
 * changed behind it, then what was renamed (`>`), then the summary, which two equal snapshots have, too.
 */
export async function* diffText(
  diff: SnapshotDiff,
  options: DiffTextOptions = {},
): AsyncGenerator<string, void, undefined> {
  checkOptions(options, RULES);
  for (const caveat of diff.caveats) yield `${caveatText(caveat)}\n`;
  for await (const change of diff) {
    const [first, ...lines] = changeLines(change);
    yield `${first}\n`;
    for (const line of lines) yield `    ${line}\n`;
  }
  for (const renamed of diff.renamed) yield `${renamedText(renamed)}\n`;
  if (options.summary !== false) yield `${summaryText(diff.summary)}\n`;
}
