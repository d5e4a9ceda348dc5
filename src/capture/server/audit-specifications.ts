// Audit specifications of the server, and the groups of actions that they have written down.
import {
  ACTION_COLUMNS,
  readAuditActions,
  readSpecifications,
  SPECIFICATION_COLUMNS,
  SPECIFICATION_OPTIONS,
} from '../audit-specifications.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.server_audit_specifications`. */
export const serverSpecifications = defineQuery<ServerScope>()({
  name: 'server audit specifications',
  view: 'sys.server_audit_specifications',
  columns: ['server_specification_id', ...SPECIFICATION_COLUMNS],
  optional: SPECIFICATION_OPTIONS,
  read: (scope, at) =>
    readSpecifications(
      scope,
      { database: undefined, audits: scope.audits, probe: scope.probe },
      { ...at, specification: at.server_specification_id },
    ),
});

/** `sys.server_audit_specification_details`. */
export const serverAuditActions = defineQuery<ServerScope>()({
  name: 'actions of server audit specifications',
  view: 'sys.server_audit_specification_details',
  columns: ['server_specification_id', ...ACTION_COLUMNS],
  read: (scope, at) =>
    readAuditActions(scope, undefined, { ...at, specification: at.server_specification_id }),
});
