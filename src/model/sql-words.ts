// The words of a T-SQL text, one by one, with blanks and comments left out: enough to read the head of a module and to
// see where a parenthesis closes. Sources: "Database identifiers", "Comments (Transact-SQL)", "Constants" (Microsoft).

const BLANK = /[\s\u200b]+|--[^\n\r]*/y;
/**
 * A word, or what begins one between delimiters. Beyond ASCII whatever is no blank may be in a name that has no delimiters: the
 * vowels and tones of many scripts are no letters.
 */
const WORD = /N?'|["[]|[^\s\u200b\0-"%-/:-?[-^`{-\x7f]+|[^\s[\]"']/uy;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '"': '"', "'": "'" };

/**
 * Where what begins with a delimiter ends, behind its closing one, which stands twice where it is meant; undefined where it
 * is not closed. Looked for sign by sign, since an expression cannot hold the millions that a constant may have.
 */
export function endOfDelimited(text: string, from: number): number | undefined {
  const closing = CLOSING[text[from] ?? ''] ?? '';
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf(closing, at);
    if (at < 0) return undefined;
    if (text[at + 1] !== closing) return at + 1;
  }
}

/** Where something stands in a text: from the first character to behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Reads a text word by word: a name, a constant, or one other character. */
export class SqlWords {
  readonly #text: string;
  #at = 0;
  /** The word that was looked at last, and where: who takes it has looked at it before. */
  #looked: { readonly at: number; readonly word: string | undefined } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next word, which stays; undefined at the end, and where a quote is not closed. */
  peek(): string | undefined {
    if (this.#looked?.at === this.#at) return this.#looked.word;
    this.#skip();
    const word = this.#wordAt(this.#at);
    this.#looked = { at: this.#at, word };
    return word;
  }

  #wordAt(from: number): string | undefined {
    WORD.lastIndex = from;
    if (!WORD.test(this.#text)) return undefined;
    const last = WORD.lastIndex - 1;
    const isDelimited = CLOSING[this.#text[last] ?? ''] !== undefined;
    const to = isDelimited ? endOfDelimited(this.#text, last) : WORD.lastIndex;
    return to === undefined ? undefined : this.#text.slice(from, to);
  }

  /** Takes the next word, and says where it stands. */
  next(): (Range & { readonly word: string }) | undefined {
    const word = this.peek();
    if (word === undefined) return undefined;
    const from = this.#at;
    this.#at += word.length;
    return { word, from, to: this.#at };
  }

  /** Takes the next word where it is this one, in whatever case. */
  take(word: string): boolean {
    if (this.peek()?.toUpperCase() !== word) return false;
    this.next();
    return true;
  }

  /** Takes a name, bare or delimited, and gives it without its delimiters. */
  name(): string | undefined {
    const word = this.peek();
    if (word === undefined || !/^[^\0-!$-?\\-^`{-\x7f]/u.test(word) || word.endsWith("'")) return undefined;
    this.next();
    if (word.startsWith('[')) return word.slice(1, -1).replaceAll(']]', ']');
    return word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word;
  }

  /** Takes a string constant, and gives what it says. */
  string(): string | undefined {
    const word = this.peek();
    if (word === undefined || !word.endsWith("'")) return undefined;
    this.next();
    return word.slice(word.indexOf("'") + 1, -1).replaceAll("''", "'");
  }

  /** Where the next word stands. */
  mark(): number {
    this.#skip();
    return this.#at;
  }

  /** Behind the word that was taken last. */
  get at(): number {
    return this.#at;
  }

  /** Whether nothing is left. */
  get isAtEnd(): boolean {
    this.#skip();
    return this.#at >= this.#text.length;
  }

  /** Blanks and comments, which may be inside one another. */
  #skip(): void {
    for (;;) {
      BLANK.lastIndex = this.#at;
      if (BLANK.test(this.#text)) this.#at = BLANK.lastIndex;
      else if (this.#text.startsWith('/*', this.#at)) this.#comment();
      else return;
    }
  }

  #comment(): void {
    let depth = 0;
    do {
      if (this.#text.startsWith('/*', this.#at)) {
        depth += 1;
        this.#at += 2;
      } else if (this.#text.startsWith('*/', this.#at)) {
        depth -= 1;
        this.#at += 2;
      } else this.#at += 1;
    } while (depth > 0 && this.#at < this.#text.length);
  }
}
