// What changed in a text of several lines, as people read it: the lines that went and came, with some around them.
import { structuredPatch } from 'diff/lib/patch/create.js';
import { visible } from '../model/words/visible.ts';

/** Lines told around what changed. */
const AROUND = 3;
/** Lines that may come and go before a text counts as another one: the search takes longer with each. */
const MOST = 2000;

/** What changed in a text. */
export interface TextChange {
  readonly removed: number;
  readonly added: number;
  /** `@@ -1,7 +1,7 @@`, and lines behind ` `, `-` and `+`. */
  readonly lines: readonly string[];
}

/** What changed; undefined where nearly all did. */
export function changedLines(from: string, to: string): TextChange | undefined {
  const areWindows = isWindows(from) && isWindows(to);
  const [before, after] = [from, to].map((text) => (areWindows ? text.replaceAll('\r\n', '\n') : text));
  const patch = structuredPatch('', '', before ?? '', after ?? '', '', '', {
    context: AROUND,
    maxEditLength: MOST,
  });
  if (patch === undefined) return undefined;
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: inside }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...inside.map(shownLine),
  ]);
  const inside = patch.hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) => inside.filter((line) => line.startsWith(sign)).length;
  return { removed: count('-'), added: count('+'), lines };
}

/** Whether every line ends in CR and LF. */
function isWindows(text: string): boolean {
  return !/[^\r]\n|^\n/.test(text);
}

/** Nothing in a line is obeyed by a terminal; tabs stay, since texts are indented with them. */
function shownLine(line: string): string {
  return line.split('\t').map(visible).join('\t');
}
