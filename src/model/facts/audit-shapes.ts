// The shapes of what the server writes down of what is done on it.
import { bool, classes, id, int, name, opt, type ShapesOf, text } from './property-shape.ts';

/** Their shapes. */
export const AUDIT_SHAPES = {
  'server-audit': {
    one: 'server audit',
    many: 'Server audits',
    branch: 'server-audits',
    properties: {
      name: id(name),
      guid: opt(text),
      target: opt(text),
      path: opt(text),
      maxSize: opt(int),
      maxRolloverFiles: opt(int),
      maxFiles: opt(int),
      isSpaceReserved: opt(bool),
      queueDelay: opt(int),
      onFailure: opt(text),
      predicate: opt(text),
      isEnabled: bool,
    },
  },
  'audit-specification': {
    one: 'audit specification',
    many: 'Audit specifications',
    branch: 'audit-specifications',
    properties: {
      database: id(opt(name)),
      name: id(name),
      audit: opt(name),
      auditGuid: opt(text),
      isEnabled: bool,
      isSessionContextEnabled: opt(bool),
    },
  },
  'audit-action': {
    one: 'audited action',
    many: 'Audited actions',
    branch: 'audit-specifications',
    properties: {
      database: id(opt(name)),
      specification: id(name),
      action: id(text),
      class: id(opt(classes)),
      schema: id(opt(name)),
      name: id(opt(name)),
      principal: id(opt(name)),
    },
  },
} as const satisfies ShapesOf<'server-audit' | 'audit-specification' | 'audit-action'>;
