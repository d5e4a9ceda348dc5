// The JSON Schema of regrant.config.json: what load-config checks a file against, and what the package publishes.
import { ENCRYPTIONS, LOGIN_TYPES } from '../connect/server-target.ts';
import { VIAS } from '../connect/via.ts';
import { SELECTION_SCHEMA } from '../select/selection-schema.ts';
import { CHECK_SCHEMA } from './check-settings.ts';

const text = { type: 'string', minLength: 1 } as const;
const flag = { type: 'boolean' } as const;
const seconds = { type: 'number', exclusiveMinimum: 0, maximum: 2_000_000 } as const;

const authentication = {
  type: 'object',
  description: 'Who logs in. A password is never written here.',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { enum: LOGIN_TYPES },
    user: text,
    domain: text,
    clientId: { ...text, description: 'entra: the client id of a managed identity' },
    passwordFrom: {
      description:
        'Where the password comes from; REGRANT_PASSWORD_<SERVER>, REGRANT_PASSWORD, a prompt by default.',
      anyOf: [
        { const: 'prompt' },
        { type: 'object', additionalProperties: false, required: ['env'], properties: { env: text } },
        {
          type: 'object',
          description: 'A generic credential of Windows Credential Manager, by its name.',
          additionalProperties: false,
          required: ['credential'],
          properties: { credential: text },
        },
      ],
    },
  },
  anyOf: [
    { properties: { type: { const: 'sql' } }, required: ['user'] },
    { properties: { type: { const: 'ntlm' } }, required: ['domain', 'user'] },
    { properties: { type: { enum: ['entra', 'integrated'] } } },
  ],
} as const;

const settings = {
  authentication,
  via: {
    enum: VIAS,
    description:
      'What speaks to the server; sqlcmd and odbc, which are on the host, log in as who is signed in.',
  },
  sqlcmd: {
    ...text,
    description: 'The sqlcmd to take; relative to this file. Default: the one on the PATH.',
  },
  odbcDriver: {
    ...text,
    description: 'The name of the ODBC driver. Default: ODBC Driver 18 for SQL Server.',
  },
  odbcAttributes: {
    type: 'object',
    description: 'Attributes of an ODBC connection, which go before those of the settings; no password.',
    additionalProperties: { type: 'string' },
    propertyNames: { pattern: '^(?!([Pp][Ww][Dd]|[Pp][Aa][Ss][Ss][Ww][Oo][Rr][Dd])$)[A-Za-z][A-Za-z ]*$' },
  },
  encrypt: {
    enum: ENCRYPTIONS,
    description: 'plain gives up encryption: the password can be read on the wire',
  },
  trustServerCertificate: flag,
  hostNameInCertificate: text,
  caFile: { ...text, description: 'PEM file of the authorities to trust; relative to this file' },
  allowRouting: {
    ...flag,
    description: 'Follow a server that routes the login to another one, on the certificate of that one.',
  },
  readOnlyIntent: flag,
  multiSubnetFailover: flag,
  packetSize: { type: 'integer', minimum: 512, maximum: 32_767 },
  applicationName: text,
  timeouts: {
    type: 'object',
    description: 'In seconds: for one attempt to connect, one query, all work on a server.',
    additionalProperties: false,
    properties: { connect: seconds, query: seconds, server: seconds },
  },
  selection: SELECTION_SCHEMA,
} as const;

/** The JSON Schema (draft-07) of `regrant.config.json`. */
export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'regrant configuration',
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['servers'] }, { required: ['registeredServers'] }],
  properties: {
    $schema: { type: 'string' },
    defaults: {
      type: 'object',
      description: 'Settings of every server that does not have its own.',
      additionalProperties: false,
      properties: settings,
    },
    servers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        oneOf: [{ required: ['server'] }, { required: ['connectionString'] }],
        properties: {
          name: { ...text, description: 'What the server is called; its address by default.' },
          server: { ...text, description: 'host, host\\INSTANCE or host,port' },
          connectionString: { ...text, description: 'ADO.NET, without a password' },
          ...settings,
        },
      },
    },
    registeredServers: { ...text, description: 'A .regsrvr file exported from SSMS; relative to this file.' },
    profile: { ...text, description: 'The name of a profile, or a .json file relative to this one.' },
    definitions: { ...flag, description: 'Capture the definitions of objects, too.' },
    out: { ...text, description: 'The folder for snapshots and scripts; relative to this file.' },
    check: CHECK_SCHEMA,
  },
} as const;
