// How the script writes each attribute of each fact, by the text that its statement then holds, or why it writes none.
import { subsystemNumber } from '../../src/model/catalog/agent-subsystem.ts';
import type { FactKind, FactOf, PermissionFact } from '../../src/model/fact.ts';
import { ssisObjectTypeNumber, ssisPermissionNumber } from '../../src/model/facts/ssis-permission.ts';

/** What a script does with an attribute: the text its statements hold then, or the reason for none. */
export type Handling<F> = ((fact: F) => string) | string;

type Handlings<K extends FactKind> = {
  readonly [P in keyof Required<Omit<FactOf<K>, 'kind'>>]: Handling<FactOf<K>>;
};

const quoted = (name: string) => `N'${name.replaceAll("'", "''")}'`;
const onOff = (value: boolean | undefined) => (value ? 'ON' : 'OFF');
const words = (fact: PermissionFact) =>
  fact.state === 'D' ? 'DENY' : fact.state === 'R' ? 'REVOKE' : 'GRANT';
const PROXY_PARAMETERS = {
  login: '@login_name',
  'server-role': '@fixed_server_role',
  role: '@msdb_role',
} as const;
const job = 'jobs come with msdb, or are scripted by SSMS';
const ssis = 'packages come with msdb, and SSMS sets their roles';
const comes = "comes with the database, or is the server's own";

const ofReports = 'comes with the database of the report server';
const ofServiceManager = 'comes with the database of Service Manager';

/** Every attribute of every kind. One that is missing does not compile. */
export const ATTRIBUTES: { readonly [K in FactKind]: Handlings<K> } = {
  server: {
    name: 'the script asks for it before it runs, in its preflight',
    machineName: 'tells accounts of the machine from others',
    instanceName: 'told, and part of the name',
    productVersion: 'the script asks for it before it runs, in its preflight',
    edition: 'told in the head',
    engineEdition: 'the script asks for it before it runs, in its preflight',
    collation: 'belongs to the set-up of the server; the script tells, before it runs, where it differs',
    isWindowsOnly: 'belongs to the set-up of the server; the script tells, before it runs, where it differs',
  },
  configuration: {
    name: ({ name }) => `EXEC sys.sp_configure N'${name}'`,
    value: ({ name, value }) => `EXEC sys.sp_configure N'${name}', ${value}`,
    valueInUse: 'value is what was decided; RECONFIGURE puts it to use',
    needsRestart: 'told in the head: which options take effect only when the server is started anew',
  },
  'trusted-assembly': {
    hash: ({ hash }) => `sp_add_trusted_assembly @hash = ${hash}`,
    description: ({ description = '' }) => `@description = N'${description.replaceAll("'", "''")}'`,
  },
  message: {
    messageId: ({ messageId }) => `@msgnum = ${messageId}`,
    languageId: ({ languageId }) => `language_id = ${languageId}`,
    language: ({ language }) => `@lang = N'${language}'`,
    severity: ({ severity }) => `@severity = ${severity}`,
    isEventLogged: () => `@with_log = 'TRUE'`,
    text: ({ text }) => `@msgtext = N'${text.replaceAll("'", "''")}'`,
  },
  credential: {
    name: ({ name }) => `CREATE CREDENTIAL [${name}]`,
    identity: ({ identity }) => `WITH IDENTITY = N'${identity}'`,
    provider: ({ provider }) => `FOR CRYPTOGRAPHIC PROVIDER [${provider}]`,
  },
  'linked-server': {
    name: ({ name }) => `sp_addlinkedserver @server = N'${name}'`,
    product: ({ product }) => `@srvproduct = N'${product}'`,
    provider: ({ provider }) => `@provider = N'${provider}'`,
    dataSource: ({ dataSource }) => `@datasrc = N'${dataSource}'`,
    location: ({ location }) => `@location = N'${location}'`,
    providerString: ({ providerString }) => `@provstr = N'${providerString}'`,
    catalog: ({ catalog }) => `@catalog = N'${catalog}'`,
    isRpcEnabled: ({ isRpcEnabled }) => `@optname = N'rpc', @optvalue = N'${isRpcEnabled}'`,
    isRpcOutEnabled: ({ isRpcOutEnabled }) => `@optname = N'rpc out', @optvalue = N'${isRpcOutEnabled}'`,
    isDataAccessEnabled: (fact) => `@optname = N'data access', @optvalue = N'${fact.isDataAccessEnabled}'`,
    isCollationCompatible: (fact) =>
      `@optname = N'collation compatible', @optvalue = N'${fact.isCollationCompatible}'`,
    usesRemoteCollation: (fact) =>
      `@optname = N'use remote collation', @optvalue = N'${fact.usesRemoteCollation}'`,
    collation: ({ collation }) => `@optname = N'collation name', @optvalue = N'${collation}'`,
    isSchemaValidatedLazily: (fact) =>
      `@optname = N'lazy schema validation', @optvalue = N'${fact.isSchemaValidatedLazily}'`,
    connectTimeout: ({ connectTimeout }) => `@optname = N'connect timeout', @optvalue = N'${connectTimeout}'`,
    queryTimeout: ({ queryTimeout }) => `@optname = N'query timeout', @optvalue = N'${queryTimeout}'`,
    isTransactionPromoted: (fact) =>
      `@optname = N'remote proc transaction promotion', @optvalue = N'${fact.isTransactionPromoted}'`,
    isPublisher: ({ isPublisher }) => `@optname = N'pub', @optvalue = N'${isPublisher}'`,
    isSubscriber: ({ isSubscriber }) => `@optname = N'sub', @optvalue = N'${isSubscriber}'`,
    isDistributor: 'replication makes its distributor, and a script made by hand would stand in its way',
    isRemote: 'no procedure makes remote servers of the old kind any more; the head tells of it',
  },
  'linked-login': {
    server: ({ server }) => `sp_addlinkedsrvlogin @rmtsrvname = N'${server}'`,
    login: ({ login }) => `@locallogin = N'${login}'`,
    usesSelf: ({ usesSelf }) => `@useself = N'${usesSelf ? 'True' : 'False'}'`,
    remoteName: ({ remoteName }) => `@rmtuser = N'${remoteName}'`,
  },
  login: {
    name: ({ name }) => `CREATE LOGIN [${name}]`,
    type: ({ name }) => `CREATE LOGIN [${name}]`,
    sid: ({ sid }) => `SID = ${sid}`,
    isDisabled: ({ name }) => `ALTER LOGIN [${name}] DISABLE`,
    defaultDatabase: ({ defaultDatabase }) => `WITH DEFAULT_DATABASE = [${defaultDatabase}]`,
    defaultLanguage: ({ defaultLanguage }) => `WITH DEFAULT_LANGUAGE = [${defaultLanguage}]`,
    isPolicyChecked: ({ isPolicyChecked }) => `CHECK_POLICY = ${onOff(isPolicyChecked)}`,
    isExpirationChecked: ({ isExpirationChecked }) => `CHECK_EXPIRATION = ${onOff(isExpirationChecked)}`,
    passwordHash: ({ passwordHash }) => `PASSWORD = ${passwordHash} HASHED`,
    passwordFingerprint:
      'tells that a password changed and cannot restore it: a placeholder stops the script',
    isMustChange: 'cannot be set with a hash; told in the head',
    isLocked: 'cannot be set; told in the head',
    isExpired: 'cannot be set; told in the head',
    credential: ({ credential }) => `WITH CREDENTIAL = [${credential}]`,
    providerCredentials: ({ providerCredentials = [] }) => `ADD CREDENTIAL [${providerCredentials[0]}]`,
    certificate: ({ certificate }) => `FROM CERTIFICATE [${certificate}]`,
    asymmetricKey: ({ asymmetricKey }) => `FROM ASYMMETRIC KEY [${asymmetricKey}]`,
  },
  'server-role': {
    name: ({ name }) => `CREATE SERVER ROLE [${name}]`,
    owner: ({ name, owner }) => `ALTER AUTHORIZATION ON SERVER ROLE::[${name}] TO [${owner}]`,
  },
  'role-member': {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    role: ({ role }) => `ROLE [${role}] ADD MEMBER`,
    member: ({ role, member }) => `ROLE [${role}] ADD MEMBER [${member}]`,
  },
  database: {
    name: ({ name }) => `DATABASE::[${name}]`,
    state: 'a database that is not online is told, not scripted',
    userAccess: 'one in SINGLE_USER mode is told and not entered',
    owner: ({ name, owner }) => `ALTER AUTHORIZATION ON DATABASE::[${name}] TO [${owner}]`,
    ownerSid: 'the owner is given by the name of its login or account; one without is noted',
    dboSid: ({ name }) =>
      `JOIN sys.database_principals AS u ON u.sid = d.owner_sid WHERE d.name = N'${name}'`,
    collation: comes,
    containment: comes,
    isTrustworthy: ({ name }) => `ALTER DATABASE [${name}] SET TRUSTWORTHY ON`,
    isDbChaining: ({ name }) => `ALTER DATABASE [${name}] SET DB_CHAINING ON`,
    isBrokerEnabled: ({ name }) => `ALTER DATABASE [${name}] SET ENABLE_BROKER`,
    brokerId: comes,
    isReadOnly: 'asked for at run time: a read-only database is reported',
    isCdcEnabled: 'decides what becomes of the user and the schema cdc',
    containedGroup: 'a contained availability group makes its own master and msdb',
    isDistributor: 'no statement changes the owner of a distribution database; told in the head',
  },
  user: {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    name: ({ name }) => `CREATE USER [${name}]`,
    type: ({ name }) => `CREATE USER [${name}]`,
    authenticationType: ({ name }) => `CREATE USER [${name}]`,
    sid: ({ name, sid }) => `CREATE USER [${name}] WITH PASSWORD = N'<type the secret here>', SID = ${sid}`,
    login: ({ name, login }) => `CREATE USER [${name}] FOR LOGIN [${login}]`,
    defaultSchema: ({ defaultSchema }) => `WITH DEFAULT_SCHEMA = [${defaultSchema}]`,
    defaultLanguage: ({ defaultLanguage }) => `DEFAULT_LANGUAGE = [${defaultLanguage}]`,
    allowEncryptedValueModifications: () => 'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = ON',
    certificate: ({ certificate }) => `FOR CERTIFICATE [${certificate}]`,
    asymmetricKey: ({ asymmetricKey }) => `FOR ASYMMETRIC KEY [${asymmetricKey}]`,
  },
  role: {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    name: ({ name }) => `CREATE ROLE [${name}]`,
    owner: ({ name, owner }) => `ALTER AUTHORIZATION ON ROLE::[${name}] TO [${owner}]`,
  },
  'application-role': {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    name: ({ name }) => `CREATE APPLICATION ROLE [${name}]`,
    defaultSchema: ({ defaultSchema }) => `, DEFAULT_SCHEMA = [${defaultSchema}]`,
  },
  schema: {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    name: ({ name }) => `CREATE SCHEMA [${name}]`,
    owner: ({ name, owner }) => `CREATE SCHEMA [${name}] AUTHORIZATION [${owner}]`,
  },
  securable: {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    class: ({ class: on }) => `ALTER AUTHORIZATION ON ${on}::`,
    schema: ({ class: on, schema }) => `ALTER AUTHORIZATION ON ${on}::[${schema}].`,
    name: ({ name, owner }) => `[${name}] TO [${owner}]`,
    type: 'what is owned or granted is OBJECT or TYPE to a statement, whatever kind it is of',
    owner: ({ name, owner }) => `[${name}] TO [${owner}]`,
    permissionSet: comes,
    contentHash: 'tells which assemblies a server has to trust; trusted ones are facts of their own',
    identity: comes,
  },
  endpoint: {
    name: ({ name }) => `CREATE ENDPOINT [${name}]`,
    owner: ({ name, owner }) => `ALTER AUTHORIZATION ON ENDPOINT::[${name}] TO [${owner}]`,
    type: ({ type }) => `FOR ${type} (`,
    protocol: ({ protocol }) => `AS ${protocol} (`,
    state: ({ name, state }) => `ALTER ENDPOINT [${name}] STATE = ${state}`,
    port: ({ port }) => `LISTENER_PORT = ${port}`,
    ipAddress: ({ ipAddress = '' }) =>
      `LISTENER_IP = (${ipAddress.includes(':') ? `'${ipAddress}'` : ipAddress})`,
    authentication: ({ authentication = '' }) =>
      `AUTHENTICATION = ${/^CERT/.test(authentication) ? '' : 'WINDOWS '}${authentication.split(',')[0]}`,
    certificate: ({ certificate }) => `CERTIFICATE [${certificate}]`,
    encryption: ({ encryption = '' }) =>
      encryption === 'NONE'
        ? 'ENCRYPTION = DISABLED'
        : `ALGORITHM ${encryption.replace('NONE, ', '').replace(',', '')}`,
    role: ({ role }) => `ROLE = ${role}`,
    isForwarding: ({ isForwarding }) => `MESSAGE_FORWARDING = ${isForwarding ? 'ENABLED' : 'DISABLED'}`,
    forwardingSize: ({ forwardingSize }) => `MESSAGE_FORWARD_SIZE = ${forwardingSize}`,
  },
  'server-trigger': {
    name: ({ name }) => `DISABLE TRIGGER [${name}] ON ALL SERVER`,
    events: ({ events = [] }) => `FOR ${events.join(', ')}`,
    isDisabled: ({ name }) => `DISABLE TRIGGER [${name}] ON ALL SERVER`,
    executeAs: ({ executeAs }) => `EXECUTE AS N''${executeAs}''`,
    firstFor: ({ firstFor: [event] = [] }) => `@order = N'First', @stmttype = N'${event}'`,
    lastFor: ({ lastFor: [event] = [] }) => `@order = N'Last', @stmttype = N'${event}'`,
    isAnsiNullsOff: 'told in the head: such a trigger is made by hand',
    isQuotedIdentifierOff: 'told in the head: such a trigger is made by hand',
    definition: () => `EXEC (N'`,
  },
  'agent-proxy': {
    database: ({ name }) => `EXEC dbo.sp_add_proxy @proxy_name = N'${name}'`,
    name: ({ name }) => `EXEC dbo.sp_add_proxy @proxy_name = N'${name}'`,
    credential: ({ credential }) => `@credential_name = N'${credential}'`,
    isEnabled: ({ isEnabled }) => `@enabled = ${isEnabled ? 1 : 0}`,
    description: ({ description = '' }) => `@description = N'${description.replaceAll("'", "''")}'`,
  },
  'agent-proxy-subsystem': {
    database: ({ proxy }) => `EXEC dbo.sp_grant_proxy_to_subsystem @proxy_name = N'${proxy}'`,
    proxy: ({ proxy }) => `EXEC dbo.sp_grant_proxy_to_subsystem @proxy_name = N'${proxy}'`,
    subsystem: ({ subsystem }) => `@subsystem_id = ${subsystemNumber(subsystem)}`,
  },
  'agent-proxy-user': {
    database: ({ proxy }) => `@proxy_name = N'${proxy}'`,
    proxy: ({ proxy }) => `@proxy_name = N'${proxy}'`,
    userKind: ({ userKind, user }) => `${PROXY_PARAMETERS[userKind]} = N'${user}'`,
    user: ({ userKind, user }) => `${PROXY_PARAMETERS[userKind]} = N'${user}'`,
  },
  'mail-profile-user': {
    database: ({ profile }) => `@profile_name = N'${profile}'`,
    profile: ({ profile }) => `@profile_name = N'${profile}'`,
    user: ({ user }) => `@principal_name = N'${user}'`,
    isDefault: ({ profile, isDefault }) =>
      `@profile_name = N'${profile}', @is_default = ${isDefault ? 1 : 0}`,
  },
  'agent-category': {
    database: ({ name }) => `@name = ${quoted(name)}`,
    class: ({ class: of }) => `sp_add_category @class = N'${of}'`,
    name: ({ name }) => `@name = ${quoted(name)}`,
    type: ({ type }) => `@type = N'${type}'`,
  },
  'agent-operator': {
    database: ({ name }) => `sp_add_operator @name = ${quoted(name)}`,
    name: ({ name }) => `sp_add_operator @name = ${quoted(name)}`,
    isEnabled: ({ isEnabled }) => `@enabled = ${isEnabled ? 1 : 0}`,
    email: ({ email }) => `@email_address = ${quoted(email ?? '')}`,
    pager: ({ pager }) => `@pager_address = ${quoted(pager ?? '')}`,
    netSend: ({ netSend }) => `@netsend_address = ${quoted(netSend ?? '')}`,
    category: ({ category }) => `@category_name = ${quoted(category ?? '')}`,
  },
  'agent-job': {
    database: ({ name }) => `@job_name = N'${name}'`,
    name: ({ name }) => `sp_update_job @job_name = N'${name}'`,
    owner: ({ owner }) => `@owner_login_name = N'${owner}'`,
    ownerSid: 'an owner who is gone is told: no statement names him',
    category: job,
    isEnabled: job,
  },
  'agent-job-step': {
    database: job,
    job,
    step: job,
    name: job,
    subsystem: job,
    proxy: job,
    userDatabase: job,
    user: job,
  },
  'ssis-package': {
    database: ssis,
    folder: ssis,
    name: ssis,
    owner: ssis,
    ownerSid: ssis,
    readerRole: ssis,
    writerRole: ssis,
  },
  'ssis-permission': {
    database: ({ permission }) => `@permission_type = ${ssisPermissionNumber(permission)}`,
    objectType: ({ objectType }) => `@object_type = ${ssisObjectTypeNumber(objectType)}`,
    folder: ({ folder }) => `f.name = ${quoted(folder)}`,
    name: ({ name }) => `o.name = ${quoted(name ?? '')}`,
    permission: ({ permission }) => `@permission_type = ${ssisPermissionNumber(permission)}`,
    grantee: ({ grantee }) => `DATABASE_PRINCIPAL_ID(${quoted(grantee)})`,
    isDenied: ({ isDenied }) => `EXEC catalog.${isDenied ? 'deny' : 'grant'}_permission`,
  },
  'report-role': {
    database: ofReports,
    name: ofReports,
    scope: ofReports,
    taskMask: ofReports,
    description: ofReports,
  },
  'report-policy': { database: ofReports, path: ofReports, itemType: ofReports },
  'report-policy-role': {
    database: ofReports,
    path: ofReports,
    account: ofReports,
    role: ofReports,
    authType: ofReports,
    sid: ofReports,
  },
  'service-manager-role': { database: ofServiceManager, name: ofServiceManager, profile: ofServiceManager },
  'service-manager-role-member': {
    database: ofServiceManager,
    role: ofServiceManager,
    sid: ofServiceManager,
    account: ofServiceManager,
  },
  'server-audit': {
    name: ({ name }) => `CREATE SERVER AUDIT [${name}]`,
    guid: ({ guid }) => `AUDIT_GUID = '${guid}'`,
    target: ({ target = '' }) => `TO ${target.replace(' ', '_')}`,
    path: ({ path }) => `FILEPATH = N'${path}'`,
    maxSize: ({ maxSize }) => `MAXSIZE = ${maxSize} MB`,
    maxRolloverFiles: ({ maxRolloverFiles }) => `MAX_ROLLOVER_FILES = ${maxRolloverFiles}`,
    maxFiles: ({ maxFiles }) => `MAX_FILES = ${maxFiles}`,
    isSpaceReserved: ({ isSpaceReserved }) => `RESERVE_DISK_SPACE = ${onOff(isSpaceReserved)}`,
    queueDelay: ({ queueDelay }) => `QUEUE_DELAY = ${queueDelay}`,
    onFailure: ({ onFailure = '' }) => `ON_FAILURE = ${onFailure.replace(' SERVER INSTANCE', '')}`,
    predicate: ({ predicate }) => `WHERE ${predicate}`,
    isEnabled: ({ isEnabled }) => `WITH (STATE = ${onOff(isEnabled)})`,
  },
  'audit-specification': {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    name: ({ name }) => `AUDIT SPECIFICATION [${name}]`,
    audit: ({ audit }) => `FOR SERVER AUDIT [${audit}]`,
    auditGuid: 'one whose audit is not there is told, not scripted',
    isEnabled: ({ name, isEnabled }) => `AUDIT SPECIFICATION [${name}] WITH (STATE = ${onOff(isEnabled)})`,
    isSessionContextEnabled: 'no documented statement sets it',
  },
  'audit-action': {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    specification: ({ specification }) => `AUDIT SPECIFICATION [${specification}] ADD (`,
    action: ({ action }) => `ADD (${action}`,
    class: (fact) => `${fact.action} ON ${fact.class}::`,
    schema: ({ schema }) => `OBJECT::[${schema}].`,
    name: ({ name }) => `[${name}] BY `,
    principal: ({ principal }) => `BY [${principal}])`,
  },
  definition: {
    database: 'the script chooses it, and its statements run there',
    type: 'the statement begins with it',
    schema: ({ schema = '' }) => `[${schema}]`,
    name: ({ name }) => `[${name}]`,
    on: 'stands in the text of a trigger',
    properties: 'is with what it is made of',
    signatures: 'is with what it is made of',
    body: 'what it is made of has tests of its own: test/define',
  },
  permission: {
    database: ({ database }) => `-- database ${JSON.stringify(database)}`,
    class: (fact) => `${words(fact)} ${fact.permission} ON ${fact.class}::`,
    schema: (fact) => `ON ${fact.class}::[${fact.schema}].`,
    name: (fact) => `${fact.schema === undefined ? '::' : '].'}[${fact.name}]`,
    column: ({ column }) => ` ([${column}])`,
    permission: (fact) => `${words(fact)} ${fact.permission}`,
    grantee: ({ grantee }) => `[${grantee}]`,
    grantor: ({ grantor }) => ` AS [${grantor}]`,
    state: words,
    isShipped: 'tells whose the object is; a script that gives the permission again takes it as it is there',
  },
};
