// Audit specifications of a database, and the actions that they have written down.
import {
  ACTION_COLUMNS,
  readAuditActions,
  readSpecifications,
  SPECIFICATION_COLUMNS,
  SPECIFICATION_OPTIONS,
} from '../audit-specifications.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';

/** `sys.database_audit_specifications`. */
export const databaseSpecifications = defineQuery<DatabaseScope>()({
  name: 'database audit specifications',
  view: 'sys.database_audit_specifications',
  columns: ['database_specification_id', ...SPECIFICATION_COLUMNS],
  optional: SPECIFICATION_OPTIONS,
  read: (scope, at) =>
    readSpecifications(
      scope,
      { database: scope.database, audits: scope.server.audits, probe: scope.server.probe },
      { ...at, specification: at.database_specification_id },
    ),
});

/** `sys.database_audit_specification_details`. */
export const databaseAuditActions = defineQuery<DatabaseScope>()({
  name: 'actions of database audit specifications',
  view: 'sys.database_audit_specification_details',
  columns: ['database_specification_id', ...ACTION_COLUMNS],
  read: (scope, at) =>
    readAuditActions(scope, scope.database, { ...at, specification: at.database_specification_id }),
});
