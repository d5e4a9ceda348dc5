// Text to tokens, in chunks: feed() takes what it can and keeps an unfinished token for the next chunk.
import { CODE, CR, isBlank, isDigit, isFirst, isMoneySign, isPart, LF } from './character.ts';
import { binaryEnd, closeOf, commentEnd, goOf, lineEnd, numberEnd, operatorAt, spliceEnd } from './scan.ts';
import { type Directive, directiveOf, type SqlcmdVariables } from './sqlcmd.ts';
import type { Place, Token, TokenKind } from './token.ts';
import { TokenOutput } from './token-output.ts';

/** What a tokenizer reads: a script file (with GO and sqlcmd lines) or the text of a dynamic statement. */
export interface TokenizerOptions {
  readonly script: boolean;
  /** Of a script: its sqlcmd variables. */
  readonly variables?: SqlcmdVariables;
  readonly onDirective?: (directive: Directive, place: Place) => void;
  /** QUOTED_IDENTIFIER as the text begins; default on. */
  readonly quotedIdentifiers?: boolean;
}

/** Turns text into tokens, a chunk at a time. */
export class Tokenizer extends TokenOutput {
  readonly #options: TokenizerOptions;
  #fresh = true;

  constructor(options: TokenizerOptions) {
    super(options.quotedIdentifiers ?? true);
    this.#options = options;
  }

  /** Takes a chunk and gives the tokens that are complete; with `final` all that are left and the `end` token. */
  feed(chunk: string, final: boolean): Token[] {
    this.#options.variables?.allow(chunk.length);
    if (!this.accept(chunk, final)) return [];
    this.#run();
    this.keep();
    return this.take();
  }

  #run(): void {
    while (this.at < this.text.length) if (!this.#step()) return;
    if (this.isFinal) this.push('end', '', '');
  }

  /** Takes one token, blank run, line end or comment; false when it needs more text. */
  #step(): boolean {
    const text = this.text;
    const code = text.charCodeAt(this.at);
    if (code === CR || code === LF) {
      const isTaken = this.newLine(code);
      if (isTaken) this.#fresh = true;
      return isTaken;
    }
    if (isBlank(code)) return this.#blanks();
    if (this.waits(2)) return false;
    // Nothing is looked at behind the end of the text: an engine that once has to allow for it is slow ever after.
    const next = this.at + 1 < text.length ? text.charCodeAt(this.at + 1) : CODE.NONE;
    if (code === CODE.MINUS && next === CODE.MINUS) return this.#lineComment();
    if (code === CODE.SLASH && next === CODE.STAR) return this.#blockComment();
    if (this.#fresh && this.#options.script) {
      const taken = this.#separator(code, next);
      if (taken !== undefined) return taken;
    }
    const done = this.#token(code, next);
    if (done) this.#fresh = false;
    return done;
  }

  #blanks(): true {
    const text = this.text;
    let end = this.at + 1;
    while (end < text.length && isBlank(text.charCodeAt(end))) end += 1;
    this.at = end;
    return true;
  }

  #lineComment(): boolean {
    const end = lineEnd(this.text, this.at);
    if (end < 0 && !this.isFinal) return false;
    this.at = end < 0 ? this.text.length : end;
    return true;
  }

  #blockComment(): boolean {
    const text = this.text;
    const end = commentEnd(text, this.at);
    if (end >= 0) return this.advance(end);
    if (!this.isFinal) return false;
    return this.bad(text.length, 'the comment that begins here is not closed');
  }

  /** GO and sqlcmd lines, which only stand at the start of a line; undefined when this is neither. */
  #separator(code: number, next: number): boolean | undefined {
    const mayBeGo = (code === 71 || code === 103) && (next === 79 || next === 111);
    if (mayBeGo && this.waits(3)) return false;
    const isGo = mayBeGo && !isPart(this.text.charCodeAt(this.at + 2));
    if (!isGo && code !== CODE.COLON && !(code === CODE.BANG && next === CODE.BANG)) return undefined;
    const end = lineEnd(this.text, this.at);
    if (end < 0 && !this.isFinal) return false;
    const line = this.text.slice(this.at, end < 0 ? undefined : end);
    return isGo ? this.#go(line) : this.#directive(line);
  }

  #go(line: string): boolean | undefined {
    const found = goOf(line);
    if (found === undefined) return undefined;
    const { length, count, hasSemicolon } = found;
    const token = this.make('go', this.at + length, count);
    this.emit(
      hasSemicolon ? { ...token, problem: 'GO takes no semicolon; sqlcmd refuses this line' } : token,
    );
    this.at += length;
    return true;
  }

  #directive(line: string): boolean | undefined {
    const directive = directiveOf(line);
    if (directive === undefined) return undefined;
    if (directive.command === 'SETVAR') this.#options.variables?.set(this.#substituted(directive.argument));
    this.#options.onDirective?.(directive, this.place());
    this.at += line.length;
    return true;
  }

  #token(code: number, next: number): boolean {
    if (isFirst(code)) {
      if (next === CODE.QUOTE && (code === CODE.CAPITAL_N || code === CODE.SMALL_N))
        return this.#quoted('string', CODE.QUOTE, 2);
      if (isDigit(next) && isMoneySign(code)) return this.#number(this.at + 1);
      return this.#wordLike('word', this.at + 1);
    }
    switch (code) {
      case CODE.QUOTE:
        return this.#quoted('string', CODE.QUOTE, 1);
      case CODE.OPEN_BRACKET:
        return this.#quoted('quoted', CODE.CLOSE_BRACKET, 1);
      case CODE.DOUBLE_QUOTE:
        return this.#quoted(this.isNameQuoted ? 'quoted' : 'string', CODE.DOUBLE_QUOTE, 1);
      case CODE.AT:
        return this.#wordLike('variable', this.at + 1);
      case CODE.DOLLAR:
        return this.#dollar(next);
    }
    if (code === CODE.ZERO && (next === CODE.CAPITAL_X || next === CODE.SMALL_X)) return this.#binary();
    if (isDigit(code) || (code === CODE.DOT && isDigit(next))) return this.#number(this.at);
    return this.#operator();
  }

  #operator(): boolean {
    const text = this.text;
    const operator = operatorAt(text, this.at);
    if (operator !== undefined) return this.push('operator', operator, operator);
    let end = this.at + 1;
    while (text[end] === text[this.at]) end += 1;
    return this.bad(end, 'no part of T-SQL begins with this character');
  }

  #quoted(kind: 'string' | 'quoted', close: number, open: number): boolean {
    const text = this.text;
    const mark = String.fromCharCode(close);
    const end = closeOf(text, this.at + open, mark);
    if (end >= 0 && end + 1 >= text.length && !this.isFinal) return false;
    if (end < 0) {
      if (!this.isFinal) return false;
      const what =
        close === CODE.CLOSE_BRACKET ? 'bracketed name' : kind === 'string' ? 'string' : 'quoted name';
      return this.bad(text.length, `the ${what} that begins here is not closed`);
    }
    const raw = text.slice(this.at + open, end);
    const inner = raw.includes(mark) ? raw.replaceAll(mark + mark, mark) : raw;
    if (close === CODE.CLOSE_BRACKET && inner === '')
      return this.bad(end + 1, 'a name in brackets cannot be empty');
    const value = this.#substituted(inner);
    const type = close === CODE.DOUBLE_QUOTE && inner === '' ? 'string' : kind;
    const token = this.make(type, end + 1, value);
    this.emit(value === inner ? token : { ...token, substituted: true });
    return this.advance(end + 1);
  }

  #substituted(value: string): string {
    const { script, variables } = this.#options;
    if (!script || !value.includes('$(')) return value;
    return variables?.put(value, this.place()).text ?? value;
  }

  #binary(): boolean {
    const end = binaryEnd(this.text, this.at + 2);
    if (this.waits(end - this.at + 3)) return false;
    const digits = this.text.slice(this.at + 2, end).replace(/[^0-9a-f]+/gi, '');
    this.emit(this.make('binary', end, `0x${digits.toUpperCase()}`));
    return this.advance(end);
  }

  #number(from: number): boolean {
    const end = numberEnd(this.text, from);
    if (this.waits(end - this.at + 2)) return false;
    return this.push('number', this.text.slice(this.at, end), '');
  }

  #wordLike(kind: TokenKind, from: number): boolean {
    const text = this.text;
    let end = from;
    let isAscii = text.charCodeAt(this.at) < 0x80;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (!isPart(code) || (code === CODE.DOLLAR && this.#variableAt(end))) break;
      if (code >= 0x80) isAscii = false;
    }
    if (end >= text.length && !this.isFinal) return false;
    if (kind === 'word' && this.#variableAt(end)) return this.#spliced(end);
    const value = text.slice(this.at, end);
    return this.push(kind, value, isAscii ? value.toUpperCase() : value);
  }

  #variableAt(at: number): boolean {
    const { text } = this;
    const isRoom = this.#options.script && at + 1 < text.length;
    return isRoom && text.charCodeAt(at) === CODE.DOLLAR && text.charCodeAt(at + 1) === CODE.OPEN;
  }

  /** A bare `$(name)`, `$5`, or `$action`. */
  #dollar(next: number): boolean {
    if (next === CODE.OPEN && this.#options.script) return this.#spliced(this.at);
    if (isDigit(next)) return this.#number(this.at + 1);
    if (next === CODE.PLUS || next === CODE.MINUS) return this.#number(this.at + 2);
    let end = this.at + 1;
    while (end < this.text.length && isPart(this.text.charCodeAt(end))) end += 1;
    if (end >= this.text.length && !this.isFinal) return false;
    const text = this.text.slice(this.at, end);
    return this.push('operator', text, text.toUpperCase());
  }

  /** Bare text with `$(name)` in it, as far as it goes on without a blank; its tokens stand where it stood. */
  #spliced(from: number): boolean {
    const end = spliceEnd(this.text, from);
    if (this.waits(end - this.at + 130)) return false;
    const text = this.text.slice(this.at, end);
    const place = this.place();
    const { text: value, isWhole } = this.#options.variables?.put(text, place) ?? { text, isWhole: false };
    if (end === from || !isWhole) return this.push('sqlcmd', text === '' ? '$' : text, '');
    const inner = tokenize(value, { script: false, quotedIdentifiers: this.isNameQuoted });
    for (const token of inner.slice(0, -1)) this.emit({ ...token, ...place, substituted: true });
    this.at = end;
    return true;
  }
}

/** All tokens of a text at once, the `end` token last. */
export function tokenize(text: string, options: TokenizerOptions = { script: false }): Token[] {
  return new Tokenizer(options).feed(text, true);
}
