// The number of the CREDENTIAL class, which no documentation gives: the server itself names it.
import { id, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.securable_classes`. That `major_id` is then a `credential_id` is presumed, and noted as such. */
export const securableClasses = defineQuery<ServerScope>()({
  name: 'securable classes',
  view: 'sys.securable_classes',
  since: 2022,
  columns: ['class', 'class_desc'],
  narrow: (query) => query.whereIn('v.class_desc', ['CREDENTIAL', 'SERVER_CREDENTIAL']),
  read: (scope, at) => ({
    row(row) {
      if (name(row[at.class_desc]) !== '') scope.credentialClass.number = id(row[at.class]);
    },
  }),
});
