// One table: for every fact kind what it is called, what it is a securable as, its properties in canonical order, which
// of them are its identity, and the JSON Schema of each. Keys, canonical lines, validation, the published schema, the
// object tree and reports are all read off it. The interfaces of fact.ts are what readers see of the same: a property
// that is here and not there, or of another type, or optional in one of the two only, does not compile.

import type { SecurableClass } from './catalog/securable-class.ts';
import { usualOwner } from './catalog/system-principals.ts';
import type { Fact, FactKind, FactOf } from './fact.ts';
import type { FactShape, PropertyShape } from './facts/property-shape.ts';
import {
  bool,
  classes,
  hex,
  id,
  int,
  inventory,
  logins,
  name,
  names,
  oneOf,
  opt,
  password,
  text,
} from './facts/property-shape.ts';

export type { FactShape, PropertySchema, PropertyShape } from './facts/property-shape.ts';

type Shapes = { readonly [K in FactKind]: FactShape<FactOf<K>> };

const SHAPES = {
  server: {
    one: 'server',
    many: 'Server',
    class: 'SERVER',
    properties: {
      name,
      machineName: name,
      instanceName: opt(name),
      productVersion: inventory(text),
      edition: inventory(text),
      engineEdition: inventory(int),
      collation: inventory(text),
      isWindowsOnly: opt(bool),
    },
  },
  configuration: {
    one: 'option',
    many: 'Configuration options',
    branch: 'configurations',
    properties: { name: id(name), value: int, valueInUse: int },
  },
  'trusted-assembly': {
    one: 'trusted assembly',
    many: 'Trusted assemblies',
    branch: 'trusted-assemblies',
    properties: { hash: id(hex), description: opt(text) },
  },
  message: {
    one: 'message',
    many: 'User-defined messages',
    branch: 'messages',
    properties: {
      messageId: id(int),
      languageId: id(int),
      language: opt(name),
      severity: int,
      isEventLogged: bool,
      text,
    },
  },
  credential: {
    one: 'credential',
    many: 'Credentials',
    class: 'CREDENTIAL',
    branch: 'credentials',
    properties: { name: id(name), identity: name, provider: opt(name) },
  },
  login: {
    one: 'login',
    many: 'Logins',
    class: 'LOGIN',
    isPrincipal: true,
    branch: 'logins',
    properties: {
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
      providerCredentials: opt(names),
      certificate: opt(name),
      asymmetricKey: opt(name),
    },
  },
  'server-role': {
    one: 'server role',
    many: 'Server roles',
    class: 'SERVER ROLE',
    isPrincipal: true,
    branch: 'server-roles',
    properties: { name: id(name), owner: name },
  },
  'role-member': {
    one: 'role member',
    many: 'Role members',
    properties: { database: id(opt(name)), role: id(name), member: id(name) },
  },
  database: {
    one: 'database',
    many: 'Owners and options of databases',
    class: 'DATABASE',
    properties: {
      name: id(name),
      state: text,
      userAccess: text,
      owner: opt(name),
      ownerSid: hex,
      dboSid: opt(hex),
      collation: inventory(opt(text)),
      containment: int,
      isTrustworthy: bool,
      isDbChaining: bool,
      isBrokerEnabled: bool,
      brokerId: inventory(text),
      isReadOnly: bool,
      isCdcEnabled: opt(bool),
      isDistributor: opt(bool),
    },
  },
  user: {
    one: 'user',
    many: 'Users',
    class: 'USER',
    isPrincipal: true,
    branch: 'users',
    properties: {
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
  },
  role: {
    one: 'role',
    many: 'Database roles',
    class: 'ROLE',
    isPrincipal: true,
    branch: 'database-roles',
    properties: { database: id(name), name: id(name), owner: name },
  },
  'application-role': {
    one: 'application role',
    many: 'Application roles',
    class: 'APPLICATION ROLE',
    isPrincipal: true,
    branch: 'application-roles',
    properties: { database: id(name), name: id(name), defaultSchema: opt(name) },
  },
  schema: {
    one: 'schema',
    many: 'Schemas',
    class: 'SCHEMA',
    branch: 'schemas',
    properties: { database: id(name), name: id(name), owner: name },
  },
  securable: {
    one: 'securable',
    many: 'Securables with an owner or a permission of their own',
    isInventory: true,
    properties: {
      database: id(opt(name)),
      class: id(classes),
      schema: id(opt(name)),
      name: id(name),
      type: inventory(opt(text)),
      owner: opt(name),
      permissionSet: opt(text),
      contentHash: inventory(opt(hex)),
      identity: opt(name),
    },
  },
  permission: {
    one: 'permission',
    many: 'Permissions',
    properties: {
      database: id(opt(name)),
      class: id(classes),
      schema: id(opt(name)),
      name: id(opt(name)),
      column: id(opt(name)),
      permission: id(text),
      grantee: id(name),
      grantor: id(name),
      state: oneOf('G', 'W', 'D', 'R'),
    },
  },
} satisfies Shapes;

/** Every fact kind. A kind or property missing here does not compile. */
export const FACT_SHAPES: Shapes = SHAPES;

/** The properties that are a kind's identity. */
export type IdentityOf<K extends FactKind> = {
  [P in keyof (typeof SHAPES)[K]['properties']]: (typeof SHAPES)[K]['properties'][P] extends {
    identity: true;
  }
    ? P
    : never;
}[keyof (typeof SHAPES)[K]['properties']];

/** Every fact kind. */
export const FACT_KINDS = Object.keys(FACT_SHAPES) as readonly FactKind[];

const KIND_OF_CLASS: ReadonlyMap<SecurableClass, FactKind> = new Map(
  FACT_KINDS.flatMap((kind) => {
    const { class: of } = FACT_SHAPES[kind];
    return of === undefined ? [] : [[of, kind] as const];
  }),
);

/** The kind of fact that a thing of a class is: `securable` for all that have no kind of their own. */
export function factKindOf(of: SecurableClass): FactKind {
  return KIND_OF_CLASS.get(of) ?? 'securable';
}

/** Whether a fact tells only that there is a thing, and nothing of who may do what beyond what is usual. */
export function isInventory(fact: Fact): boolean {
  if (FACT_SHAPES[fact.kind].isInventory !== true) return false;
  return PROPERTIES[fact.kind].every(([property, shape]) => {
    const value = propertyValue(fact, property);
    if (shape.identity || shape.isInventory || value === undefined) return true;
    return property === 'owner' && value === usualOwner('database' in fact ? fact.database : undefined);
  });
}

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
  FACT_KINDS.map((kind) => [kind, Object.entries(FACT_SHAPES[kind].properties)]),
) as unknown as Readonly<Record<FactKind, readonly (readonly [string, PropertyShape])[]>>;
