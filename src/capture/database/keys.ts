// SIDs of certificates and asymmetric keys: what a user FOR CERTIFICATE or FOR ASYMMETRIC KEY stands for.
import { hex, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';

/** `sys.certificates`, by SID. */
export const certificateSids = defineQuery<DatabaseScope>()({
  name: 'certificate SIDs',
  view: 'sys.certificates',
  columns: ['name', 'sid'],
  read: (scope, at) => ({
    row(row) {
      const sid = hex(row[at.sid]);
      if (sid !== undefined) scope.certificateBySid.set(sid, name(row[at.name]));
    },
  }),
});

/** `sys.asymmetric_keys`, by SID. */
export const asymmetricKeySids = defineQuery<DatabaseScope>()({
  name: 'asymmetric key SIDs',
  view: 'sys.asymmetric_keys',
  columns: ['name', 'sid'],
  read: (scope, at) => ({
    row(row) {
      const sid = hex(row[at.sid]);
      if (sid !== undefined) scope.asymmetricKeyBySid.set(sid, name(row[at.name]));
    },
  }),
});
