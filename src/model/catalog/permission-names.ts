// The closed list of permissions, as the table of securable classes has it. One that the catalogue returns and this list
// lacks is kept and flagged, never dropped.
import { SECURABLE_CLASSES, type SecurableClass } from './securable-class.ts';
import { SQL_VERSIONS, type SqlVersion } from './version.ts';

/** Permissions that OBJECT rows may hold on a column, with the release that brought that. */
export const COLUMN_PERMISSIONS: Readonly<Record<string, SqlVersion>> = {
  REFERENCES: 2012,
  SELECT: 2012,
  UNMASK: 2022,
  UPDATE: 2012,
};

const SINCE: ReadonlyMap<string, ReadonlyMap<string, SqlVersion>> = new Map(
  Object.entries(SECURABLE_CLASSES).map(([securable, { permissions }]) => [
    securable,
    new Map(
      SQL_VERSIONS.flatMap((since) => (permissions[since] ?? []).map((name) => [name, since] as const)),
    ),
  ]),
);

/** The release that brought a permission on a class; undefined when the list does not have it. */
export function permissionSince(securable: SecurableClass, permission: string): SqlVersion | undefined {
  return SINCE.get(securable)?.get(permission);
}

/** Every permission of a class that a release has, in ordinal order. */
export function permissionsOf(securable: SecurableClass, version: SqlVersion): readonly string[] {
  const names = SINCE.get(securable) ?? new Map<string, SqlVersion>();
  return [...names]
    .filter(([, since]) => since <= version)
    .map(([name]) => name)
    .sort();
}
