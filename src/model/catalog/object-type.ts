// The branches of the wizard's object tree, and which of them each `sys.objects.type` is in.
// Source: "sys.objects", "Generate and Publish Scripts Wizard (Choose Objects Page)" (Microsoft).
import { CLASS_WORDS, type ClassBranch, SECURABLE_CLASSES, type SecurableClass } from './securable-class.ts';

/**
 * Every `sys.objects.type`, trimmed: the branch it is in, or null for what is not a securable of its own
 * (constraints, triggers, internal tables).
 */
const TYPES = {
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
} as const;

/** The branches that objects stand under by their type. */
export type TypeBranch = NonNullable<(typeof TYPES)[keyof typeof TYPES]>;

/** Branches of what is neither an object nor of a class with a branch. */
const OTHERS = [
  'agent-jobs',
  'agent-proxies',
  'audit-specifications',
  'configurations',
  'linked-servers',
  'mail-profiles',
  'messages',
  'other-objects',
  'report-policies',
  'server-audits',
  'server-triggers',
  'ssis-packages',
  'ssis-permissions',
  'service-manager-roles',
  'table-types',
  'trusted-assemblies',
  'types',
] as const;

/** A branch of the object tree that a selection can name. */
export type ObjectKind = ClassBranch | TypeBranch | (typeof OTHERS)[number];

/** Every `sys.objects.type` that is known; see {@link kindOfSecurable}. */
export const OBJECT_TYPES: Readonly<Record<string, ObjectKind | null>> = TYPES;

/** Every branch of the object tree, in ordinal order. */
export const OBJECT_KINDS: readonly ObjectKind[] = [
  ...new Set<ObjectKind>([
    ...OTHERS,
    ...CLASS_WORDS.flatMap((word) => SECURABLE_CLASSES[word].branch ?? []),
    ...Object.values(TYPES).flatMap((branch) => branch ?? []),
  ]),
].sort();

/** Types whose owner no statement sets: constraints, defaults, rules, queues, triggers. Source: "ALTER AUTHORIZATION (Transact-SQL)". */
const FIXED_OWNER: ReadonlySet<string> = new Set(['C', 'D', 'R', 'SQ', 'TR']);

/** Whether the owner of an object of a type comes with the database, and no statement sets it. */
export function hasFixedOwner(type: string | undefined): boolean {
  return type !== undefined && FIXED_OWNER.has(type);
}

/** The branch of a securable: by its class, and for objects and types by `type` (see SecurableFact.type). */
export function kindOfSecurable(securable: SecurableClass, type: string | undefined): ObjectKind {
  const { branch } = SECURABLE_CLASSES[securable];
  if (branch !== undefined) return branch;
  if (securable === 'TYPE') return type === 'table' ? 'table-types' : 'types';
  return (type !== undefined && OBJECT_TYPES[type]) || 'other-objects';
}
