// Names and texts for people's eyes: nothing in them can break a line, move a cursor or hide.

/** Controls, formats (bidirectional marks, zero widths), half surrogates, and every blank but the plain one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** The text with everything invisible written as `\u{a0}`. For display only; it cannot be read back. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
