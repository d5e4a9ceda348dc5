// Whether a text is well-formed XML, in one pass over it: in time that grows with its length alone, whatever it holds, and with
// memory for the names of open elements only. Nothing is expanded and no tree is made. Source: "Extensible Markup Language
// (XML) 1.0 (Fifth Edition)" (W3C), without document types.

/** What was found: where the elements in the root are, or what is wrong, in words that follow the text's name. */
export type ScannedXml = { readonly elements: readonly XmlElement[] } | { readonly problem: string };

/** An element in the root, by its name without prefix and its place in the text. */
export interface XmlElement {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Elements in one another that are followed. */
const DEEPEST = 1000;

/** Reads a text. */
export function scanXml(text: string): ScannedXml {
  try {
    return { elements: new Scanner(text).scan() };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message };
    throw error;
  }
}

/** What is wrong with a text. */
class Refusal extends Error {}

const START =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NAME = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const SPACE = '[ \\t\\r\\n]';
const PATTERNS = {
  name: new RegExp(NAME, 'uy'),
  declaration: new RegExp(
    `<\\?xml${SPACE}+version${SPACE}*=${SPACE}*(["'])1\\.[0-9]+\\1(?:${SPACE}+encoding${SPACE}*=${SPACE}*(["'])[A-Za-z][\\w.-]*\\2)?(?:${SPACE}+standalone${SPACE}*=${SPACE}*(["'])(?:yes|no)\\3)?${SPACE}*\\?>`,
    'y',
  ),
  reference: /&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-f]{1,6});/iy,
} as const;

/** What is looked for ahead. */
type Mark = '<' | '&' | ']]>' | '--' | '?>' | '"' | "'";

/** What is no character of XML ("Characters", 2.2), such as half of a surrogate pair. */
const STRANGE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const UNKNOWN = 'it has a character or an entity that XML has not';

class Scanner {
  readonly #text: string;
  readonly #open: string[] = [];
  readonly #elements: XmlElement[] = [];
  /** Where each mark comes next: looked for once until it is passed. */
  readonly #next: Record<Mark, number> = {
    '<': -1,
    '&': -1,
    ']]>': -1,
    '--': -1,
    '?>': -1,
    '"': -1,
    "'": -1,
  };
  #at = 0;
  #elementFrom = 0;
  #hasRoot = false;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): readonly XmlElement[] {
    const text = this.#text;
    if (text.startsWith('\uFEFF')) this.#at = 1;
    if (/^<\?xml[ \t\r\n]/.test(text.slice(this.#at, this.#at + 6))) this.#take('declaration');
    while (this.#at < text.length) {
      const tag = this.#nextOf('<');
      this.#characters(tag);
      this.#at = tag;
      if (tag < text.length) this.#markup();
    }
    if (this.#open.length > 0 || !this.#hasRoot) this.#refuse();
    if (STRANGE.test(text)) this.#refuse(0, UNKNOWN);
    return this.#elements;
  }

  /** Text up to a place: references in it are known, and outside the root it is blank. */
  #characters(end: number): void {
    if (this.#open.length === 0) {
      this.#blanks();
      if (this.#at < end) this.#refuse();
      return;
    }
    if (this.#nextOf(']]>') < end) this.#refuse(this.#nextOf(']]>'));
    this.#references(end);
  }

  #references(end: number): void {
    for (let at = this.#nextOf('&'); at < end; at = this.#nextOf('&')) {
      this.#at = at;
      const reference = this.#take('reference', UNKNOWN);
      if (!isCharacter(reference)) this.#refuse(at, UNKNOWN);
    }
  }

  #markup(): void {
    const text = this.#text;
    const sign = text[this.#at + 1];
    if (sign === '/') this.#endTag();
    else if (sign === '?') this.#instruction();
    else if (sign !== '!') this.#startTag();
    else if (text.startsWith('<!--', this.#at)) this.#comment();
    else if (text.startsWith('<![CDATA[', this.#at) && this.#open.length > 0) this.#skip(']]>', 9);
    else if (/^<!(?:DOCTYPE|ENTITY)/i.test(text.slice(this.#at, this.#at + 9)))
      throw new Refusal('declares a document type');
    else this.#refuse();
  }

  #startTag(): void {
    const from = this.#at;
    const isRoot = this.#open.length === 0;
    if (isRoot && this.#hasRoot) this.#refuse();
    this.#hasRoot = true;
    this.#at += 1;
    const name = this.#name();
    this.#attributes();
    if (this.#open.length === 1) this.#elementFrom = from;
    if (this.#text[this.#at] === '/') {
      this.#at += 1;
      this.#expect('>');
      this.#ended(name);
      return;
    }
    this.#at += 1;
    this.#open.push(name);
    if (this.#open.length > DEEPEST) throw new Refusal('is nested too deeply');
  }

  /** Attributes up to the end of the tag, each once. */
  #attributes(): void {
    let known: Set<string> | undefined;
    for (;;) {
      const areBlanks = this.#blanks();
      const sign = this.#text[this.#at];
      if (sign === '>' || sign === '/') return;
      const attribute = areBlanks ? this.#name() : this.#refuse();
      known ??= new Set();
      if (known.has(attribute)) this.#refuse();
      known.add(attribute);
      this.#blanks();
      this.#expect('=');
      this.#blanks();
      this.#value();
    }
  }

  /** The value of an attribute, in quotes, without a tag in it. */
  #value(): void {
    const sign = this.#text[this.#at];
    const quote = sign === '"' || sign === "'" ? sign : this.#refuse();
    this.#at += 1;
    const end = this.#nextOf(quote);
    if (end >= this.#text.length || this.#nextOf('<') < end) this.#refuse();
    this.#references(end);
    this.#at = end + 1;
  }

  #endTag(): void {
    this.#at += 2;
    const name = this.#name();
    this.#blanks();
    if (this.#open.pop() !== name) this.#refuse();
    this.#expect('>');
    this.#ended(name);
  }

  /** An element is through; those in the root are kept. */
  #ended(name: string): void {
    if (this.#open.length !== 1) return;
    this.#elements.push({ name: name.replace(/^.*:/, ''), from: this.#elementFrom, to: this.#at });
  }

  #comment(): void {
    const from = this.#at + 4;
    this.#at = from;
    const end = this.#nextOf('--');
    if (this.#text[end + 2] !== '>') this.#refuse(end);
    this.#at = end + 3;
  }

  #instruction(): void {
    this.#at += 2;
    if (this.#name().toLowerCase() === 'xml') this.#refuse();
    if (!this.#blanks() && !this.#text.startsWith('?>', this.#at)) this.#refuse();
    this.#skip('?>', 0);
  }

  /** Goes behind the next mark, which begins so many characters from here or later. */
  #skip(mark: Mark, from: number): void {
    this.#at += from;
    const end = this.#nextOf(mark);
    if (end >= this.#text.length) this.#refuse();
    this.#at = end + mark.length;
  }

  /** Where a mark comes next from here; the end of the text where it does not. */
  #nextOf(mark: Mark): number {
    const known = this.#next[mark];
    if (known >= this.#at) return known;
    const found = this.#text.indexOf(mark, this.#at);
    const place = found < 0 ? this.#text.length : found;
    this.#next[mark] = place;
    return place;
  }

  /** Goes behind a name. Most are of letters that need no pattern. */
  #name(): string {
    const from = this.#at;
    let to = from;
    while (isPlain(this.#text.charCodeAt(to))) to += 1;
    if (to === from || !isNameEnd(this.#text.charCodeAt(to))) return this.#take('name');
    this.#at = to;
    return this.#text.slice(from, to);
  }

  /** Goes behind blanks; whether there were any. */
  #blanks(): boolean {
    const from = this.#at;
    while (isBlank(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return this.#at > from;
  }

  #expect(sign: string): void {
    if (this.#text[this.#at] !== sign) this.#refuse();
    this.#at += 1;
  }

  /** Goes behind what is here. */
  #take(pattern: keyof typeof PATTERNS, why?: string): string {
    PATTERNS[pattern].lastIndex = this.#at;
    const [found] = PATTERNS[pattern].exec(this.#text) ?? this.#refuse(this.#at, why);
    this.#at += found.length;
    return found;
  }

  #refuse(at = this.#at, why?: string): never {
    const lines = this.#text.slice(0, Math.max(at, 0)).split('\n').length;
    throw new Refusal(`is not well-formed XML (${why === undefined ? `line ${lines}` : why})`);
  }
}

/** Whether a reference is to a character that XML has, where it is to one by its number. */
function isCharacter(reference: string): boolean {
  const [, hex, digits] = /^&#(x?)([0-9a-f]+);/i.exec(reference) ?? [];
  if (digits === undefined) return true;
  const code = Number.parseInt(digits, hex === '' ? 10 : 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
  return !STRANGE.test(String.fromCodePoint(code));
}

/** Letters of ASCII. */
function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** What stands behind a name, and in none. */
function isNameEnd(code: number): boolean {
  return isBlank(code) || code === 61 || code === 62 || code === 47;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
