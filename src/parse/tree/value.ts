// What a variable or an expression is known to hold. Strings remember which literals they are made of, so that
// a statement inside one can be shown at its place in the file.
import type { SsisObjectType } from '../../model/facts/ssis-permission.ts';
import type { Token } from '../lex/token.ts';

/** A stretch of a string that came from one literal (or, without a token, from a function). */
export interface Piece {
  /** Where in the string it begins. */
  readonly at: number;
  readonly token?: Token;
}

/** What a number stands for that only the server knows: a principal of the database, or what its Integration Services have. */
export type CatalogId =
  | { readonly of: 'principal'; readonly name: string }
  | { readonly of: SsisObjectType; readonly folder: string; readonly name?: string };

/** A known value. */
export type Known =
  | { readonly type: 'string'; readonly value: string; readonly origin: Origin }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'binary'; readonly value: string }
  | { readonly type: 'id'; readonly id: CatalogId }
  | { readonly type: 'null' };

/** A value, or undefined where only the server would know it. */
export type Value = Known | undefined;

/** Longest string that is followed; a longer one is not known. */
export const STRING_LIMIT = 1024 * 1024;

/** A string without a place of its own. */
export function stringValue(value: string, token?: Token): Known {
  return { type: 'string', value, origin: token === undefined ? {} : { token } };
}

/** `a + b`. */
export function addValues(a: Value, b: Value): Value {
  if (a === undefined || b === undefined) return undefined;
  if (a.type === 'null' || b.type === 'null') return { type: 'null' };
  if (a.type === 'number' && b.type === 'number') return { type: 'number', value: a.value + b.value };
  if (a.type === 'binary' && b.type === 'binary')
    return { type: 'binary', value: a.value + b.value.slice(2) };
  if (a.type !== 'string' || b.type !== 'string') return undefined;
  if (a.value.length + b.value.length > STRING_LIMIT) return undefined;
  const origin = { left: a.origin, right: b.origin, split: a.value.length };
  return { type: 'string', value: a.value + b.value, origin };
}

/** What a string is made of, as a tree so that `+` costs nothing: a literal (or text without a place), or two parts. */
export type Origin =
  | { readonly token?: Token }
  | { readonly left: Origin; readonly right: Origin; readonly split: number };

/** The pieces of a string in order. */
export function piecesOf(origin: Origin): Piece[] {
  const pieces: Piece[] = [];
  const open: [Origin, number][] = [[origin, 0]];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [part, at] = item;
    if ('left' in part) open.push([part.right, at + part.split], [part.left, at]);
    else pieces.push(part.token === undefined ? { at } : { at, token: part.token });
  }
  return pieces;
}
