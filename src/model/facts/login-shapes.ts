// Principals of the server, and who is in which role.
import { bool, hex, id, logins, name, names, opt, password, type ShapesOf } from './property-shape.ts';

/** Their shapes. */
export const LOGIN_SHAPES = {
  login: {
    one: 'login',
    many: 'Logins',
    class: 'LOGIN',
    isPrincipal: true,
    branch: 'logins',
    properties: {
      name: id(name),
      type: logins,
      sid: hex,
      isDisabled: bool,
      defaultDatabase: opt(name),
      defaultLanguage: opt(name),
      isPolicyChecked: opt(bool),
      isExpirationChecked: opt(bool),
      passwordHash: password(hex),
      passwordFingerprint: password(hex),
      isMustChange: opt(bool),
      isLocked: opt(bool),
      isExpired: opt(bool),
      credential: opt(name),
      providerCredentials: opt(names),
      certificate: opt(name),
      asymmetricKey: opt(name),
    },
  },
  'server-role': {
    one: 'server role',
    many: 'Server roles',
    class: 'SERVER ROLE',
    isPrincipal: true,
    branch: 'server-roles',
    properties: { name: id(name), owner: name },
  },
  'role-member': {
    one: 'role member',
    many: 'Role members',
    properties: { database: id(opt(name)), role: id(name), member: id(name) },
  },
} satisfies ShapesOf<'login' | 'server-role' | 'role-member'>;
