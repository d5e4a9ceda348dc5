// `NAME = value` lists of the security statements, and the names and constants in them.
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';

/** What an option was given: a name or word, a text, a binary, or nothing. */
export interface OptionValue {
  readonly kind: 'word' | 'text' | 'binary' | 'number';
  readonly text: string;
  /** The words behind the value: HASHED, MUST_CHANGE, OLD_PASSWORD … */
  readonly words: readonly string[];
}

/** Options by upper-case name. */
export type Options = ReadonlyMap<string, OptionValue>;

/** Reads options up to what is none; `known` are the names that the statement takes. */
export function parseOptions(stream: TokenStream, known: readonly string[]): Options {
  const options = new Map<string, OptionValue>();
  do {
    const { line, word } = stream.token;
    if (!known.includes(word)) throw stream.unexpected();
    stream.advance();
    if (word === 'NO') {
      stream.expectWord('CREDENTIAL');
      options.set('NO CREDENTIAL', { kind: 'word', text: '', words: [] });
      continue;
    }
    stream.expectSymbol('=');
    if (options.has(word)) throw failAt(line, 15115, `The option ${word} was given twice.`);
    options.set(word, parseValue(stream));
  } while (stream.takeSymbol(','));
  return options;
}

function parseValue(stream: TokenStream): OptionValue {
  const { kind, text } = stream.token;
  if (kind === 'symbol' || kind === 'variable' || kind === 'end') throw stream.unexpected();
  stream.advance();
  const words: string[] = [];
  while (stream.isWord('HASHED') || stream.isWord('MUST_CHANGE') || stream.isWord('UNLOCK'))
    words.push(stream.advance().word);
  return {
    kind: kind === 'string' ? 'text' : kind === 'binary' ? 'binary' : kind === 'number' ? 'number' : 'word',
    text,
    words,
  };
}

/** The bytes of a binary option. */
export function bytesOf(value: OptionValue): Uint8Array {
  return Uint8Array.from(Buffer.from(value.text.slice(2), 'hex'));
}

/** ON or OFF. */
export function isOn(value: OptionValue | undefined): boolean | undefined {
  return value === undefined ? undefined : value.text.toUpperCase() === 'ON';
}

/** `[a]` or `a`; a reserved word is none. */
export function parseName(stream: TokenStream): string {
  return stream.expectName();
}

/** `public`, `[a]`: where a principal stands, which may be a word that is reserved elsewhere. */
export function parseNames(stream: TokenStream): readonly string[] {
  const names: string[] = [];
  do names.push(parseName(stream));
  while (stream.takeSymbol(','));
  return names;
}
