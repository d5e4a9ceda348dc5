// Rows of permissions that no statement writes, and those that are written somewhere else than all others.
// Source: "GRANT (Transact-SQL)" (Microsoft).
import type { PermissionFact } from '../model/fact.ts';
import { securableOf } from '../model/identity.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** Why SQL Server takes no statement for a row; undefined where it does. */
export function ungrantable(fact: PermissionFact, index: SnapshotIndex): string | undefined {
  const { grantee, state, column } = fact;
  const special = fact.database === undefined ? [index.sa] : ['dbo', 'INFORMATION_SCHEMA', 'sys'];
  if (special.includes(grantee)) return `${grantee} can be granted and denied nothing`;
  if (fact.name !== undefined && grantee === index.ownerOf(securableOf(fact)) && grantee !== 'dbo') {
    return `${grantee} owns the securable, and an owner can be granted and denied nothing`;
  }
  if (state === 'R' && column === undefined) return 'a REVOKE row is known only on columns';
  return undefined;
}

/** Every server's sa holds CONNECT SQL, and nothing can grant it: the row needs no statement. */
export function isSaConnect(fact: PermissionFact, { sa }: SnapshotIndex): boolean {
  return fact.grantee === sa && fact.permission === 'CONNECT SQL' && fact.state === 'G';
}

/** DENY CONNECT SQL comes last in the script. */
export function isDeniedConnect(fact: PermissionFact): boolean {
  return fact.class === 'SERVER' && fact.permission === 'CONNECT SQL' && fact.state === 'D';
}
