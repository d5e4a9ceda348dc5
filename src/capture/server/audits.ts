// Audits of the server: what those that write to files have of their own comes first, and is joined by id.
import { auditPredicate } from '../../model/catalog/audit-predicate.ts';
import { defined } from '../../model/defined.ts';
import { filled, flag, guidOf, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.server_file_audits`; either count of files is 0 where the other one holds. */
export const fileAudits = defineQuery<ServerScope>()({
  name: 'audits to files',
  view: 'sys.server_file_audits',
  columns: [
    'audit_id',
    'max_file_size',
    'max_rollover_files',
    'max_files',
    'reserve_disk_space',
    'log_file_path',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const maxFiles = integer(row[at.max_files]) || undefined;
      scope.auditFiles.set(
        id(row[at.audit_id]),
        defined({
          path: text(row[at.log_file_path]),
          maxSize: integer(row[at.max_file_size]),
          maxRolloverFiles: maxFiles === undefined ? integer(row[at.max_rollover_files]) : undefined,
          maxFiles,
          isSpaceReserved: flag(row[at.reserve_disk_space]),
        }),
      );
    },
  }),
});

/** `sys.server_audits`. */
export const serverAudits = defineQuery<ServerScope>()({
  name: 'server audits',
  view: 'sys.server_audits',
  columns: [
    'audit_id',
    'name',
    'audit_guid',
    'type_desc',
    'on_failure_desc',
    'is_state_enabled',
    'queue_delay',
    'predicate',
  ],
  read: (scope, at) => ({
    row(row) {
      const predicate = filled(row[at.predicate]);
      const audit = name(row[at.name]);
      const guid = guidOf(row[at.audit_guid]);
      scope.audits.set(guid, audit);
      scope.facts.push(
        defined({
          kind: 'server-audit' as const,
          name: audit,
          guid,
          target: text(row[at.type_desc]),
          ...scope.auditFiles.get(id(row[at.audit_id])),
          queueDelay: integer(row[at.queue_delay]),
          onFailure: text(row[at.on_failure_desc]),
          predicate: predicate && (auditPredicate(predicate) ?? predicate),
          isEnabled: flag(row[at.is_state_enabled]),
        }),
      );
    },
  }),
});
