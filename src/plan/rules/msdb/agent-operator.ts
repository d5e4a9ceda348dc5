// Operators of SQL Server Agent that jobs name, and the categories of users that jobs and operators name: procedures of msdb
// make them, so that a job which SSMS scripted finds them. What no job of the snapshot names may be of use to something else,
// and stays. Sources: "sp_add_operator", "sp_update_operator", "sp_add_category (Transact-SQL)" (Microsoft).
import type { FactOf } from '../../../model/fact.ts';
import { CATEGORY_CLASSES } from '../../../model/facts/msdb-fact.ts';
import type { Made } from '../../plan.ts';
import { step } from '../../plan.ts';
import { KEPT, limit } from '../../reason.ts';
import type { KindRule } from '../../rule.ts';
import { by, each, not, steps } from '../../rule.ts';

const STAYS = limit('named-by-no-job');

export const AGENT_CATEGORY_RULE: KindRule<'agent-category'> = {
  create: ({ class: of, type, name: category }) => {
    const number = CATEGORY_CLASSES.indexOf(of) + 1;
    return steps(step('create-agent-category', { of, number, type, category }));
  },
  drop: () => not(STAYS),
  change: { type: KEPT },
};

export const AGENT_OPERATOR_RULE: KindRule<'agent-operator'> = {
  create: (fact) =>
    steps(step('create-agent-operator', valuesOf(fact)), step('set-agent-operator', valuesOf(fact))),
  drop: () => not(STAYS),
  change: {
    ...each(['isEnabled', 'email', 'pager', 'netSend', 'category'], by(change, KEPT)),
  },
};

function change({ after }: { readonly after: FactOf<'agent-operator'> }): readonly Made[] {
  return [step('set-agent-operator', valuesOf(after))];
}

function valuesOf({
  name: operator,
  isEnabled: enabled,
  email,
  pager,
  netSend,
  category,
}: FactOf<'agent-operator'>) {
  return { operator, enabled, email, pager, netSend, category };
}
