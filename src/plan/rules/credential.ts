// Credentials of the server; their secrets can never be read. That of xp_cmdshell's proxy has a procedure of its own.
import { XP_CMDSHELL_PROXY } from '../../model/catalog/system-credential.ts';
import type { CredentialFact } from '../../model/fact.ts';
import { limitOfCredential } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, not, steps, unscripted } from '../rule.ts';

export const CREDENTIAL_RULE: KindRule<'credential'> = {
  create: (fact) => {
    const { name: credential, identity, provider } = fact;
    const code = limitOfCredential(fact);
    if (code !== undefined) return unscripted(`Credential ${credential}`, code);
    const note = `The secret of credential ${credential} cannot be read from a server: type it at the top of the script.`;
    const made =
      credential === XP_CMDSHELL_PROXY
        ? step('set-xp-cmdshell-proxy', { identity })
        : step('create-credential', { credential, identity, provider });
    return { steps: [made], notes: [{ code: 'secret-needed', note }] };
  },
  drop: (fact) => {
    const { name: credential } = fact;
    const code = limitOfCredential(fact);
    if (code !== undefined) return not(limit(code));
    const needs = ['drop-extra'] as const;
    return credential === XP_CMDSHELL_PROXY
      ? steps(step('drop-xp-cmdshell-proxy', {}, { needs }))
      : steps(step('drop-credential', { credential }, { needs }));
  },
  change: {
    identity: by(changeIdentity, ({ after }) => limit(limitOfCredential(after) ?? 'secret-needed')),
    provider: [
      'provider-kept',
      'ALTER CREDENTIAL does not change a provider: drop the credential and make it anew.',
    ],
  },
};

/** The secret is set anew, whatever it was: a person has to type it. */
function changeIdentity({ after }: ChangedFact<'credential'>): readonly Made[] {
  const { name: credential, identity }: CredentialFact = after;
  if (limitOfCredential(after) !== undefined) return [];
  return credential === XP_CMDSHELL_PROXY
    ? [step('set-xp-cmdshell-proxy', { identity })]
    : [step('alter-credential', { credential, identity })];
}
