// What the procedures of msdb change about operators and categories of SQL Server Agent. Sources: "sp_add_operator",
// "sp_update_operator", "sp_add_category (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { categoryKey, NO_CATEGORY } from '../state/msdb-state.ts';

/** Makes or changes an operator: an empty text takes an address away. */
export function setOperator(
  act: ActOf<'add-agent-operator' | 'update-agent-operator'>,
  { server }: RunContext,
): void {
  const { operators } = server.msdb;
  const found = operators.get(act.name);
  const { isMentioned: _, ...before } = found ?? { id: server.newId(), name: act.name, isEnabled: true };
  const { newName: name = before.name, isEnabled = before.isEnabled } = act;
  const {
    email = before.email,
    pager = before.pager,
    netSend = before.netSend,
    category = before.category,
  } = act;
  const said = defined({
    email: email || undefined,
    pager: pager || undefined,
    netSend: netSend || undefined,
    category: category === NO_CATEGORY ? undefined : category,
  });
  operators.delete(act.name);
  operators.set(name, { id: before.id, name, isEnabled, ...said });
}

/** Takes an operator away. */
export function deleteOperator({ name }: ActOf<'delete-agent-operator'>, { server }: RunContext): void {
  server.msdb.operators.delete(name);
}

/** Makes a category, or takes it away. */
export function setCategory(
  act: ActOf<'add-agent-category' | 'delete-agent-category'>,
  { server }: RunContext,
): void {
  const { categories } = server.msdb;
  const { class: of, name, type } = act;
  if (type === undefined) categories.delete(categoryKey(act));
  else categories.set(categoryKey(act), { id: server.newId(), class: of, name, type });
}
