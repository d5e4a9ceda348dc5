// Trusted assemblies.
import { step } from '../plan.ts';
import type { KindRule } from '../rule.ts';
import { steps } from '../rule.ts';

export const TRUSTED_ASSEMBLY_RULE: KindRule<'trusted-assembly'> = {
  create: ({ hash, description }) => steps(step('trust-assembly', { hash, description })),
  drop: ({ hash }) => steps(step('distrust-assembly', { hash }, { needs: ['drop-extra'] })),
  change: {
    description: ['description-kept', 'The description is set when the trust is given, and decides nothing.'],
  },
};
