// The one door through which values become T-SQL. Nothing outside this folder puts a delimiter around a name.
// Sources: "Database identifiers", "Constants (Transact-SQL)", "NCHAR (Transact-SQL)" (Microsoft).

import { GUID } from '../model/catalog/audit-clause.ts';
import { auditPredicate } from '../model/catalog/audit-predicate.ts';
import { isListenerAddress } from '../model/catalog/endpoint-clause.ts';
import type { SecurableClass } from '../model/catalog/securable-class.ts';
import { SECURABLE_CLASSES } from '../model/catalog/securable-class.ts';
import { RegrantError } from '../model/errors.ts';

/** A name as a delimited identifier: `a]b` → `[a]]b]`. */
export function identifier(name: string): string {
  // Most names have none, which is seen much faster than replaced.
  return `[${name.includes(']') ? name.replaceAll(']', ']]') : name}]`;
}

/** The name of something in a schema, of dbo where none is told: `[dbo].[t]`. */
export function qualified({
  schema = 'dbo',
  name,
}: {
  readonly schema?: string | undefined;
  readonly name: string;
}): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** Text as a Unicode string constant: `o'brien` → `N'o''brien'`. Line breaks stay as they are. */
export function text(value: string): string {
  return `N'${inText(value)}'`;
}

/** Text as it stands between the quotes of a string constant. */
export function inText(value: string): string {
  return value.includes("'") ? value.replaceAll("'", "''") : value;
}

/** A binary constant; anything that is not one is refused. */
export function binary(value: string): string {
  return checked(value, /^0x([0-9A-F]{2})*$/i, 'a binary constant');
}

/** Words of the grammar (a permission's name, an option); anything that is not upper-case words is refused. */
export function keyword(value: string): string {
  return checked(value, /^[A-Z][A-Z_0-9]*( [A-Z][A-Z_0-9]*)*$/, 'words of the grammar');
}

/** The name of a collation, which takes no delimiters; anything that is not one is refused. */
export function collationName(value: string): string {
  return checked(value, /^[A-Za-z][A-Za-z_0-9]*$/, 'the name of a collation');
}

/** A column that every node or edge of a graph has, which takes no delimiters; any other name is refused. */
export function graphColumn(value: string): string {
  return checked(value, /^\$(?:node|edge|from|to)_id$/, 'a column of every node or edge');
}

/** An address to listen at, as LISTENER_IP takes it: `(10.0.0.1)`, `('fe80::1')`. Source: "CREATE ENDPOINT (Transact-SQL)". */
export function listenerAddress(value: string): string {
  if (!isListenerAddress(value)) throw malformed(value, 'an address');
  return value.includes(':') ? `('${value}')` : `(${value})`;
}

/** The predicate of an audit; anything that is not one in its one form is refused. */
export function auditFilter(value: string): string {
  if (auditPredicate(value) !== value) throw malformed(value, 'a predicate of an audit');
  return value;
}

/** A GUID as a string constant. */
export function guid(value: string): string {
  return `'${checked(value, GUID, 'a GUID')}'`;
}

/** A whole number. */
export function integer(value: number): string {
  return checked(String(value), /^-?[0-9]+$/, 'a whole number');
}

/** What a permission is on. */
export interface SecurableName {
  /** Its class. */
  readonly class: SecurableClass;
  /** The schema it is in, for the classes that stand in one. */
  readonly schema?: string;
  /** Its name; absent for the server and the database. */
  readonly name?: string;
}

/** A securable as it stands after ON: `OBJECT::[dbo].[t]`; empty for the server and for the database that a statement runs in, which need no ON. */
export function securable(on: SecurableName): string {
  if (on.class === 'SERVER' || (on.class === 'DATABASE' && on.name === undefined)) return '';
  if (on.name === undefined || SECURABLE_CLASSES[on.class].schemaQualified !== (on.schema !== undefined)) {
    throw malformed(`${on.class} ${on.schema ?? ''} ${on.name ?? ''}`, 'a securable with its schema');
  }
  const schema = on.schema === undefined ? '' : `${identifier(on.schema)}.`;
  return `${on.class}::${schema}${identifier(on.name)}`;
}

function checked(value: string, form: RegExp, what: string): string {
  if (!form.test(value)) throw malformed(value, what);
  return value;
}

function malformed(value: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-snapshot',
    fact: `${JSON.stringify(value.slice(0, 40))} is not ${what}.`,
    remedy: 'Capture the server again; if it stays, report the snapshot line that holds it.',
  });
}
