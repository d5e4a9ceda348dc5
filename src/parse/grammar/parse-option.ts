// Pieces that several statements share: option lists without doubles, ON and OFF, passwords, binary literals.
import type { Hex } from '../../model/fact.ts';
import type { PasswordClause } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';

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

/** Parses `NAME = value, NAME = value`, each name at most once where `unique`; `parse` takes the value. */
export function parseOptions(
  cursor: Cursor,
  unique: boolean,
  parse: (name: string, refuse: (wanted: string) => never) => void,
): void {
  const seen = new Set<string>();
  do {
    const token = cursor.peek();
    if (token.kind !== 'word') cursor.fail('an option belongs here');
    if (unique && seen.has(token.upper)) cursor.fail('this option was given before', token);
    seen.add(token.upper);
    cursor.next();
    parse(token.upper, (wanted) => cursor.fail(wanted, token));
  } while (cursor.takeOperator(','));
}

/** A password: its text is dropped at once. Whether a binary one is a hash is only known at HASHED. */
export function parsePassword(cursor: Cursor): { readonly binary?: Hex } {
  if (cursor.take1('string') !== undefined) return {};
  if (cursor.peek().kind !== 'binary') cursor.fail('a password in quotes, or a hash, belongs here');
  return { binary: parseHex(cursor) };
}

/** The clause for a password and its HASHED option. */
export function passwordClause(password: { readonly binary?: Hex }, isHashed: boolean): PasswordClause {
  if (!isHashed) return { form: 'text' };
  return password.binary === undefined ? { form: 'hash' } : { form: 'hash', hash: password.binary };
}
