// The shapes of what applications keep of who may do what.
import { REPORT_ROLE_SCOPES } from './application-fact.ts';
import { hex, id, int, name, oneOf, opt, type ShapesOf, text } from './property-shape.ts';

/** The kinds of facts that applications keep. */
export type ApplicationKind =
  | 'report-role'
  | 'report-policy'
  | 'report-policy-role'
  | 'service-manager-role'
  | 'service-manager-role-member';

/** Their shapes. */
export const APPLICATION_SHAPES = {
  'report-role': {
    one: 'role of a report server',
    many: 'Roles of report servers',
    branch: 'report-policies',
    properties: {
      database: id(name),
      name: id(name),
      scope: oneOf(...REPORT_ROLE_SCOPES),
      taskMask: text,
      description: opt(text),
    },
  },
  'report-policy': {
    one: 'policy of a report server',
    many: 'Policies of report servers',
    branch: 'report-policies',
    properties: { database: id(name), path: id(opt(name)), itemType: opt(text) },
  },
  'report-policy-role': {
    one: 'role assignment of a report server',
    many: 'Role assignments of report servers',
    branch: 'report-policies',
    properties: {
      database: id(name),
      path: id(opt(name)),
      account: id(name),
      role: id(name),
      authType: id(int),
      sid: opt(hex),
    },
  },
  'service-manager-role': {
    one: 'user role of Service Manager',
    many: 'User roles of Service Manager',
    branch: 'service-manager-roles',
    properties: { database: id(name), name: id(name), profile: name },
  },
  'service-manager-role-member': {
    one: 'member of a user role of Service Manager',
    many: 'Members of user roles of Service Manager',
    branch: 'service-manager-roles',
    properties: { database: id(name), role: id(name), sid: id(hex), account: opt(name) },
  },
} satisfies ShapesOf<ApplicationKind>;

/** The kinds of facts that applications keep. */
export const APPLICATION_KINDS = Object.keys(APPLICATION_SHAPES) as readonly ApplicationKind[];
