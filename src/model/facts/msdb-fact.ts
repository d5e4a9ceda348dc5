// What msdb keeps of who may do what: the proxies and jobs of SQL Server Agent, the profiles of Database Mail, the packages
// of Integration Services. Rows of tables, not of the catalogue, so that procedures of msdb write them.
import type { Hex } from './fact-value.ts';

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

/** What a category is of, in the order of `category_class`, from 1. Source: "dbo.syscategories (Transact-SQL)". */
export const CATEGORY_CLASSES = ['JOB', 'ALERT', 'OPERATOR'] as const;

/** What sort of jobs a category is for, in the order of `category_type`, from 1; of alerts and operators none. */
export const CATEGORY_TYPES = ['LOCAL', 'MULTI-SERVER', 'NONE'] as const;

/** A row of `dbo.syscategories` that users made and a job or an operator names. */
export interface AgentCategoryFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-category';
  /** msdb. */
  readonly database: string;
  /** What it is of. */
  readonly class: (typeof CATEGORY_CLASSES)[number];
  /** Its name. */
  readonly name: string;
  /** What sort of jobs it is for. */
  readonly type: (typeof CATEGORY_TYPES)[number];
}

/** A row of `dbo.sysoperators` that a job names: who is told how it ended. */
export interface AgentOperatorFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-operator';
  /** msdb. */
  readonly database: string;
  /** Its name. */
  readonly name: string;
  /** Whether it is told anything. */
  readonly isEnabled: boolean;
  /** Where mail goes to. */
  readonly email?: string;
  /** Where pages go to. */
  readonly pager?: string;
  /** Where messages by net send go to. */
  readonly netSend?: string;
  /** The category that users made for it. */
  readonly category?: string;
}

/** A row of `dbo.sysjobs`: a job of SQL Server Agent, and whose it is: its steps run with what its owner may do. */
export interface AgentJobFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-job';
  /** msdb. */
  readonly database: string;
  /** Its name. */
  readonly name: string;
  /** The login or Windows account that owns it. Absent where nobody bears its SID. */
  readonly owner?: string;
  /** That SID, where nobody bears it. */
  readonly ownerSid?: Hex;
  /** What sort of job it is, by the name of its category. */
  readonly category?: string;
  /** Whether its schedules start it. Absent where a script does not say it. */
  readonly isEnabled?: boolean;
}

/** A row of `dbo.sysjobsteps` that runs as another than the owner of its job. */
export interface AgentJobStepFact {
  /** Which kind of thing it is. */
  readonly kind: 'agent-job-step';
  /** msdb. */
  readonly database: string;
  /** The job. */
  readonly job: string;
  /** Its number in the job, from 1. */
  readonly step: number;
  /** What it is called. */
  readonly name: string;
  /** What runs it, by the name that SQL Server Agent has for it. */
  readonly subsystem: string;
  /** The proxy that it runs as. */
  readonly proxy?: string;
  /** Of a step in T-SQL: the database that it runs in. */
  readonly userDatabase?: string;
  /** The user of that database that it runs as. */
  readonly user?: string;
}

/** A row of `dbo.sysssispackages`: a package of Integration Services in msdb, whose it is, and which roles may read and write it. */
export interface SsisPackageFact {
  /** Which kind of thing it is. */
  readonly kind: 'ssis-package';
  /** msdb. */
  readonly database: string;
  /** The folders that it is in, from the outermost, with a backslash between; absent for none. */
  readonly folder?: string;
  /** Its name. */
  readonly name: string;
  /** The login or Windows account that put it there, who may read and write it. Absent where nobody bears its SID. */
  readonly owner?: string;
  /** That SID, where nobody bears it. */
  readonly ownerSid?: Hex;
  /** The role of msdb that may read and run it; absent for those that Integration Services has for it. */
  readonly readerRole?: string;
  /** The role of msdb that may change it; absent for those that Integration Services has for it. */
  readonly writerRole?: string;
}
