// The ways to speak to a server, and who can log in by which.
import { RegrantError } from '../model/errors.ts';
import type { Authentication } from './server-target.ts';

/** A way to speak to a server: `tedious` is of this program, the others are on the host. */
export type Via = 'tedious' | 'sqlcmd' | 'odbc';

/** The ways, the usual one first. */
export const VIAS: readonly Via[] = ['tedious', 'sqlcmd', 'odbc'];

type Kind = Authentication['type'];

const LOGINS: Readonly<Record<Via, readonly Kind[]>> = {
  tedious: ['sql', 'ntlm', 'entra'],
  sqlcmd: ['integrated', 'sql'],
  odbc: ['integrated', 'sql'],
};

const WHO: Readonly<Record<Kind, string>> = {
  sql: 'a SQL login',
  ntlm: 'a Windows account other than the signed-in one (NTLM)',
  entra: 'Microsoft Entra',
  integrated: 'the signed-in Windows account',
};

const OF_HOST =
  'Leave the login out, so that the signed-in account logs in, give a SQL login, or go by --via tedious.';

const REMEDIES: Readonly<Record<Via, string>> = {
  tedious:
    'Have sqlcmd log in, which is on most hosts (--via sqlcmd), or log in by NTLM with domain, user and password, by a SQL login, or by Microsoft Entra.',
  sqlcmd: OF_HOST,
  odbc: OF_HOST,
};

/** Throws a RegrantError `not-supported` for a login that a way cannot do. */
export function checkVia(via: Via, login: Kind, server: string): void {
  if (!LOGINS[via].includes(login)) throw wrongWay(via, login, server);
}

/** The error for a login that a way cannot do. */
export function wrongWay(via: Via, login: Kind, server: string): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `${server} is to be logged in to with ${WHO[login]}, which ${via} cannot do.`,
    remedy: REMEDIES[via],
  });
}
