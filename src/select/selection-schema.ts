// The JSON Schema of a selection: in a configuration and in a snapshot's header it is checked against this.
import { OBJECT_KINDS } from '../model/catalog/object-type.ts';

const text = { type: 'string', minLength: 1 } as const;

const names = {
  type: 'object',
  additionalProperties: false,
  properties: { include: { type: 'array', items: text }, exclude: { type: 'array', items: text } },
} as const;

const kinds = { type: 'array', items: { enum: OBJECT_KINDS } } as const;

const objectRules = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: { database: text, kind: { enum: OBJECT_KINDS }, schema: text, name: text },
  },
} as const;

/** The JSON Schema (draft-07) of a selection. */
export const SELECTION_SCHEMA = {
  type: 'object',
  description: 'What to take of a server; everything by default. * and ? are wildcards.',
  additionalProperties: false,
  properties: {
    databases: names,
    kinds: { type: 'object', additionalProperties: false, properties: { include: kinds, exclude: kinds } },
    schemas: names,
    objects: {
      type: 'object',
      additionalProperties: false,
      properties: { include: objectRules, exclude: objectRules },
    },
    principals: names,
    withMembers: { type: 'boolean' },
  },
} as const;
