// Certificates and asymmetric keys of master: what a login FROM CERTIFICATE or FROM ASYMMETRIC KEY stands for.
import { hex, id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.certificates` of master, by SID and by id. */
export const masterCertificates = defineQuery<ServerScope>()({
  name: 'certificates of master',
  view: 'sys.certificates',
  columns: ['certificate_id', 'name', 'sid'],
  read: (scope, at) => ({
    row(row) {
      const certificate = name(row[at.name]);
      scope.certificateById.set(id(row[at.certificate_id]), certificate);
      const sid = hex(row[at.sid]);
      if (sid !== undefined) scope.certificateBySid.set(sid, certificate);
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
