// Names and texts for people's eyes: nothing in them can break a line, move a cursor or hide.

/** Controls, formats (bidirectional marks, zero widths), half surrogates, and every blank but the plain one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** The text with everything invisible written as `\u{a0}`. For display only; it cannot be read back. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** As {@link visible}, for a text of several lines, which stay lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** JSON with everything invisible in its strings written as `\u00a0`: the same value, and nothing for a terminal to obey. */
export function visibleJson(json: string): string {
  return json.split('\n').map(escapedJson).join('\n');
}

function escapedJson(line: string): string {
  return line.replace(INVISIBLE, (character) =>
    Array.from({ length: character.length }, (_, at) => unitEscape(character.charCodeAt(at))).join(''),
  );
}

function unitEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
