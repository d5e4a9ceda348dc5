// The shapes of what msdb keeps of who may do what.
import { PROXY_USER_KINDS } from './msdb-fact.ts';
import { bool, id, name, oneOf, opt, type ShapesOf, text } from './property-shape.ts';

/** The kinds of facts of msdb's tables. */
type MsdbKind = 'agent-proxy' | 'agent-proxy-subsystem' | 'agent-proxy-user' | 'mail-profile-user';

/** Their shapes. */
export const MSDB_SHAPES = {
  'agent-proxy': {
    one: 'Agent proxy',
    many: 'Agent proxies',
    branch: 'agent-proxies',
    properties: {
      database: id(name),
      name: id(name),
      credential: opt(name),
      isEnabled: bool,
      description: opt(text),
    },
  },
  'agent-proxy-subsystem': {
    one: 'subsystem of an Agent proxy',
    many: 'Subsystems of Agent proxies',
    branch: 'agent-proxies',
    properties: { database: id(name), proxy: id(name), subsystem: id(text) },
  },
  'agent-proxy-user': {
    one: 'user of an Agent proxy',
    many: 'Users of Agent proxies',
    branch: 'agent-proxies',
    properties: {
      database: id(name),
      proxy: id(name),
      userKind: id(oneOf(...PROXY_USER_KINDS)),
      user: id(name),
    },
  },
  'mail-profile-user': {
    one: 'user of a Database Mail profile',
    many: 'Users of Database Mail profiles',
    branch: 'mail-profiles',
    properties: { database: id(name), profile: id(name), user: id(name), isDefault: bool },
  },
} satisfies ShapesOf<MsdbKind>;
