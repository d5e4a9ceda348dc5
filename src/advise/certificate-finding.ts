// What a server's certificate is worth, and the exact option that makes it acceptable.

import type { ServerTarget } from '../connect/server-target.ts';
import type { ShownCertificate } from '../connect/wire/open-wire.ts';
import { defined } from '../model/defined.ts';
import { visible } from '../model/words/visible.ts';
import type { Finding } from './finding.ts';

type Verdict = (shown: ShownCertificate) => { readonly what: string; readonly remedy: string };

const TRUST = '--trust-server-certificate takes any certificate, an attacker’s too';

const fromUnknown: Verdict = ({ issuer }) => ({
  what: `comes from ${issuer || 'an authority'}, which is not trusted here`,
  remedy: `Save the certificate of ${issuer || 'that authority'} as a PEM file and give --ca-file <that file>; ${TRUST}.`,
});

/** By Node's code. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ fingerprint }) => ({
    what: 'is self-signed, as the one that SQL Server makes for itself is',
    remedy: `Compare its fingerprint on the server (SHA-256 ${fingerprint}), save it there as a PEM file and give --ca-file <that file>; ${TRUST}.`,
  }),
  SELF_SIGNED_CERT_IN_CHAIN: fromUnknown,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: fromUnknown,
  UNABLE_TO_GET_ISSUER_CERT: fromUnknown,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: fromUnknown,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ names, subject }) => ({
    what: `is for ${[...names, ...(names.length === 0 ? [subject] : [])].join(', ') || 'no name'}`,
    remedy: `Give --host-name-in-certificate ${names[0] ?? subject}, or connect by a name that it carries.`,
  }),
  CERT_HAS_EXPIRED: ({ validTo }) => ({
    what: `expired on ${validTo}`,
    remedy: `Renew the certificate of the server; until then ${TRUST}.`,
  }),
};

/** What is to be said of a certificate by the rules of the target. */
export function certificateFinding(shown: ShownCertificate, target: ServerTarget): Finding {
  const { problem, subject, issuer, validTo, fingerprint } = shown;
  const who = `The certificate of ${subject || 'the server'} (from ${issuer || 'nobody'}, valid to ${validTo})`;
  if (problem === undefined) return finding('good', `${who} is in order.`);
  const known = VERDICTS[problem]?.(shown) ?? {
    what: `is not in order (${problem})`,
    remedy: `Give the server a certificate that is; ${TRUST}. SHA-256 ${fingerprint}.`,
  };
  const isTaken = target.trustServerCertificate === true && target.encryption !== 'strict';
  if (!isTaken) return finding('bad', `${who} ${known.what}.`, known.remedy);
  return finding('warning', `${who} ${known.what}; any is taken, as asked.`, known.remedy);
}

function finding(outcome: Finding['outcome'], fact: string, remedy?: string): Finding {
  return {
    step: 'certificate',
    outcome,
    fact: visible(fact),
    ...defined({ remedy: remedy === undefined ? undefined : visible(remedy) }),
  };
}
