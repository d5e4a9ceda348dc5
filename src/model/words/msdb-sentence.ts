// The sentences of what msdb keeps of who may do what: the calls of its procedures.
import type { FactOf, ProxyUserKind } from '../fact.ts';
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
    | 'mail-profile-user'
    | 'agent-category'
    | 'agent-operator'
    | 'agent-job'
    | 'agent-job-step'
    | 'ssis-package']: Words<K>;
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
  'agent-category': {
    subject: ({ class: of, name }) => `${of.toLowerCase()} category ${shown(name)} of Agent`,
    sentence: ({ class: of, type, name }) =>
      `EXEC sp_add_category @class = ${shownText(of)}, @type = ${shownText(type)}, @name = ${shownText(name)}`,
  },
  'agent-operator': {
    subject: ({ name }) => `Agent operator ${shown(name)}`,
    sentence: ({ name, isEnabled, email, pager, netSend, category }) => {
      const given = [
        ['@email_address', email],
        ['@pager_address', pager],
        ['@netsend_address', netSend],
        ['@category_name', category],
      ].flatMap(([parameter, value]) =>
        value === undefined ? [] : [`, ${parameter} = ${shownText(value)}`],
      );
      return `EXEC sp_add_operator ${shownText(name)}, ${isEnabled ? 1 : 0}${given.join('')}`;
    },
  },
  'agent-job': {
    subject: ({ name }) => `Agent job ${shown(name)}`,
    sentence: ({ name, owner, ownerSid, category, isEnabled }) => {
      const state = [
        ...(owner === undefined && ownerSid !== undefined ? [`its owner ${ownerSid} is gone`] : []),
        ...(isEnabled === false ? ['disabled'] : []),
        ...(category === undefined ? [] : [shownText(category)]),
      ];
      const of = owner === undefined ? '' : `, @owner_login_name = ${shownText(owner)}`;
      return `EXEC sp_add_job ${shownText(name)}${of}${aside(state.join(', '))}`;
    },
  },
  'agent-job-step': {
    subject: ({ job, step }) => `step ${step} of Agent job ${shown(job)}`,
    sentence: ({ job, step, name, subsystem, proxy, userDatabase, user }) => {
      const as = proxy === undefined ? '' : `, @proxy_name = ${shownText(proxy)}`;
      const where = userDatabase === undefined ? '' : `, @database_name = ${shownText(userDatabase)}`;
      const who = user === undefined ? '' : `, @database_user_name = ${shownText(user)}`;
      return `EXEC sp_add_jobstep @job_name = ${shownText(job)}, @step_id = ${step}, @step_name = ${shownText(name)}, @subsystem = ${shownText(subsystem)}${as}${where}${who}`;
    },
  },
  'ssis-package': {
    subject: (fact) => `Integration Services package ${packagePath(fact)}`,
    sentence: (fact) => {
      const { owner, ownerSid, readerRole, writerRole } = fact;
      const whose = owner === undefined ? (ownerSid ?? 'nobody') : shown(owner);
      const read = readerRole === undefined ? '' : `, read by ${shown(readerRole)}`;
      const write = writerRole === undefined ? '' : `, written by ${shown(writerRole)}`;
      return `Integration Services package ${packagePath(fact)} of ${whose}${read}${write}`;
    },
  },
};

const packagePath = ({ folder, name }: FactOf<'ssis-package'>): string =>
  shownText(folder === undefined ? name : `${folder}\\${name}`);
