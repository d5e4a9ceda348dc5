// Password hashes as SQL Server keeps them. Source: "CREATE LOGIN" (HASHED), "sys.sql_logins" (Microsoft).
import { createHash } from 'node:crypto';

/** The hash of SQL Server 2012 to 2022: 0x0200, a salt of 4 bytes, SHA-512 of the UTF-16 password and the salt. */
export function hashPassword(password: string, salt: Uint8Array): Uint8Array {
  return hash(0x02, 'sha512', password, salt);
}

/** The hash of SQL Server 2005 and 2008: 0x0100, a salt of 4 bytes, SHA-1 of the UTF-16 password and the salt. */
export function hashPasswordSha1(password: string, salt: Uint8Array): Uint8Array {
  return hash(0x01, 'sha1', password, salt);
}

function hash(version: number, algorithm: string, password: string, salt: Uint8Array): Uint8Array {
  const digest = createHash(algorithm).update(Buffer.from(password, 'utf16le')).update(salt).digest();
  return new Uint8Array(Buffer.concat([Uint8Array.of(version, 0), salt, digest]));
}
