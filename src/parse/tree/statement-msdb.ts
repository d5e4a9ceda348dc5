// Calls of msdb's procedures about proxies of SQL Server Agent and profiles of Database Mail, as the statements they are.
import type { AgentCategoryFact, ProxyUserKind } from '../../model/fact.ts';
import type { Node } from './statement-node.ts';

/** sp_add_proxy and sp_update_proxy; what is absent is left as it is, or what it is by default. */
export interface SetAgentProxy extends Node {
  readonly kind: 'add-agent-proxy' | 'update-agent-proxy';
  readonly name: string;
  readonly newName?: string;
  readonly credential?: string;
  readonly isEnabled?: boolean;
  readonly description?: string;
}

export interface DeleteAgentProxy extends Node {
  readonly kind: 'delete-agent-proxy';
  readonly name: string;
}

export interface AgentProxySubsystem extends Node {
  readonly kind: 'grant-proxy-subsystem' | 'revoke-proxy-subsystem';
  readonly proxy: string;
  /** Its number in `dbo.syssubsystems`. */
  readonly subsystem: number;
}

export interface AgentProxyUser extends Node {
  readonly kind: 'grant-proxy-user' | 'revoke-proxy-user';
  readonly proxy: string;
  readonly user: string;
  /** Absent for sp_revoke_login_from_proxy, which takes the name of any of them. */
  readonly userKind?: ProxyUserKind;
}

/** sysmail_add_principalprofile_sp, sysmail_update_principalprofile_sp, sysmail_delete_principalprofile_sp. */
export interface MailProfileUser extends Node {
  readonly kind: 'add-mail-profile-user' | 'update-mail-profile-user' | 'delete-mail-profile-user';
  readonly profile: string;
  /** A user of msdb, or `public`. */
  readonly user: string;
  /** Absent for what takes a profile away. */
  readonly isDefault?: boolean;
}

/** sp_update_job; what is absent is left as it is. */
export interface UpdateAgentJob extends Node {
  readonly kind: 'update-agent-job';
  readonly name: string;
  readonly newName?: string;
  readonly owner?: string;
  readonly category?: string;
  readonly isEnabled?: boolean;
}

/** sp_add_job; what is absent is what it is by default. */
export interface AddAgentJob extends Node {
  readonly kind: 'add-agent-job';
  readonly name: string;
  readonly owner?: string;
  readonly category?: string;
  readonly isEnabled?: boolean;
}

/** sp_add_operator and sp_update_operator; what is absent is left as it is, or what it is by default. */
export interface SetAgentOperator extends Node {
  readonly kind: 'add-agent-operator' | 'update-agent-operator';
  readonly name: string;
  readonly newName?: string;
  readonly isEnabled?: boolean;
  readonly email?: string;
  readonly pager?: string;
  readonly netSend?: string;
  readonly category?: string;
}

/** sp_add_category and sp_delete_category. */
export interface AgentCategory extends Node {
  readonly kind: 'add-agent-category' | 'delete-agent-category';
  readonly class: AgentCategoryFact['class'];
  readonly name: string;
  /** Absent where a category goes. */
  readonly type?: AgentCategoryFact['type'];
}

/** sp_delete_job and sp_delete_operator. */
export interface DeleteOfAgent extends Node {
  readonly kind: 'delete-agent-job' | 'delete-agent-operator';
  readonly name: string;
}

/** Any of them. */
export type MsdbStatement =
  | SetAgentProxy
  | DeleteAgentProxy
  | AgentProxySubsystem
  | AgentProxyUser
  | MailProfileUser
  | UpdateAgentJob
  | AddAgentJob
  | SetAgentOperator
  | AgentCategory
  | DeleteOfAgent;
