// The kinds of principals, by `type` of the principals views: one row for each. A type that a view returns and this
// table lacks is reported by its letter. Sources: "sys.server_principals", "sys.database_principals", "ALTER LOGIN
// (Transact-SQL)" (Microsoft).
import type { LoginType } from './fact.ts';
import type { SecurableClass } from './securable-class.ts';

/** `type` of `sys.server_principals` and `sys.database_principals`, trimmed. */
export type PrincipalType = LoginType | 'R' | 'A';

/** What the product knows of one kind of principal. */
export interface PrincipalKind {
  /** What people call it, before `login` or `user`. */
  readonly words: string;
  /** The class that permissions on it are of on a server; undefined where a server has none of the kind. */
  readonly serverClass: SecurableClass | undefined;
  /** The class that permissions on it are of in a database. */
  readonly databaseClass: SecurableClass;
  /** Whether a login of the kind has a default database and language that ALTER LOGIN sets. */
  readonly hasDefaults: boolean;
  /** Whether ALTER LOGIN … DISABLE takes it: not groups, nor what stands for a certificate or a key. */
  readonly canBeDisabled: boolean;
}

const login = (words: string, hasDefaults: boolean, canBeDisabled: boolean): PrincipalKind => ({
  words,
  serverClass: 'LOGIN',
  databaseClass: 'USER',
  hasDefaults,
  canBeDisabled,
});

const role = (
  words: string,
  serverClass: SecurableClass | undefined,
  databaseClass: SecurableClass,
): PrincipalKind => ({ words, serverClass, databaseClass, hasDefaults: false, canBeDisabled: false });

/** Every kind of principal, by its type. A type missing here does not compile. */
export const PRINCIPAL_KINDS: Readonly<Record<PrincipalType, PrincipalKind>> = {
  S: login('SQL', true, true),
  U: login('Windows', true, true),
  G: login('Windows group', true, false),
  C: login('certificate', false, false),
  K: login('asymmetric key', false, false),
  E: login('Entra', true, true),
  X: login('Entra group', true, false),
  R: role('role', 'SERVER ROLE', 'ROLE'),
  A: role('application role', undefined, 'APPLICATION ROLE'),
};

/** The kind of a type as a view returns it; undefined for one that is not known. */
export function principalKind(type: string): PrincipalKind | undefined {
  return Object.hasOwn(PRINCIPAL_KINDS, type) ? PRINCIPAL_KINDS[type as PrincipalType] : undefined;
}
