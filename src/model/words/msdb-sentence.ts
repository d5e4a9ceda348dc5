// The sentences of what msdb keeps of who may do what: the calls of its procedures.
import type { ProxyUserKind } from '../fact.ts';
import { shown, shownText } from './shown.ts';
import type { Words } from './words.ts';
import { aside } from './words.ts';

/** The parameter of sp_grant_login_to_proxy that names whom a proxy is given to. */
const PROXY_USER: Readonly<Record<ProxyUserKind, string>> = {
  login: '@login_name',
  'server-role': '@fixed_server_role',
  role: '@msdb_role',
};

export const MSDB_WORDS: {
  readonly [K in
    | 'agent-proxy'
    | 'agent-proxy-subsystem'
    | 'agent-proxy-user'
    | 'mail-profile-user']: Words<K>;
} = {
  'agent-proxy': {
    subject: ({ name }) => `Agent proxy ${shown(name)}`,
    sentence: ({ name, credential, isEnabled }) =>
      `EXEC sp_add_proxy ${shownText(name)}, ${isEnabled ? 1 : 0}${credential === undefined ? aside('its credential is not there') : `, @credential_name = ${shownText(credential)}`}`,
  },
  'agent-proxy-subsystem': {
    subject: ({ proxy, subsystem }) => `subsystem ${shownText(subsystem)} of Agent proxy ${shown(proxy)}`,
    sentence: ({ proxy, subsystem }) =>
      `EXEC sp_grant_proxy_to_subsystem @proxy_name = ${shownText(proxy)}, @subsystem_name = ${shownText(subsystem)}`,
  },
  'agent-proxy-user': {
    subject: ({ proxy, userKind, user }) =>
      `${userKind.replace('-', ' ')} ${shown(user)} of Agent proxy ${shown(proxy)}`,
    sentence: ({ proxy, userKind, user }) =>
      `EXEC sp_grant_login_to_proxy ${PROXY_USER[userKind]} = ${shownText(user)}, @proxy_name = ${shownText(proxy)}`,
  },
  'mail-profile-user': {
    subject: ({ profile, user }) => `user ${shown(user)} of Database Mail profile ${shown(profile)}`,
    sentence: ({ profile, user, isDefault }) =>
      `EXEC sysmail_add_principalprofile_sp @principal_name = ${shownText(user)}, @profile_name = ${shownText(profile)}, @is_default = ${isDefault ? 1 : 0}`,
  },
};
