// Databases, and the principals and schemas in them.
import { CAME_WITH } from '../../../model/catalog/release-need.ts';
import { type ActionRows, typed } from './action-row.ts';

/** A user that is made for a login. */
/** `keeps`: the name that it would lose to its login's. */
const userAndLogin = { user: 'principal', login: 'login', keeps: 'name?' } as const;
const userOfLogin = {
  user: 'principal',
  login: 'login',
  schema: 'name?',
  encryptedValues: 'encrypted',
} as const;

/** Their actions. */
export const DATABASE_ACTIONS = {
  'set-trustworthy': { phase: 'options', parameters: { database: 'name' } },
  'clear-trustworthy': { phase: 'changed', parameters: { database: 'name' } },
  'set-db-chaining': { phase: 'options', parameters: { database: 'name' } },
  'clear-db-chaining': { phase: 'changed', parameters: { database: 'name' } },
  'enable-broker': { phase: 'options', parameters: { database: 'name' } },
  'disable-broker': { phase: 'changed', parameters: { database: 'name' } },
  'create-user-for-login': {
    phase: 'users',
    parameters: userOfLogin,
    makes: 'user',
  },
  /** A Windows user cannot be made under another account's name, and may bear it afterwards. */
  'create-user-and-rename-it': {
    phase: 'users',
    parameters: { ...userOfLogin, first: 'name' },
    makes: 'user',
  },
  'create-user-for-external-login': {
    phase: 'users',
    parameters: { user: 'principal', login: 'login', schema: 'name?' },
    makes: 'user',
    since: CAME_WITH.externalProvider,
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
    since: CAME_WITH.externalProvider,
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
    ...typed(({ user }) => `user ${user}`),
    makes: 'user',
  },
  'require-user': { phase: 'users', parameters: { user: 'principal', reason: 'text' }, makes: 'user' },
  'rename-user': { phase: 'user-names', parameters: { from: 'name', user: 'principal', login: 'login' } },
  'remap-user': { phase: 'user-logins', parameters: userAndLogin },
  'set-user-login': { phase: 'changed', parameters: userAndLogin },
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
    ...typed(({ role }) => `application role ${role}`),
    makes: 'role',
  },
  'set-application-role-schema': { phase: 'changed', parameters: { role: 'principal', schema: 'name' } },
  'drop-application-role': { phase: 'dropped', parameters: { role: 'principal' } },
  'create-schema': { phase: 'schemas', parameters: { schema: 'name', owner: 'principal' } },
  'drop-schema': { phase: 'dropped', parameters: { schema: 'name' } },
} as const satisfies ActionRows;
