// Availability groups: permissions name the local replica's metadata id, never the group's own id.
import { defined } from '../../model/defined.ts';
import { hex, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type ServerScope, securableIndex } from '../scope.ts';

/** `sys.availability_groups`: names by group id. */
export const availabilityGroups = defineQuery<ServerScope>()({
  name: 'availability groups',
  view: 'sys.availability_groups',
  columns: ['group_id', 'name'],
  read: (scope, at) => ({
    row: (row) => {
      scope.availabilityGroups.set(name(row[at.group_id]).toUpperCase(), name(row[at.name]));
    },
  }),
});

/** `sys.availability_replicas`; `replica_metadata_id` is given for the local replica only. */
export const availabilityReplicas = defineQuery<ServerScope>()({
  name: 'availability replicas',
  view: 'sys.availability_replicas',
  columns: ['group_id', 'replica_metadata_id', 'owner_sid'],
  narrow: (query) => query.whereNotNull('v.replica_metadata_id'),
  read: (scope, at) => ({
    row(row) {
      const metadataId = integer(row[at.replica_metadata_id]);
      const group = scope.availabilityGroups.get((text(row[at.group_id]) ?? '').toUpperCase());
      if (metadataId === undefined || group === undefined) return;
      const named = {
        class: 'AVAILABILITY GROUP',
        schema: undefined,
        name: group,
        isShipped: false,
      } as const;
      securableIndex(scope, 'AVAILABILITY GROUP').set(metadataId, named);
      const owner = scope.loginBySid.get(hex(row[at.owner_sid]) ?? '0x');
      scope.facts.push(defined({ kind: 'securable' as const, class: named.class, name: group, owner }));
    },
  }),
});
