// What procedures of msdb do about proxies of SQL Server Agent and profiles of Database Mail, written a second time from
// their pages, as the check on the reader's own table.
import type { Row, Said, Values } from './procedure-parts.ts';

const SUBSYSTEMS: Readonly<Record<string, number>> = {
  ACTIVESCRIPTING: 2,
  CMDEXEC: 3,
  SNAPSHOT: 4,
  LOGREADER: 5,
  DISTRIBUTION: 6,
  MERGE: 7,
  QUEUEREADER: 8,
  ANALYSISQUERY: 9,
  ANALYSISCOMMAND: 10,
  SSIS: 11,
  DTS: 11,
  POWERSHELL: 12,
};

const whole = (text: string | undefined) => (/^[+-]?\d+$/.test(text ?? '') ? Number(text) : undefined);
const bit = (text: string | undefined) => (whole(text) === undefined ? undefined : whole(text) !== 0);
/** A name without its blanks; those that are nothing else are none. */
const trimmed = (text: string | undefined) => text?.trim() || undefined;

const setProxy =
  (verb: string) =>
  (v: Values): Said[] => {
    const [name, credential] = [trimmed(v.proxy_name), trimmed(v.credential_name)];
    const lacks = verb === 'sp_add_proxy' ? credential === undefined : v.credential_id !== undefined;
    if (name === undefined || lacks) return [];
    return [{ verb, name, values: [trimmed(v.new_name), credential, bit(v.enabled), v.description] }];
  };

const subsystem =
  (verb: string) =>
  (v: Values): Said[] => {
    const [name, word] = [trimmed(v.proxy_name), trimmed(v.subsystem_name)];
    const number = word === undefined ? whole(v.subsystem_id) : SUBSYSTEMS[word.toUpperCase()];
    return name === undefined || number === undefined ? [] : [{ verb, name, values: [number] }];
  };

function grant(v: Values): Said[] {
  const name = trimmed(v.proxy_name);
  const users = [
    ['login', trimmed(v.login_name)],
    ['server-role', trimmed(v.fixed_server_role)],
    ['role', trimmed(v.msdb_role)],
  ].filter(([, user]) => user !== undefined);
  const [user] = users;
  if (name === undefined || user === undefined || users.length > 1) return [];
  return [{ verb: 'grant-proxy-user', name, values: user }];
}

function revoke(v: Values): Said[] {
  const [name, user] = [trimmed(v.proxy_name), trimmed(v.name)];
  return name === undefined || user === undefined
    ? []
    : [{ verb: 'revoke-proxy-user', name, values: [undefined, user] }];
}

const mail =
  (verb: string) =>
  (v: Values): Said[] => {
    const user = whole(v.principal_id) === 0 ? 'public' : v.principal_name;
    const isDefault = bit(v.is_default);
    const isWhole = verb === 'delete-mail-profile-user' || isDefault !== undefined;
    if (user === undefined || v.profile_name === undefined || !isWhole) return [];
    return [{ verb, name: v.profile_name, values: [user, isDefault] }];
  };

function job(v: Values): Said[] {
  const name = trimmed(v.job_name);
  const values = [trimmed(v.new_name), v.owner_login_name, trimmed(v.category_name), bit(v.enabled)];
  const isSaid = values.some((value) => value !== undefined);
  return name === undefined || !isSaid ? [] : [{ verb: 'sp_update_job', name, values }];
}

const gone =
  (verb: string, parameter: string) =>
  (v: Values): Said[] => {
    const name = trimmed(v[parameter]);
    return name === undefined ? [] : [{ verb, name }];
  };

const operator =
  (verb: string) =>
  (v: Values): Said[] => {
    const name = trimmed(v.name);
    const { email_address, pager_address, netsend_address } = v;
    const category = trimmed(v.category_name);
    const values = [
      trimmed(v.new_name),
      bit(v.enabled),
      email_address,
      pager_address,
      netsend_address,
      category,
    ];
    return name === undefined ? [] : [{ verb, name, values }];
  };

const OPERATOR =
  'enabled email_address pager_address weekday_pager_start_time weekday_pager_end_time saturday_pager_start_time saturday_pager_end_time sunday_pager_start_time sunday_pager_end_time pager_days netsend_address category_name';

const CATEGORY_CLASSES = ['JOB', 'ALERT', 'OPERATOR'];

function addCategory(v: Values): Said[] {
  const [name, of, type] = [
    trimmed(v.name),
    (v.class ?? 'JOB').toUpperCase(),
    (v.type ?? 'LOCAL').toUpperCase(),
  ];
  const isKnown = CATEGORY_CLASSES.includes(of) && ['LOCAL', 'MULTI-SERVER', 'NONE'].includes(type);
  return name === undefined || !isKnown ? [] : [{ verb: 'add-agent-category', name, values: [of, type] }];
}

function deleteCategory(v: Values): Said[] {
  const [name, of] = [trimmed(v.name), (v.class ?? '').toUpperCase()];
  return name === undefined || !CATEGORY_CLASSES.includes(of)
    ? []
    : [{ verb: 'delete-agent-category', name, values: [of, undefined] }];
}

/** The procedures of msdb, by name. */
export const MSDB_ROWS: Readonly<Record<string, Row>> = {
  sp_add_proxy: [
    'proxy_name enabled description credential_name credential_id proxy_id',
    '',
    setProxy('sp_add_proxy'),
  ],
  sp_update_proxy: [
    'proxy_id proxy_name credential_name credential_id new_name enabled description',
    '',
    setProxy('sp_update_proxy'),
  ],
  sp_delete_proxy: [
    'proxy_id proxy_name',
    '',
    ({ proxy_name }) => {
      const name = trimmed(proxy_name);
      return name === undefined ? [] : [{ verb: 'sp_delete_proxy', name }];
    },
  ],
  sp_grant_proxy_to_subsystem: [
    'proxy_id proxy_name subsystem_id subsystem_name',
    '',
    subsystem('grant-proxy-subsystem'),
  ],
  sp_revoke_proxy_from_subsystem: [
    'proxy_id proxy_name subsystem_id subsystem_name',
    '',
    subsystem('revoke-proxy-subsystem'),
  ],
  sp_grant_login_to_proxy: ['login_name fixed_server_role msdb_role proxy_id proxy_name', '', grant],
  sp_update_job: [
    'job_id job_name new_name enabled description start_step_id category_name owner_login_name notify_level_eventlog notify_level_email notify_level_netsend notify_level_page notify_email_operator_name notify_netsend_operator_name notify_page_operator_name delete_level automatic_post',
    '',
    job,
  ],
  sp_add_job: [
    'job_name enabled description start_step_id category_name category_id owner_login_name notify_level_eventlog notify_level_email notify_level_netsend notify_level_page notify_email_operator_name notify_netsend_operator_name notify_page_operator_name delete_level job_id originating_server',
    'job_name',
    (v) => {
      const name = trimmed(v.job_name);
      const values = [v.owner_login_name, trimmed(v.category_name), bit(v.enabled)];
      return name === undefined ? [] : [{ verb: 'sp_add_job', name, values }];
    },
  ],
  sp_delete_job: [
    'job_id job_name originating_server delete_history delete_unused_schedule',
    '',
    gone('delete-agent-job', 'job_name'),
  ],
  sp_add_operator: [`name ${OPERATOR}`, 'name', operator('add-agent-operator')],
  sp_update_operator: [`name new_name ${OPERATOR}`, 'name', operator('update-agent-operator')],
  sp_delete_operator: ['name reassign_to_operator', 'name', gone('delete-agent-operator', 'name')],
  sp_add_category: ['class type name', 'name', addCategory],
  sp_delete_category: ['class name', 'class name', deleteCategory],
  sp_revoke_login_from_proxy: ['name proxy_id proxy_name', 'name', revoke],
  sysmail_add_principalprofile_sp: [
    'principal_id principal_name profile_id profile_name is_default',
    '',
    mail('add-mail-profile-user'),
  ],
  sysmail_update_principalprofile_sp: [
    'principal_id principal_name profile_id profile_name is_default',
    '',
    mail('update-mail-profile-user'),
  ],
  sysmail_delete_principalprofile_sp: [
    'principal_id principal_name profile_id profile_name',
    '',
    mail('delete-mail-profile-user'),
  ],
};
