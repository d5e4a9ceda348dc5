// One table: for every fact kind its properties in canonical order, which of them are its identity, and the
// JSON Schema of each. Keys, canonical lines, validation and the published schema are all read off it.
import type { Fact, FactKind, FactOf } from './fact.ts';
import { SECURABLE_CLASSES } from './securable-class.ts';

/** A JSON Schema fragment for one property. */
export type PropertySchema = Readonly<Record<string, unknown>>;

/** One property of a fact kind. */
export interface PropertyShape {
  readonly schema: PropertySchema;
  /** Part of the fact's identity, in the order of the table. */
  readonly identity?: true;
  readonly optional?: true;
  /** Never shown in a diff, a log or an error: only that it changed. */
  readonly secret?: true;
}

type ShapeOf<F> = { readonly [P in keyof Required<Omit<F, 'kind'>>]: PropertyShape };

const text: PropertyShape = { schema: { type: 'string' } };
const bool: PropertyShape = { schema: { type: 'boolean' } };
const int: PropertyShape = { schema: { type: 'integer' } };
const hex: PropertyShape = { schema: { type: 'string', pattern: '^0x([0-9A-F]{2})*$' } };
const oneOf = (...values: readonly (string | number)[]): PropertyShape => ({ schema: { enum: values } });
const id = (shape: PropertyShape): PropertyShape => ({ ...shape, identity: true });
const opt = (shape: PropertyShape): PropertyShape => ({ ...shape, optional: true });
const secret = (shape: PropertyShape): PropertyShape => ({ ...shape, optional: true, secret: true });
const classes = oneOf(...Object.keys(SECURABLE_CLASSES));
const logins = oneOf('S', 'U', 'G', 'C', 'K', 'E', 'X');

/** Every fact kind's properties. A kind or property missing here does not compile. */
export const FACT_SHAPES: { readonly [K in FactKind]: ShapeOf<FactOf<K>> } = {
  server: {
    name: text,
    machineName: text,
    instanceName: opt(text),
    productVersion: text,
    edition: text,
    engineEdition: int,
    collation: text,
  },
  configuration: { name: id(text), value: int, valueInUse: int },
  'trusted-assembly': { hash: id(hex), description: opt(text) },
  message: {
    messageId: id(int),
    languageId: id(int),
    language: opt(text),
    severity: int,
    isEventLogged: bool,
    text,
  },
  credential: { name: id(text), identity: text, provider: opt(text) },
  login: {
    name: id(text),
    type: logins,
    sid: hex,
    isDisabled: bool,
    defaultDatabase: opt(text),
    defaultLanguage: opt(text),
    isPolicyChecked: opt(bool),
    isExpirationChecked: opt(bool),
    passwordHash: secret(hex),
    passwordFingerprint: secret(hex),
    isMustChange: opt(bool),
    isLocked: opt(bool),
    isExpired: opt(bool),
    credential: opt(text),
    providerCredentials: opt({ schema: { type: 'array', items: { type: 'string' }, minItems: 1 } }),
    certificate: opt(text),
    asymmetricKey: opt(text),
  },
  'server-role': { name: id(text), owner: text },
  'role-member': { database: opt(id(text)), role: id(text), member: id(text) },
  database: {
    name: id(text),
    state: text,
    userAccess: text,
    owner: opt(text),
    ownerSid: hex,
    collation: opt(text),
    containment: int,
    isTrustworthy: bool,
    isDbChaining: bool,
    isBrokerEnabled: bool,
    brokerId: text,
    isReadOnly: bool,
  },
  user: {
    database: id(text),
    name: id(text),
    type: logins,
    authenticationType: oneOf(0, 1, 2, 3, 4),
    sid: opt(hex),
    login: opt(text),
    defaultSchema: opt(text),
    defaultLanguage: opt(text),
    allowEncryptedValueModifications: opt(bool),
    certificate: opt(text),
    asymmetricKey: opt(text),
  },
  role: { database: id(text), name: id(text), owner: text },
  'application-role': { database: id(text), name: id(text), defaultSchema: opt(text) },
  schema: { database: id(text), name: id(text), owner: text },
  securable: {
    database: opt(id(text)),
    class: id(classes),
    schema: opt(id(text)),
    name: id(text),
    type: opt(text),
    owner: opt(text),
    permissionSet: opt(text),
    contentHash: opt(hex),
    identity: opt(text),
  },
  permission: {
    database: opt(id(text)),
    class: id(classes),
    schema: opt(id(text)),
    name: opt(id(text)),
    column: opt(id(text)),
    permission: id(text),
    grantee: id(text),
    grantor: id(text),
    state: oneOf('G', 'W', 'D', 'R'),
  },
};

/** Every fact kind. */
export const FACT_KINDS = Object.keys(FACT_SHAPES) as readonly FactKind[];

/** The value of a property, or undefined; the one place that looks a fact's property up by name. */
export function propertyValue(fact: Fact, property: string): unknown {
  return (fact as unknown as Readonly<Record<string, unknown>>)[property];
}

/** The properties of a kind in canonical order, without `kind`. */
export function propertiesOf(kind: FactKind): readonly (readonly [string, PropertyShape])[] {
  return PROPERTIES[kind];
}

const PROPERTIES = Object.fromEntries(
  FACT_KINDS.map((kind) => [kind, Object.entries(FACT_SHAPES[kind])]),
) as unknown as Readonly<Record<FactKind, readonly (readonly [string, PropertyShape])[]>>;
