// Facts of principals of the server, and of who is in which role.
import type { Hex, LoginType } from './fact-value.ts';

/** A login of any type. */
export interface LoginFact {
  /** Which kind of thing it is. */
  readonly kind: 'login';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** `S` SQL login, `U` Windows login, `G` Windows group, `C` certificate, `K` asymmetric key, `E` Entra login, `X` Entra group. */
  readonly type: LoginType;
  /** The SID, in hexadecimal. */
  readonly sid: Hex;
  /** Whether it is disabled. */
  readonly isDisabled: boolean;
  /** The database it begins in. */
  readonly defaultDatabase?: string;
  /** The language of its messages. */
  readonly defaultLanguage?: string;
  /** SQL logins only. */
  readonly isPolicyChecked?: boolean;
  /** SQL logins only. */
  readonly isExpirationChecked?: boolean;
  /** SQL logins only, and only when the capture was asked for hashes. */
  readonly passwordHash?: Hex;
  /** SQL logins only: a keyed digest of the hash, which tells that a password changed and nothing else. */
  readonly passwordFingerprint?: Hex;
  /** SQL logins only, where true: `LOGINPROPERTY(name, 'IsMustChange')`. */
  readonly isMustChange?: boolean;
  /** SQL logins only, where true. */
  readonly isLocked?: boolean;
  /** SQL logins only, where true. */
  readonly isExpired?: boolean;
  /** `server_principals.credential_id`, by name. */
  readonly credential?: string;
  /** EKM credentials (`sys.server_principal_credentials`), by name, in ordinal order; absent when none. */
  readonly providerCredentials?: readonly string[];
  /** Certificate in master that a type C login stands for. */
  readonly certificate?: string;
  /** Asymmetric key in master that a type K login stands for. */
  readonly asymmetricKey?: string;
}

/** A user-made server role. Fixed roles and public are not facts: every server has them. */
export interface ServerRoleFact {
  /** Which kind of thing it is. */
  readonly kind: 'server-role';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The principal that owns it; absent where that cannot be seen. */
  readonly owner: string;
}

/** A member of a role: of a server role without `database`, of a database role with it. */
export interface RoleMemberFact {
  /** Which kind of thing it is. */
  readonly kind: 'role-member';
  /** The database; absent for what is of the server. */
  readonly database?: string;
  /** The role. */
  readonly role: string;
  /** Who is in it. */
  readonly member: string;
}
