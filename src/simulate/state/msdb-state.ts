// What msdb's tables hold of who may do what: the proxies of SQL Server Agent, the profiles of Database Mail. Whom one is
// given to is referred to by the object, so that a rename changes no row; a login that goes leaves its row behind, which
// no fact tells of.
import type {
  AgentCategoryFact,
  AgentJobFact,
  AgentOperatorFact,
  AgentProxyFact,
  Hex,
  ProxyUserKind,
} from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Fold } from '../../model/name-fold.ts';
import type { Mutable } from './mutable.ts';
import type { Principal } from './principal.ts';
import { LoggedMap, NameMap, type UndoLog } from './undo-log.ts';

/** A proxy; `isMentioned`: a script speaks of it and does not make it. */
export type ProxyState = Mutable<Omit<AgentProxyFact, 'kind' | 'database'>> & {
  readonly id: number;
  readonly isMentioned?: boolean;
};

/** What a proxy may be used for. */
export interface ProxySubsystemState {
  readonly proxy: ProxyState;
  readonly subsystem: number;
}

/** Who may use a proxy. */
export interface ProxyUserState {
  readonly proxy: ProxyState;
  readonly userKind: ProxyUserKind;
  readonly principal: Principal;
}

/** A profile of Database Mail: that it is there. */
export interface MailProfileState {
  readonly id: number;
  readonly name: string;
}

/** Who may send mail by a profile. */
export interface MailUserState {
  readonly profile: MailProfileState;
  readonly principal: Principal;
  readonly isDefault: boolean;
}

/** A job; whose it is the SID tells. `isMentioned`: a script speaks of it, and says nothing that a fact would tell. */
export type JobState = Pick<AgentJobFact, 'name' | 'category' | 'isEnabled'> & {
  readonly id: number;
  readonly ownerSid?: Hex;
  readonly isMentioned?: boolean;
};

/** An operator, and a category that users made. */
export type OperatorState = Omit<AgentOperatorFact, 'kind' | 'database'> & {
  readonly id: number;
  readonly isMentioned?: boolean;
};
export type CategoryState = Omit<AgentCategoryFact, 'kind' | 'database'> & {
  readonly id: number;
  readonly isMentioned?: boolean;
};

/** The rows of those tables of msdb, whose collation is the server's. */
export class MsdbState {
  readonly proxies: NameMap<ProxyState>;
  readonly proxySubsystems: Map<string, ProxySubsystemState>;
  readonly proxyUsers: Map<string, ProxyUserState>;
  readonly mailProfiles: NameMap<MailProfileState>;
  readonly mailUsers: Map<string, MailUserState>;
  /** Values are replaced, never changed. */
  readonly jobs: NameMap<JobState>;
  readonly operators: NameMap<OperatorState>;
  /** By {@link categoryKey}. */
  readonly categories: NameMap<CategoryState>;

  constructor(fold: Fold, log: UndoLog) {
    this.proxies = new NameMap(fold, log);
    this.proxySubsystems = new LoggedMap(log);
    this.proxyUsers = new LoggedMap(log);
    this.mailProfiles = new NameMap(fold, log);
    this.mailUsers = new LoggedMap(log);
    this.jobs = new NameMap(fold, log);
    this.operators = new NameMap(fold, log);
    this.categories = new NameMap(fold, log);
  }
}

/** What every msdb has for operators of no category; facts tell of none. */
export const NO_CATEGORY = '[Uncategorized]';

/** The key of a category: its class, which has no colon, and its name. */
export function categoryKey({ class: of, name }: Pick<CategoryState, 'class' | 'name'>): string {
  return `${of}:${name}`;
}

/** The key of what a proxy may be used for. */
export function proxySubsystemKey({ proxy, subsystem }: ProxySubsystemState): string {
  return keyOfParts(proxy.id, subsystem);
}

/** The key of one who may use a proxy. */
export function proxyUserKey({ proxy, userKind, principal }: ProxyUserState): string {
  return keyOfParts(proxy.id, userKind, principal.id);
}

/** The key of one who may send mail by a profile. */
export function mailUserKey({ profile, principal }: Pick<MailUserState, 'profile' | 'principal'>): string {
  return keyOfParts(profile.id, principal.id);
}
