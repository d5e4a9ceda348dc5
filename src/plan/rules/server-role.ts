// Server roles that users made.
import type { FactOf } from '../../model/fact.ts';
import { owned } from '../lookup/owned.ts';
import { step } from '../plan.ts';
import { KEPT } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, steps } from '../rule.ts';

const on = ({ name }: FactOf<'server-role'>) => ({ class: 'SERVER ROLE', name }) as const;

export const SERVER_ROLE_RULE: KindRule<'server-role'> = {
  create: (fact) =>
    steps(
      step('create-server-role', { role: fact.name }),
      owned(on(fact), fact.owner, { phase: 'server-role-owners' }),
    ),
  drop: ({ name: role }) => steps(step('drop-server-role', { role }, { needs: ['drop-extra'] })),
  change: {
    owner: by(
      ({ after }) => [
        owned(on(after), after.owner, { phase: 'server-role-owners', needs: ['change-owners'] }),
      ],
      KEPT,
    ),
  },
};
