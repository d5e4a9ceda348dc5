// Splits an ADO.NET connection string into keywords and values by SqlClient's rules. No message ever quotes a value,
// nor a keyword that follows a password, since an unquoted ; in a password turns its rest into a keyword.
import { RegrantError } from '../model/errors.ts';

/** One `keyword=value` in lower case and with its quotes taken off; an empty value means the keyword's default. */
export interface ConnectionStringPair {
  readonly keyword: string;
  readonly value: string;
}

/**
 * The pairs of a connection string in their order, duplicates included.
 * Rules (page "Connection String Syntax", ADO.NET): blanks around keywords and values do not count; a value with `;`
 * or edge blanks is put in '…' or "…", where the quote is doubled; `==` in a keyword is one `=`; empty pairs are skipped.
 * Throws a RegrantError `bad-address` with the position of the mistake.
 */
export function splitConnectionString(text: string): readonly ConnectionStringPair[] {
  const pairs: ConnectionStringPair[] = [];
  let at = skip(text, 0, /[\s;]/);
  while (at < text.length && text[at] !== '\0') {
    const keyword = readKeyword(text, at);
    const value = readValue(text, keyword.end);
    pairs.push({ keyword: keyword.text, value: value.text });
    at = skip(text, value.end, /[\s;]/);
  }
  return pairs;
}

interface Read {
  readonly text: string;
  /** Where reading goes on. */
  readonly end: number;
}

function readKeyword(text: string, start: number): Read {
  let name = '';
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (isControl(char) && !/\s/.test(char)) break;
    if (char !== '=') name += char;
    else if (text[at + 1] === '=') {
      name += '=';
      at += 1;
    } else if (name.trim() === '') break;
    else return { text: name.trim().toLowerCase(), end: at + 1 };
  }
  throw broken(start, 'has something that is not keyword=value');
}

function readValue(text: string, start: number): Read {
  const at = skip(text, start, /\s/);
  const quote = text[at];
  return quote === '"' || quote === "'" ? readQuoted(text, at, quote) : readUnquoted(text, at);
}

function readQuoted(text: string, start: number, quote: string): Read {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\0') break;
    if (char !== quote) value += char;
    else if (text[at + 1] === quote) {
      value += quote;
      at += 1;
    } else return { text: value, end: endOfPair(text, at + 1) };
  }
  throw broken(start, 'has a quoted value that does not end');
}

function endOfPair(text: string, start: number): number {
  const at = skip(text, start, /\s/);
  if (at < text.length && text[at] !== ';' && text[at] !== '\0') {
    throw broken(start, 'has text after the closing quote of a value');
  }
  return at;
}

function readUnquoted(text: string, start: number): Read {
  let end = start;
  while (end < text.length && text[end] !== ';' && text[end] !== '\0') end += 1;
  const value = text.slice(start, end).trim();
  if ([...value].some((char) => isControl(char) && !/\s/.test(char))) {
    throw broken(start, 'has a control character in an unquoted value');
  }
  if (/["']$/.test(value)) throw broken(start, 'has an unquoted value that ends in a quote');
  return { text: value, end };
}

function skip(text: string, start: number, what: RegExp): number {
  let at = start;
  while (at < text.length && what.test(text.charAt(at))) at += 1;
  return at;
}

function isControl(char: string): boolean {
  return /\p{Cc}/u.test(char);
}

function broken(at: number, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-address',
    fact: `The connection string ${what}, at character ${at + 1}.`,
    remedy: 'Put a value that holds ; or quotes in "…" or \'…\' and double that quote inside it.',
  });
}
