// What a statement needs a release later than 2012 for, and how that is told.
import { COLUMN_PERMISSIONS, permissionSince } from './permission-names.ts';
import { SECURABLE_CLASSES, type SecurableClass } from './securable-class.ts';
import { SQL_VERSIONS, type SqlVersion } from './version.ts';

/** A release, and what came with it. */
export interface ReleaseNeed {
  /** The first release that has it. */
  readonly since: SqlVersion;
  /** What came with it, in the words of the statement. */
  readonly what: string;
}

/** Words of statements. Sources: "CREATE LOGIN", "CREATE USER", "sys.sp_add_trusted_assembly (Transact-SQL)" (Microsoft). */
export const CAME_WITH = {
  externalProvider: { since: 2022, what: 'FROM EXTERNAL PROVIDER' },
  encryptedValues: { since: 2016, what: 'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS' },
  trustedAssembly: { since: 2017, what: 'sp_add_trusted_assembly' },
} as const satisfies Readonly<Record<string, ReleaseNeed>>;

/** What a permission needs on a class, or on columns of it. */
export function needOfPermission(on: SecurableClass, permission: string, isOnColumn: boolean): ReleaseNeed {
  const known = permissionSince(on, permission);
  const onColumn = isOnColumn ? COLUMN_PERMISSIONS[permission] : undefined;
  const classSince = SECURABLE_CLASSES[on].since;
  const since = SQL_VERSIONS.findLast((one) => one === known || one === onColumn || one === classSince);
  return { since: since ?? classSince, what: `${permission} on ${on}` };
}

/** Why a release does not do; undefined where it does. */
export function whyNewer({ since, what }: ReleaseNeed, version: SqlVersion): string | undefined {
  return since <= version ? undefined : `${what} came with SQL Server ${since}`;
}
