// Databases as the server lists them: facts of their own, and the list of what is to be entered.
import { defined } from '../../model/defined.ts';
import { flag, guidOf, hex, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';
import { containedGroupOf } from './availability-groups.ts';

/** `sys.databases`. */
export const databases = defineQuery<ServerScope>()({
  name: 'databases',
  view: 'sys.databases',
  columns: ['name', 'owner_sid', 'state_desc', 'user_access_desc', 'collation_name', 'is_read_only'],
  optional: [
    'containment',
    'is_trustworthy_on',
    'is_db_chaining_on',
    'is_broker_enabled',
    'service_broker_guid',
    'source_database_id',
    'is_cdc_enabled',
    'is_distributor',
  ],
  expressions: { has_access: 'HAS_DBACCESS([v].[name])', owner_name: 'SUSER_SNAME([v].[owner_sid])' },
  read: (scope, at) => ({
    row(row) {
      const ownerSid = hex(row[at.owner_sid]) ?? '0x';
      scope.databases.push({
        isAccessible: integer(row[at.has_access]) !== 0,
        isSnapshot: integer(row[at.source_database_id]) !== undefined,
        fact: defined({
          kind: 'database' as const,
          name: name(row[at.name]),
          state: text(row[at.state_desc]) ?? 'UNKNOWN',
          userAccess: text(row[at.user_access_desc]) ?? 'UNKNOWN',
          // A member of a Windows group that has the login may own a database without one of its own.
          owner: scope.loginBySid.get(ownerSid) ?? text(row[at.owner_name]),
          ownerSid,
          collation: text(row[at.collation_name]),
          containment: integer(row[at.containment]) ?? 0,
          isTrustworthy: flag(row[at.is_trustworthy_on]),
          isDbChaining: flag(row[at.is_db_chaining_on]),
          isBrokerEnabled: flag(row[at.is_broker_enabled]),
          brokerId: guidOf(row[at.service_broker_guid]),
          isReadOnly: flag(row[at.is_read_only]),
          isCdcEnabled: flag(row[at.is_cdc_enabled]) || undefined,
          containedGroup: containedGroupOf(scope, name(row[at.name])),
          isDistributor: flag(row[at.is_distributor]) || undefined,
        }),
      });
    },
  }),
});
