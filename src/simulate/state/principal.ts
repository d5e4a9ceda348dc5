// A login, user or role of the simulated server. Others refer to it by the object, so that a rename changes no row.
import type { PrincipalType } from '../../model/catalog/principal-kind.ts';
import type { ApplicationRoleFact, Hex, LoginFact, UserFact } from '../../model/fact.ts';

/** What a fact has, as the state keeps it: there it may change. */
export type Mutable<T> = { -readonly [P in keyof T]: T[P] };

/** What a login has besides its name, type and SID. */
export type LoginState = Mutable<Omit<LoginFact, 'kind' | 'name' | 'type' | 'sid'>>;

/** What a user has besides its name, type and SID; the login it belongs to follows from the SID. */
export type UserState = Mutable<Omit<UserFact, 'kind' | 'database' | 'name' | 'type' | 'sid' | 'login'>>;

/** What an application role has. */
export type ApplicationRoleState = Mutable<Pick<ApplicationRoleFact, 'defaultSchema'>>;

/** A principal of a server or a database. */
export interface Principal {
  /** `principal_id`, for the catalogue of the simulated server alone. */
  readonly id: number;
  name: string;
  /** Of one that is only mentioned it may yet turn out to be another. */
  type: PrincipalType;
  sid?: Hex;
  /** Every server or database has it: no fact speaks of it. */
  readonly isSystem: boolean;
  /** A role that nothing can be granted to and that takes no owner (db_owner, sysadmin …). */
  readonly isFixed: boolean;
  /** A script speaks of it and does not make it: it may exist, and no fact tells so. */
  isMentioned?: boolean;
  /** Roles only. */
  owner?: Principal;
  /** Present for types S, U, G, C, K, E and X of a server. */
  login?: LoginState;
  /** Present for types S, U, G, C, K, E and X of a database. */
  user?: UserState;
  /** Present for type A. */
  applicationRole?: ApplicationRoleState;
}

/** A principal as it is made: what is not told of it stands as of any new one. */
export type NewPrincipal = Omit<Principal, 'id' | 'isSystem' | 'isFixed'> &
  Partial<Pick<Principal, 'id' | 'isSystem' | 'isFixed'>>;

/** Whether a thing is there, and more than spoken of. */
export function isMade(thing: { readonly isMentioned?: boolean } | undefined): boolean {
  return thing !== undefined && thing.isMentioned !== true;
}

/** Words for a principal in a sentence: `the login x`. */
export function principalText({ type, name, login }: Principal): string {
  const word = type === 'R' ? 'role' : type === 'A' ? 'application role' : login ? 'login' : 'user';
  return `the ${word} ${name}`;
}
