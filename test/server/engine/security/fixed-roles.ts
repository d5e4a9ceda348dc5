// What the fixed roles may do, which no permission row says. Source: the role pages of Microsoft's documentation
// ("Server-level roles", "Database-level roles"); only what decides about visibility and entering is of use here.

/** Server permissions by fixed server role; sysadmin is beyond permissions. */
export const SERVER_ROLE_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  securityadmin: ['ALTER ANY LOGIN'],
  serveradmin: [
    'ALTER ANY ENDPOINT',
    'ALTER RESOURCES',
    'ALTER SERVER STATE',
    'ALTER SETTINGS',
    'SHUTDOWN',
    'VIEW SERVER STATE',
  ],
  setupadmin: ['ALTER ANY LINKED SERVER'],
  processadmin: ['ALTER ANY CONNECTION', 'ALTER SERVER STATE'],
  diskadmin: ['ALTER RESOURCES'],
  dbcreator: ['ALTER ANY DATABASE', 'CREATE ANY DATABASE'],
  bulkadmin: ['ADMINISTER BULK OPERATIONS'],
  '##MS_ServerStateReader##': ['VIEW SERVER STATE'],
  '##MS_ServerStateManager##': ['ALTER SERVER STATE', 'VIEW SERVER STATE'],
  '##MS_DefinitionReader##': ['VIEW ANY DATABASE', 'VIEW ANY DEFINITION'],
  '##MS_DatabaseConnector##': ['CONNECT ANY DATABASE'],
  '##MS_DatabaseManager##': ['ALTER ANY DATABASE', 'CREATE ANY DATABASE'],
  '##MS_LoginManager##': ['CREATE LOGIN', 'ALTER ANY LOGIN'],
  '##MS_SecurityDefinitionReader##': ['VIEW ANY SECURITY DEFINITION'],
  '##MS_PerformanceDefinitionReader##': ['VIEW ANY PERFORMANCE DEFINITION'],
  '##MS_ServerSecurityStateReader##': ['VIEW SERVER SECURITY STATE'],
  '##MS_ServerPerformanceStateReader##': ['VIEW SERVER PERFORMANCE STATE'],
};

/** Database permissions by fixed database role. */
export const DATABASE_ROLE_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  db_owner: ['CONTROL'],
  db_accessadmin: ['ALTER ANY USER', 'CREATE SCHEMA', 'CONNECT'],
  db_securityadmin: ['ALTER ANY APPLICATION ROLE', 'ALTER ANY ROLE', 'CREATE SCHEMA', 'VIEW DEFINITION'],
  db_ddladmin: ['ALTER ANY ASSEMBLY', 'ALTER ANY SCHEMA', 'CREATE TABLE', 'REFERENCES'],
  db_backupoperator: ['BACKUP DATABASE', 'BACKUP LOG', 'CHECKPOINT'],
  db_datareader: ['SELECT'],
  db_datawriter: ['INSERT', 'UPDATE', 'DELETE'],
  db_denydatareader: [],
  db_denydatawriter: [],
};
