// The test-only certificates (test/server/tls/README.md) and the TLS settings made of them.
import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(`../tls/${name}`, import.meta.url));

/** The CA that a client has to trust, as a file. */
export const CA_FILE: string = path('test-only-ca.pem');

/** The server's certificate, as a file: for clients that pin it. */
export const CERTIFICATE_FILE: string = path('test-only-localhost.pem');

/** The CA's PEM text. */
export function readCa(): string {
  return readFileSync(CA_FILE, 'utf8');
}

/** TLS settings of both kinds of TLS. */
export interface SecureContexts {
  readonly inBand: SecureContext;
  readonly strict: SecureContext;
}

/** In-band TLS ends at 1.2; without tickets there is no resumption, whose flights have another shape. */
export function secureContexts(): SecureContexts {
  const pair = {
    cert: readFileSync(CERTIFICATE_FILE),
    key: readFileSync(path('test-only-localhost.key.pem')),
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
  return {
    inBand: createSecureContext({ ...pair, maxVersion: 'TLSv1.2' }),
    strict: createSecureContext(pair),
  };
}
