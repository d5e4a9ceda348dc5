// The kinds of the wizard's object tree, and which kind each `sys.objects.type` and each securable class is of.
// Source: "sys.objects", "Generate and Publish Scripts Wizard (Choose Objects Page)" (Microsoft).
import type { SecurableClass } from './securable-class.ts';

/** A branch of the object tree that a selection can name. */
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Every branch of the object tree, in ordinal order. */
export const OBJECT_KINDS = [
  'aggregates',
  'application-roles',
  'assemblies',
  'asymmetric-keys',
  'availability-groups',
  'certificates',
  'configurations',
  'contracts',
  'credentials',
  'database-roles',
  'database-scoped-credentials',
  'databases',
  'defaults',
  'endpoints',
  'extended-procedures',
  'external-languages',
  'external-models',
  'full-text-catalogs',
  'full-text-stoplists',
  'functions',
  'logins',
  'message-types',
  'messages',
  'other-objects',
  'procedures',
  'queues',
  'remote-service-bindings',
  'routes',
  'rules',
  'schemas',
  'search-property-lists',
  'security-policies',
  'sequences',
  'server',
  'server-roles',
  'services',
  'symmetric-keys',
  'synonyms',
  'table-types',
  'tables',
  'trusted-assemblies',
  'types',
  'users',
  'views',
  'xml-schema-collections',
] as const;

/**
 * Every `sys.objects.type`, trimmed: the branch it is in, or null for what is not a securable of its own
 * (constraints, triggers, internal tables).
 */
export const OBJECT_TYPES: Readonly<Record<string, ObjectKind | null>> = {
  AF: 'aggregates',
  C: null,
  D: 'defaults',
  EC: null,
  ET: 'tables',
  F: null,
  FN: 'functions',
  FS: 'functions',
  FT: 'functions',
  IF: 'functions',
  IT: null,
  P: 'procedures',
  PC: 'procedures',
  PG: null,
  PK: null,
  R: 'rules',
  RF: 'procedures',
  S: null,
  SN: 'synonyms',
  SO: 'sequences',
  SP: 'security-policies',
  SQ: 'queues',
  ST: null,
  TA: null,
  TF: 'functions',
  TR: null,
  TT: null,
  U: 'tables',
  UQ: null,
  V: 'views',
  X: 'extended-procedures',
};

const KIND_OF_CLASS: Readonly<Record<Exclude<SecurableClass, 'OBJECT' | 'TYPE'>, ObjectKind>> = {
  'APPLICATION ROLE': 'application-roles',
  ASSEMBLY: 'assemblies',
  'ASYMMETRIC KEY': 'asymmetric-keys',
  'AVAILABILITY GROUP': 'availability-groups',
  CERTIFICATE: 'certificates',
  CONTRACT: 'contracts',
  CREDENTIAL: 'credentials',
  DATABASE: 'databases',
  'DATABASE SCOPED CREDENTIAL': 'database-scoped-credentials',
  ENDPOINT: 'endpoints',
  'EXTERNAL LANGUAGE': 'external-languages',
  'EXTERNAL MODEL': 'external-models',
  'FULLTEXT CATALOG': 'full-text-catalogs',
  'FULLTEXT STOPLIST': 'full-text-stoplists',
  LOGIN: 'logins',
  'MESSAGE TYPE': 'message-types',
  'REMOTE SERVICE BINDING': 'remote-service-bindings',
  ROLE: 'database-roles',
  ROUTE: 'routes',
  SCHEMA: 'schemas',
  'SEARCH PROPERTY LIST': 'search-property-lists',
  SERVER: 'server',
  'SERVER ROLE': 'server-roles',
  SERVICE: 'services',
  'SYMMETRIC KEY': 'symmetric-keys',
  USER: 'users',
  'XML SCHEMA COLLECTION': 'xml-schema-collections',
};

/** The branch of a securable: by its class, and for objects and types by `type` (see SecurableFact.type). */
export function kindOfSecurable(securable: SecurableClass, type: string | undefined): ObjectKind {
  if (securable === 'OBJECT') return (type !== undefined && OBJECT_TYPES[type]) || 'other-objects';
  if (securable === 'TYPE') return type === 'table' ? 'table-types' : 'types';
  return KIND_OF_CLASS[securable];
}
