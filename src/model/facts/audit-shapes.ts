// What the server writes down of what is done on it.
import { bool, id, int, name, opt, type ShapesOf, text } from './property-shape.ts';

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
} as const satisfies ShapesOf<'server-audit'>;
