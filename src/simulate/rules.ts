// Every reason for which the simulated server refuses a statement, in the order in which they are asked.
import type { Refusal } from './rule.ts';
import { LOGIN_RULES } from './rules/login-rules.ts';
import { OBJECT_RULES } from './rules/object-rules.ts';
import { OWNER_RULES } from './rules/owner-rules.ts';
import { PERMISSION_RULES } from './rules/permission-rules.ts';
import { ROLE_RULES } from './rules/role-rules.ts';
import { SERVER_RULES } from './rules/server-rules.ts';
import { SESSION_RULES } from './rules/session-rules.ts';
import { USER_RULES } from './rules/user-rules.ts';

/** The refusals of the simulated server. */
export const REFUSALS: readonly Refusal[] = [
  ...SESSION_RULES,
  ...LOGIN_RULES,
  ...USER_RULES,
  ...ROLE_RULES,
  ...OWNER_RULES,
  ...PERMISSION_RULES,
  ...SERVER_RULES,
  ...OBJECT_RULES,
];
