// Members of server roles and of roles in databases.
import { administratorsOf } from '../../model/catalog/system-principals.ts';
import type { RoleMemberFact } from '../../model/fact.ts';
import { limitOfMember } from '../../model/limit-of-row.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import type { World } from '../lookup/world.ts';
import { step } from '../plan.ts';
import { UNGRANTABLE } from '../reason.ts';
import type { KindRule, Outcome } from '../rule.ts';
import { not, steps } from '../rule.ts';

export const ROLE_MEMBER_RULE: KindRule<'role-member'> = {
  create: (fact, { wanted }) => {
    const { database, role, member } = fact;
    if (limitOfMember(fact, wanted) !== undefined) return untold(fact);
    return steps(
      database === undefined
        ? step('add-server-role-member', { role, member })
        : step('add-role-member', { role, member }),
    );
  },
  drop: (fact, world) => {
    const { database, role, member } = fact;
    if (!world.isKnown) return steps(step('drop-shipped-member', { role, member }));
    if (limitOfMember(fact, liveOf(world)) !== undefined) return not(UNGRANTABLE);
    const needs = ['revoke-extra'] as const;
    return steps(
      database === undefined
        ? step('drop-server-role-member', { role, member }, { needs })
        : step('drop-role-member', { role, member }, { needs }),
    );
  },
  change: {},
};

const liveOf = ({ live, wanted }: World): SnapshotIndex => live ?? wanted;

/** sa in sysadmin, and dbo in db_owner, go without saying. */
function untold({ database, role, member }: RoleMemberFact): Outcome {
  if (role === administratorsOf(database)) return { reason: UNGRANTABLE };
  const who = database === undefined ? 'sa' : 'dbo';
  const note = `${member} is a member of ${role}: ${who} can be put into no role, and needs none.`;
  return { notes: [{ code: 'ungrantable-row', note }], reason: UNGRANTABLE };
}
