// Everything a script can do: one row per action with the parameters its statement takes. The statement itself is
// the template of the same name; a plan holds values, never SQL text.
import type { SecurableName } from '../text/quote.ts';

/** How a parameter's value is quoted; `?` marks one that may be absent. */
export type ParameterKind =
  | 'name'
  | 'name?'
  | 'text'
  | 'text?'
  | 'binary'
  | 'binary?'
  | 'keyword'
  | 'number'
  | 'flag'
  | 'securable'
  | 'column?';

/** How the line that runs a statement treats it. */
export type Wrapper =
  /** Runs it. */
  | 'statement'
  /** Runs it unless the login's name or SID is taken; a conflict is reported. Needs `login` and `sid`. */
  | 'login'
  /** Runs it unless the guard finds a row; refuses while its placeholder stands. The template is `guard` and statement. */
  | 'secret';

interface ActionRow {
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly wrapper?: Wrapper;
}

/** Every action, in no order; the planner orders. */
export const ACTIONS = {
  'show-advanced-options': { parameters: {} },
  'restore-advanced-options': { parameters: {} },
  'set-configuration': { parameters: { option: 'text', value: 'number' } },
  'trust-assembly': { parameters: { hash: 'binary', description: 'text?' } },
  'create-credential': {
    parameters: { credential: 'name', identity: 'text', provider: 'name?' },
    wrapper: 'secret',
  },
  'rename-sa': { parameters: { login: 'name' } },
  'create-sql-login': {
    parameters: {
      login: 'name',
      sid: 'binary',
      hash: 'binary?',
      checkPolicy: 'flag',
      checkExpiration: 'flag',
    },
    wrapper: 'login',
  },
  'create-windows-login': { parameters: { login: 'name', sid: 'binary?' }, wrapper: 'login' },
  'create-external-login': { parameters: { login: 'name', sid: 'binary' }, wrapper: 'login' },
  'create-certificate-login': {
    parameters: { login: 'name', sid: 'binary', certificate: 'name' },
    wrapper: 'login',
  },
  'create-asymmetric-key-login': {
    parameters: { login: 'name', sid: 'binary', key: 'name' },
    wrapper: 'login',
  },
  'set-login-password': { parameters: { login: 'name', sid: 'binary', hash: 'binary' } },
  'set-login-policy': {
    parameters: { login: 'name', sid: 'binary', checkPolicy: 'flag', checkExpiration: 'flag' },
  },
  'set-login-credential': { parameters: { login: 'name', credential: 'name' } },
  'add-login-credential': { parameters: { login: 'name', credential: 'name' } },
  'create-server-role': { parameters: { role: 'name' } },
  'own-server-role': { parameters: { role: 'name', owner: 'name' } },
  'own-endpoint': { parameters: { endpoint: 'name', owner: 'name' } },
  'own-availability-group': { parameters: { group: 'name', owner: 'name' } },
  'add-server-role-member': { parameters: { role: 'name', member: 'name' } },
  grant: {
    parameters: {
      permission: 'keyword',
      on: 'securable',
      column: 'column?',
      grantee: 'name',
      withGrantOption: 'flag',
      grantor: 'name?',
    },
  },
  deny: {
    parameters: {
      permission: 'keyword',
      on: 'securable',
      column: 'column?',
      grantee: 'name',
      cascade: 'flag',
      grantor: 'name?',
    },
  },
  revoke: {
    parameters: {
      permission: 'keyword',
      on: 'securable',
      column: 'column?',
      grantee: 'name',
      cascade: 'flag',
      grantor: 'name?',
    },
  },
  'grant-connect-sql': { parameters: { login: 'name' } },
  'revoke-connect-sql': { parameters: { login: 'name' } },
  'revoke-endpoint-default': { parameters: { endpoint: 'name' } },
  'add-message': {
    parameters: {
      id: 'number',
      severity: 'number',
      message: 'text',
      language: 'text',
      languageId: 'number',
      logged: 'flag',
    },
  },
  'own-database': { parameters: { database: 'name', owner: 'name' } },
  'set-trustworthy': { parameters: { database: 'name' } },
  'set-db-chaining': { parameters: { database: 'name' } },
  'enable-broker': { parameters: { database: 'name' } },
  'create-user-for-login': {
    parameters: { user: 'name', login: 'name', schema: 'name?', encryptedValues: 'flag' },
  },
  'create-user-for-external-login': { parameters: { user: 'name', login: 'name', schema: 'name?' } },
  'create-windows-user': {
    parameters: { user: 'name', schema: 'name?', language: 'name?', encryptedValues: 'flag' },
  },
  'create-external-user': { parameters: { user: 'name', schema: 'name?' } },
  'create-user-without-login': { parameters: { user: 'name', schema: 'name?', encryptedValues: 'flag' } },
  'create-certificate-user': { parameters: { user: 'name', certificate: 'name' } },
  'create-asymmetric-key-user': { parameters: { user: 'name', key: 'name' } },
  'create-contained-user': {
    parameters: {
      user: 'name',
      sid: 'binary?',
      schema: 'name?',
      language: 'name?',
      encryptedValues: 'flag',
    },
    wrapper: 'secret',
  },
  'require-user': { parameters: { user: 'name', reason: 'text' } },
  'rename-user': { parameters: { from: 'name', user: 'name', login: 'name' } },
  'remap-user': { parameters: { user: 'name', login: 'name' } },
  'create-role': { parameters: { role: 'name' } },
  'own-role': { parameters: { role: 'name', owner: 'name' } },
  'create-application-role': { parameters: { role: 'name', schema: 'name?' }, wrapper: 'secret' },
  'create-schema': { parameters: { schema: 'name', owner: 'name' } },
  'own-schema': { parameters: { schema: 'name', owner: 'name' } },
  'own-securable': { parameters: { on: 'securable', owner: 'name' } },
  'add-role-member': { parameters: { role: 'name', member: 'name' } },
  'set-default-database': { parameters: { login: 'name', database: 'name' } },
  'set-default-language': { parameters: { login: 'name', language: 'name' } },
  'enable-login': { parameters: { login: 'name' } },
  'disable-login': { parameters: { login: 'name' } },
  'revoke-grant-option': {
    parameters: {
      permission: 'keyword',
      on: 'securable',
      column: 'column?',
      grantee: 'name',
      grantor: 'name?',
    },
  },
  'clear-login-credential': { parameters: { login: 'name' } },
  'drop-login-credential': { parameters: { login: 'name', credential: 'name' } },
  'alter-credential': { parameters: { credential: 'name', identity: 'text' }, wrapper: 'secret' },
  'set-application-role-schema': { parameters: { role: 'name', schema: 'name' } },
  'set-user-schema': { parameters: { user: 'name', schema: 'name?' } },
  'set-user-language': { parameters: { user: 'name', language: 'name?' } },
  'set-user-login': { parameters: { user: 'name', login: 'name' } },
  'disable-broker': { parameters: { database: 'name' } },
  'own-by-schema': { parameters: { on: 'securable' } },
  'clear-trustworthy': { parameters: { database: 'name' } },
  'clear-db-chaining': { parameters: { database: 'name' } },
  'drop-server-role-member': { parameters: { role: 'name', member: 'name' } },
  'drop-role-member': { parameters: { role: 'name', member: 'name' } },
  'drop-user': { parameters: { user: 'name' } },
  'drop-role': { parameters: { role: 'name' } },
  'drop-application-role': { parameters: { role: 'name' } },
  'drop-schema': { parameters: { schema: 'name' } },
  'drop-server-role': { parameters: { role: 'name' } },
  'drop-login': { parameters: { login: 'name' } },
  'drop-credential': { parameters: { credential: 'name' } },
  'drop-message': { parameters: { id: 'number', language: 'text', languageId: 'number' } },
  'distrust-assembly': { parameters: { hash: 'binary' } },
} as const satisfies Readonly<Record<string, ActionRow>>;

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

interface Values {
  name: string;
  text: string;
  binary: string;
  keyword: string;
  number: number;
  flag: boolean;
  securable: SecurableName;
  column: string;
}
type ValueOf<K> = K extends `${infer R extends keyof Values}?`
  ? Values[R] | undefined
  : K extends keyof Values
    ? Values[K]
    : never;

/** The parameter values of an action. */
export type Parameters<A extends ActionName> = {
  readonly [P in keyof (typeof ACTIONS)[A]['parameters']]: ValueOf<(typeof ACTIONS)[A]['parameters'][P]>;
};
