// Windows principals that belong to one machine: its accounts and its groups, by the machine's name in front. What is of
// NT SERVICE, NT AUTHORITY and BUILTIN is on every machine, with the same SID.
// Source: "Well-known security identifiers in Windows operating systems" (Microsoft).

import { PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import type { LoginFact } from '../../model/fact.ts';
import { foldOfWindows } from '../../model/name-fold.ts';

/** Whether a login is an account or a group of a machine. */
export function isOfMachine({ type, name }: LoginFact, machineName: string): boolean {
  return (
    PRINCIPAL_KINDS[type].source === 'windows' &&
    foldOfWindows(name).startsWith(foldOfWindows(`${machineName}\\`))
  );
}
