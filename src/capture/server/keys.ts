// Certificates and asymmetric keys of master: what a login FROM CERTIFICATE or FROM ASYMMETRIC KEY stands for.
import { hex, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.certificates` of master, by SID. */
export const masterCertificates = defineQuery<ServerScope>()({
  name: 'certificates of master',
  view: 'sys.certificates',
  columns: ['name', 'sid'],
  read: (scope, at) => ({
    row(row) {
      const sid = hex(row[at.sid]);
      if (sid !== undefined) scope.certificateBySid.set(sid, name(row[at.name]));
    },
  }),
});

/** `sys.asymmetric_keys` of master, by SID. */
export const masterAsymmetricKeys = defineQuery<ServerScope>()({
  name: 'asymmetric keys of master',
  view: 'sys.asymmetric_keys',
  columns: ['name', 'sid'],
  read: (scope, at) => ({
    row(row) {
      const sid = hex(row[at.sid]);
      if (sid !== undefined) scope.asymmetricKeyBySid.set(sid, name(row[at.name]));
    },
  }),
});
