// The kinds of principals, by `type` of the principals views: one row for each. A type that a view returns and this
// table lacks is reported by its letter. Sources: "sys.server_principals", "sys.database_principals", "ALTER LOGIN
// (Transact-SQL)", "CREATE LOGIN (Transact-SQL)" (Microsoft).
import type { LoginType } from '../fact.ts';
import type { SecurableClass } from './securable-class.ts';

/** `type` of `sys.server_principals` and `sys.database_principals`, trimmed. */
export type PrincipalType = LoginType | 'R' | 'A';

/**
 * Where a kind's proof of identity comes from: a password that SQL Server keeps; an account of Windows or Entra, which
 * has a SID of its own; a certificate or an asymmetric key; nothing, for what nobody logs in as.
 */
export type PrincipalSource =
  | 'password'
  | 'windows'
  | 'external'
  | 'certificate'
  | 'asymmetric-key'
  | undefined;

/** What the product knows of one kind of principal. */
export interface PrincipalKind {
  /** What people call it, before `login` or `user`. */
  readonly words: string;
  /** The class that permissions on it are of on a server; undefined where a server has none of the kind. */
  readonly serverClass: SecurableClass | undefined;
  /** The class that permissions on it are of in a database. */
  readonly databaseClass: SecurableClass;
  readonly source: PrincipalSource;
  /** Whether it stands for many: it owns no certificate or key, and has no default schema unless it is given one. */
  readonly isGroup: boolean;
  /** Whether a login of the kind has a default database and language that ALTER LOGIN sets. */
  readonly hasDefaults: boolean;
  /** Whether ALTER LOGIN … DISABLE takes it: not groups, nor what stands for a certificate or a key. */
  readonly canBeDisabled: boolean;
  /** Whether ALTER USER … WITH LOGIN gives a user of the kind to another login. Source: "ALTER USER (Transact-SQL)". */
  readonly canBeRemapped: boolean;
}

const single = (words: string, source: PrincipalSource): PrincipalKind => {
  const isKey = source === 'certificate' || source === 'asymmetric-key';
  return {
    words,
    serverClass: 'LOGIN',
    databaseClass: 'USER',
    source,
    isGroup: false,
    hasDefaults: !isKey,
    canBeDisabled: !isKey,
    canBeRemapped: source === 'password' || source === 'windows',
  };
};

const group = (words: string, source: PrincipalSource): PrincipalKind => ({
  ...single(words, source),
  isGroup: true,
  canBeDisabled: false,
});

const role = (
  words: string,
  serverClass: SecurableClass | undefined,
  databaseClass: SecurableClass,
): PrincipalKind => ({
  words,
  serverClass,
  databaseClass,
  source: undefined,
  isGroup: databaseClass === 'ROLE',
  hasDefaults: false,
  canBeDisabled: false,
  canBeRemapped: false,
});

/** Every kind of principal, by its type. A type missing here does not compile. */
export const PRINCIPAL_KINDS: Readonly<Record<PrincipalType, PrincipalKind>> = {
  S: single('SQL', 'password'),
  U: single('Windows', 'windows'),
  G: group('Windows group', 'windows'),
  C: single('certificate', 'certificate'),
  K: single('asymmetric key', 'asymmetric-key'),
  E: single('Entra', 'external'),
  X: group('Entra group', 'external'),
  R: role('role', 'SERVER ROLE', 'ROLE'),
  A: role('application role', undefined, 'APPLICATION ROLE'),
};

/** Every type. */
const TYPES = Object.keys(PRINCIPAL_KINDS) as readonly PrincipalType[];

/** The types whose principals are logins on a server and users in a database. */
export const LOGIN_TYPES: readonly LoginType[] = TYPES.filter(
  (type): type is LoginType => PRINCIPAL_KINDS[type].serverClass === 'LOGIN',
);

/** The kind of a type as a view returns it; undefined for one that is not known. */
export function principalKind(type: string): PrincipalKind | undefined {
  return Object.hasOwn(PRINCIPAL_KINDS, type) ? PRINCIPAL_KINDS[type as PrincipalType] : undefined;
}

/** The types whose principals are of a class, on a server or in a database. */
export function typesOfClass(of: SecurableClass): readonly PrincipalType[] {
  return TYPES_OF_CLASS.get(of) ?? [];
}

const TYPES_OF_CLASS = new Map<SecurableClass, PrincipalType[]>();
for (const type of TYPES) {
  const { serverClass, databaseClass } = PRINCIPAL_KINDS[type];
  for (const of of serverClass === undefined ? [databaseClass] : [serverClass, databaseClass]) {
    TYPES_OF_CLASS.set(of, [...(TYPES_OF_CLASS.get(of) ?? []), type]);
  }
}

/** Whether a class is one of principals. */
export function isPrincipalClass(of: SecurableClass): boolean {
  return typesOfClass(of).length > 0;
}

/** Whether a principal of a type stands for an account of Windows or Entra, whose SID is not SQL Server's to give. */
export function isAccount(type: string): boolean {
  const source = principalKind(type)?.source;
  return source === 'windows' || source === 'external';
}

/** Whether a name is that of a Windows account, which alone has a backslash. Source: "CREATE LOGIN (Transact-SQL)" (Microsoft). */
export function isAccountName(name: string): boolean {
  return name.includes('\\');
}

/** Whether a principal of a type stands for a certificate or an asymmetric key. */
export function isOfKey(type: string): boolean {
  const source = principalKind(type)?.source;
  return source === 'certificate' || source === 'asymmetric-key';
}

/**
 * Whether a user is one of a login, where one has its SID: a user that logs in by it, or one of a certificate or key that
 * is not in its own database. What stands for its own database's certificate needs no login.
 */
export function mayHaveLogin(user: {
  readonly type: string;
  readonly authenticationType: number;
  readonly certificate?: string | undefined;
  readonly asymmetricKey?: string | undefined;
}): boolean {
  const { type, authenticationType, certificate, asymmetricKey } = user;
  if (isOfKey(type)) return certificate === undefined && asymmetricKey === undefined;
  return authenticationType === 1 || authenticationType === 3 || authenticationType === 4;
}
