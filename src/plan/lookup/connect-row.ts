// Rows of CONNECT SQL that are written otherwise than all others, or not at all.
import type { PermissionFact } from '../../model/fact.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** Every server's sa holds CONNECT SQL, and nothing can grant it: the row needs no statement. */
export function isSaConnect(fact: PermissionFact, { sa }: SnapshotIndex): boolean {
  return fact.grantee === sa && fact.permission === 'CONNECT SQL' && fact.state === 'G';
}

/** DENY CONNECT SQL comes last in the script. */
export function isDeniedConnect(fact: PermissionFact): boolean {
  return fact.class === 'SERVER' && fact.permission === 'CONNECT SQL' && fact.state === 'D';
}
