// Federated authentication (MS-TDS 2.2.6.4, 2.2.7.12). Who logs in is what the claims of a token say; nobody signs them, since
// what is tried is the client's half: what it asks a token for, and when it sends one.
import { ByteReader } from './byte-reader.ts';

/** What a client's FEDAUTH feature says: it brings a token, or it wants to be told where to get one. */
export type FederatedRequest = { readonly token: string } | { readonly token?: never };

const SECURITY_TOKEN = 0x01;
const STS_URL = 0x01;
const SPN = 0x02;

/** Reads the FEDAUTH feature extension: library and echo in one byte, then the token if the library is SECURITYTOKEN. */
export function readFederatedRequest(feature: Buffer): FederatedRequest {
  const reader = new ByteReader(feature);
  if (reader.uint8() >> 1 !== SECURITY_TOKEN) return {};
  return { token: reader.take(reader.uint32()).toString('utf16le') };
}

/** Reads a Federated Authentication Token message. */
export function readFederatedToken(payload: Buffer): string {
  const reader = new ByteReader(payload);
  reader.uint32();
  return reader.take(reader.uint32()).toString('utf16le');
}

/** The data of a FEDAUTHINFO token: where tokens come from, and for whom. */
export function writeFederatedInfo(): Buffer {
  const values: [number, Buffer][] = [
    [STS_URL, Buffer.from('https://login.test.invalid/common', 'utf16le')],
    [SPN, Buffer.from('https://database.windows.net/', 'utf16le')],
  ];
  const head = Buffer.alloc(4 + values.length * 9);
  head.writeUInt32LE(values.length, 0);
  let offset = head.length;
  for (const [index, [id, value]] of values.entries()) {
    head.writeUInt8(id, 4 + index * 9);
    head.writeUInt32LE(value.length, 5 + index * 9);
    head.writeUInt32LE(offset, 9 + index * 9);
    offset += value.length;
  }
  return Buffer.concat([head, ...values.map(([, value]) => value)]);
}

/** The login a token is for: the first claim that names one, or the token itself when it is no JWT. */
export function loginOfToken(token: string): string {
  const claims = claimsOf(token);
  for (const claim of ['upn', 'preferred_username', 'unique_name', 'app_displayname', 'appid']) {
    const value = claims?.[claim];
    if (typeof value === 'string') return value;
  }
  return token;
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
