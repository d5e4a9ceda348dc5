// What the tokenizer hands out. A token knows where it stands in the file the reader was given, also when it comes
// from a literal inside EXEC(N'…'): line and column are always those of the outermost text.

/**
 * `word` is a bare identifier or keyword, `quoted` one in brackets or double quotes, `sqlcmd` a `$(name)` that no
 * value is known for, `go` a batch separator, `bad` a character or an unclosed literal that no token starts with,
 * `end` the end of the text.
 */
export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'binary'
  | 'number'
  | 'variable'
  | 'operator'
  | 'sqlcmd'
  | 'go'
  | 'bad'
  | 'end';

/** A place in a text: offset in UTF-16 code units from 0, line and column from 1. */
export interface Place {
  /** Characters before it, in the whole script. */
  readonly offset: number;
  /** Line in the script, counted from 1. */
  readonly line: number;
  /** Column in the line, counted from 1. */
  readonly column: number;
}

/**
 * Whether a literal without N has characters beyond ASCII: in its code page a server may have others for them, as ' for ʼ and
 * ] for ］, so that it runs another text than it was given. Source: "Constants (Transact-SQL)".
 */
export function isOfCodePage({ kind, text, value }: Token): boolean {
  return kind === 'string' && !/^n/i.test(text) && /[^\0-\x7f]/.test(value);
}

/** The place of something that has more. */
export function placeOf({ offset, line, column }: Place): Place {
  return { offset, line, column };
}

/** One token. */
export interface Token extends Place {
  readonly kind: TokenKind;
  /** As it stands in the text. */
  readonly text: string;
  /** Decoded: the name without brackets, the string without quotes, `0x` and upper-case digits; for `go` the count. */
  readonly value: string;
  /** Upper case for words of ASCII letters, the operator itself for operators, else empty: what keywords compare with. */
  readonly upper: string;
  /** For `bad`: what is wrong with it, as part of a sentence. */
  readonly problem?: string;
  /** For strings and quoted names: sqlcmd put other text into it, so text and value do not match by position. */
  readonly substituted?: true;
}
