// What a snapshot is made of: one plain object per thing that decides who may do what. The interfaces stand in facts/.
// Facts hold names and SIDs, never principal_id or object_id. An absent property means the catalogue says NULL
// or the property does not apply; booleans and enumerations are always present where they apply.

import type {
  ReportPolicyFact,
  ReportPolicyRoleFact,
  ReportRoleFact,
  ServiceManagerRoleFact,
  ServiceManagerRoleMemberFact,
} from './facts/application-fact.ts';
import type { AuditActionFact, AuditSpecificationFact, ServerAuditFact } from './facts/audit-fact.ts';
import type {
  ApplicationRoleFact,
  DatabaseFact,
  PermissionFact,
  RoleFact,
  SchemaFact,
  SecurableFact,
  UserFact,
} from './facts/database-fact.ts';
import type { DefinitionFact } from './facts/definition-fact.ts';
import type { EndpointFact, ServerTriggerFact } from './facts/gate-fact.ts';
import type { LinkedLoginFact, LinkedServerFact } from './facts/linked-server-fact.ts';
import type { LoginFact, RoleMemberFact, ServerRoleFact } from './facts/login-fact.ts';
import type {
  AgentCategoryFact,
  AgentJobFact,
  AgentJobStepFact,
  AgentOperatorFact,
  AgentProxyFact,
  AgentProxySubsystemFact,
  AgentProxyUserFact,
  MailProfileUserFact,
  SsisPackageFact,
} from './facts/msdb-fact.ts';
import type {
  ConfigurationFact,
  CredentialFact,
  MessageFact,
  ServerFact,
  TrustedAssemblyFact,
} from './facts/server-fact.ts';
import type { SsisPermissionFact } from './facts/ssis-fact.ts';

export type * from './facts/application-fact.ts';
export type * from './facts/audit-fact.ts';
export type * from './facts/database-fact.ts';
export type * from './facts/definition-fact.ts';
export type * from './facts/fact-value.ts';
export type * from './facts/gate-fact.ts';
export type * from './facts/linked-server-fact.ts';
export type * from './facts/login-fact.ts';
export type * from './facts/msdb-fact.ts';
export type * from './facts/server-fact.ts';
export type * from './facts/ssis-fact.ts';

/** Any fact. */
export type Fact =
  | ServerFact
  | ConfigurationFact
  | TrustedAssemblyFact
  | MessageFact
  | CredentialFact
  | LinkedServerFact
  | LinkedLoginFact
  | LoginFact
  | ServerRoleFact
  | RoleMemberFact
  | DatabaseFact
  | UserFact
  | RoleFact
  | ApplicationRoleFact
  | SchemaFact
  | SecurableFact
  | EndpointFact
  | ServerTriggerFact
  | ServerAuditFact
  | AuditSpecificationFact
  | AuditActionFact
  | AgentProxyFact
  | AgentProxySubsystemFact
  | AgentProxyUserFact
  | MailProfileUserFact
  | DefinitionFact
  | AgentCategoryFact
  | AgentOperatorFact
  | AgentJobFact
  | AgentJobStepFact
  | SsisPackageFact
  | SsisPermissionFact
  | ReportRoleFact
  | ReportPolicyFact
  | ReportPolicyRoleFact
  | ServiceManagerRoleFact
  | ServiceManagerRoleMemberFact
  | PermissionFact;

/** The kind tags of {@link Fact}. */
export type FactKind = Fact['kind'];

/** The fact type of one kind. */
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;
