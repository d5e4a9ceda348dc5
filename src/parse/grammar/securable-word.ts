// The words before `::`, as GRANT, DENY, REVOKE and ALTER AUTHORIZATION take them. Kept apart from the tables that
// write scripts: the reader is the check on them.
import type { SecurableClass } from '../../model/securable-class.ts';

const ALL_CLASSES: { readonly [C in SecurableClass]: true } = {
  'APPLICATION ROLE': true,
  ASSEMBLY: true,
  'ASYMMETRIC KEY': true,
  'AVAILABILITY GROUP': true,
  CERTIFICATE: true,
  CONTRACT: true,
  CREDENTIAL: true,
  DATABASE: true,
  'DATABASE SCOPED CREDENTIAL': true,
  ENDPOINT: true,
  'EXTERNAL LANGUAGE': true,
  'EXTERNAL MODEL': true,
  'FULLTEXT CATALOG': true,
  'FULLTEXT STOPLIST': true,
  LOGIN: true,
  'MESSAGE TYPE': true,
  OBJECT: true,
  'REMOTE SERVICE BINDING': true,
  ROLE: true,
  ROUTE: true,
  SCHEMA: true,
  'SEARCH PROPERTY LIST': true,
  SERVER: true,
  'SERVER ROLE': true,
  SERVICE: true,
  'SYMMETRIC KEY': true,
  TYPE: true,
  USER: true,
  'XML SCHEMA COLLECTION': true,
};

/** The securable class of one to three words, upper case and a blank between; undefined when they name none. */
export function classOfWords(words: string): SecurableClass | undefined {
  return Object.hasOwn(ALL_CLASSES, words) ? (words as SecurableClass) : undefined;
}

/** Classes whose securables belong to the server, not to a database. */
export const SERVER_CLASSES: ReadonlySet<SecurableClass> = new Set<SecurableClass>([
  'AVAILABILITY GROUP',
  'CREDENTIAL',
  'ENDPOINT',
  'LOGIN',
  'SERVER',
  'SERVER ROLE',
]);

/** Classes whose names have a schema in front. */
export const SCHEMA_CLASSES: ReadonlySet<SecurableClass> = new Set<SecurableClass>([
  'OBJECT',
  'TYPE',
  'XML SCHEMA COLLECTION',
]);
