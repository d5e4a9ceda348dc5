// The rights with which a capture sees everything, without sysadmin. Sources: "Metadata visibility configuration",
// "Permissions (Database Engine)", "sys.sql_logins (Transact-SQL)", "GRANT Server Permissions" (Microsoft).
import { permissionSince } from '../model/catalog/permission-names.ts';
import { NEWEST_VERSION, type SqlVersion } from '../model/catalog/version.ts';

/** A server permission that a capture needs. */
export interface CaptureRight {
  readonly permission: string;
  /** The release that brought it. */
  readonly since: SqlVersion;
  /** What a capture sees by it. */
  readonly shows: string;
  /** Whether it is needed for password hashes alone. */
  readonly forHashes: boolean;
}

const right = (permission: string, shows: string, forHashes = false): CaptureRight => ({
  permission,
  since: permissionSince('SERVER', permission) ?? NEWEST_VERSION,
  shows,
  forHashes,
});

/** What lets a login enter every database, where it is a user of none. */
export const ENTER_ALL = 'CONNECT ANY DATABASE';

/** What is granted to a capturing login, release by release. */
export const CAPTURE_RIGHTS: readonly CaptureRight[] = [
  right('VIEW ANY DEFINITION', 'every login, role, permission and object'),
  right(ENTER_ALL, 'the inside of every database'),
  right('VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION', 'the password hashes of SQL logins', true),
];

/** What shows password hashes where no right of their own does: it lets its holder do anything, as sysadmin does. */
export const ALL_RIGHTS = 'CONTROL SERVER';

/** The rights for one release. */
export function captureRights(release: SqlVersion, hashes: boolean): readonly string[] {
  const known = CAPTURE_RIGHTS.filter(({ since }) => since <= release);
  if (hashes && !known.some(({ forHashes }) => forHashes)) return [ALL_RIGHTS];
  return known.filter(({ forHashes }) => hashes || !forHashes).map(({ permission }) => permission);
}
