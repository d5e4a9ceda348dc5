// Why SQL Server refuses to change roles and their members.

import { changedScope } from '../effects/statement-effect.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { Principal } from '../state/principal.ts';
import { needs, refusals, refuses } from './refusals.ts';

type RoleAct = ActOf<'alter-role' | 'alter-server-role'>;

const ALTER = 'ALTER ROLE (Transact-SQL)';
const ALTER_SERVER = 'ALTER SERVER ROLE (Transact-SQL)';
const ON = ['alter-role', 'alter-server-role'] as const;

/** Rules about roles, in the order in which they are asked. */
export const ROLE_RULES = [
  ...refusals(ON, ALTER, {
    'role-exists': needs(({ kind, name }) => ({
      what: kind === 'alter-role' ? 'role' : 'server-role',
      name,
    })),
    'member-exists': needs(({ kind, action, operand: name }) =>
      action === 'rename'
        ? undefined
        : { what: kind === 'alter-role' ? 'principal' : 'server-principal', name },
    ),
    'fixed-roles-are-no-members': refuses(
      15405,
      (act, context) =>
        act.action === 'add-member' &&
        memberOf(act, context)?.isFixed === true &&
        `${act.operand} is a fixed role, and can be a member of nothing`,
    ),
    'no-circles-of-roles': refuses(15413, (act, context) => {
      const [role, member] = [roleOf(act, context), memberOf(act, context)];
      if (act.action !== 'add-member' || role === undefined || member === undefined) return undefined;
      const isCircle = role === member || changedScope(act, context)?.isMember(member, role);
      return isCircle && `${act.name} is a member of ${act.operand} itself`;
    }),
    'fixed-roles-keep-their-name': refuses(
      15150,
      (act, context) =>
        act.action === 'rename' && roleOf(act, context)?.isFixed === true && `${act.name} is a fixed role`,
    ),
  }),
  ...refusals(ON, ALTER_SERVER, {
    'public-has-no-members': refuses(
      15081,
      (act, context) =>
        act.action !== 'rename' &&
        roleOf(act, context)?.name === 'public' &&
        'the membership of public cannot be changed',
    ),
    'sa-and-dbo-are-no-members': refuses(
      15405,
      (act, context) =>
        act.action !== 'rename' &&
        memberOf(act, context)?.id === 1 &&
        `${act.operand} can be a member of nothing`,
    ),
  }),
  ...refusals(['alter-role'], ALTER, {
    'application-roles-are-no-members': refuses(
      (act, context) =>
        act.action === 'add-member' &&
        memberOf(act, context)?.type === 'A' &&
        `${act.operand} is an application role, and can be a member of nothing`,
    ),
  }),
];

function roleOf(act: RoleAct, context: RunContext): Principal | undefined {
  return changedScope(act, context)?.principal(act.name);
}

function memberOf(act: RoleAct, context: RunContext): Principal | undefined {
  return changedScope(act, context)?.principal(act.operand);
}
