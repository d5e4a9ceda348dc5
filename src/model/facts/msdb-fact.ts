// What msdb keeps of who may do what: the proxies of SQL Server Agent, the profiles of Database Mail. Rows of tables, not
// of the catalogue, so that procedures of msdb write them.

/** Whom a proxy can be given to, in the order of `flags`, from 0. Source: "dbo.sysproxylogin (Transact-SQL)". */
export const PROXY_USER_KINDS = ['login', 'server-role', 'role'] as const;

/** Whom a proxy is given to. */
export type ProxyUserKind = (typeof PROXY_USER_KINDS)[number];

/** A row of `dbo.sysproxies`: an account, by its credential, that steps of jobs may run as. */
export interface AgentProxyFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-proxy';
  /** msdb. */
  readonly database: string;
  /** Its name. */
  readonly name: string;
  /** The credential that it runs with; absent where that is gone. */
  readonly credential?: string;
  /** Whether steps may use it. */
  readonly isEnabled: boolean;
  /** What was said of it when it was made. */
  readonly description?: string;
}

/** A row of `dbo.sysproxysubsystem`: what a proxy may be used for. */
export interface AgentProxySubsystemFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-proxy-subsystem';
  /** msdb. */
  readonly database: string;
  /** The proxy. */
  readonly proxy: string;
  /** The subsystem, by the name that SQL Server Agent has for it. */
  readonly subsystem: string;
}

/** A row of `dbo.sysproxylogin`: who may use a proxy in the steps of his jobs. */
export interface AgentProxyUserFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-proxy-user';
  /** msdb. */
  readonly database: string;
  /** The proxy. */
  readonly proxy: string;
  /** What the one who may use it is. */
  readonly userKind: ProxyUserKind;
  /** A login or Windows account, a fixed server role, or a role of msdb. */
  readonly user: string;
}

/** A row of `dbo.sysmail_principalprofile`: who may send mail by a profile of Database Mail. */
export interface MailProfileUserFact {
  /** Which kind of thing it is. */
  readonly kind: 'mail-profile-user';
  /** msdb. */
  readonly database: string;
  /** The profile, which is no part of a snapshot: it stands on accounts and servers. */
  readonly profile: string;
  /** A user of msdb, or `public`: everybody who is in msdb. */
  readonly user: string;
  /** Whether mail goes by this profile where none is named. */
  readonly isDefault: boolean;
}
