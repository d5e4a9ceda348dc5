// The head of a server trigger's text: what it is called, when it fires, and as whom. That the text is one that makes this
// trigger and nothing else is read off it: CREATE TRIGGER has the rest of its batch for itself.
// Source: "CREATE TRIGGER (Transact-SQL)" (Microsoft).

/** What the head of a trigger's text says. */
export interface TriggerHead {
  readonly name: string;
  /** Events and groups of events, upper case, in ordinal order, each once. */
  readonly events: readonly string[];
  /** The login of EXECUTE AS; `self` and `owner` for those words; absent for the caller. */
  readonly executeAs?: { readonly login: string } | 'self' | 'owner';
}

/** The head of a text that makes a trigger ON ALL SERVER; undefined for any other text. */
export function triggerHead(text: string): TriggerHead | undefined {
  const words = new Words(text);
  if (!words.take('CREATE')) return undefined;
  if (words.take('OR') && !words.take('ALTER')) return undefined;
  if (!words.take('TRIGGER')) return undefined;
  const name = words.name();
  if (name === undefined || !(words.take('ON') && words.take('ALL') && words.take('SERVER')))
    return undefined;
  const executeAs = words.take('WITH') ? options(words) : {};
  if (executeAs === undefined || !(words.take('FOR') || words.take('AFTER'))) return undefined;
  const events = new Set<string>();
  do {
    const event = words.word();
    if (event === undefined) return undefined;
    events.add(event.toUpperCase());
  } while (words.take(','));
  return words.take('AS') ? { name, events: [...events].sort(), ...executeAs } : undefined;
}

function options(words: Words): Pick<TriggerHead, 'executeAs'> | undefined {
  let found: Pick<TriggerHead, 'executeAs'> = {};
  do {
    if (words.take('ENCRYPTION')) continue;
    if (!(words.take('EXECUTE') || words.take('EXEC')) || !words.take('AS')) return undefined;
    if (words.take('SELF')) found = { executeAs: 'self' };
    else if (words.take('OWNER')) found = { executeAs: 'owner' };
    else if (!words.take('CALLER')) {
      const login = words.string();
      if (login === undefined) return undefined;
      found = { executeAs: { login } };
    }
  } while (words.take(','));
  return found;
}

const BLANK = /\s+|--[^\n\r]*/y;
const TOKEN = /\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|N?'(?:[^']|'')*'|[\p{L}_#@][\p{L}\p{N}_#@$]*|,/uy;

/** The tokens of a head, one by one. */
class Words {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(word: string): boolean {
    const token = this.#peek();
    if (token?.toUpperCase() !== word) return false;
    this.#at += token.length;
    return true;
  }

  word(): string | undefined {
    const token = this.#peek();
    if (token === undefined || !/^[\p{L}_]/u.test(token) || token.endsWith("'")) return undefined;
    this.#at += token.length;
    return token;
  }

  name(): string | undefined {
    const token = this.#peek();
    if (token === undefined || token === ',' || token.endsWith("'")) return undefined;
    this.#at += token.length;
    if (token.startsWith('[')) return token.slice(1, -1).replaceAll(']]', ']');
    return token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token;
  }

  string(): string | undefined {
    const token = this.#peek();
    if (token === undefined || !token.endsWith("'")) return undefined;
    this.#at += token.length;
    return token.slice(token.indexOf("'") + 1, -1).replaceAll("''", "'");
  }

  #peek(): string | undefined {
    this.#skip();
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text)?.[0];
  }

  /** Blanks and comments, which may be inside one another. */
  #skip(): void {
    for (;;) {
      BLANK.lastIndex = this.#at;
      const blank = BLANK.exec(this.#text)?.[0];
      if (blank !== undefined) this.#at += blank.length;
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
