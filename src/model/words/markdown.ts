// Texts in Markdown: what Markdown takes for nothing but text, whatever names are in it.
import { visible } from './visible.ts';

/** Signs that mean something anywhere in a line, in CommonMark or in what GitHub makes of it. */
const SIGNS = /[\\`*_{}[\]<>#!|&~$^@]/g;
/** Signs that mean something at the beginning alone: lists, and what underlines a heading. */
const BEGINNING = /^(?:[-+=]|(\d+)(?=[.)]))/;
/** A colon that could make a link or a picture of what follows; www. does so too. */
const LINKING = /:(?=\/\/|[\w+-]+:)|(?<=www)\./gi;

/** The text, on one line, for a paragraph, an item of a list or a cell of a table. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(SIGNS, '\\$&')
    .replace(LINKING, '\\$&')
    .replace(BEGINNING, (found, number) => (number === undefined ? `\\${found}` : `${number}\\`))
    .replace(/^ +| +$/g, (blanks) => '&#32;'.repeat(blanks.length));
}
