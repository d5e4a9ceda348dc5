// What the procedures of msdb change about who may send mail by which profile of Database Mail.
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { MailProfileState, MailUserState } from '../state/msdb-state.ts';
import { mailUserKey } from '../state/msdb-state.ts';
import type { Principal } from '../state/principal.ts';

/** A statement about one who may. */
export type MailAct = ActOf<
  'add-mail-profile-user' | 'update-mail-profile-user' | 'delete-mail-profile-user'
>;

/** The profile of a name. */
export function mailProfileNamed(name: string, { server }: RunContext): MailProfileState | undefined {
  return server.msdb.mailProfiles.get(name);
}

/** The row that a statement is about; undefined where there is none. */
export function mailUserOf(act: MailAct, context: RunContext): MailUserState | undefined {
  const profile = mailProfileNamed(act.profile, context);
  const principal = context.database.principal(act.user);
  return profile && principal && context.server.msdb.mailUsers.get(mailUserKey({ profile, principal }));
}

/** All that a user has. */
export function mailOf(principal: Principal | undefined, { server }: RunContext): readonly MailUserState[] {
  return [...server.msdb.mailUsers.values()].filter((row) => row.principal === principal);
}

/**
 * Nobody has two default profiles: who is given another one keeps the first as a profile like others. Sources:
 * "sysmail_add_principalprofile_sp", "sysmail_update_principalprofile_sp (Transact-SQL)".
 */
export function setMailUser(act: MailAct, context: RunContext): void {
  const profile = mailProfileNamed(act.profile, context);
  const principal = context.database.principal(act.user);
  const { mailUsers } = context.server.msdb;
  if (profile === undefined || principal === undefined) return;
  const key = mailUserKey({ profile, principal });
  if (act.kind === 'delete-mail-profile-user') {
    mailUsers.delete(key);
    return;
  }
  if (act.kind === 'update-mail-profile-user' && !mailUsers.has(key)) return;
  const { isDefault = false } = act;
  if (isDefault)
    for (const row of mailOf(principal, context))
      if (row.isDefault) mailUsers.set(mailUserKey(row), { ...row, isDefault: false });
  mailUsers.set(key, { profile, principal, isDefault });
}
