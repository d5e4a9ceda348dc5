// Everything a plan can do: one row per action holds all there is to know of it, in actions/ by what it is about. The
// statement itself is the template of the same name; a step holds values, never SQL text.

import type { ActionRow } from './actions/action-row.ts';
import { AUDIT_ACTIONS } from './actions/audit-actions.ts';
import { DATABASE_ACTIONS } from './actions/database-actions.ts';
import { DEFINITION_ACTIONS } from './actions/definition-actions.ts';
import { GATE_ACTIONS } from './actions/gate-actions.ts';
import { LINKED_SERVER_ACTIONS } from './actions/linked-server-actions.ts';
import { LOGIN_ACTIONS } from './actions/login-actions.ts';
import { MSDB_ACTIONS } from './actions/msdb-actions.ts';
import { PERMISSION_ACTIONS } from './actions/permission-actions.ts';
import { SERVER_ACTIONS } from './actions/server-actions.ts';
import { SSIS_ACTIONS } from './actions/ssis-actions.ts';
import type { ParameterKind, ValueOf } from './parameter-kind.ts';

export type { Wrapper } from './actions/action-row.ts';

/** Every action; the phases order them. */
export const ACTIONS = {
  ...SERVER_ACTIONS,
  ...LOGIN_ACTIONS,
  ...PERMISSION_ACTIONS,
  ...GATE_ACTIONS,
  ...AUDIT_ACTIONS,
  ...LINKED_SERVER_ACTIONS,
  ...DATABASE_ACTIONS,
  ...DEFINITION_ACTIONS,
  ...MSDB_ACTIONS,
  ...SSIS_ACTIONS,
};

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

/** The parameter values of an action. */
export type Parameters<A extends ActionName> = {
  readonly [P in keyof (typeof ACTIONS)[A]['parameters']]: ValueOf<
    (typeof ACTIONS)[A]['parameters'][P] & ParameterKind
  >;
};

/** The row of an action, by what all rows have. */
export function actionRow(action: ActionName): ActionRow {
  return ACTIONS[action];
}
