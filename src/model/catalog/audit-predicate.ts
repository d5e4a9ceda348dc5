// The predicate of an audit: read, so that nothing else can stand in its place, and written in one form, so that two that
// say the same are the same. Source: "CREATE SERVER AUDIT (Transact-SQL)" (Microsoft).

/**
 * The predicate in its one form: fields in brackets, texts as Unicode constants, parentheses where they are needed alone.
 * Undefined for a text that is no predicate of fields compared with numbers and texts of one line.
 */
export function auditPredicate(text: string): string | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const whole = reader.either();
  return reader.isAtEnd ? whole?.text : undefined;
}

/** A part of a predicate, and how tightly it holds: a comparison 2, AND 1, OR 0. */
interface Part {
  readonly text: string;
  readonly tightness: number;
}

const TOKEN =
  /\s+|(?<name>\[(?:[^\]\p{Cc}]|\]\])+\]|[\p{L}_][\p{L}\p{M}\p{N}_]*(?!['\p{L}\p{M}\p{N}_]))|(?<text>N?'(?:[^'\p{Cc}]|'')*')|(?<number>-?[0-9]+(?:\.[0-9]+)?)|(?<sign><>|!=|>=|<=|[=<>().])/uy;

type TokenKind = 'name' | 'text' | 'number' | 'sign';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KINDS: readonly TokenKind[] = ['name', 'text', 'number', 'sign'];

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    at += found[0].length;
    const kind = KINDS.find((one) => found.groups?.[one] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: found[0] });
  }
  return tokens;
}

const OPERATORS: ReadonlySet<string> = new Set(['=', '<>', '!=', '>', '>=', '<', '<=']);

/** Deeper than this no predicate of 3,000 characters that somebody wrote goes. */
const DEEPEST = 100;

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  either(): Part | undefined {
    return this.#joined('OR', 0, () => this.#joined('AND', 1, () => this.#one()));
  }

  #joined(word: string, tightness: number, read: () => Part | undefined): Part | undefined {
    const parts: Part[] = [];
    do {
      const part = read();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.#word(word));
    const [first] = parts;
    if (parts.length === 1) return first;
    return { text: parts.map((part) => held(part, tightness)).join(` ${word} `), tightness };
  }

  #one(): Part | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth += 1;
    const part = this.#word('NOT') ? this.#negated() : this.#plain();
    this.#depth -= 1;
    return part;
  }

  #negated(): Part | undefined {
    const part = this.#one();
    return part && { text: `NOT ${held(part, 2)}`, tightness: 2 };
  }

  #plain(): Part | undefined {
    if (!this.#sign('(')) return this.#comparison();
    const part = this.either();
    return this.#sign(')') ? part : undefined;
  }

  #comparison(): Part | undefined {
    const names: string[] = [];
    do {
      const name = this.#take('name');
      if (name === undefined) return undefined;
      names.push(bracketed(name));
    } while (this.#sign('.'));
    const isLike = this.#word('LIKE');
    const operator = isLike ? 'LIKE' : this.#operator();
    const value = operator === undefined ? undefined : this.#value(!isLike);
    return value === undefined
      ? undefined
      : { text: `${names.join('.')} ${operator} ${value}`, tightness: 2 };
  }

  #operator(): string | undefined {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'sign' || !OPERATORS.has(next.text)) return undefined;
    this.#at += 1;
    return next.text === '!=' ? '<>' : next.text;
  }

  /** SQL Server writes numbers in parentheses. */
  #value(mayBeNumber: boolean): string | undefined {
    let depth = 0;
    while (this.#sign('(')) depth += 1;
    const text = this.#take('text');
    const value =
      text === undefined ? (mayBeNumber ? this.#take('number') : undefined) : `N${text.replace(/^N/, '')}`;
    for (; depth > 0; depth -= 1) if (!this.#sign(')')) return undefined;
    return value;
  }

  #take(kind: TokenKind): string | undefined {
    const next = this.#tokens[this.#at];
    if (next?.kind !== kind) return undefined;
    this.#at += 1;
    return next.text;
  }

  #sign(sign: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'sign' || next.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #word(word: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'name' || next.text.toUpperCase() !== word) return false;
    this.#at += 1;
    return true;
  }
}

const held = ({ text, tightness }: Part, around: number): string => (tightness < around ? `(${text})` : text);

const bracketed = (name: string): string => (name.startsWith('[') ? name : `[${name}]`);
