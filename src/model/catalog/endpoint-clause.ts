// What the catalogue says of an endpoint, as CREATE ENDPOINT says it.

/** How an endpoint asks who connects, in the words of CREATE ENDPOINT: before and behind its certificate. */
export interface EndpointAuthentication {
  readonly before?: string;
  readonly certificate: boolean;
  readonly after?: string;
}

/** By `connection_auth_desc`. Source: "sys.database_mirroring_endpoints", "CREATE ENDPOINT (Transact-SQL)". */
export const ENDPOINT_AUTHENTICATION: Readonly<Record<string, EndpointAuthentication | undefined>> = {
  CERTIFICATE: { certificate: true },
  ...Object.fromEntries(
    ['NTLM', 'KERBEROS', 'NEGOTIATE'].flatMap((word) => [
      [word, { before: `WINDOWS ${word}`, certificate: false }],
      [`${word}, CERTIFICATE`, { before: `WINDOWS ${word}`, certificate: true }],
      [`CERTIFICATE, ${word}`, { certificate: true, after: `WINDOWS ${word}` }],
    ]),
  ),
};

/** What ENCRYPTION says, by `encryption_algorithm_desc`: that it may be NONE is what tells SUPPORTED from REQUIRED. */
export const ENDPOINT_ENCRYPTION: Readonly<Record<string, string>> = {
  NONE: 'DISABLED',
  RC4: 'REQUIRED ALGORITHM RC4',
  AES: 'REQUIRED ALGORITHM AES',
  'NONE, RC4': 'SUPPORTED ALGORITHM RC4',
  'NONE, AES': 'SUPPORTED ALGORITHM AES',
  'RC4, AES': 'REQUIRED ALGORITHM RC4 AES',
  'AES, RC4': 'REQUIRED ALGORITHM AES RC4',
  'NONE, RC4, AES': 'SUPPORTED ALGORITHM RC4 AES',
  'NONE, AES, RC4': 'SUPPORTED ALGORITHM AES RC4',
};

/** An IPv4 or IPv6 address as the catalogue gives it; absent is all of them. */
export function isListenerAddress(address: string | undefined): boolean {
  return address === undefined || IPV4.test(address) || IPV6.test(address);
}

const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/;
const IPV6 = /^(?=.*:)[0-9A-Fa-f:.]{2,45}$/;
