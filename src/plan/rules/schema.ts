// Schemas that not every database has.
import type { FactOf } from '../../model/fact.ts';
import { owned } from '../lookup/owned.ts';
import { step } from '../plan.ts';
import { KEPT } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, steps } from '../rule.ts';

const on = ({ name }: FactOf<'schema'>) => ({ class: 'SCHEMA', name }) as const;

export const SCHEMA_RULE: KindRule<'schema'> = {
  create: (fact, { isKnown }) =>
    steps(
      step('create-schema', { schema: fact.name, owner: fact.owner }),
      // One that a backup brought may belong to somebody else.
      ...(isKnown ? [] : [owned(on(fact), fact.owner, { phase: 'schemas' })]),
    ),
  drop: ({ name: schema }) => steps(step('drop-schema', { schema }, { needs: ['drop-extra'] })),
  change: {
    owner: by(
      ({ after }) => [owned(on(after), after.owner, { phase: 'schemas', needs: ['change-owners'] })],
      KEPT,
    ),
  },
};
