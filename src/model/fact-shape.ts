// One table: for every fact kind its properties in canonical order, which of them are its identity, and the
// JSON Schema of each. Keys, canonical lines, validation and the published schema are all read off it.
import type { Fact, FactKind, FactOf } from './fact.ts';
import { LOGIN_TYPES } from './principal-kind.ts';
import { SECURABLE_CLASSES } from './securable-class.ts';

/** A JSON Schema fragment for one property. */
export type PropertySchema = Readonly<Record<string, unknown>>;

/** One property of a fact kind. */
export interface PropertyShape {
  readonly schema: PropertySchema;
  /** Part of the fact's identity, in the order of the table. */
  readonly identity?: true;
  readonly optional?: true;
  /** Never shown in a diff, a log or an error, only that it changed; the word says of what it is. */
  readonly secret?: 'password';
  /** The value is a name, or a list of names, and is shown as one. */
  readonly isName?: true;
}

type ShapeOf<F> = { readonly [P in keyof Required<Omit<F, 'kind'>>]: PropertyShape };

const text: PropertyShape = { schema: { type: 'string' } };
const name: PropertyShape = { ...text, isName: true };
const bool: PropertyShape = { schema: { type: 'boolean' } };
const int: PropertyShape = { schema: { type: 'integer' } };
const hex: PropertyShape = { schema: { type: 'string', pattern: '^0x([0-9A-F]{2})*$' } };
const oneOf = (...values: readonly (string | number)[]): PropertyShape => ({ schema: { enum: values } });
const id = (shape: PropertyShape): PropertyShape => ({ ...shape, identity: true });
const opt = (shape: PropertyShape): PropertyShape => ({ ...shape, optional: true });
const password = (shape: PropertyShape): PropertyShape => ({ ...shape, optional: true, secret: 'password' });
const classes = oneOf(...Object.keys(SECURABLE_CLASSES));
const logins = oneOf(...LOGIN_TYPES);

/** Every fact kind's properties. A kind or property missing here does not compile. */
export const FACT_SHAPES: { readonly [K in FactKind]: ShapeOf<FactOf<K>> } = {
  server: {
    name,
    machineName: name,
    instanceName: opt(name),
    productVersion: text,
    edition: text,
    engineEdition: int,
    collation: text,
  },
  configuration: { name: id(name), value: int, valueInUse: int },
  'trusted-assembly': { hash: id(hex), description: opt(text) },
  message: {
    messageId: id(int),
    languageId: id(int),
    language: opt(name),
    severity: int,
    isEventLogged: bool,
    text,
  },
  credential: { name: id(name), identity: name, provider: opt(name) },
  login: {
    name: id(name),
    type: logins,
    sid: hex,
    isDisabled: bool,
    defaultDatabase: opt(name),
    defaultLanguage: opt(name),
    isPolicyChecked: opt(bool),
    isExpirationChecked: opt(bool),
    passwordHash: password(hex),
    passwordFingerprint: password(hex),
    isMustChange: opt(bool),
    isLocked: opt(bool),
    isExpired: opt(bool),
    credential: opt(name),
    providerCredentials: opt({
      schema: { type: 'array', items: { type: 'string' }, minItems: 1 },
      isName: true,
    }),
    certificate: opt(name),
    asymmetricKey: opt(name),
  },
  'server-role': { name: id(name), owner: name },
  'role-member': { database: opt(id(name)), role: id(name), member: id(name) },
  database: {
    name: id(name),
    state: text,
    userAccess: text,
    owner: opt(name),
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
    database: id(name),
    name: id(name),
    type: logins,
    authenticationType: oneOf(0, 1, 2, 3, 4),
    sid: opt(hex),
    login: opt(name),
    defaultSchema: opt(name),
    defaultLanguage: opt(name),
    allowEncryptedValueModifications: opt(bool),
    certificate: opt(name),
    asymmetricKey: opt(name),
  },
  role: { database: id(name), name: id(name), owner: name },
  'application-role': { database: id(name), name: id(name), defaultSchema: opt(name) },
  schema: { database: id(name), name: id(name), owner: name },
  securable: {
    database: opt(id(name)),
    class: id(classes),
    schema: opt(id(name)),
    name: id(name),
    type: opt(text),
    owner: opt(name),
    permissionSet: opt(text),
    contentHash: opt(hex),
    identity: opt(name),
  },
  permission: {
    database: opt(id(name)),
    class: id(classes),
    schema: opt(id(name)),
    name: opt(id(name)),
    column: opt(id(name)),
    permission: id(text),
    grantee: id(name),
    grantor: id(name),
    state: oneOf('G', 'W', 'D', 'R'),
  },
};

/** Every fact kind. */
export const FACT_KINDS = Object.keys(FACT_SHAPES) as readonly FactKind[];

/** The value of a property, or undefined; the one place that looks a fact's property up by name. */
export function propertyValue(fact: Fact, property: string): unknown {
  return (fact as unknown as Readonly<Record<string, unknown>>)[property];
}

/** The shape of a kind's property; undefined where the kind has none of the name. */
export function propertyShape(kind: FactKind, property: string): PropertyShape | undefined {
  return new Map(PROPERTIES[kind]).get(property);
}

/** The properties of a kind in canonical order, without `kind`. */
export function propertiesOf(kind: FactKind): readonly (readonly [string, PropertyShape])[] {
  return PROPERTIES[kind];
}

const PROPERTIES = Object.fromEntries(
  FACT_KINDS.map((kind) => [kind, Object.entries(FACT_SHAPES[kind])]),
) as unknown as Readonly<Record<FactKind, readonly (readonly [string, PropertyShape])[]>>;
