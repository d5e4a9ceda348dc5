// System procedures that change security, and the statements each stands for ("Security Stored Procedures",
// "sp_configure", "sp_addmessage", "sp_add_trusted_assembly (Transact-SQL)"). One row per procedure: its parameters
// in their order, those it cannot do without, and what it does.
import { defined } from '../../model/defined.ts';
import {
  addProxy,
  deleteProxy,
  grantProxy,
  proxySubsystem,
  revokeProxy,
  updateProxy,
} from './agent-procedure.ts';
import {
  ADDED_JOB,
  addJob,
  category,
  deleteOfAgent,
  JOB_STEP,
  OPERATOR,
  setJobStep,
  setOperator,
  UPDATED_JOB,
  updateJob,
} from './job-procedure.ts';
import {
  addLinkedServer,
  dropLinkedLogin,
  dropLinkedServer,
  setLinkedLogin,
  setNetworkName,
  setServerOption,
} from './linked-procedure.ts';
import { addLogin, admitLogin, setLogin } from './login-procedure.ts';
import { MAIL_USER, mailUser } from './mail-procedure.ts';
import { renameDatabase, renameObject } from './rename-procedure.ts';
import { addMessage, configure, dropMessage, proxyAccount, trustedAssembly } from './server-procedure.ts';
import { SSIS_PERMISSION, ssisPermission } from './ssis-procedure.ts';
import { applicationRole, dropped, member, type ProcedureRow, type Translate } from './translation.ts';
import { setTriggerOrder } from './trigger-procedure.ts';
import { addRole, addUser, changeOwner, changeUsersLogin } from './user-procedure.ts';

/** `parameters`: in their order, with `!` behind those that it cannot do without. */
function row(parameters: string, translate: Translate): ProcedureRow {
  const words = parameters.split(' ');
  return {
    parameters: words.map((word) => word.replace('!', '')),
    required: words.filter((word) => word.endsWith('!')).map((word) => word.slice(0, -1)),
    translate,
  };
}

/** The procedures, by name in lower case, and the schema before those that are not SQL Server's own. */
export const PROCEDURES: ReadonlyMap<string, ProcedureRow> = new Map(
  Object.entries({
    sp_addlogin: row('loginame! passwd defdb deflanguage sid encryptopt', addLogin),
    sp_grantlogin: row('loginame!', admitLogin('grant')),
    sp_denylogin: row('loginame!', admitLogin('deny')),
    sp_revokelogin: row('loginame!', dropped('login', 'loginame')),
    sp_droplogin: row('loginame!', dropped('login', 'loginame')),
    sp_defaultdb: row(
      'loginame! defdb!',
      setLogin((v) => defined({ defaultDatabase: v.text('defdb') })),
    ),
    sp_defaultlanguage: row(
      'loginame! language!',
      setLogin((v) => defined({ defaultLanguage: v.text('language') })),
    ),
    sp_password: row(
      'old new loginame!',
      setLogin(() => ({ password: { form: 'text' } })),
    ),
    sp_addsrvrolemember: row('loginame! rolename!', member('alter-server-role', 'add-member')),
    sp_dropsrvrolemember: row('loginame! rolename!', member('alter-server-role', 'drop-member')),
    sp_addrolemember: row('rolename! membername!', member('alter-role', 'add-member')),
    sp_droprolemember: row('rolename! membername!', member('alter-role', 'drop-member')),
    sp_adduser: row('loginame! name_in_db grpname', addUser),
    sp_grantdbaccess: row('loginame! name_in_db', addUser),
    sp_dropuser: row('name_in_db!', dropped('user', 'name_in_db')),
    sp_revokedbaccess: row('name_in_db!', dropped('user', 'name_in_db')),
    sp_change_users_login: row('action! usernamepattern loginname password', changeUsersLogin),
    sp_addrole: row('rolename! ownername', addRole),
    sp_droprole: row('rolename!', dropped('role', 'rolename')),
    sp_addapprole: row('rolename! password', applicationRole('create-application-role')),
    sp_approlepassword: row('rolename! newpwd', applicationRole('alter-application-role')),
    sp_dropapprole: row('rolename!', dropped('application-role', 'rolename')),
    sp_rename: row('objname! newname! objtype', renameObject),
    sp_renamedb: row('dbname! newname!', renameDatabase),
    sp_changedbowner: row('loginame! map', changeOwner),
    sp_configure: row('configname configvalue', configure),
    sp_settriggerorder: row('triggername! order! stmttype! namespace', setTriggerOrder),
    sp_xp_cmdshell_proxy_account: row('account_name password', proxyAccount),
    sp_add_trusted_assembly: row('hash! description', trustedAssembly('add-trusted-assembly')),
    sp_drop_trusted_assembly: row('hash!', trustedAssembly('drop-trusted-assembly')),
    sp_addmessage: row('msgnum! severity! msgtext! lang with_log replace', addMessage),
    sp_dropmessage: row('msgnum! lang', dropMessage),
    sp_add_proxy: row('proxy_name enabled description credential_name credential_id proxy_id', addProxy),
    sp_update_proxy: row(
      'proxy_id proxy_name credential_name credential_id new_name enabled description',
      updateProxy,
    ),
    sp_delete_proxy: row('proxy_id proxy_name', deleteProxy),
    sp_grant_proxy_to_subsystem: row(
      'proxy_id proxy_name subsystem_id subsystem_name',
      proxySubsystem('grant-proxy-subsystem'),
    ),
    sp_revoke_proxy_from_subsystem: row(
      'proxy_id proxy_name subsystem_id subsystem_name',
      proxySubsystem('revoke-proxy-subsystem'),
    ),
    sp_grant_login_to_proxy: row('login_name fixed_server_role msdb_role proxy_id proxy_name', grantProxy),
    sp_revoke_login_from_proxy: row('name! proxy_id proxy_name', revokeProxy),
    sp_add_job: row(ADDED_JOB, addJob),
    sp_update_job: row(UPDATED_JOB, updateJob),
    sp_delete_job: row(
      'job_id job_name originating_server delete_history delete_unused_schedule',
      deleteOfAgent('delete-agent-job', 'job_name'),
    ),
    sp_add_jobstep: { ...row(JOB_STEP, setJobStep), judgesUnknown: true },
    sp_update_jobstep: { ...row(JOB_STEP, setJobStep), judgesUnknown: true },
    sp_add_operator: row(`name! ${OPERATOR}`, setOperator('add-agent-operator')),
    sp_update_operator: row(`name! new_name ${OPERATOR}`, setOperator('update-agent-operator')),
    sp_delete_operator: row('name! reassign_to_operator', deleteOfAgent('delete-agent-operator', 'name')),
    sp_add_category: row('class type name!', category('add-agent-category')),
    sp_delete_category: row('class! name!', category('delete-agent-category')),
    sp_addlinkedserver: row('server! srvproduct provider datasrc location provstr catalog', addLinkedServer),
    sp_serveroption: row('server! optname! optvalue', setServerOption),
    sp_setnetname: row('server! netname!', setNetworkName),
    sp_addlinkedsrvlogin: row('rmtsrvname! useself locallogin rmtuser rmtpassword', setLinkedLogin),
    sp_droplinkedsrvlogin: row('rmtsrvname! locallogin', dropLinkedLogin),
    sp_dropserver: row('server! droplogins', dropLinkedServer),
    sysmail_add_principalprofile_sp: row(`${MAIL_USER} is_default`, mailUser('add-mail-profile-user')),
    sysmail_update_principalprofile_sp: row(`${MAIL_USER} is_default`, mailUser('update-mail-profile-user')),
    sysmail_delete_principalprofile_sp: row(MAIL_USER, mailUser('delete-mail-profile-user')),
    'catalog.grant_permission': row(SSIS_PERMISSION, ssisPermission('grant-ssis-permission')),
    'catalog.deny_permission': row(SSIS_PERMISSION, ssisPermission('deny-ssis-permission')),
    'catalog.revoke_permission': row(SSIS_PERMISSION, ssisPermission('revoke-ssis-permission')),
  }),
);

/** Procedures that run a text for each database, table or worker, which only the server knows. */
export const REPEATING_PROCEDURES: ReadonlySet<string> = new Set(
  'sp_msforeachdb sp_msforeachtable sp_msforeach_worker sp_ineachdb sp_foreachdb'.split(' '),
);

/** Procedures that change security in ways that facts cannot be told from. */
export const UNFOLLOWED_PROCEDURES: ReadonlySet<string> = new Set(
  `sp_addalias sp_addgroup sp_changegroup sp_changeobjectowner sp_dropalias sp_dropgroup
   sp_manage_jobs_by_login sp_migrate_user_to_contained`.split(/\s+/),
);

/** System procedures that are known to change no security; everything else unknown is noted. */
export const HARMLESS_PROCEDURES: ReadonlySet<string> = new Set(
  `sp_addextendedproperty sp_updateextendedproperty sp_dropextendedproperty sp_dbcmptlevel
   sp_fulltext_database sp_help sp_helptext sp_helpuser sp_helprolemember sp_helprotect sp_helplogins
   sp_who sp_refreshview sp_refreshsqlmodule sp_tableoption sp_updatestats sp_recompile sp_spaceused`.split(
    /\s+/,
  ),
);
