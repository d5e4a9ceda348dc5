// Why SQL Server refuses to change roles and their members.

import { changedScope } from '../effects/changed-scope.ts';
import { type ActOf, type RunContext, refusal } from '../rule.ts';
import type { Principal } from '../state/principal.ts';
import { isMade, principalText } from '../state/principal.ts';
import { speaksOf } from './reference.ts';

type RoleAct = ActOf<'alter-role' | 'alter-server-role'>;

const ALTER = 'ALTER ROLE (Transact-SQL)';
const ALTER_SERVER = 'ALTER SERVER ROLE (Transact-SQL)';
const ON = ['alter-role', 'alter-server-role'] as const;

/** Rules about roles, in the order in which they are asked. */
export const ROLE_RULES = [
  speaksOf({
    name: 'role-exists',
    source: ALTER,
    on: ON,
    of: ({ kind, name }) => ({ what: kind === 'alter-role' ? 'role' : 'server-role', name }),
  }),
  speaksOf({
    name: 'member-exists',
    source: ALTER,
    on: ON,
    of: ({ kind, action, operand: name }) =>
      action === 'rename'
        ? undefined
        : { what: kind === 'alter-role' ? 'principal' : 'server-principal', name },
  }),
  refusal({
    name: 'public-has-no-members',
    source: ALTER_SERVER,
    error: 15081,
    on: ON,
    refuses: (act, context) =>
      act.action !== 'rename' && roleOf(act, context)?.name === 'public'
        ? 'the membership of public cannot be changed'
        : undefined,
  }),
  refusal({
    name: 'sa-and-dbo-are-no-members',
    source: ALTER_SERVER,
    error: 15405,
    on: ON,
    refuses: (act, context) =>
      act.action !== 'rename' && memberOf(act, context)?.id === 1
        ? `${act.operand} can be a member of nothing`
        : undefined,
  }),
  refusal({
    name: 'fixed-roles-are-no-members',
    source: ALTER,
    error: 15405,
    on: ON,
    refuses: (act, context) =>
      act.action === 'add-member' && memberOf(act, context)?.isFixed === true
        ? `${act.operand} is a fixed role, and can be a member of nothing`
        : undefined,
  }),
  refusal({
    name: 'application-roles-are-no-members',
    source: ALTER,
    on: ['alter-role'],
    refuses: (act, context) =>
      act.action === 'add-member' && memberOf(act, context)?.type === 'A'
        ? `${act.operand} is an application role, and can be a member of nothing`
        : undefined,
  }),
  refusal({
    name: 'no-circles-of-roles',
    source: ALTER,
    error: 15413,
    on: ON,
    refuses: (act, context) => {
      const [role, member] = [roleOf(act, context), memberOf(act, context)];
      if (act.action !== 'add-member' || role === undefined || member === undefined) return undefined;
      const isCircle = role === member || changedScope(act, context)?.isMember(member, role);
      return isCircle ? `${act.name} is a member of ${act.operand} itself` : undefined;
    },
  }),
  refusal({
    name: 'fixed-roles-keep-their-name',
    source: ALTER,
    error: 15150,
    on: ON,
    refuses: (act, context) =>
      act.action === 'rename' && roleOf(act, context)?.isFixed === true
        ? `${act.name} is a fixed role`
        : undefined,
  }),
  refusal({
    name: 'renamed-role-name-is-free',
    isMet: true,
    source: ALTER,
    error: 15023,
    on: ON,
    refuses: (act, context) => {
      const found = act.action === 'rename' ? memberOf(act, context) : undefined;
      return found === undefined || !isMade(found) || found === roleOf(act, context)
        ? undefined
        : `${principalText(found)} is there already`;
    },
  }),
];

function roleOf(act: RoleAct, context: RunContext): Principal | undefined {
  return changedScope(act, context)?.principal(act.name);
}

function memberOf(act: RoleAct, context: RunContext): Principal | undefined {
  return changedScope(act, context)?.principal(act.operand);
}
