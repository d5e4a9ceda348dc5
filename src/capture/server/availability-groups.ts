// Availability groups: permissions name the local replica's metadata id, never the group's own id.
import { defined } from '../../model/defined.ts';
import { shown } from '../../model/words/shown.ts';
import { flag, guidOf, hex, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import { type ServerScope, securableIndex } from '../scope.ts';

/** `sys.availability_groups`: names by group id. */
export const availabilityGroups = defineQuery<ServerScope>()({
  name: 'availability groups',
  view: 'sys.availability_groups',
  columns: ['group_id', 'name'],
  optional: ['is_contained'],
  read: (scope, at) => ({
    row: (row) => {
      scope.availabilityGroups.set(guidOf(row[at.group_id]), name(row[at.name]));
      if (flag(row[at.is_contained])) scope.containedGroups.add(name(row[at.name]));
    },
  }),
});

/** `sys.availability_replicas`; `replica_metadata_id` is given for the local replica only. */
export const availabilityReplicas = defineQuery<ServerScope>()({
  name: 'availability replicas',
  view: 'sys.availability_replicas',
  columns: ['group_id', 'replica_metadata_id', 'owner_sid'],
  expressions: { account_name: 'SUSER_SNAME([v].[owner_sid])' },
  narrow: (query) => query.whereNotNull('v.replica_metadata_id'),
  read: (scope, at) => ({
    row(row) {
      const metadataId = integer(row[at.replica_metadata_id]);
      const group = scope.availabilityGroups.get(guidOf(row[at.group_id]));
      if (metadataId === undefined) return;
      if (group === undefined) {
        const fact = 'sys.availability_replicas has a replica of a group which is not visible.';
        scope.ledger.omit('unresolved-id', fact, SEE_MORE, 1);
        return;
      }
      const named = {
        class: 'AVAILABILITY GROUP',
        schema: undefined,
        name: group,
        isShipped: false,
      } as const;
      securableIndex(scope, 'AVAILABILITY GROUP').set(metadataId, named);
      const sid = hex(row[at.owner_sid]);
      const owner = scope.loginBySid.get(sid ?? '0x');
      if (owner === undefined && sid !== undefined)
        tellOwner(scope, group, text(row[at.account_name]) ?? sid);
      scope.facts.push(defined({ kind: 'securable' as const, class: named.class, name: group, owner }));
    },
  }),
});

/** Whoever made a group owns it, and may have come in as a member of a Windows group: no statement gives it to them. */
function tellOwner({ ledger }: ServerScope, group: string, owner: string): void {
  const whom = owner.startsWith('0x') ? owner : shown(owner);
  const fact = `The availability group ${shown(group)} belongs to ${whom}, who has no login: its owner is not scripted.`;
  ledger.note('group-owner-without-login', fact);
}

/**
 * The contained group whose own master or msdb a database is. Source: "What is a contained availability group?"
 * (Microsoft): they are called after the group.
 */
export function containedGroupOf(
  { containedGroups }: Pick<ServerScope, 'containedGroups'>,
  database: string,
): string | undefined {
  const group = /^(.*)_(?:master|msdb)$/s.exec(database)?.[1];
  return group !== undefined && containedGroups.has(group) ? group : undefined;
}

/**
 * Reports the groups whose logins and rights the instance does not show. Through its listener a group shows its own master
 * and msdb as these, and none that is called after it.
 */
export function reportContainedGroups({ containedGroups, databases, probe, ledger }: ServerScope): void {
  const seesAll = probe.isSysadmin || probe.holds.get('VIEW ANY DATABASE') !== false;
  for (const group of containedGroups) {
    if (seesAll && !databases.some(({ fact }) => fact.name === `${group}_master`)) {
      const fact = `This is the contained availability group ${shown(group)}, a server of its own: its logins, jobs and rights are captured, and not those of the instance.`;
      ledger.note('through-listener', fact);
      continue;
    }
    const fact = `The availability group ${shown(group)} is contained: it has logins, jobs and rights of its own, which were not captured.`;
    const remedy =
      'Capture it as a server of its own, through its listener; this script restores the instance alone.';
    ledger.omit('contained-availability-group', fact, remedy);
  }
}
