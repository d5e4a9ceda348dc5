// Collations: how strings compare. Equality follows the name's flags and ignores trailing blanks, as SQL Server
// does; order is ordinal over the folded text, which is not the linguistic order of a real server.
import { ordinal } from '../../../../src/model/order.ts';

/** A collation by its name. */
export interface Collation {
  readonly name: string;
  readonly caseSensitive: boolean;
  /** Two strings are equal exactly when their keys are. */
  key(text: string): string;
  compare(a: string, b: string): number;
}

/** The collation of the catalogue's own strings: type codes, `*_desc`, permission names. */
export const CATALOG_COLLATION = 'Latin1_General_CI_AS_KS_WS';

/** The collation of Service Broker names. */
export const BINARY_COLLATION = 'Latin1_General_BIN';

const known = new Map<string, Collation>();

/** The collation of that name; undefined when the name says nothing about how to compare. */
export function collationOf(name: string): Collation | undefined {
  const written = known.get(name);
  if (written !== undefined) return written;
  const canonical = name.toLowerCase();
  const made = known.get(canonical) ?? makeCollation(name);
  if (made === undefined) return undefined;
  known.set(canonical, made);
  known.set(name, made);
  return made;
}

function makeCollation(name: string): Collation | undefined {
  const flags = name.toUpperCase().split('_').slice(1);
  if (flags.length === 0) return undefined;
  if (flags.includes('BIN') || flags.includes('BIN2')) return collation(name, true, trimBlanks);
  const caseSensitive = flags.includes('CS');
  if (!caseSensitive && !flags.includes('CI')) return undefined;
  const fold = flags.includes('AI') ? stripAccents : (text: string) => text;
  return collation(
    name,
    caseSensitive,
    caseSensitive ? (text) => fold(trimBlanks(text)) : (text) => fold(trimBlanks(text)).toLowerCase(),
  );
}

function collation(name: string, caseSensitive: boolean, key: (text: string) => string): Collation {
  return { name, caseSensitive, key, compare: (a, b) => ordinal(key(a), key(b)) };
}

function trimBlanks(text: string): string {
  if (text.charCodeAt(text.length - 1) !== 32) return text;
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1;
  return text.slice(0, end);
}

function stripAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** A LIKE pattern as a test: `%`, `_`, `[a-z]`, `[^a]`, and an escape character. */
export function likeTest(
  pattern: string,
  escapeWith: string | undefined,
  collation: Collation,
): (text: string) => boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === escapeWith) {
      at += 1;
      source += literal(pattern[at] ?? '');
    } else if (char === '%') source += '[^]*';
    else if (char === '_') source += '[^]';
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 1);
      if (end === -1) return () => false;
      source += bracketSource(pattern.slice(at + 1, end));
      at = end;
    } else source += literal(char);
  }
  const test = new RegExp(`^${source}$`, collation.caseSensitive ? '' : 'i');
  return (text) => test.test(text);
}

function bracketSource(content: string): string {
  const negated = content.startsWith('^');
  const inner = (negated ? content.slice(1) : content).replace(/[\\\]^]/g, '\\$&');
  return inner === '' ? '(?!)' : `[${negated ? '^' : ''}${inner}]`;
}

const literal = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
