// The names under which the catalogue keeps permissions that a statement may call otherwise, and what ALL stands for.

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
