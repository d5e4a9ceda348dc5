// Everything a plan can do: one row per action holds all there is to know of it. The statement itself is the template of
// the same name; a step holds values, never SQL text.
import type { SqlVersion } from '../../model/catalog/version.ts';
import type { ParameterKind, ValueOf, Values } from './parameter-kind.ts';
import type { PhaseName } from './phase.ts';

/** How the line that runs a statement treats it. */
export type Wrapper =
  /** Runs it. */
  | 'statement'
  /** Runs it unless the login's name or SID is taken; a conflict is reported. Needs `login` and `sid`. */
  | 'login'
  /** Runs it unless the guard finds a row; refuses while its placeholder stands. The template is `guard` and statement. */
  | 'secret'
  /**
   * Runs it where the guard finds a row, which tells that there is something to do; leaves it for the end where it is
   * about the login that runs the script.
   */
  | 'access';

/** What there is to know of an action. */
export interface ActionRow {
  /** Where it stands, unless a rule puts one of its steps elsewhere. */
  readonly phase: PhaseName;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly wrapper?: Wrapper;
  /** The parameter that names the principal or schema which it makes. */
  readonly makes?: string;
  /** The release that brought the statement, where 2012 lacks it; what a value needs stands with its kind. */
  readonly since?: { readonly since: SqlVersion; readonly what: string };
  /** The login that it keeps out of the server, or out of sysadmin. */
  readonly shutsOut?: (values: Values) => unknown;
  /** The login whose name or password it changes. */
  readonly access?: (values: Values) => unknown;
  /** Whether a template `guard` beside its own tells if there is anything to do. */
  readonly isGuarded?: true;
  /** One is enough for all that come in its phase. */
  readonly once?: true;
}

const permissionRow = {
  permission: 'permission',
  on: 'securable',
  column: 'column?',
  grantee: 'principal',
  grantor: 'principal?',
} as const;

const endpoint = {
  endpoint: 'name',
  port: 'number',
  address: 'address?',
  type: 'words',
  before: 'words?',
  certificate: 'name?',
  after: 'words?',
  encryption: 'words?',
  role: 'words?',
  forwarding: 'words?',
  forwardingSize: 'number?',
} as const;

/** What CREATE and ALTER SERVER AUDIT have alike. */
const serverAudit = {
  audit: 'name',
  target: 'words',
  path: 'text?',
  maxSize: 'number?',
  maxFiles: 'number?',
  maxRolloverFiles: 'number?',
  reservesSpace: 'flag',
  queueDelay: 'number',
  onFailure: 'words',
  predicate: 'predicate?',
} as const;

/** A proxy of SQL Server Agent. */
const agentProxy = { proxy: 'name', credential: 'name', enabled: 'flag', description: 'text?' } as const;

/** Whom a proxy is given to: one of the three. */
const agentProxyUser = {
  proxy: 'name',
  login: 'login?',
  serverRole: 'role?',
  role: 'principal?',
} as const;

/** A profile of Database Mail, and the user of msdb who has it; without one everybody does. */
const mailProfile = { profile: 'name', user: 'principal?' } as const;

const ofLogin = ({ login }: Values) => login;
const ofConnect = ({ permission, grantee }: Values) =>
  permission === 'CONNECT SQL' || permission === 'CONTROL SERVER' ? grantee : undefined;

/** Every action; the phases order them. */
export const ACTIONS = {
  'show-advanced-options': { phase: 'advanced-shown', parameters: {}, once: true },
  'restore-advanced-options': { phase: 'advanced-restored', parameters: {}, once: true },
  'set-configuration': { phase: 'configuration', parameters: { option: 'option', value: 'number' } },
  'trust-assembly': {
    phase: 'assemblies',
    parameters: { hash: 'binary', description: 'text?' },
    since: { since: 2017, what: 'sp_add_trusted_assembly' },
  },
  'distrust-assembly': { phase: 'dropped', parameters: { hash: 'binary' } },

  'create-credential': {
    phase: 'credentials',
    parameters: { credential: 'name', identity: 'text', provider: 'name?' },
    wrapper: 'secret',
    isGuarded: true,
  },
  'alter-credential': {
    phase: 'changed',
    parameters: { credential: 'name', identity: 'text' },
    wrapper: 'secret',
    isGuarded: true,
  },
  'drop-credential': { phase: 'dropped', parameters: { credential: 'name' } },

  'rename-sa': { phase: 'logins', parameters: { login: 'login' }, access: () => 'sa' },
  'create-sql-login': {
    phase: 'logins',
    parameters: {
      login: 'login',
      sid: 'binary',
      hash: 'hash?',
      checkPolicy: 'flag',
      checkExpiration: 'flag',
    },
    wrapper: 'login',
    makes: 'login',
  },
  'create-windows-login': {
    phase: 'logins',
    parameters: { login: 'login', sid: 'binary?' },
    wrapper: 'login',
    makes: 'login',
  },
  'create-external-login': {
    phase: 'logins',
    parameters: { login: 'login', sid: 'binary' },
    wrapper: 'login',
    makes: 'login',
    since: { since: 2022, what: 'CREATE LOGIN … FROM EXTERNAL PROVIDER' },
  },
  'create-certificate-login': {
    phase: 'logins',
    parameters: { login: 'login', sid: 'binary', certificate: 'name' },
    wrapper: 'login',
    makes: 'login',
  },
  'create-asymmetric-key-login': {
    phase: 'logins',
    parameters: { login: 'login', sid: 'binary', key: 'name' },
    wrapper: 'login',
    makes: 'login',
  },
  'set-login-password': {
    phase: 'logins',
    parameters: { login: 'login', sid: 'binary', hash: 'hash' },
    access: ofLogin,
    isGuarded: true,
  },
  'set-login-policy': {
    phase: 'logins',
    parameters: { login: 'login', sid: 'binary', checkPolicy: 'flag', checkExpiration: 'flag' },
    access: ofLogin,
    isGuarded: true,
  },
  'set-login-credential': { phase: 'logins', parameters: { login: 'login', credential: 'name' } },
  'clear-login-credential': { phase: 'changed', parameters: { login: 'login' } },
  'add-login-credential': { phase: 'logins', parameters: { login: 'login', credential: 'name' } },
  'drop-login-credential': { phase: 'changed', parameters: { login: 'login', credential: 'name' } },
  'set-default-database': { phase: 'defaults', parameters: { login: 'login', database: 'name' } },
  'set-default-language': { phase: 'defaults', parameters: { login: 'login', language: 'name' } },
  'enable-login': { phase: 'access', parameters: { login: 'login' } },
  'disable-login': {
    phase: 'access',
    parameters: { login: 'login' },
    shutsOut: ofLogin,
    isGuarded: true,
  },
  'grant-connect-sql': { phase: 'server-permissions', parameters: { login: 'login' } },
  'revoke-connect-sql': {
    phase: 'disconnected',
    parameters: { login: 'login' },
    shutsOut: ofLogin,
    isGuarded: true,
  },
  'drop-login': { phase: 'dropped', parameters: { login: 'login' }, shutsOut: ofLogin },

  'create-server-role': { phase: 'server-roles', parameters: { role: 'principal' }, makes: 'role' },
  'drop-server-role': { phase: 'dropped', parameters: { role: 'principal' } },
  'add-server-role-member': { phase: 'server-members', parameters: { role: 'role', member: 'principal' } },
  'drop-server-role-member': {
    phase: 'revoked',
    parameters: { role: 'role', member: 'principal' },
    shutsOut: ({ role, member }: Values) => (role === 'sysadmin' ? member : undefined),
  },

  grant: { phase: 'permissions', parameters: { ...permissionRow, withGrantOption: 'flag' } },
  deny: {
    phase: 'permissions',
    parameters: { ...permissionRow, cascade: 'flag' },
    shutsOut: ofConnect,
    isGuarded: true,
  },
  revoke: { phase: 'permissions', parameters: { ...permissionRow, cascade: 'flag' }, shutsOut: ofConnect },
  'revoke-grant-option': { phase: 'changed', parameters: permissionRow },
  'revoke-shipped': {
    phase: 'permissions',
    parameters: permissionRow,
  },
  'revoke-endpoint-default': { phase: 'server-defaults', parameters: { endpoint: 'name' } },

  'create-endpoint': { phase: 'endpoints', parameters: endpoint },
  'alter-endpoint': { phase: 'endpoints', parameters: endpoint },
  'set-endpoint-state': { phase: 'endpoints', parameters: { endpoint: 'name', state: 'words' } },
  'drop-endpoint': { phase: 'dropped', parameters: { endpoint: 'name' } },

  'create-server-trigger': { phase: 'triggers', parameters: { trigger: 'name', definition: 'module' } },
  'replace-server-trigger': { phase: 'triggers', parameters: { trigger: 'name', definition: 'module' } },
  'enable-server-trigger': { phase: 'triggers', parameters: { trigger: 'name' } },
  'disable-server-trigger': { phase: 'triggers', parameters: { trigger: 'name' } },
  'drop-server-trigger': { phase: 'dropped', parameters: { trigger: 'name' } },

  'create-server-audit': { phase: 'audits', parameters: { ...serverAudit, guid: 'guid?' } },
  'alter-server-audit': { phase: 'audits', parameters: { ...serverAudit, hadPredicate: 'flag' } },
  'set-server-audit-shutdown': { phase: 'audits', parameters: { audit: 'name' } },
  'enable-server-audit': { phase: 'audits', parameters: { audit: 'name' } },
  'disable-server-audit': { phase: 'audits', parameters: { audit: 'name' } },
  'drop-server-audit': { phase: 'dropped', parameters: { audit: 'name' } },

  own: { phase: 'owners', parameters: { on: 'securable', owner: 'owner' } },
  'own-by-schema': { phase: 'changed', parameters: { on: 'securable' } },

  'add-message': {
    phase: 'messages',
    parameters: {
      id: 'number',
      severity: 'number',
      message: 'text',
      language: 'text',
      languageId: 'number',
      logged: 'flag',
    },
  },
  'drop-message': {
    phase: 'dropped',
    parameters: { id: 'number', language: 'text', languageId: 'number' },
  },

  'create-linked-server': {
    phase: 'linked-servers',
    parameters: {
      server: 'name',
      product: 'text',
      provider: 'text?',
      dataSource: 'text?',
      location: 'text?',
      catalog: 'text?',
      providerString: 'text?',
    },
  },
  'create-linked-server-with-secret': {
    phase: 'linked-servers',
    parameters: {
      server: 'name',
      product: 'text',
      provider: 'text?',
      dataSource: 'text?',
      location: 'text?',
      catalog: 'text?',
      /** The provider string without its passwords, for who types it. */
      shown: 'text',
    },
    wrapper: 'secret',
    isGuarded: true,
  },
  'set-linked-server-address': { phase: 'linked-servers', parameters: { server: 'name', address: 'text' } },
  'set-linked-server-option': {
    phase: 'linked-servers',
    parameters: { server: 'name', option: 'server-option', value: 'text?' },
  },
  'map-linked-login': {
    phase: 'linked-servers',
    parameters: { server: 'name', login: 'login?', usesSelf: 'flag' },
  },
  'map-linked-login-with-password': {
    phase: 'linked-servers',
    parameters: { server: 'name', login: 'login?', remoteName: 'text' },
    wrapper: 'secret',
    isGuarded: true,
  },
  'drop-linked-login': { phase: 'dropped', parameters: { server: 'name', login: 'login?' } },
  'drop-linked-server': { phase: 'dropped', parameters: { server: 'name' } },

  'set-trustworthy': { phase: 'options', parameters: { database: 'name' } },
  'clear-trustworthy': { phase: 'changed', parameters: { database: 'name' } },
  'set-db-chaining': { phase: 'options', parameters: { database: 'name' } },
  'clear-db-chaining': { phase: 'changed', parameters: { database: 'name' } },
  'enable-broker': { phase: 'options', parameters: { database: 'name' } },
  'disable-broker': { phase: 'changed', parameters: { database: 'name' } },

  'create-user-for-login': {
    phase: 'users',
    parameters: { user: 'principal', login: 'login', schema: 'name?', encryptedValues: 'encrypted' },
    makes: 'user',
  },
  /** A Windows user cannot be made under another account's name, and may bear it afterwards. */
  'create-user-and-rename-it': {
    phase: 'users',
    parameters: { user: 'principal', login: 'login', schema: 'name?', encryptedValues: 'encrypted' },
    makes: 'user',
  },
  'create-user-for-external-login': {
    phase: 'users',
    parameters: { user: 'principal', login: 'login', schema: 'name?' },
    makes: 'user',
    since: { since: 2022, what: 'users of external logins' },
  },
  'create-windows-user': {
    phase: 'users',
    parameters: { user: 'principal', schema: 'name?', language: 'name?', encryptedValues: 'encrypted' },
    makes: 'user',
  },
  'create-external-user': {
    phase: 'users',
    parameters: { user: 'principal', schema: 'name?' },
    makes: 'user',
    since: { since: 2022, what: 'CREATE USER … FROM EXTERNAL PROVIDER' },
  },
  'create-user-without-login': {
    phase: 'users',
    parameters: { user: 'principal', schema: 'name?', encryptedValues: 'encrypted' },
    makes: 'user',
  },
  'create-certificate-user': {
    phase: 'users',
    parameters: { user: 'principal', certificate: 'name' },
    makes: 'user',
  },
  'create-asymmetric-key-user': {
    phase: 'users',
    parameters: { user: 'principal', key: 'name' },
    makes: 'user',
  },
  'create-contained-user': {
    phase: 'users',
    parameters: {
      user: 'principal',
      sid: 'binary?',
      schema: 'name?',
      language: 'name?',
      encryptedValues: 'encrypted',
    },
    wrapper: 'secret',
    isGuarded: true,
    makes: 'user',
  },
  'require-user': { phase: 'users', parameters: { user: 'principal', reason: 'text' }, makes: 'user' },
  'rename-user': { phase: 'user-names', parameters: { from: 'name', user: 'principal', login: 'login' } },
  'remap-user': { phase: 'user-logins', parameters: { user: 'principal', login: 'login' } },
  'set-user-login': { phase: 'changed', parameters: { user: 'principal', login: 'login' } },
  'set-user-schema': { phase: 'changed', parameters: { user: 'principal', schema: 'name?' } },
  'set-user-language': { phase: 'changed', parameters: { user: 'principal', language: 'name?' } },
  'set-user-encrypted-values': {
    phase: 'changed',
    parameters: { user: 'principal', encryptedValues: 'encrypted' },
  },
  'drop-user': { phase: 'dropped', parameters: { user: 'principal' } },

  'create-role': { phase: 'roles', parameters: { role: 'principal' }, makes: 'role' },
  'drop-role': { phase: 'dropped', parameters: { role: 'principal' } },
  'add-role-member': { phase: 'members', parameters: { role: 'role', member: 'principal' } },
  'drop-role-member': { phase: 'revoked', parameters: { role: 'role', member: 'principal' } },
  'drop-shipped-member': { phase: 'members', parameters: { role: 'role', member: 'principal' } },
  'create-application-role': {
    phase: 'application-roles',
    parameters: { role: 'principal', schema: 'name?' },
    wrapper: 'secret',
    isGuarded: true,
    makes: 'role',
  },
  'set-application-role-schema': { phase: 'changed', parameters: { role: 'principal', schema: 'name' } },
  'drop-application-role': { phase: 'dropped', parameters: { role: 'principal' } },
  'create-schema': { phase: 'schemas', parameters: { schema: 'name', owner: 'principal' } },
  'drop-schema': { phase: 'dropped', parameters: { schema: 'name' } },

  'create-agent-proxy': { phase: 'agent-proxies', parameters: agentProxy },
  'set-agent-proxy': { phase: 'agent-proxies', parameters: agentProxy },
  'drop-agent-proxy': { phase: 'dropped', parameters: { proxy: 'name' } },
  'grant-proxy-to-subsystem': { phase: 'agent-proxies', parameters: { proxy: 'name', subsystem: 'number' } },
  'revoke-proxy-from-subsystem': { phase: 'revoked', parameters: { proxy: 'name', subsystem: 'number' } },
  'grant-agent-proxy': { phase: 'agent-proxies', parameters: agentProxyUser },
  'revoke-agent-proxy': { phase: 'revoked', parameters: agentProxyUser },

  'grant-mail-profile': { phase: 'mail-profiles', parameters: { ...mailProfile, isDefault: 'flag' } },
  'set-mail-profile': { phase: 'mail-profiles', parameters: { ...mailProfile, isDefault: 'flag' } },
  'revoke-mail-profile': { phase: 'revoked', parameters: mailProfile },
} as const satisfies Readonly<Record<string, ActionRow>>;

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

/** The parameter values of an action. */
export type Parameters<A extends ActionName> = {
  readonly [P in keyof (typeof ACTIONS)[A]['parameters']]: ValueOf<
    (typeof ACTIONS)[A]['parameters'][P] & ParameterKind
  >;
};

/** The row of an action, by what all rows have. */
export function actionRow(action: ActionName): ActionRow {
  return ACTIONS[action];
}
