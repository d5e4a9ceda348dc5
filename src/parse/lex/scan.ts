// Where lines, comments and quoted texts end, and what a line with GO says. Nothing is kept: who asks has the text.
import { CODE, CR, isHex, isPart, LF } from './character.ts';

/** The first CR or LF at or behind a place, before another; -1 where none is. */
export function lineEnd(text: string, from: number, to = text.length): number {
  for (let i = from; i < to; i += 1) {
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
    if (code === CODE.SLASH && next === CODE.STAR) depth += 1;
    else if (code === CODE.STAR && next === CODE.SLASH) depth -= 1;
    else continue;
    i += 1;
    if (depth === 0) return i + 1;
  }
  return -1;
}

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

/** Behind a number of any form; a sign or an E may be all that is there of its exponent. */
export function numberEnd(text: string, from: number): number {
  const number = /\d*(?:\.\d*)?(?:e[+-]?\d*)?/iy;
  number.lastIndex = from;
  return from + (number.exec(text)?.[0].length ?? 1);
}

/** Behind the digits of a binary literal; a backslash before a line end goes on with the next line. */
export function binaryEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isHex(code)) end += 1;
    else if (code === CODE.BACKSLASH && text.charCodeAt(end + 1) === CR && text.charCodeAt(end + 2) === LF)
      end += 3;
    else if (code === CODE.BACKSLASH && (text.charCodeAt(end + 1) === CR || text.charCodeAt(end + 1) === LF))
      end += 2;
    else return end;
  }
}

/** Behind bare text and the `$(name)`s in it, as far as they go on without a blank; very long ones come in portions. */
export function spliceEnd(text: string, from: number): number {
  const variable = /\$\([\w-]+\)/y;
  for (let end = from; ; ) {
    variable.lastIndex = end;
    if (end - from < SPLICE && variable.test(text)) end = variable.lastIndex;
    else if (isPart(text.charCodeAt(end))) end += 1;
    else return end;
  }
}

const SPLICE = 64 * 1024;

/** Operators of one character, and those that make another operator of each. Source: "Operators (Transact-SQL)" (Microsoft). */
const OPERATORS: Readonly<Record<string, string>> = {
  ':': ':',
  '<': '=>',
  '>': '=',
  '!': '=<>',
  '+': '=',
  '-': '=',
  '*': '=',
  '/': '=',
  '%': '=',
  '&': '=',
  '|': '=|',
  '^': '=',
  '=': '',
  '~': '',
  '(': '',
  ')': '',
  ',': '',
  ';': '',
  '.': '',
  '{': '',
  '}': '',
};

/** The same by character codes, as every mark of a script is looked up. */
const SECONDS: readonly (string | undefined)[] = Array.from(
  { length: 0x80 },
  (_, code) => OPERATORS[String.fromCharCode(code)],
);

/** The operator that begins at a place; undefined where none does. */
export function operatorAt(text: string, at: number): string | undefined {
  const seconds = SECONDS[text.charCodeAt(at)];
  if (seconds === undefined) return undefined;
  const isLonger = seconds !== '' && at + 1 < text.length && seconds.includes(text.charAt(at + 1));
  return isLonger ? text.slice(at, at + 2) : text.charAt(at);
}
