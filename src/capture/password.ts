// What stands for a password in a snapshot: its hash, a keyed fingerprint of the hash, or nothing.
import { createHmac } from 'node:crypto';
import { RegrantError } from '../model/errors.ts';
import { fingerprintKeyId, type PasswordMode } from './password-mode.ts';
import type { PasswordPart } from './scope.ts';

/** The mode a capture runs in, its key's id where it has one, and the maker of a login's password part. */
export interface PasswordHandling {
  readonly mode: PasswordMode;
  readonly keyId: string | undefined;
  readonly part: PasswordPart;
}

/** Shortest key, in bytes: what is shorter can be found by trying all, and passwords then as well. */
const SHORTEST_KEY = 16;

/** Settles how passwords are treated; throws `bad-option` for fingerprints without a key, or with too short a one. */
export function passwordHandling(
  mode: PasswordMode | undefined,
  key: string | Uint8Array | undefined,
): PasswordHandling {
  const settled = mode ?? (key === undefined ? 'none' : 'fingerprints');
  if (settled !== 'fingerprints') return { mode: settled, keyId: undefined, part: plainPart(settled) };
  if (key === undefined || key.length === 0) {
    throw new RegrantError({
      code: 'bad-option',
      fact: 'Password fingerprints were asked for without a key.',
      remedy: 'Give a fingerprint key, or capture passwords as hashes or not at all.',
    });
  }
  if (Buffer.byteLength(key) < SHORTEST_KEY) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `The fingerprint key has fewer than ${SHORTEST_KEY} bytes, so that it could be found by trying.`,
      remedy: 'Take a longer one that nobody can guess, such as 32 random bytes in hexadecimal.',
    });
  }
  return {
    mode: settled,
    keyId: fingerprintKeyId(key),
    part: (hash) => ({
      passwordHash: undefined,
      passwordFingerprint:
        hash &&
        `0x${createHmac('sha256', key)
          .update(Buffer.from(hash.slice(2), 'hex'))
          .digest('hex')
          .toUpperCase()}`,
    }),
  };
}

function plainPart(mode: 'hashes' | 'none'): PasswordPart {
  return (hash) => ({ passwordHash: mode === 'hashes' ? hash : undefined, passwordFingerprint: undefined });
}
