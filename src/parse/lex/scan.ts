// Where lines, comments and quoted texts end, and what a line with GO says. Nothing is kept: who asks has the text.
import { CR, LF } from './character.ts';

/** The first CR or LF at or behind a place; -1 where none follows. */
export function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === LF || code === CR) return i;
  }
  return -1;
}

/** Behind a block comment that begins at a place, comments inside it counted; -1 where it is not closed. */
export function commentEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (code === SLASH && next === STAR) depth += 1;
    else if (code === STAR && next === SLASH) depth -= 1;
    else continue;
    i += 1;
    if (depth === 0) return i + 1;
  }
  return -1;
}

const SLASH = 47;
const STAR = 42;

/** Where a quoted text is closed whose inside begins at a place; a doubled mark is part of it; -1 where it is not. */
export function closeOf(text: string, from: number, mark: string): number {
  let end = text.indexOf(mark, from);
  while (end >= 0 && text[end + 1] === mark) end = text.indexOf(mark, end + 2);
  return end;
}

/** What a line says that begins with GO: how many characters of it are the separator; undefined where it is none. */
export function goOf(
  line: string,
): { readonly length: number; readonly count: string; readonly hasSemicolon: boolean } | undefined {
  const match = /^go(?:[ \t]+(\d+))?[ \t]*(;[; \t]*)?(?:--.*)?$/i.exec(line.trimEnd());
  if (match === null) return undefined;
  const length = /^go(?:[ \t]+\d+)?(?:[ \t]*;[; \t]*)?/i.exec(line)?.[0].length ?? 2;
  return { length, count: match[1] ?? '1', hasSemicolon: match[2] !== undefined };
}
