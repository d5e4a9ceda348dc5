// Where in a JSON text each value stands, by JSON Pointer, so that a problem can be told with line and column. Also
// tells syntax errors without quoting the text, and keys given twice, which JSON.parse passes over.

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What was found in a JSON text. */
export interface JsonPlaces {
  /** The place of the value at a JSON Pointer, or of its nearest parent. */
  placeOf(pointer: string): Place;
  /** Pointers of keys that an object has more than once. */
  readonly repeated: readonly string[];
  /** Where the text stops being JSON. */
  readonly brokenAt?: Place;
}

/** Looks through a JSON text. */
export function findJsonPlaces(text: string): JsonPlaces {
  const scanner = new Scanner(text);
  const brokenAt = scanner.scan();
  return {
    placeOf: (pointer) => placeAt(text, nearest(scanner.offsets, pointer)),
    repeated: scanner.repeated,
    ...(brokenAt === undefined ? {} : { brokenAt: placeAt(text, brokenAt) }),
  };
}

function nearest(offsets: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const offset = offsets.get(at);
    if (offset !== undefined) return offset;
  }
  return offsets.get('') ?? 0;
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** One key of a JSON Pointer. */
export function pointerKey(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

class Broken extends Error {}

class Scanner {
  readonly offsets = new Map<string, number>();
  readonly repeated: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes through the text; the offset where it breaks, if it does. */
  scan(): number | undefined {
    try {
      this.#value('');
      this.#blanks();
      return this.#at < this.#text.length ? this.#at : undefined;
    } catch (error) {
      if (error instanceof Broken) return this.#at;
      throw error;
    }
  }

  #value(pointer: string): void {
    this.#blanks();
    this.offsets.set(pointer, this.#at);
    if (this.#take('{')) this.#object(pointer);
    else if (this.#take('[')) this.#array(pointer);
    else if (this.#text[this.#at] === '"') this.#string();
    else this.#match(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  }

  #object(pointer: string): void {
    if (this.#takeAfterBlanks('}')) return;
    do {
      this.#blanks();
      const keyAt = this.#at;
      const child = pointer + pointerKey(JSON.parse(this.#string()) as string);
      this.#expect(':');
      if (this.offsets.has(child)) this.repeated.push(child);
      this.#value(child);
      this.offsets.set(child, keyAt);
    } while (this.#takeAfterBlanks(','));
    this.#expect('}');
  }

  #array(pointer: string): void {
    if (this.#takeAfterBlanks(']')) return;
    let index = 0;
    do this.#value(pointer + pointerKey(index++));
    while (this.#takeAfterBlanks(','));
    this.#expect(']');
  }

  #string(): string {
    return this.#match(/"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy);
  }

  #match(what: RegExp): string {
    what.lastIndex = this.#at;
    const [found] = what.exec(this.#text) ?? [];
    if (found === undefined) throw new Broken();
    this.#at += found.length;
    return found;
  }

  #blanks(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at += 1;
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #takeAfterBlanks(char: string): boolean {
    this.#blanks();
    return this.#take(char);
  }

  #expect(char: string): void {
    if (!this.#takeAfterBlanks(char)) throw new Broken();
  }
}
