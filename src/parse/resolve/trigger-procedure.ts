// sp_settriggerorder: facts speak of triggers of the server alone. Source: "sp_settriggerorder (Transact-SQL)" (Microsoft).
import { partsOf } from './nested-text.ts';
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_settriggerorder. */
export function setTriggerOrder(values: Arguments, node: NodeParts): Translation {
  const [name, ...more] = partsOf(values.name('triggername')) ?? [];
  const order = values.name('order').toLowerCase();
  if (values.text('namespace')?.toUpperCase() !== 'SERVER') return [];
  if (name === undefined || more.length > 0) return { problem: 'the name of the trigger cannot be read' };
  if (order !== 'first' && order !== 'last' && order !== 'none')
    return { problem: 'the order is neither First nor Last nor None' };
  const event = values.name('stmttype').toUpperCase();
  return order === 'none'
    ? [{ kind: 'set-trigger-order', name, event, ...node }]
    : [{ kind: 'set-trigger-order', name, order, event, ...node }];
}
