// Roles of databases that users made, and those of msdb that a script has to name.
import type { FactOf } from '../../model/fact.ts';
import { owned } from '../lookup/owned.ts';
import { step } from '../plan.ts';
import { KEPT } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, steps } from '../rule.ts';

const on = ({ name }: FactOf<'role'>) => ({ class: 'ROLE', name }) as const;

export const ROLE_RULE: KindRule<'role'> = {
  create: (fact) =>
    steps(step('create-role', { role: fact.name }), owned(on(fact), fact.owner, { phase: 'role-owners' })),
  drop: ({ name: role }) => steps(step('drop-role', { role }, { needs: ['drop-extra'] })),
  change: {
    owner: by(
      ({ after }) => [owned(on(after), after.owner, { phase: 'role-owners', needs: ['change-owners'] })],
      KEPT,
    ),
  },
};
