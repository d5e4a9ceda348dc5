// What statements about principals, their credentials, schemas, owners and permissions say, by their kind. No password,
// secret or plain text that stands for one is ever kept; a hash is.
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { CredentialFact, Hex } from '../../model/fact.ts';
import type { NameParts } from './expression.ts';

/** What a script says of a password. The plain text is never kept. */
export interface PasswordClause {
  /** `hash` only together with the HASHED option. */
  readonly form: 'text' | 'hash' | 'none';
  readonly hash?: Hex;
}

/** Options of CREATE and ALTER LOGIN. */
export interface LoginOptions {
  readonly password?: PasswordClause;
  readonly isMustChange?: boolean;
  readonly isUnlock?: boolean;
  readonly sid?: Hex;
  readonly defaultDatabase?: string;
  readonly defaultLanguage?: string;
  readonly isPolicyChecked?: boolean;
  readonly isExpirationChecked?: boolean;
  readonly credential?: string;
  readonly isCredentialRemoved?: boolean;
  readonly newName?: string;
  readonly objectId?: string;
  /** `TYPE = E` or `X`. */
  readonly externalType?: string;
}

/** Options of CREATE and ALTER USER. A default schema or language of null is given as null. */
export interface UserOptions
  extends Pick<LoginOptions, 'newName' | 'sid' | 'password' | 'objectId' | 'externalType'> {
  readonly defaultSchema?: string | null;
  readonly defaultLanguage?: string | null;
  readonly login?: string;
  readonly allowEncryptedValueModifications?: boolean;
}

/** A securable as a statement names it. `class` is absent in the form without `CLASS::`, which means OBJECT. */
export interface SecurableName {
  readonly class?: SecurableClass;
  readonly name: NameParts;
}

/** A permission; upper case, single blanks between words; `ALL` for ALL and ALL PRIVILEGES. */
export interface PermissionItem {
  readonly permission: string;
  readonly columns: readonly string[];
}

/** TO or FROM whom: `public` and `null` are words of the grammar, every other principal is a name. */
export type Grantee =
  | { readonly kind: 'principal'; readonly name: string }
  | { readonly kind: 'public' | 'null' };

/** What DROP takes here. */
export type DroppedKind =
  | 'login'
  | 'server-role'
  | 'user'
  | 'role'
  | 'application-role'
  | 'schema'
  | 'credential'
  | 'database-scoped-credential';

/** `operand`: the member, or the new name. */
type ChangedRole = { name: string; action: 'add-member' | 'drop-member' | 'rename'; operand: string };
type ApplicationRole = { name: string; newName?: string; hasPassword: boolean; defaultSchema?: string };
type Credential = Omit<CredentialFact, 'kind'> & { isDatabaseScoped: boolean; hasSecret: boolean };

type Permission = {
  permissions: readonly PermissionItem[];
  securable?: SecurableName;
  /** Columns after the securable. */
  columns: readonly string[];
  grantees: readonly Grantee[];
  withGrantOption: boolean;
  grantOptionFor: boolean;
  cascade: boolean;
  /** AS whom. */
  grantor?: string;
};

/** By the kind of the statement. */
export interface SaidOfPrincipals {
  'create-login': {
    name: string;
    source: 'password' | 'windows' | 'external' | 'certificate' | 'asymmetric-key';
    /** The certificate or key. */
    sourceName?: string;
    options: LoginOptions;
  };
  'alter-login': {
    name: string;
    action: 'enable' | 'disable' | 'set' | 'add-credential' | 'drop-credential';
    options: LoginOptions;
    /** Of `add-credential` and `drop-credential`. */
    credential?: string;
  };
  'create-user': {
    name: string;
    /** `default`: no clause, the login of the same name (or the Windows principal itself). */
    source: 'default' | 'login' | 'without-login' | 'certificate' | 'asymmetric-key' | 'external';
    /** The login, certificate or key. */
    sourceName?: string;
    options: UserOptions;
  };
  'alter-user': { name: string; options: UserOptions };
  'create-role': { name: string; owner?: string };
  'create-server-role': { name: string; owner?: string };
  'alter-role': ChangedRole;
  'alter-server-role': ChangedRole;
  'create-application-role': ApplicationRole;
  'alter-application-role': ApplicationRole;
  'create-credential': Credential;
  'alter-credential': Credential;
  'alter-schema': { name: string; class: 'OBJECT' | 'TYPE' | 'XML SCHEMA COLLECTION'; entity: NameParts };
  drop: { dropped: DroppedKind; name: string; ifExists: boolean };
  grant: Permission;
  deny: Permission;
  revoke: Permission;
  /** Without an owner for SCHEMA OWNER. */
  'alter-authorization': { securable: SecurableName; owner?: string };
}
