// The ways in which a capture can treat passwords, and how a fingerprint key is told from another.
import { createHash } from 'node:crypto';

/** How a capture treats passwords. */
export type PasswordMode = (typeof PASSWORD_MODES)[number];

/** Every way there is to treat passwords. */
export const PASSWORD_MODES = ['hashes', 'fingerprints', 'none'] as const;

/** The id of a fingerprint key: the first 16 hexadecimal digits of a digest that reveals nothing of it. */
export function fingerprintKeyId(key: string | Uint8Array): string {
  return createHash('sha256').update('regrant-key-id').update(key).digest('hex').slice(0, 16);
}
