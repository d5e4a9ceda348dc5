// What calls of the procedures of msdb and SSISDB say, by the kind of the statement that they are: about proxies, jobs,
// operators and categories of SQL Server Agent, profiles of Database Mail, and who may what in Integration Services.
import type { AgentCategoryFact, ProxyUserKind } from '../../model/fact.ts';
import type { SsisObjectType, SsisPermission } from '../../model/facts/ssis-permission.ts';

type Proxy = {
  name: string;
  newName?: string;
  credential?: string;
  isEnabled?: boolean;
  description?: string;
};
/** `subsystem`: its number in `dbo.syssubsystems`. */
type ProxySubsystem = { proxy: string; subsystem: number };
/** `userKind`: absent for sp_revoke_login_from_proxy, which takes the name of any of them. */
type ProxyUser = { proxy: string; user: string; userKind?: ProxyUserKind };
type Job = { name: string; newName?: string; owner?: string; category?: string; isEnabled?: boolean };
type Operator = {
  name: string;
  newName?: string;
  isEnabled?: boolean;
  email?: string;
  pager?: string;
  netSend?: string;
  category?: string;
};
/** `type`: absent where a category goes. */
type Category = Pick<AgentCategoryFact, 'class' | 'name'> & Partial<Pick<AgentCategoryFact, 'type'>>;
/** `user`: a user of msdb, or `public`; `isDefault`: absent for what takes a profile away. */
type MailUser = { profile: string; user: string; isDefault?: boolean };
type SsisRight = {
  objectType: SsisObjectType;
  /** The folder, or the one that the project or environment is in. */
  folder: string;
  name?: string;
  permission: SsisPermission;
  /** A user or role of SSISDB. */
  grantee: string;
};

/** By the kind of the statement. What is absent is left as it is, or what it is by default. */
export interface SaidOfMsdb {
  'add-agent-proxy': Proxy;
  'update-agent-proxy': Proxy;
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
  'add-agent-operator': Operator;
  'update-agent-operator': Operator;
  'delete-agent-operator': { name: string };
  'add-agent-category': Category;
  'delete-agent-category': Category;
  'grant-ssis-permission': SsisRight;
  'deny-ssis-permission': SsisRight;
  'revoke-ssis-permission': SsisRight;
}
