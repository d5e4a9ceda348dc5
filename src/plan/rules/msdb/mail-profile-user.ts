// Who may send mail by which profile of Database Mail: procedures of msdb give it, and a user's first profile has to be his
// default one. So defaults come first; who has none is given each as the default, which is then taken back.
// Sources: "sysmail_add_principalprofile_sp", "sysmail_update_principalprofile_sp",
// "sysmail_delete_principalprofile_sp (Transact-SQL)" (Microsoft).
import type { FactOf } from '../../../model/fact.ts';
import type { Made } from '../../plan.ts';
import { step } from '../../plan.ts';
import { KEPT } from '../../reason.ts';
import type { KindRule } from '../../rule.ts';
import { by, steps } from '../../rule.ts';

type MailUser = FactOf<'mail-profile-user'>;

export const MAIL_PROFILE_USER_RULE: KindRule<'mail-profile-user'> = {
  create: (fact, { wanted }) => {
    const hasDefault = wanted
      .of('mail-profile-user', fact.database)
      .some(({ user, isDefault }) => user === fact.user && isDefault);
    if (hasDefault && !fact.isDefault)
      return steps(step('grant-mail-profile', { ...whose(fact), isDefault: false }));
    return steps(step('grant-mail-profile', { ...whose(fact), isDefault: true }), setDefault(fact));
  },
  drop: (fact) => steps(step('revoke-mail-profile', whose(fact), { needs: ['revoke-extra'] })),
  change: { isDefault: by(({ after }) => [setDefault(after)], KEPT) },
  sort: (facts) => [...facts].sort((a, b) => Number(b.isDefault) - Number(a.isDefault)),
};

function setDefault(fact: MailUser): Made {
  return step('set-mail-profile', { ...whose(fact), isDefault: fact.isDefault });
}

/** `public` is no user, and stands in the table under a SID that is not its own. */
function whose({ profile, user }: MailUser) {
  return { profile, user: user === 'public' ? undefined : user };
}
