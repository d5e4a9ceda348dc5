// The names under which the catalogue keeps permissions that a statement may call otherwise, what they are on where a
// statement does not say it, and what ALL stands for.
import { permissionSince } from '../../model/catalog/permission-names.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { SecurableName } from '../../parse/tree/statement.ts';

const SYNONYMS: Readonly<Record<string, string>> = {
  EXEC: 'EXECUTE',
  'CREATE PROC': 'CREATE PROCEDURE',
  'BACKUP TRAN': 'BACKUP LOG',
  'BACKUP TRANSACTION': 'BACKUP LOG',
};

/** The name under which the catalogue keeps a permission. */
export function catalogName(permission: string): string {
  return SYNONYMS[permission] ?? permission;
}

/** The class that a permission is on: without ON the server or the database, as the permission has it. */
export function classOf(securable: SecurableName | undefined, permission: string): SecurableClass {
  if (securable !== undefined) return securable.class ?? 'OBJECT';
  const isOfDatabase =
    permission === 'ALL' || permissionSince('DATABASE', catalogName(permission)) !== undefined;
  return isOfDatabase ? 'DATABASE' : 'SERVER';
}

/** What GRANT ALL means on a database ("GRANT Database Permissions"); CREATE DATABASE is only taken in master. */
export const ALL_ON_DATABASE: readonly string[] = [
  'BACKUP DATABASE',
  'BACKUP LOG',
  'CREATE DATABASE',
  'CREATE DEFAULT',
  'CREATE FUNCTION',
  'CREATE PROCEDURE',
  'CREATE RULE',
  'CREATE TABLE',
  'CREATE VIEW',
];
