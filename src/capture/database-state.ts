// Which databases are not entered, and why: by rule (tempdb, snapshots) or because they cannot be read now.
import type { ExclusionRule } from '../model/words/exclusion-words.ts';
import type { Ledger } from './ledger.ts';
import type { DatabaseEntry, Probe } from './scope.ts';

/** Why a database is not entered. */
export type SkipReason =
  | { readonly rule: ExclusionRule }
  | { readonly code: string; readonly fact: string; readonly remedy: string };

/** The reason not to enter a database; undefined when it is to be entered. */
export function reasonToSkip(entry: DatabaseEntry, probe: Probe): SkipReason | undefined {
  const { name, state, userAccess, containedGroup } = entry.fact;
  if (name === 'tempdb') return { rule: 'system-database' };
  if (containedGroup !== undefined) return { rule: 'contained-availability-group' };
  if (entry.isSnapshot) return { rule: 'database-snapshot' };
  if (state !== 'ONLINE') {
    return {
      code: `database-${state.toLowerCase().replaceAll('_', '-')}`,
      fact: `The database is ${state}.`,
      remedy: 'Bring it online and capture again, or leave it out of the selection.',
    };
  }
  if (userAccess === 'SINGLE_USER') {
    return {
      code: 'database-single-user',
      fact: 'The database is in SINGLE_USER mode; it was not entered, so as not to take its only connection.',
      remedy: 'Set it to MULTI_USER and capture again, or leave it out of the selection.',
    };
  }
  if (entry.isAccessible) return undefined;
  return {
    code: 'database-inaccessible',
    fact: `${probe.login} may not enter the database.`,
    remedy: 'Grant the login CONNECT ANY DATABASE (2014 and later) or a user in it, or capture as sysadmin.',
  };
}

/** Puts a database that was not entered on the account. */
export function reportSkipped(reason: SkipReason, database: string, server: Ledger, own: Ledger): void {
  if ('rule' in reason) server.exclude(reason.rule, database);
  else own.omit(reason.code, reason.fact, reason.remedy);
}
