// Pieces that several statements share: lists of options, ON and OFF, numbers, passwords, binary literals.

import type { Hex } from '../../model/fact.ts';
import type { Cursor } from './cursor.ts';

/** Properties that are filled in one by one. */
export type Filled<O> = { -readonly [P in keyof O]: O[P] };

type Take<O> = (cursor: Cursor, options: O) => void;

/** Who reads the value of each option, by its word; `alone` what stands behind one that has no `=`. */
export type OptionTable<O> = Readonly<Record<string, Take<O> | { readonly alone: Take<O> }>>;

/** Who puts into a property what `read` takes. */
export function into<O, P extends keyof O>(property: P, read: (cursor: Cursor) => O[P]) {
  return (cursor: Cursor, options: O): void => {
    options[property] = read(cursor);
  };
}

/** Who takes a name. */
export function nameOf(what: string): (cursor: Cursor) => string {
  return (cursor) => cursor.name(what);
}

/** Who takes a number. */
export function numberOf(what: string): (cursor: Cursor) => number {
  return (cursor) => Number(cursor.want1('number', what).value);
}

/** The options of users and of logins that Microsoft Entra knows. */
export const EXTERNAL_OPTIONS: OptionTable<{ sid?: Hex; externalType?: string; objectId?: string }> = {
  SID: into('sid', parseHex),
  TYPE: into('externalType', (cursor) => cursor.name('E or X').toUpperCase()),
  OBJECT_ID: into('objectId', (cursor) => cursor.want1('string', 'an object id in quotes').value),
};

/** Takes `NAME = value, NAME = value` into `options`; a word that the table does not have is refused, as is a second of a kind where `isUnique`. */
export function parseOptions<O>(
  cursor: Cursor,
  table: OptionTable<O>,
  options: O,
  wanted: string,
  isUnique = true,
): void {
  const seen = new Set<string>();
  do {
    const token = cursor.peek();
    const read = Object.hasOwn(table, token.upper) ? table[token.upper] : undefined;
    if (read === undefined || token.kind !== 'word') cursor.fail(`${wanted} belongs here`);
    if (isUnique && seen.has(token.upper)) cursor.fail('this option was given before');
    seen.add(token.upper);
    cursor.index += 1;
    if (typeof read === 'function') {
      cursor.wantOperator('=');
      read(cursor, options);
    } else read.alone(cursor, options);
  } while (cursor.takeOperator(','));
}

/** The same in parentheses. */
export function parseOptionList<O>(cursor: Cursor, table: OptionTable<O>, options: O, wanted: string): void {
  cursor.wantOperator('(');
  parseOptions(cursor, table, options, wanted);
  cursor.wantOperator(')');
}

/** A binary literal as it is kept: whole bytes, upper case. */
export function hexOf(value: string): Hex {
  const digits = value.slice(2);
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}

/** Takes a binary literal. */
export function parseHex(cursor: Cursor): Hex {
  return hexOf(cursor.want1('binary', 'a binary literal (0x…)').value);
}

/** `ON` or `OFF`. */
export function parseOnOff(cursor: Cursor): boolean {
  if (cursor.take('ON')) return true;
  cursor.want('OFF');
  return false;
}

/** A password: its text is dropped at once. Whether a binary one is a hash is only known at HASHED. */
export function parsePassword(cursor: Cursor): { readonly binary?: Hex } {
  if (cursor.take1('string') !== undefined) return {};
  if (cursor.peek().kind !== 'binary') cursor.fail('a password in quotes, or a hash, belongs here');
  return { binary: parseHex(cursor) };
}

/** `OLD_PASSWORD = 'x'` behind a new one; false where it is not there. */
export function takeOldPassword(cursor: Cursor): boolean {
  if (!cursor.take('OLD_PASSWORD')) return false;
  cursor.wantOperator('=');
  cursor.want1('string', 'the old password in quotes');
  return true;
}
