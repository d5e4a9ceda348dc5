// What lets into the server, and watches who comes.
import { bool, id, int, name, names, opt, type ShapesOf, text } from './property-shape.ts';

/** Their shapes. */
export const GATE_SHAPES = {
  endpoint: {
    one: 'endpoint',
    many: 'Endpoints',
    class: 'ENDPOINT',
    branch: 'endpoints',
    properties: {
      name: id(name),
      owner: opt(name),
      type: opt(text),
      protocol: opt(text),
      state: opt(text),
      port: opt(int),
      ipAddress: opt(text),
      authentication: opt(text),
      certificate: opt(name),
      encryption: opt(text),
      role: opt(text),
      isForwarding: opt(bool),
      forwardingSize: opt(int),
    },
  },
  'server-trigger': {
    one: 'server trigger',
    many: 'Server triggers',
    branch: 'server-triggers',
    properties: {
      name: id(name),
      events: opt(names),
      isDisabled: bool,
      executeAs: opt(name),
      firstFor: opt(names),
      lastFor: opt(names),
      isAnsiNullsOff: opt(bool),
      isQuotedIdentifierOff: opt(bool),
      definition: opt(text),
    },
  },
} as const satisfies ShapesOf<'endpoint' | 'server-trigger'>;
