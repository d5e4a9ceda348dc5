// Windows principals that belong to one machine: they exist, or have another SID, elsewhere.
// Recognised by SID and by the machine's name, never by the words of one language of Windows.
// Source: "Well-known security identifiers in Windows operating systems" (Microsoft).
import type { LoginFact } from '../model/fact.ts';

/** Where a local principal comes from. */
export type LocalAuthority = 'BUILTIN' | 'NT AUTHORITY' | 'NT SERVICE' | 'MACHINE';

/** Well-known SIDs: revision 1, then the count of sub-authorities, the authority 5, and the first sub-authority. */
const AUTHORITIES: readonly (readonly [RegExp, LocalAuthority])[] = [
  [/^0x010[2-9]00000000000520000000/, 'BUILTIN'],
  // The range of virtual accounts, 80 to 95: NT SERVICE (80), IIS APPPOOL (82) …
  [/^0x01060000000000055[0-9A-F]000000/, 'NT SERVICE'],
  // One sub-authority: SYSTEM (18), LOCAL SERVICE (19), NETWORK SERVICE (20), Authenticated Users (11), IUSR (17) …
  [/^0x0101000000000005[0-9A-F]{8}$/, 'NT AUTHORITY'],
];

/** The authority of a login that belongs to its machine; undefined for one of a domain, and for SQL logins. */
export function localAuthority(login: LoginFact, machineName: string): LocalAuthority | undefined {
  if (login.type !== 'U' && login.type !== 'G') return undefined;
  const wellKnown = AUTHORITIES.find(([form]) => form.test(login.sid));
  if (wellKnown !== undefined) return wellKnown[1];
  const prefix = `${machineName}\\`.toUpperCase();
  return login.name.toUpperCase().startsWith(prefix) ? 'MACHINE' : undefined;
}
