// Puts the settings of a configuration on a server: its own first, then what its connection string says, then defaults.

import { resolve } from 'node:path';
import type { ServerSettings } from '../connect/server-settings.ts';
import { defined } from '../model/defined.ts';
import type { WrittenSettings } from './config.ts';

/** A server with its settings; `caFile` is taken from `folder`. */
export function applySettings(
  server: ServerSettings,
  own: WrittenSettings & { readonly name?: string },
  defaults: WrittenSettings,
  folder: string,
): ServerSettings {
  return {
    ...translate(defaults, folder),
    ...server,
    ...translate(own, folder),
    ...chooseLogin(server, own, defaults),
    ...defined({ name: own.name }),
  };
}

/**
 * The login is taken whole, with where its password comes from. The signed-in Windows account of a connection string
 * cannot be used, so that any other goes before it.
 */
function chooseLogin(
  { login }: ServerSettings,
  own: WrittenSettings,
  defaults: WrittenSettings,
): Pick<ServerSettings, 'login' | 'passwordFrom'> {
  const isOpen = login === undefined || login.type === 'integrated';
  const written = own.authentication ?? (isOpen ? defaults.authentication : undefined);
  if (written === undefined) return defined({ login });
  const { passwordFrom, ...chosen } = written;
  return { login: chosen, ...defined({ passwordFrom }) };
}

function translate(written: WrittenSettings, folder: string): Partial<ServerSettings> {
  const { encrypt, caFile, timeouts, selection } = written;
  const { trustServerCertificate, hostNameInCertificate, allowRouting, readOnlyIntent } = written;
  const { multiSubnetFailover, packetSize, applicationName, via, sqlcmd } = written;
  const { odbcDriver, odbcAttributes } = written;
  const settings = {
    via,
    sqlcmd: sqlcmd === undefined ? undefined : resolve(folder, sqlcmd),
    odbcDriver,
    odbcAttributes,
    encryption: encrypt,
    trustServerCertificate,
    hostNameInCertificate,
    caFile: caFile === undefined ? undefined : resolve(folder, caFile),
    allowRouting,
    readOnlyIntent,
    multiSubnetFailover,
    packetSize,
    applicationName,
    connectTimeoutMs: milliseconds(timeouts?.connect),
    queryTimeoutMs: milliseconds(timeouts?.query),
    serverTimeoutMs: milliseconds(timeouts?.server),
    selection,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
