// The versions of password hashes, as their first two bytes tell them.
import type { SqlVersion } from './version.ts';

/** Source: "What's new in SQL Server 2025": version 0x0300 hashes are PBKDF2; 2022 reads them only from CU 12. */
const SINCE: Readonly<Record<string, SqlVersion>> = { '0x0100': 2012, '0x0200': 2012, '0x0300': 2025 };

/** The version of a hash, and the release that brought it: undefined for one that none is known to take. */
export function hashVersion(hash: string): {
  readonly version: string;
  readonly since: SqlVersion | undefined;
} {
  const version = hash.slice(0, 6);
  return { version, since: SINCE[version] };
}
