// What a statement takes, by the kind of value: its type, its form in a plan's file, whether it is secret, and since
// which release it may be said. How a kind is quoted stands with what writes it, in render.

import { MADE_SCHEMA, type Made } from '../../define/statement.ts';
import { AUDITED_CLASSES, GUID } from '../../model/catalog/audit-clause.ts';
import { optionRow } from '../../model/catalog/configuration-option.ts';
import {
  LINKED_SERVER_OPTION_NAMES,
  type LinkedServerOptionName,
} from '../../model/catalog/linked-server-option.ts';
import { hashVersion } from '../../model/catalog/password-hash.ts';
import { CAME_WITH, needOfPermission, type ReleaseNeed } from '../../model/catalog/release-need.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { Scope } from '../../model/catalog/securable-class-row.ts';
import { isMicrosoftName, MICROSOFT_ROLES_SINCE } from '../../model/catalog/system-principals.ts';
import { NEWEST_VERSION, SQL_VERSIONS } from '../../model/catalog/version.ts';
import { NAME_LENGTH, NAME_SCHEMA } from '../../model/name-length.ts';
import type { SecurableName } from '../../text/quote.ts';

/** The type that a value of each kind has. */
export interface ValueTypes {
  /** A name of anything. */
  name: string;
  /** A principal of the server, wherever the statement runs. */
  login: string;
  /** A principal of where the statement runs: of the server, or of the database. */
  principal: string;
  /** The owner of a securable: a principal of where the securable is. */
  owner: string;
  /** A role that gets or loses a member. */
  role: string;
  /** Text, which becomes a constant. */
  text: string;
  /** The text of a module, which becomes a constant. */
  module: string;
  /** A batch of statements, as it is run. */
  batch: string;
  /** What a definition's statement makes. */
  made: Made;
  /** The predicate of an audit, in its one form. */
  predicate: string;
  /** A GUID. */
  guid: string;
  /** The name of an option of `sys.configurations`. */
  option: string;
  /** An option of linked servers. */
  'server-option': LinkedServerOptionName;
  /** A binary constant, in hexadecimal. */
  binary: string;
  /** The hash of a password. */
  hash: string;
  /** The name of a permission. */
  permission: string;
  /** Words of the grammar. */
  words: string;
  /** An address that an endpoint listens at. */
  address: string;
  /** A whole number. */
  number: number;
  /** Yes or no. */
  flag: boolean;
  /** ALLOW_ENCRYPTED_VALUE_MODIFICATIONS. */
  encrypted: boolean;
  /** What a permission is on. */
  securable: SecurableName;
  /** What an audited action is on. */
  audited: SecurableName;
  /** Whether a thing is the server's or the database's. */
  scope: Scope;
  /** The name of a column. */
  column: string;
  /** The release that a statement needs, and what of it needs it. */
  release: ReleaseNeed;
}

/** A kind of value; `?` marks one that may be absent. */
export type ParameterKind = keyof ValueTypes | `${keyof ValueTypes}?`;

/** The type of a kind's values. */
export type ValueOf<K extends ParameterKind> = K extends `${infer R extends keyof ValueTypes}?`
  ? ValueTypes[R] | undefined
  : K extends keyof ValueTypes
    ? ValueTypes[K]
    : never;

/** The values of a step, by parameter. */
export type Values = Readonly<Record<string, unknown>>;

interface KindRow<T> {
  /** JSON Schema of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Never shown: `***` stands for it. */
  readonly secret?: true;
  /** The release that the value needs, where 2012 does not do. */
  readonly need?: (value: T, values: Values) => ReleaseNeed | undefined;
}

const name = { schema: NAME_SCHEMA } as const;
const text = { schema: { type: 'string', maxLength: 4000 } } as const;
const hexadecimal = { type: 'string', pattern: '^0x([0-9A-F]{2})*$', maxLength: 1000 } as const;
const flag = { schema: { type: 'boolean' } } as const;

/** Every kind of value. One that is missing here does not compile. */
export const PARAMETER_KINDS: { readonly [K in keyof ValueTypes]: KindRow<ValueTypes[K]> } = {
  name,
  login: name,
  principal: name,
  owner: name,
  role: {
    ...name,
    need: (role) =>
      isMicrosoftName(role)
        ? { since: MICROSOFT_ROLES_SINCE, what: `the fixed server role ${role}` }
        : undefined,
  },
  text,
  module: { schema: { type: 'string', minLength: 1 } },
  batch: { schema: { type: 'string', minLength: 1 } },
  made: { schema: MADE_SCHEMA },
  predicate: { schema: { type: 'string', minLength: 1, maxLength: 6000 } },
  guid: { schema: { type: 'string', pattern: GUID.source } },
  option: {
    ...text,
    need: (option) => {
      const { since } = optionRow(option);
      return since === 2012 ? undefined : { since, what: option };
    },
  },
  'server-option': { schema: { enum: LINKED_SERVER_OPTION_NAMES } },
  binary: { schema: hexadecimal },
  hash: { schema: hexadecimal, secret: true, need: hashNeed },
  permission: {
    schema: { type: 'string', pattern: '^[A-Z][A-Z_]*( [A-Z][A-Z_]*)*$', maxLength: NAME_LENGTH },
    need: (permission, { on, column }) =>
      needOfPermission((on as SecurableName).class, permission, column !== undefined),
  },
  words: {
    schema: { type: 'string', pattern: '^[A-Z][A-Z_0-9]*( [A-Z][A-Z_0-9]*)*$', maxLength: NAME_LENGTH },
  },
  address: { schema: { type: 'string', pattern: '^[0-9A-Fa-f:.]{2,45}$' } },
  number: { schema: { type: 'integer' } },
  flag,
  encrypted: {
    ...flag,
    need: (isOn) => (isOn ? CAME_WITH.encryptedValues : undefined),
  },
  securable: {
    schema: {
      type: 'object',
      properties: { class: { enum: Object.keys(SECURABLE_CLASSES) }, schema: name.schema, name: name.schema },
      required: ['class'],
      additionalProperties: false,
    },
    need: ({ class: on }) => ({ since: SECURABLE_CLASSES[on].since, what: on }),
  },
  audited: {
    schema: {
      type: 'object',
      properties: { class: { enum: AUDITED_CLASSES }, schema: name.schema, name: name.schema },
      required: ['class', 'name'],
      additionalProperties: false,
    },
  },
  scope: { schema: { enum: ['server', 'database'] } },
  column: name,
  release: {
    schema: {
      type: 'object',
      properties: { since: { enum: SQL_VERSIONS }, what: { type: 'string', minLength: 1 } },
      required: ['since', 'what'],
      additionalProperties: false,
    },
    need: (release) => release,
  },
};

/** The kind without its mark, and whether it may be absent. */
export function kindOf(kind: ParameterKind): {
  readonly kind: keyof ValueTypes;
  readonly isOptional: boolean;
} {
  const isOptional = kind.endsWith('?');
  return { kind: (isOptional ? kind.slice(0, -1) : kind) as keyof ValueTypes, isOptional };
}

function hashNeed(hash: string): ReleaseNeed | undefined {
  const { version, since = NEWEST_VERSION } = hashVersion(hash);
  return since === 2012 ? undefined : { since, what: `a password hash of version ${version}` };
}
