// SIDs in the forms that SQL Server keeps: Windows accounts, and the ones it makes up for principals of its own.
import { createHash } from 'node:crypto';

const digest = (...parts: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(parts.join('\n')).digest();

/** A Windows SID: revision 1, an authority, sub-authorities in little-endian order. */
export function windowsSid(authority: number, ...subAuthorities: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(8 + 4 * subAuthorities.length);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(subAuthorities.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  subAuthorities.forEach((value, index) => void bytes.writeUInt32LE(value >>> 0, 8 + 4 * index));
  return new Uint8Array(bytes);
}

/** An account of the domain that all generated environments share. */
export function domainSid(rid: number): Uint8Array {
  return windowsSid(5, 21, 1004336348, 1177238915, 682003330, rid);
}

/** A SQL login's SID: 16 bytes. */
export function sqlSid(...seed: readonly (string | number)[]): Uint8Array {
  return new Uint8Array(digest('login', ...seed).subarray(0, 16));
}

/** Second sub-authority of S-1-9-n, by what the SID is for; `applicationRole` is a guess. */
const NINE = { certificate: 1, applicationRole: 2, withoutLogin: 3, role: 4 } as const;

/** A SID of the form S-1-9-n-…, as SQL Server makes for users without login, roles, certificates and keys. */
export function internalSid(kind: keyof typeof NINE, ...seed: readonly (string | number)[]): Uint8Array {
  const bytes = digest(kind, ...seed);
  const count = kind === 'certificate' ? 5 : 4;
  const words = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(4 * index));
  return windowsSid(9, NINE[kind], ...words);
}

/** The SID of a Windows account that is gone. */
export const GONE_SID: Uint8Array = Uint8Array.from([
  1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 9, 9, 9, 9, 8, 8, 8, 8, 7, 7, 7, 7, 6, 6, 6, 6,
]);

/** An Entra object id as a SID. */
export function entraSid(...seed: readonly (string | number)[]): Uint8Array {
  return new Uint8Array(digest('entra', ...seed).subarray(0, 16));
}
