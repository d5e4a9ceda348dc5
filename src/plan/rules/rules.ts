// How every kind of facts is planned. The order is that in which facts are made; what goes, goes the other way round. A
// kind that is missing here, or a property that is missing in its rule, does not compile.
import type { FactKind } from '../../model/fact.ts';
import type { KindRule } from '../rule.ts';
import { APPLICATION_ROLE_RULE } from './application-role.ts';
import { AUDIT_ACTION_RULE, AUDIT_SPECIFICATION_RULE } from './audit-specification.ts';
import { CONFIGURATION_RULE } from './configuration.ts';
import { CREDENTIAL_RULE } from './credential.ts';
import { DATABASE_RULE } from './database.ts';
import { DEFINITION_RULE } from './definition.ts';
import { ENDPOINT_RULE } from './endpoint.ts';
import { APPLICATION_RULES } from './kept/application.ts';
import { LINKED_LOGIN_RULE, LINKED_SERVER_RULE } from './linked-server.ts';
import { LOGIN_RULE } from './login.ts';
import { MESSAGE_RULE } from './message.ts';
import { AGENT_JOB_RULE, AGENT_JOB_STEP_RULE, SSIS_PACKAGE_RULE } from './msdb/agent-job.ts';
import { AGENT_CATEGORY_RULE, AGENT_OPERATOR_RULE } from './msdb/agent-operator.ts';
import { AGENT_PROXY_RULE, AGENT_PROXY_SUBSYSTEM_RULE, AGENT_PROXY_USER_RULE } from './msdb/agent-proxy.ts';
import { MAIL_PROFILE_USER_RULE } from './msdb/mail-profile-user.ts';
import { PERMISSION_RULE } from './permission.ts';
import { ROLE_RULE } from './role.ts';
import { ROLE_MEMBER_RULE } from './role-member.ts';
import { SCHEMA_RULE } from './schema.ts';
import { SECURABLE_RULE } from './securable.ts';
import { SERVER_RULE } from './server.ts';
import { SERVER_AUDIT_RULE } from './server-audit.ts';
import { SERVER_ROLE_RULE } from './server-role.ts';
import { SERVER_TRIGGER_RULE } from './server-trigger.ts';
import { SSIS_PERMISSION_RULE } from './ssis-permission.ts';
import { TRUSTED_ASSEMBLY_RULE } from './trusted-assembly.ts';
import { USER_RULE } from './user.ts';

/** Every kind's rule. */
export const RULES: { readonly [K in FactKind]: KindRule<K> } = {
  server: SERVER_RULE,
  configuration: CONFIGURATION_RULE,
  'trusted-assembly': TRUSTED_ASSEMBLY_RULE,
  credential: CREDENTIAL_RULE,
  login: LOGIN_RULE,
  'linked-server': LINKED_SERVER_RULE,
  'linked-login': LINKED_LOGIN_RULE,
  message: MESSAGE_RULE,
  'server-role': SERVER_ROLE_RULE,
  endpoint: ENDPOINT_RULE,
  database: DATABASE_RULE,
  user: USER_RULE,
  role: ROLE_RULE,
  'application-role': APPLICATION_ROLE_RULE,
  schema: SCHEMA_RULE,
  definition: DEFINITION_RULE,
  securable: SECURABLE_RULE,
  'role-member': ROLE_MEMBER_RULE,
  permission: PERMISSION_RULE,
  'server-audit': SERVER_AUDIT_RULE,
  'audit-specification': AUDIT_SPECIFICATION_RULE,
  'audit-action': AUDIT_ACTION_RULE,
  'server-trigger': SERVER_TRIGGER_RULE,
  'agent-proxy': AGENT_PROXY_RULE,
  'agent-proxy-subsystem': AGENT_PROXY_SUBSYSTEM_RULE,
  'agent-proxy-user': AGENT_PROXY_USER_RULE,
  'mail-profile-user': MAIL_PROFILE_USER_RULE,
  'agent-category': AGENT_CATEGORY_RULE,
  'agent-operator': AGENT_OPERATOR_RULE,
  'agent-job': AGENT_JOB_RULE,
  'agent-job-step': AGENT_JOB_STEP_RULE,
  'ssis-package': SSIS_PACKAGE_RULE,
  'ssis-permission': SSIS_PERMISSION_RULE,
  ...APPLICATION_RULES,
};

/** Every kind, in the order in which their facts are made. */
export const MAKING_ORDER = Object.keys(RULES) as readonly FactKind[];
