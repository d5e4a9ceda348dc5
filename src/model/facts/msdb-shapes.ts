// The shapes of what msdb keeps of who may do what.
import { CATEGORY_CLASSES, CATEGORY_TYPES, PROXY_USER_KINDS } from './msdb-fact.ts';
import { bool, hex, id, int, inventory, name, oneOf, opt, type ShapesOf, text } from './property-shape.ts';

/** The kinds of facts of msdb's tables. */
type MsdbKind =
  | 'agent-proxy'
  | 'agent-proxy-subsystem'
  | 'agent-proxy-user'
  | 'mail-profile-user'
  | 'agent-category'
  | 'agent-operator'
  | 'agent-job'
  | 'agent-job-step'
  | 'ssis-package';

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
  'agent-category': {
    one: 'Agent category',
    many: 'Agent categories that jobs and operators name',
    branch: 'agent-jobs',
    properties: {
      database: id(name),
      class: id(oneOf(...CATEGORY_CLASSES)),
      name: id(name),
      type: oneOf(...CATEGORY_TYPES),
    },
  },
  'agent-operator': {
    one: 'Agent operator',
    many: 'Agent operators that jobs name',
    branch: 'agent-jobs',
    properties: {
      database: id(name),
      name: id(name),
      isEnabled: bool,
      email: opt(text),
      pager: opt(text),
      netSend: opt(text),
      category: opt(name),
    },
  },
  'agent-job': {
    one: 'Agent job',
    many: 'Agent jobs and their owners',
    branch: 'agent-jobs',
    properties: {
      database: id(name),
      name: id(name),
      owner: opt(name),
      ownerSid: opt(hex),
      category: inventory(opt(text)),
      isEnabled: inventory(opt(bool)),
    },
  },
  'agent-job-step': {
    one: 'step of an Agent job',
    many: 'Steps of Agent jobs that run as another',
    branch: 'agent-jobs',
    properties: {
      database: id(name),
      job: id(name),
      step: id(int),
      name: inventory(text),
      subsystem: text,
      proxy: opt(name),
      userDatabase: opt(name),
      user: opt(name),
    },
  },
  'ssis-package': {
    one: 'Integration Services package',
    many: 'Integration Services packages and their roles',
    branch: 'ssis-packages',
    properties: {
      database: id(name),
      folder: id(opt(text)),
      name: id(name),
      owner: opt(name),
      ownerSid: opt(hex),
      readerRole: opt(name),
      writerRole: opt(name),
    },
  },
} satisfies ShapesOf<MsdbKind>;
