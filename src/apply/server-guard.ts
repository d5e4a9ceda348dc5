// On which servers nothing is written: another than the file was made for, and, for practice, any that is in earnest.

import { RegrantError } from '../model/errors.ts';
import { isSameToWindows } from '../model/name-fold.ts';
import type { ServerIdentity } from './server-checks.ts';

/** Throws a RegrantError `not-supported` for a server of another name than the one that a file was made for. */
export function refuseOtherServer(here: string, madeFor: string, what: string): void {
  if (isSameToWindows(here, madeFor)) return;
  throw new RegrantError({
    code: 'not-supported',
    fact: `This server is ${here}, and the ${what} was made for ${madeFor}.`,
    remedy:
      'Go to that one; or if this one is meant, say so by its new name (--map-machine), or allow any (--any-server).',
  });
}

/** What a drill must know of the server it is to write to. */
export interface DrillGround {
  /** The server that was captured. */
  readonly captured: string;
  /** The scratch server's name as a person typed it. */
  readonly typed: string | undefined;
  /** The servers of the configuration, as it writes them, and the machines that they are on. */
  readonly configured: readonly { readonly name: string; readonly host: string }[];
}

/** Throws a RegrantError `bad-option` or `not-supported` for a server that is not there to be practised on. */
export function refuseInEarnest(
  { name, machineName }: Pick<ServerIdentity, 'name' | 'machineName'>,
  { captured, typed, configured }: DrillGround,
): void {
  if (typed === undefined) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `A drill writes to ${name}: it renames and disables logins there, and sets passwords.`,
      remedy: `If that is a server to practise on, type its name: --scratch-server '${name}'.`,
    });
  }
  if (!isSameToWindows(name, typed)) {
    throw new RegrantError({
      code: 'not-supported',
      fact: `The server that answers is ${name}, and ${typed} was typed as the scratch server.`,
      remedy: 'Look which of them is meant, and give its address and its name.',
    });
  }
  if (isSameToWindows(name, captured)) {
    throw new RegrantError({
      code: 'not-supported',
      fact: `${name} is the server that was captured: a drill is for a scratch server.`,
      remedy: 'Practise on another server; to restore this one in earnest run the script (regrant apply).',
    });
  }
  const found = configured.find(
    (one) => isSameToWindows(one.name, name) || isSameToWindows(one.host, machineName),
  );
  if (found !== undefined) {
    throw new RegrantError({
      code: 'not-supported',
      fact: `${name} is in the configuration, as ${found.name}: a drill is for a scratch server.`,
      remedy: 'Practise on a server that is captured nowhere.',
    });
  }
}
