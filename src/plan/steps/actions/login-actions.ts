// Logins, and roles of the server.

import { CAME_WITH } from '../../../model/catalog/release-need.ts';
import { ADMINISTRATORS } from '../../../model/catalog/system-principals.ts';
import type { Values } from '../parameter-kind.ts';
import type { ActionRows } from './action-row.ts';

const ofLogin = ({ login }: Values) => login;

/** Their actions. */
export const LOGIN_ACTIONS = {
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
    secretOf: ({ login, hash }: Values) => (hash === undefined ? `login ${login}` : undefined),
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
    since: CAME_WITH.externalProvider,
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
    shutsOut: ({ role, member }: Values) => (role === ADMINISTRATORS.server ? member : undefined),
  },
} as const satisfies ActionRows;
