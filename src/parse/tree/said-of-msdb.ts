// What calls of the procedures of msdb and SSISDB say, by the kind of the statement that they are: about proxies, jobs,
// operators and categories of SQL Server Agent, profiles of Database Mail, and who may what in Integration Services.
import type {
  AgentCategoryFact,
  AgentJobFact,
  AgentOperatorFact,
  AgentProxyFact,
  FactOf,
  ProxyUserKind,
} from '../../model/fact.ts';

/** What may be said of a thing besides its name, and the name that it gets. */
type Named<F extends { readonly name: string }> = Pick<F, 'name'> &
  Partial<Omit<F, 'kind' | 'database' | 'name'>> & { newName?: string };
/** `subsystem`: its number in `dbo.syssubsystems`. */
type ProxySubsystem = { proxy: string; subsystem: number };
/** `userKind`: absent for sp_revoke_login_from_proxy, which takes the name of any of them. */
type ProxyUser = { proxy: string; user: string; userKind?: ProxyUserKind };
type Job = Named<Omit<AgentJobFact, 'ownerSid'>>;
/** `type`: absent where a category goes. */
type Category = Pick<AgentCategoryFact, 'class' | 'name'> & Partial<Pick<AgentCategoryFact, 'type'>>;
/** `user`: a user of msdb, or `public`; `isDefault`: absent for what takes a profile away. */
type MailUser = { profile: string; user: string; isDefault?: boolean };
type SsisRight = Omit<FactOf<'ssis-permission'>, 'kind' | 'database' | 'isDenied'>;

/** By the kind of the statement. What is absent is left as it is, or what it is by default. */
export interface SaidOfMsdb {
  'add-agent-proxy': Named<AgentProxyFact>;
  'update-agent-proxy': Named<AgentProxyFact>;
  'delete-agent-proxy': { name: string };
  'grant-proxy-subsystem': ProxySubsystem;
  'revoke-proxy-subsystem': ProxySubsystem;
  'grant-proxy-user': ProxyUser;
  'revoke-proxy-user': ProxyUser;
  'add-mail-profile-user': MailUser;
  'update-mail-profile-user': MailUser;
  'delete-mail-profile-user': MailUser;
  'add-agent-job': Job;
  'update-agent-job': Job;
  'delete-agent-job': { name: string };
  'add-agent-operator': Named<AgentOperatorFact>;
  'update-agent-operator': Named<AgentOperatorFact>;
  'delete-agent-operator': { name: string };
  'add-agent-category': Category;
  'delete-agent-category': Category;
  'grant-ssis-permission': SsisRight;
  'deny-ssis-permission': SsisRight;
  'revoke-ssis-permission': SsisRight;
}
