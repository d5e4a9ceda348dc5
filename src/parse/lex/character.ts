// Which characters T-SQL's lexer takes for blanks and for letters ("Database identifiers", Microsoft). Above ASCII
// every code unit that is not a blank is taken as a letter: names in scripts are never refused for their alphabet.

/** The two characters that end lines. */
export const CR = 13;
export const LF = 10;

/** Characters that begin or make up tokens. */
export const CODE = {
  /** Of no character: what is behind the end of a text. */
  NONE: -1,
  BANG: 33,
  DOUBLE_QUOTE: 34,
  DOLLAR: 36,
  QUOTE: 39,
  OPEN: 40,
  STAR: 42,
  PLUS: 43,
  MINUS: 45,
  DOT: 46,
  SLASH: 47,
  ZERO: 48,
  COLON: 58,
  AT: 64,
  CAPITAL_N: 78,
  CAPITAL_X: 88,
  OPEN_BRACKET: 91,
  BACKSLASH: 92,
  CLOSE_BRACKET: 93,
  SMALL_N: 110,
  SMALL_X: 120,
} as const;

const HIGH_BLANKS = new Set([0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);

/** A blank other than CR and LF. Control characters count as blanks. */
export function isBlank(code: number): boolean {
  if (code <= 0x20) return code !== LF && code !== CR;
  return code >= 0x85 && (HIGH_BLANKS.has(code) || (code >= 0x2000 && code <= 0x200b));
}

/** 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** May begin a bare identifier: a letter, `_`, `#`. */
export function isFirst(code: number): boolean {
  if (code < 0x80) return FIRST[code] === 1;
  // Behind the end of a text there is no code (NaN).
  return code < 0xffff && !isBlank(code);
}

/** May go on in a bare identifier: also a digit, `@`, `$`. */
export function isPart(code: number): boolean {
  return code < 0x80 ? PART[code] === 1 : isFirst(code);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_#';
const FIRST = ascii(LETTERS);
const PART = ascii(`${LETTERS}0123456789@$`);

/** Which codes of ASCII are of these characters: asked of every character of a script. */
function ascii(characters: string): Uint8Array {
  const table = new Uint8Array(0x80);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** A hexadecimal digit. */
export function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** A currency sign that begins a money literal ("money and smallmoney", Microsoft). */
export function isMoneySign(code: number): boolean {
  return MONEY.has(code);
}

const MONEY = new Set([
  0x24, 0xa3, 0xa4, 0xa5, 0x9f2, 0x9f3, 0xe3f, 0x20ac, 0x20a1, 0x20a2, 0x20a3, 0x20a4, 0x20a6, 0x20a7, 0x20a8,
  0x20a9, 0x20aa, 0x20ab,
]);
