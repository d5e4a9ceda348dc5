// Every reason for which the simulated server refuses a statement, in the order in which they are asked.
import type { Act, ActKind, Refusal } from './rule.ts';
import { AUDIT_RULES } from './rules/audit-rules.ts';
import { GATE_RULES } from './rules/gate-rules.ts';
import { LOGIN_RULES } from './rules/login-rules.ts';
import { MSDB_RULES } from './rules/msdb-rules.ts';
import { NAME_RULES } from './rules/name-rules.ts';
import { OBJECT_RULES } from './rules/object-rules.ts';
import { OWNER_RULES } from './rules/owner-rules.ts';
import { PERMISSION_RULES } from './rules/permission-rules.ts';
import { ROLE_RULES } from './rules/role-rules.ts';
import { SERVER_RULES } from './rules/server-rules.ts';
import { SESSION_RULES } from './rules/session-rules.ts';
import { USER_RULES } from './rules/user-rules.ts';
import type { RunContext } from './run-context.ts';

/** The refusals of the simulated server. */
export const REFUSALS: readonly Refusal[] = [
  ...SESSION_RULES,
  ...NAME_RULES,
  ...LOGIN_RULES,
  ...USER_RULES,
  ...ROLE_RULES,
  ...OWNER_RULES,
  ...PERMISSION_RULES,
  ...SERVER_RULES,
  ...GATE_RULES,
  ...OBJECT_RULES,
  ...AUDIT_RULES,
  ...MSDB_RULES,
];

const BY_KIND = new Map<ActKind, Refusal[]>();
for (const rule of REFUSALS) {
  for (const kind of rule.on) {
    const list = BY_KIND.get(kind);
    if (list === undefined) BY_KIND.set(kind, [rule]);
    else list.push(rule);
  }
}

/** The first rule that refuses an act, and why; undefined where none does. */
export function refusalOf(
  act: Act,
  context: RunContext,
): { readonly rule: Refusal; readonly why: string } | undefined {
  const { isOpen } = context.server;
  for (const rule of BY_KIND.get(act.kind) ?? []) {
    if (isOpen && rule.asksServer === true) continue;
    const why = rule.refuses(act, context);
    if (why !== undefined) return { rule, why };
  }
  return undefined;
}

/** Has everything that an act speaks of be there, in an open world. */
export function mentionAll(act: Act, context: RunContext): void {
  for (const { mentions } of BY_KIND.get(act.kind) ?? []) mentions?.(act, context);
}
