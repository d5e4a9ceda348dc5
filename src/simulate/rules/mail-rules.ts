// Why the procedures of msdb refuse what concerns who may send mail by which profile of Database Mail. That 14607 tells of
// a name that is not there, and 2627 of a second row, is a guess.
import { mailOf, mailUserOf } from '../effects/apply-mail.ts';
import { outsideMsdb } from './msdb-rules.ts';
import { refusals } from './refusals.ts';

const ADDED = ['add-mail-profile-user'] as const;
const KEPT = ['update-mail-profile-user', 'delete-mail-profile-user'] as const;
const ADD = 'sysmail_add_principalprofile_sp (Transact-SQL)';

/** Rules about users of mail profiles, in the order in which they are asked. */
export const MAIL_RULES = [
  ...refusals([...ADDED, ...KEPT], ADD, {
    'mail-procedures-are-in-msdb': {
      error: 2812,
      refuses: outsideMsdb,
    },
    'mail-user-exists': {
      error: 14607,
      needs: ({ user: name }) => name !== 'public' && { what: 'user', name },
    },
    'mail-profile-exists': {
      error: 14607,
      needs: ({ profile: name }) => ({ what: 'mail-profile', name }),
    },
  }),
  ...refusals(ADDED, ADD, {
    'mail-profile-is-given-once': {
      isMet: true,
      error: 2627,
      refuses: (act, context) =>
        mailUserOf(act, context) !== undefined && `${act.user} has the profile already`,
    },
    'first-mail-profile-is-the-default': {
      asksServer: true,
      refuses: ({ user, isDefault }, context) =>
        isDefault === false &&
        mailOf(context.database.principal(user), context).length === 0 &&
        `the first profile of ${user} has to be the default one`,
    },
  }),
  ...refusals(KEPT, 'sysmail_update_principalprofile_sp (Transact-SQL) (a guess)', {
    'mail-profile-is-given': {
      isMet: true,
      asksServer: true,
      refuses: (act, context) =>
        mailUserOf(act, context) === undefined && `${act.user} does not have the profile`,
    },
  }),
];
