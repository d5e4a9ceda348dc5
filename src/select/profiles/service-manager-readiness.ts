// What has to be so for Service Manager to survive the loss of its servers. Sources: "Prepare for Service Manager disaster
// recovery", "Move Service Manager databases", "Create the RSExecRole" (Microsoft).
import type { ProfileReadiness } from '../readiness.ts';

/** What the set-up gives the service account in the databases it works in. */
const SERVICE_ROLES = [
  'configsvc_users',
  'db_accessadmin',
  'db_datareader',
  'db_datawriter',
  'db_ddladmin',
  'db_securityadmin',
  'dbmodule_users',
  'sdk_users',
  'sql_dependency_subscriber',
] as const;

const reader = (title: string) => (database: string) => ({
  title,
  database,
  roles: ['db_datareader', 'reportuser'],
});

/** The readiness of the profile `service-manager`. */
export const SERVICE_MANAGER_READINESS: ProfileReadiness = {
  managementServers: ['ServiceManager', 'DWStagingAndConfig'],
  packs: 'ServiceManager',
  broker: ['ServiceManager', 'DWStagingAndConfig'],
  messages: ['ServiceManager', 'DWStagingAndConfig'],
  oneInstance: [['DWStagingAndConfig', 'DWRepository']],
  oneCollation: [
    ['ServiceManager', 'DWStagingAndConfig', 'DWRepository', 'DWDataMart', 'OMDWDataMart', 'CMDWDataMart'],
    ['ReportServer', 'ReportServerTempDB'],
  ],
  accounts: [
    { title: 'service account', database: 'ServiceManager', roles: SERVICE_ROLES },
    { title: 'service account', database: 'DWStagingAndConfig', roles: [...SERVICE_ROLES, 'db_owner'] },
    ...['DWRepository', 'DWDataMart', 'OMDWDataMart', 'CMDWDataMart'].map(reader('reporting account')),
  ],
  accountServerRoles: ['securityadmin'],
  executionRole: {
    name: 'RSExecRole',
    databases: ['ReportServer', 'ReportServerTempDB', 'master', 'msdb'],
    grants: [
      {
        database: 'master',
        permission: 'EXECUTE',
        on: ['xp_sqlagent_enum_jobs', 'xp_sqlagent_is_starting', 'xp_sqlagent_notify'],
      },
      {
        database: 'msdb',
        permission: 'EXECUTE',
        on: [
          'sp_add_category',
          'sp_add_job',
          'sp_add_jobschedule',
          'sp_add_jobserver',
          'sp_add_jobstep',
          'sp_delete_job',
          'sp_help_category',
          'sp_help_job',
          'sp_help_jobschedule',
          'sp_verify_job_identifiers',
        ],
      },
      { database: 'msdb', permission: 'SELECT', on: ['syscategories', 'sysjobs'] },
    ],
  },
  serviceKey: 'ReportServer',
};
