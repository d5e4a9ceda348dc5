// The environment variable that holds the password for one server. No two servers have the same one, so that a password
// that was set for one server is never sent to another.
import { RegrantError } from '../model/errors.ts';
import { formatServerAddress } from './server-address.ts';
import type { ServerSettings } from './server-settings.ts';

/** The variable with the password for all servers that have none of their own. */
export const COMMON_VARIABLE = 'REGRANT_PASSWORD';

/**
 * The variable for a server's name: `SMDB01\SCSM` → `REGRANT_PASSWORD_SMDB01_SCSM`. The first backslash becomes `_`, and
 * what is neither an ASCII letter nor a digit its code in hexadecimal between two underscores on either side; the case of
 * letters does not count. Underscores come from nowhere else, so that names that differ have variables that differ.
 */
export function passwordVariable(server: string): string {
  const [host = '', ...instance] = server.split('\\');
  const name = instance.length === 0 ? spelled(host) : `${spelled(host)}_${spelled(instance.join('\\'))}`;
  return `${COMMON_VARIABLE}_${name}`;
}

function spelled(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]/gu, (sign) => `__${sign.codePointAt(0)?.toString(16)}__`)
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

type Named = Pick<ServerSettings, 'name' | 'address'>;

/** The variables of a server, in the order in which they are looked at: by its name, by its address. */
export function variablesOf({ name, address }: Named): readonly string[] {
  return [...new Set([name, formatServerAddress(address)].map(passwordVariable))];
}

/**
 * Throws a RegrantError `bad-option`, which names both, where two servers would take their passwords from one variable:
 * one bears as its name what the other has as its address.
 */
export function refuseSharedVariables(servers: readonly ServerSettings[]): void {
  const owners = new Map<string, Named>();
  for (const server of servers.filter(looksAtVariables)) {
    for (const variable of variablesOf(server)) {
      const other = owners.get(variable) ?? server;
      if (placeOf(other) !== placeOf(server)) throw shared(other, server, variable);
      owners.set(variable, server);
    }
  }
}

function looksAtVariables({ login, passwordFrom }: ServerSettings): boolean {
  if (passwordFrom !== undefined) return false;
  return (login?.type === 'sql' || login?.type === 'ntlm') && login.password === undefined;
}

function placeOf({ address }: Named): string {
  return formatServerAddress(address).toUpperCase();
}

function shared(one: Named, other: Named, variable: string): RegrantError {
  const told = ({ name, address }: Named): string =>
    name === formatServerAddress(address) ? name : `${name} (${formatServerAddress(address)})`;
  return new RegrantError({
    code: 'bad-option',
    fact: `${told(one)} and ${told(other)} would take their passwords from the same variable, ${variable}.`,
    remedy: 'Give one of them another “name”, or say where its password is (“passwordFrom”).',
  });
}
