// Credentials of the server; their secrets can never be read.

import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { KEPT } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, steps } from '../rule.ts';

export const CREDENTIAL_RULE: KindRule<'credential'> = {
  create: ({ name: credential, identity, provider }) => {
    const note = `The secret of credential ${credential} cannot be read from a server: type it at the top of the script.`;
    return {
      steps: [step('create-credential', { credential, identity, provider })],
      notes: [{ code: 'secret-needed', note }],
    };
  },
  drop: ({ name: credential }) => steps(step('drop-credential', { credential }, { needs: ['drop-extra'] })),
  change: {
    identity: by(changeIdentity, KEPT),
    provider: [
      'provider-kept',
      'ALTER CREDENTIAL does not change a provider: drop the credential and make it anew.',
    ],
  },
};

/** ALTER CREDENTIAL sets the secret anew, whatever it was: a person has to type it. */
function changeIdentity({
  after: { name: credential, identity },
}: ChangedFact<'credential'>): readonly Made[] {
  return [step('alter-credential', { credential, identity })];
}
