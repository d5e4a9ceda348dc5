// T-SQL text into tokens. Nothing is interpreted here but quoting; whatever is no token is an error, never skipped.
import { failAt } from '../messages.ts';

/** What a token is. `name` may be bracketed or double-quoted; a keyword is a plain name until the parser says so. */
export type TokenKind = 'name' | 'quoted' | 'variable' | 'string' | 'number' | 'binary' | 'symbol' | 'end';

/** One token with where it starts. */
export interface Token {
  readonly kind: TokenKind;
  /** Unquoted text; for `symbol` the symbol; for `name` as written. */
  readonly text: string;
  /** Upper-cased text of a plain name, empty for anything else: what keywords are matched on. */
  readonly word: string;
  /** A string literal with N in front. */
  readonly national: boolean;
  readonly line: number;
  /** Offset in the batch. */
  readonly start: number;
}

const SYMBOLS = ['<>', '!=', '<=', '>=', '!<', '!>', '::', '+=', '-=', ...'+-*/%=<>(),.;&|^~'] as const;
/** What closes a quotation, by what opens it. */
const CLOSES: Readonly<Record<string, string>> = { "'": "'", '[': ']', '"': '"' };

const NAME = /[\p{L}_#][\p{L}\p{Nd}_@$#]*/uy;
const VARIABLE = /@@?[\p{L}\p{Nd}_@$#]+/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const BINARY = /0[xX][0-9a-fA-F]*/y;
const BLANK = /[\s\u{feff}]+/uy;

/** The tokens of a batch, closed by one of kind `end`. */
export function tokenize(text: string): readonly Token[] {
  return new Tokenizer(text).all();
}

class Tokenizer {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  private at = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  all(): readonly Token[] {
    this.skipBlank();
    while (this.at < this.text.length) {
      this.next();
      this.skipBlank();
    }
    this.push('end', '', this.at);
    return this.tokens;
  }

  private next(): void {
    const start = this.at;
    const national = /^[Nn]'/.test(this.text.slice(start, start + 2));
    if (national) this.at += 1;
    const close = CLOSES[this.text[this.at] ?? ''];
    if (close === undefined) this.unquoted(start);
    else this.push(close === "'" ? 'string' : 'quoted', this.quoted(close), start, national);
  }

  private unquoted(start: number): void {
    for (const [kind, pattern] of PATTERNS) {
      const found = this.match(pattern);
      if (found === undefined) continue;
      this.push(kind, found, start);
      return;
    }
    const symbol = SYMBOLS.find((candidate) => this.text.startsWith(candidate, start));
    if (symbol === undefined) {
      throw failAt(this.line, 102, `Incorrect syntax near '${this.text[start] ?? ''}'.`, 15);
    }
    this.at += symbol.length;
    this.push('symbol', symbol, start);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Reads from an opening quote to its close; a doubled close is one character. */
  private quoted(close: string): string {
    let value = '';
    let from = this.at + 1;
    for (;;) {
      const end = this.text.indexOf(close, from);
      if (end === -1) {
        throw failAt(this.line, 105, 'Unclosed quotation mark after the character string.', 15);
      }
      value += this.text.slice(from, end);
      this.at = end + 1;
      if (this.text[end + 1] !== close) return value;
      value += close;
      from = end + 2;
    }
  }

  private skipBlank(): void {
    for (;;) {
      const from = this.at;
      this.match(BLANK);
      if (this.text.startsWith('--', this.at)) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else if (this.text.startsWith('/*', this.at)) {
        this.skipComment();
      }
      if (this.at === from) return;
      this.countLines(from);
    }
  }

  private skipComment(): void {
    let depth = 0;
    do {
      if (this.text.startsWith('/*', this.at)) {
        depth += 1;
        this.at += 2;
      } else if (this.text.startsWith('*/', this.at)) {
        depth -= 1;
        this.at += 2;
      } else if (this.at >= this.text.length) {
        throw failAt(this.line, 113, "Missing end comment mark '*/'.", 15);
      } else {
        this.at += 1;
      }
    } while (depth > 0);
  }

  private push(kind: TokenKind, text: string, start: number, national = false): void {
    const word = kind === 'name' ? text.toUpperCase() : '';
    this.tokens.push({ kind, text, word, national, line: this.line, start });
    this.countLines(start);
  }

  private countLines(from: number): void {
    for (
      let at = this.text.indexOf('\n', from);
      at !== -1 && at < this.at;
      at = this.text.indexOf('\n', at + 1)
    ) {
      this.line += 1;
    }
  }
}

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['binary', BINARY],
  ['number', NUMBER],
  ['variable', VARIABLE],
  ['name', NAME],
];
