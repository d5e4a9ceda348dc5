// The user roles of Service Manager: their profiles, and who is in them by SID. Roles that Service Manager gives by itself
// to whoever has to do with a work item are counted and left out.
// Sources: "Manage Service Manager user roles" (Microsoft), and what its database has.
import { defined } from '../../model/defined.ts';
import type { Hex } from '../../model/fact.ts';
import { filled, flag, guidOf, hex, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { defineApplication } from './application.ts';

interface UserRoles {
  readonly scope: DatabaseScope;
  /** The database's users by their SIDs. */
  readonly users: ReadonlyMap<Hex, string>;
  /** By their ids. */
  readonly roles: Map<string, { readonly name: string; readonly profile: string }>;
  readonly members: { readonly role: string; readonly sid: Hex; readonly account: string | undefined }[];
}

const userRoles = defineQuery<UserRoles>()({
  name: 'user roles of Service Manager',
  view: 'dbo.UserRole',
  columns: ['UserRoleId', 'UserRoleName'],
  expressions: {
    profile: '[p].[ProfileName]',
    is_implicit: '[p].[IsImplicitProfile]',
    display_name: '[t].[LTValue]',
  },
  narrow: (query) =>
    query
      .leftJoin('dbo.Profile as p', 'p.ProfileId', 'v.ProfileId')
      .leftJoin('dbo.LocalizedText as t', (on) => {
        on.on('t.LTStringId', 'v.UserRoleId').onVal('t.LTStringType', 1).onVal('t.LanguageCode', 'ENU');
      }),
  read: ({ scope, roles }, at) => ({
    row(row) {
      const profile = text(row[at.profile]);
      if (profile === undefined) {
        const fact = 'Service Manager has user roles whose profile is not there.';
        scope.ledger.omit('unresolved-id', fact, 'See in the console which user roles there are.', 1);
      } else if (flag(row[at.is_implicit]))
        scope.ledger.exclude('implied-user-role', name(row[at.UserRoleName]));
      else
        roles.set(guidOf(row[at.UserRoleId]), {
          name: filled(row[at.display_name]) ?? name(row[at.UserRoleName]),
          profile,
        });
    },
  }),
});

const members = defineQuery<UserRoles>()({
  name: 'members of user roles of Service Manager',
  view: 'dbo.AzMan_Role_SIDMember',
  columns: ['MemberSID'],
  expressions: { user_role: '[u].[UserRoleId]', account_name: 'SUSER_SNAME([v].[MemberSID])' },
  narrow: (query, knex) =>
    query
      .leftJoin('dbo.AzMan_AzRoleAssignment as a', 'a.ID', 'v.RoleID')
      .leftJoin('dbo.UserRole as u', (on) => {
        on.on(knex.raw('CONVERT(nvarchar(36), [u].[UserRoleId]) = UPPER([a].[Name])'));
      })
      .leftJoin('dbo.Profile as p', 'p.ProfileId', 'u.ProfileId')
      .where('p.IsImplicitProfile', 0)
      .orWhereNull('p.IsImplicitProfile'),
  read: ({ scope, users, roles, members: into }, at) => ({
    row(row) {
      const sid = hex(row[at.MemberSID]) ?? '0x';
      if (!roles.has(guidOf(row[at.user_role]))) {
        // What has no name of a user role is of something else that is kept beside them.
        scope.ledger.exclude('member-of-no-user-role');
        return;
      }
      const account = scope.server.loginBySid.get(sid) ?? users.get(sid) ?? text(row[at.account_name]);
      into.push({ role: guidOf(row[at.user_role]), sid, account });
    },
  }),
});

/** Service Manager. */
export const SERVICE_MANAGER = defineApplication<UserRoles>({
  what: 'user roles of Service Manager',
  tables: [
    ['dbo.AzMan_Role_SIDMember', ['RoleID', 'MemberSID']],
    ['dbo.AzMan_AzRoleAssignment', ['ID', 'Name']],
    ['dbo.UserRole', ['UserRoleId', 'UserRoleName', 'ProfileId']],
    ['dbo.Profile', ['ProfileId', 'ProfileName', 'IsImplicitProfile']],
    ['dbo.LocalizedText', ['LTStringId', 'LTStringType', 'LanguageCode', 'LTValue']],
  ],
  queries: [userRoles, members],
  begin: (scope) => ({ scope, users: usersOf(scope), roles: new Map(), members: [] }),
  finish: async ({ scope: { facts, database }, roles, members: found }) => {
    const names = namesOf(roles);
    for (const [role, { profile }] of roles)
      facts.push({ kind: 'service-manager-role', database, name: names.get(role) ?? '', profile });
    for (const { role, sid, account } of found) {
      const kind = 'service-manager-role-member' as const;
      facts.push(defined({ kind, database, role: names.get(role) ?? '', sid, account }));
    }
  },
});

/** What each role is called: two of one name have their ids behind it. */
function namesOf(roles: UserRoles['roles']): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { name: one } of roles.values()) counts.set(one, (counts.get(one) ?? 0) + 1);
  return new Map(
    [...roles].map(([role, { name: one }]) => [role, counts.get(one) === 1 ? one : `${one} (${role})`]),
  );
}

/** The users that were read; of two with one SID the first. */
function usersOf({ facts }: DatabaseScope): ReadonlyMap<Hex, string> {
  const users = new Map<Hex, string>();
  for (const fact of facts)
    if (fact.kind === 'user' && fact.sid !== undefined && !users.has(fact.sid))
      users.set(fact.sid, fact.name);
  return users;
}
