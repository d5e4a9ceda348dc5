// The JSON Schema of what a profile says of readiness.

import { FACT_SHAPES } from '../model/fact-shape.ts';
import { NAME_SCHEMA as name } from '../model/name-length.ts';

const sentence = { type: 'string', minLength: 1 } as const;
const names = { type: 'array', items: name, minItems: 1 } as const;
const groups = { type: 'array', items: { ...names, minItems: 2 } } as const;

const point = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'kind', 'expect', 'remedy'],
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
    title: sentence,
    kind: { enum: Object.keys(FACT_SHAPES) },
    database: name,
    where: {
      type: 'object',
      additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
    },
    expect: { enum: ['some', 'none'] },
    remedy: sentence,
  },
} as const;

/** An object that has each of these properties, and no other. */
function whole(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

/** The schema of `readiness`. */
export const READINESS_SCHEMA = {
  type: 'object',
  description: 'What check looks for beyond what is true of any database.',
  additionalProperties: false,
  properties: {
    managementServers: names,
    packs: name,
    broker: names,
    messages: names,
    oneInstance: groups,
    oneCollation: groups,
    accounts: { type: 'array', items: whole({ title: sentence, database: name, roles: names }) },
    accountServerRoles: names,
    executionRole: whole({
      name,
      databases: names,
      grants: { type: 'array', items: whole({ database: name, permission: name, on: names }) },
    }),
    serviceKey: name,
    points: { type: 'array', items: point },
  },
} as const;
