// Statements that make, change and drop principals, their credentials and schemas. No password, secret or plain text that stands for one
// is ever kept; a hash is.
import type { Hex } from '../../model/fact.ts';
import type { NameParts } from './expression.ts';
import type { Node } from './statement-node.ts';

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

export interface CreateLogin extends Node {
  readonly kind: 'create-login';
  readonly name: string;
  readonly source: 'password' | 'windows' | 'external' | 'certificate' | 'asymmetric-key';
  /** The certificate or key. */
  readonly sourceName?: string;
  readonly options: LoginOptions;
}

export interface AlterLogin extends Node {
  readonly kind: 'alter-login';
  readonly name: string;
  readonly action: 'enable' | 'disable' | 'set' | 'add-credential' | 'drop-credential';
  readonly options: LoginOptions;
  /** Of `add-credential` and `drop-credential`. */
  readonly credential?: string;
}

/** Options of CREATE and ALTER USER. A default schema or language of null is given as null. */
export interface UserOptions {
  readonly newName?: string;
  readonly defaultSchema?: string | null;
  readonly defaultLanguage?: string | null;
  readonly login?: string;
  readonly sid?: Hex;
  readonly password?: PasswordClause;
  readonly allowEncryptedValueModifications?: boolean;
  readonly objectId?: string;
  readonly externalType?: string;
}

export interface CreateUser extends Node {
  readonly kind: 'create-user';
  readonly name: string;
  /** `default`: no clause, the login of the same name (or the Windows principal itself). */
  readonly source: 'default' | 'login' | 'without-login' | 'certificate' | 'asymmetric-key' | 'external';
  /** The login, certificate or key. */
  readonly sourceName?: string;
  readonly options: UserOptions;
}

export interface AlterUser extends Node {
  readonly kind: 'alter-user';
  readonly name: string;
  readonly options: UserOptions;
}

export interface CreateRole extends Node {
  readonly kind: 'create-role' | 'create-server-role';
  readonly name: string;
  readonly owner?: string;
}

export interface AlterRole extends Node {
  readonly kind: 'alter-role' | 'alter-server-role';
  readonly name: string;
  readonly action: 'add-member' | 'drop-member' | 'rename';
  /** The member, or the new name. */
  readonly operand: string;
}

export interface ApplicationRole extends Node {
  readonly kind: 'create-application-role' | 'alter-application-role';
  readonly name: string;
  readonly newName?: string;
  readonly hasPassword: boolean;
  readonly defaultSchema?: string;
}

export interface CredentialStatement extends Node {
  readonly kind: 'create-credential' | 'alter-credential';
  readonly name: string;
  readonly isDatabaseScoped: boolean;
  readonly identity: string;
  readonly hasSecret: boolean;
  readonly provider?: string;
}

export interface AlterSchema extends Node {
  readonly kind: 'alter-schema';
  readonly name: string;
  readonly class: 'OBJECT' | 'TYPE' | 'XML SCHEMA COLLECTION';
  readonly entity: NameParts;
}

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

export interface Drop extends Node {
  readonly kind: 'drop';
  readonly dropped: DroppedKind;
  readonly name: string;
  readonly ifExists: boolean;
}

/** Any of them. */
export type PrincipalStatement =
  | CreateLogin
  | AlterLogin
  | CreateUser
  | AlterUser
  | CreateRole
  | AlterRole
  | ApplicationRole
  | CredentialStatement
  | AlterSchema
  | Drop;
