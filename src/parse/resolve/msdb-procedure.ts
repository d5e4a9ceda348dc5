// Procedures of msdb: about the proxies, jobs, operators and categories of SQL Server Agent, and who may send mail by which
// profile of Database Mail. Each names what it is about by its name or by its number, which only the server knows; it takes
// no blanks around a name. Sources: "sp_add_proxy", "sp_add_job", "sp_update_job", "sp_add_jobstep", "sp_add_operator",
// "sp_add_category", "sysmail_add_principalprofile_sp (Transact-SQL)" and the pages beside them (Microsoft).
import { subsystemNumber } from '../../model/catalog/agent-subsystem.ts';
import type { ProxyUserKind } from '../../model/fact.ts';
import { CATEGORY_CLASSES, CATEGORY_TYPES } from '../../model/facts/msdb-fact.ts';
import type { Arguments } from './procedure-arguments.ts';
import {
  BY_NUMBER,
  flag,
  label,
  NAMED,
  type ProcedureRow,
  row,
  says,
  type Translate,
  type Translation,
  text,
} from './translation.ts';

const PROXY = {
  name: label('proxy_name'),
  newName: label('new_name'),
  credential: label('credential_name'),
  isEnabled: flag('enabled'),
  description: text('description'),
};

const changeProxy = says('update-agent-proxy', PROXY, NAMED);
const updateProxy: Translate = (values, node) =>
  values.has('credential_id') ? BY_NUMBER : changeProxy(values, node);

const OF_PROXY = 'proxy_id proxy_name';
const SUBSYSTEM = {
  proxy: label('proxy_name'),
  subsystem: (values: Arguments) => {
    const name = values.label('subsystem_name');
    return name === undefined ? values.number('subsystem_id') : subsystemNumber(name);
  },
};
const KNOWN_SUBSYSTEM = { proxy: BY_NUMBER, subsystem: { problem: 'no subsystem that is known is given' } };

const USER_PARAMETERS: readonly (readonly [string, ProxyUserKind])[] = [
  ['login_name', 'login'],
  ['fixed_server_role', 'server-role'],
  ['msdb_role', 'role'],
];

const grantProxy: Translate = (values, node) => {
  const proxy = values.label('proxy_name');
  if (proxy === undefined) return BY_NUMBER;
  const given = USER_PARAMETERS.flatMap(([parameter, userKind]) => {
    const user = values.label(parameter);
    return user === undefined ? [] : [{ user, userKind }];
  });
  const [user] = given;
  return user === undefined || given.length > 1
    ? { problem: 'it takes one login or role' }
    : [{ kind: 'grant-proxy-user', proxy, ...user, ...node }];
};

const NOTIFIES =
  'notify_level_eventlog notify_level_email notify_level_netsend notify_level_page notify_email_operator_name notify_netsend_operator_name notify_page_operator_name delete_level';
const ADDED_JOB = `job_name! enabled description start_step_id category_name category_id owner_login_name ${NOTIFIES} job_id originating_server`;
const UPDATED_JOB = `job_id job_name new_name enabled description start_step_id category_name owner_login_name ${NOTIFIES} automatic_post`;

/** What a call says of a job beside these is no security. */
const JOB = {
  name: label('job_name'),
  newName: label('new_name'),
  owner: text('owner_login_name'),
  category: label('category_name'),
  isEnabled: flag('enabled'),
};

const changeJob = says('update-agent-job', JOB, NAMED);
const updateJob: Translate = (values, node) => {
  const isMore = Object.entries(JOB).some(([part, read]) => part !== 'name' && read(values) !== undefined);
  const found = changeJob(values, node);
  return 'problem' in found || isMore ? found : [];
};

const JOB_STEP =
  'job_id job_name step_id step_name subsystem command additional_parameters cmdexec_success_code on_success_action on_success_step_id on_fail_action on_fail_step_id server database_name database_user_name retry_attempts retry_interval os_run_priority output_file_name flags proxy_id proxy_name step_uid';

const RUNS_AS = ['database_user_name', 'proxy_id', 'proxy_name'];

/** A step that runs as the owner of its job is no security; as whom else it runs, facts of a script do not tell. */
function setJobStep(values: Arguments): Translation {
  return RUNS_AS.every((parameter) => values.isNull(parameter))
    ? []
    : { problem: 'the step runs as another than the owner of its job' };
}

/** Behind the name, and the new one of sp_update_operator. */
const OF_OPERATOR =
  'enabled email_address pager_address weekday_pager_start_time weekday_pager_end_time saturday_pager_start_time saturday_pager_end_time sunday_pager_start_time sunday_pager_end_time pager_days netsend_address category_name';

const OPERATOR = {
  name: label('name'),
  newName: label('new_name'),
  isEnabled: flag('enabled'),
  email: text('email_address'),
  pager: text('pager_address'),
  netSend: text('netsend_address'),
  category: label('category_name'),
};

const word = (values: Arguments, parameter: string, usual: string) =>
  (values.text(parameter) ?? usual).toUpperCase();
/** One for local jobs where nothing is said. */
const CATEGORY = {
  class: (values: Arguments) => CATEGORY_CLASSES.find((known) => known === word(values, 'class', 'JOB')),
  name: label('name'),
};
const TYPED_CATEGORY = {
  ...CATEGORY,
  type: (values: Arguments) => CATEGORY_TYPES.find((known) => known === word(values, 'type', 'LOCAL')),
};
const NO_CATEGORY = { problem: 'it names no class and category' };
const KNOWN_CATEGORY = { name: NO_CATEGORY, class: NO_CATEGORY };

/** The number 0 is that of `public`. */
const MAIL_USER = {
  user: (values: Arguments) =>
    values.number('principal_id') === 0 ? 'public' : values.text('principal_name'),
  profile: text('profile_name'),
};
const OF_MAIL = 'principal_id principal_name profile_id profile_name';
const MAIL_DEFAULT = { ...MAIL_USER, isDefault: flag('is_default') };
const KNOWN_MAIL = { user: BY_NUMBER, profile: BY_NUMBER };
const KNOWN_DEFAULT = {
  ...KNOWN_MAIL,
  isDefault: { problem: 'it does not say whether the profile is the default one' },
};

/** By name in lower case. */
export const MSDB_PROCEDURES: Readonly<Record<string, ProcedureRow>> = {
  sp_add_proxy: row(
    'proxy_name enabled description credential_name credential_id proxy_id',
    says('add-agent-proxy', PROXY, { ...NAMED, credential: BY_NUMBER }),
  ),
  sp_update_proxy: row(`${OF_PROXY} credential_name credential_id new_name enabled description`, updateProxy),
  sp_delete_proxy: row(OF_PROXY, says('delete-agent-proxy', { name: label('proxy_name') }, NAMED)),
  sp_grant_proxy_to_subsystem: row(
    `${OF_PROXY} subsystem_id subsystem_name`,
    says('grant-proxy-subsystem', SUBSYSTEM, KNOWN_SUBSYSTEM),
  ),
  sp_revoke_proxy_from_subsystem: row(
    `${OF_PROXY} subsystem_id subsystem_name`,
    says('revoke-proxy-subsystem', SUBSYSTEM, KNOWN_SUBSYSTEM),
  ),
  sp_grant_login_to_proxy: row(`login_name fixed_server_role msdb_role ${OF_PROXY}`, grantProxy),
  sp_revoke_login_from_proxy: row(
    `name! ${OF_PROXY}`,
    says(
      'revoke-proxy-user',
      { proxy: label('proxy_name'), user: label('name') },
      { proxy: BY_NUMBER, user: BY_NUMBER },
    ),
  ),
  sp_add_job: row(ADDED_JOB, says('add-agent-job', JOB, NAMED)),
  sp_update_job: row(UPDATED_JOB, updateJob),
  sp_delete_job: row(
    'job_id job_name originating_server delete_history delete_unused_schedule',
    says('delete-agent-job', { name: label('job_name') }, NAMED),
  ),
  sp_add_jobstep: { ...row(JOB_STEP, setJobStep), judgesUnknown: true },
  sp_update_jobstep: { ...row(JOB_STEP, setJobStep), judgesUnknown: true },
  sp_add_operator: row(`name! ${OF_OPERATOR}`, says('add-agent-operator', OPERATOR, NAMED)),
  sp_update_operator: row(`name! new_name ${OF_OPERATOR}`, says('update-agent-operator', OPERATOR, NAMED)),
  sp_delete_operator: row(
    'name! reassign_to_operator',
    says('delete-agent-operator', { name: label('name') }, NAMED),
  ),
  sp_add_category: row(
    'class type name!',
    says('add-agent-category', TYPED_CATEGORY, {
      ...KNOWN_CATEGORY,
      type: { problem: 'no type of categories that is known is given' },
    }),
  ),
  sp_delete_category: row('class! name!', says('delete-agent-category', CATEGORY, KNOWN_CATEGORY)),
  sysmail_add_principalprofile_sp: row(
    `${OF_MAIL} is_default`,
    says('add-mail-profile-user', MAIL_DEFAULT, KNOWN_DEFAULT),
  ),
  sysmail_update_principalprofile_sp: row(
    `${OF_MAIL} is_default`,
    says('update-mail-profile-user', MAIL_DEFAULT, KNOWN_DEFAULT),
  ),
  sysmail_delete_principalprofile_sp: row(OF_MAIL, says('delete-mail-profile-user', MAIL_USER, KNOWN_MAIL)),
};
