// Who may send mail by the profiles of Database Mail. The profiles themselves stand on accounts and servers, which hold
// passwords and give no rights: only their names are read.
// Sources: "sysmail_principalprofile", "sysmail_profile", "sysmail_add_principalprofile_sp (Transact-SQL)" (Microsoft).
import { shown } from '../../model/words/shown.ts';
import { flag, hex, id, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { DatabaseScope } from '../scope.ts';

/** What the table has for `public`, whose own SID is another; guest has the same, and is not looked for. */
const PUBLIC_SID = '0x00';

/** `dbo.sysmail_profile`. */
export const mailProfiles = defineQuery<DatabaseScope>()({
  name: 'Database Mail profiles',
  view: 'dbo.sysmail_profile',
  columns: ['profile_id', 'name'],
  read: (scope, at) => ({
    row(row) {
      scope.mailProfiles.set(id(row[at.profile_id]), name(row[at.name]));
    },
  }),
});

/** `dbo.sysmail_principalprofile`. */
export const mailUsers = defineQuery<DatabaseScope>()({
  name: 'users of Database Mail profiles',
  view: 'dbo.sysmail_principalprofile',
  columns: ['profile_id', 'principal_sid', 'is_default'],
  expressions: { user_name: '[r].[name]' },
  narrow: (query) => query.leftJoin('sys.database_principals as r', 'r.sid', 'v.principal_sid'),
  read: (scope, at) => ({
    row(row) {
      const { ledger, database } = scope;
      const profile = scope.mailProfiles.get(id(row[at.profile_id]));
      if (profile === undefined) {
        const fact = 'msdb speaks of a Database Mail profile which is not visible.';
        ledger.omit('unresolved-id', fact, SEE_MORE, 1);
        return;
      }
      const sid = hex(row[at.principal_sid]) ?? '0x';
      const user = sid === PUBLIC_SID ? 'public' : text(row[at.user_name]);
      if (user === undefined) {
        ledger.exclude('orphan-mail-user', `${profile} / ${sid}`);
        ledger.note(
          'orphan-mail-user',
          `Database Mail profile ${shown(profile)} is given to somebody who is gone: ${sid}.`,
        );
      } else {
        const isDefault = flag(row[at.is_default]);
        scope.facts.push({ kind: 'mail-profile-user', database, profile, user, isDefault });
      }
    },
  }),
});
