// The JSON Schema of a profile: what read-profile checks a user's file against, and what the package publishes.

import { OBJECT_KINDS } from '../model/catalog/object-type.ts';
import { NAME_SCHEMA as name } from '../model/name-length.ts';
import { READINESS_SCHEMA } from './readiness-schema.ts';

const sentence = { type: 'string', minLength: 1 } as const;
const word = { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' } as const;

const database = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name,
    required: { type: 'boolean' },
    follows: {
      type: 'object',
      additionalProperties: false,
      required: ['database', 'suffix'],
      properties: { database: name, suffix: sentence },
    },
  },
} as const;

/** The JSON Schema (draft-07) of a profile. */
export const PROFILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'regrant profile',
  type: 'object',
  additionalProperties: false,
  required: ['name', 'title', 'roles'],
  properties: {
    $schema: { type: 'string' },
    name: word,
    title: sentence,
    roles: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'title', 'databases'],
        properties: {
          name: word,
          title: sentence,
          databases: { type: 'array', minItems: 1, items: database },
        },
      },
    },
    systemDatabases: { type: 'array', items: { enum: ['master', 'model', 'msdb'] }, uniqueItems: true },
    exclude: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: { database: name, kind: { enum: OBJECT_KINDS }, schema: name, name, reason: sentence },
      },
    },
    outOfReach: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'reason'],
        properties: { name, reason: sentence },
      },
    },
    readiness: READINESS_SCHEMA,
  },
} as const;
