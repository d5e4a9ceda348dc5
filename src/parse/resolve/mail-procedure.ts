// Procedures of msdb about who may send mail by which profile of Database Mail. Each names profile and user by name or by a
// number, which only the server knows, but for 0: that is `public`.
import type {} from '../tree/statement.ts';
import { BY_NUMBER, type Translate } from './translation.ts';

/** The parameters that name who and what, in their order. */
export const MAIL_USER = 'principal_id principal_name profile_id profile_name';

const PUBLIC = 'public';

/** What gives, changes or takes away a profile. */
export function mailUser(
  kind: 'add-mail-profile-user' | 'update-mail-profile-user' | 'delete-mail-profile-user',
): Translate {
  return (values, node) => {
    const user = values.number('principal_id') === 0 ? PUBLIC : values.text('principal_name');
    const profile = values.text('profile_name');
    if (user === undefined || profile === undefined) return BY_NUMBER;
    if (kind === 'delete-mail-profile-user') return [{ kind, profile, user, ...node }];
    const isDefault = values.flag('is_default');
    return isDefault === undefined
      ? { problem: 'it does not say whether the profile is the default one' }
      : [{ kind, profile, user, isDefault, ...node }];
  };
}
