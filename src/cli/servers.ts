// The servers a command works on: from the command line, or from a configuration file, or both together.

import { existsSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import type { LoginMethod } from '../connect/connection-settings.ts';
import { refuseSharedVariables } from '../connect/password-variable.ts';
import type { ServerSettings } from '../connect/server-settings.ts';
import { readServer } from '../connect/server-settings.ts';
import type { Authentication, Encryption } from '../connect/server-target.ts';
import type { Via } from '../connect/via.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';

/** The configuration that is taken where none is named. */
export const DEFAULT_CONFIG = 'regrant.config.json';

/** The options of every command that connects. */
export interface ConnectingOptions {
  readonly server?: readonly string[];
  readonly config?: string;
  readonly user?: string;
  readonly authentication?: Authentication['type'];
  readonly via?: Via;
  readonly sqlcmd?: string;
  readonly odbcDriver?: string;
  readonly encrypt?: Encryption;
  readonly trustServerCertificate?: boolean;
  readonly caFile?: string;
  readonly hostNameInCertificate?: string;
  readonly allowRouting?: boolean;
  readonly readOnlyIntent?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

/** What a command works on. */
export interface Work {
  readonly servers: readonly ServerSettings[];
  readonly config?: Config;
}

/**
 * The servers that were named, each under the options given; without any, those of the configuration.
 * Throws a RegrantError: `bad-option` without a server, for a password on the command line, and
 * for two servers whose passwords would come from one variable; `bad-address`, `bad-config`.
 */
export async function serversOf(options: ConnectingOptions): Promise<Work> {
  const config = await configOf(options);
  const named = (options.server ?? []).map(readNamed);
  const servers = (named.length > 0 ? named : (config?.servers ?? [])).map((server) =>
    under(server, options),
  );
  if (servers.length === 0) {
    throw new RegrantError({
      code: 'bad-option',
      fact: 'No server was given.',
      remedy: `Name one with --server, or have regrant init ask for them and write ${DEFAULT_CONFIG}.`,
    });
  }
  refuseSharedVariables(servers);
  return { servers, ...defined({ config }) };
}

async function configOf({ config, server }: ConnectingOptions): Promise<Config | undefined> {
  const path = config ?? (server === undefined && existsSync(DEFAULT_CONFIG) ? DEFAULT_CONFIG : undefined);
  if (path === undefined) return undefined;
  const { loadConfig } = await import('../config/load-config.ts');
  return loadConfig(path);
}

/** Every server of the configuration that was named, or of the one in this folder, whatever server the command works on. */
export async function configuredServers({
  config,
}: Pick<ConnectingOptions, 'config'>): Promise<readonly ServerSettings[]> {
  const found = await configOf(defined({ config }));
  return found?.servers ?? [];
}

function readNamed(text: string): ServerSettings {
  const settings = readServer(text);
  if (!settings.hasPassword) return settings;
  throw new RegrantError({
    code: 'bad-option',
    fact: `The connection string of ${settings.name} holds a password, and whoever lists processes reads a command line.`,
    remedy: 'Leave it out, and set REGRANT_PASSWORD or answer the prompt.',
  });
}

function under(server: ServerSettings, options: ConnectingOptions): ServerSettings {
  const login = loginOf(options) ?? server.login;
  const { encrypt: encryption, trustServerCertificate, caFile, readOnlyIntent, timeout } = options;
  const { hostNameInCertificate, allowRouting } = options;
  const certificate = { trustServerCertificate, caFile, hostNameInCertificate, allowRouting };
  const { via, sqlcmd, odbcDriver } = options;
  const given = { encryption, ...certificate, readOnlyIntent, via, sqlcmd, odbcDriver };
  return {
    ...server,
    ...defined({ ...given, serverTimeoutMs: timeout === undefined ? undefined : timeout * 1000, login }),
  };
}

/** The login the options ask for; `DOMAIN\user` means NTLM unless told otherwise. */
function loginOf({ user, authentication }: ConnectingOptions): LoginMethod | undefined {
  if (authentication === 'entra' || authentication === 'integrated') return { type: authentication };
  if (user === undefined) return undefined;
  const [domain = '', name, ...more] = user.split('\\');
  const isWindows = name !== undefined && name !== '' && domain !== '' && more.length === 0;
  if (authentication === 'sql' || (authentication === undefined && !isWindows)) return { type: 'sql', user };
  if (isWindows) return { type: 'ntlm', domain, user: name };
  throw new RegrantError({
    code: 'bad-option',
    fact: `${user} is not of the form DOMAIN\\user, which NTLM needs.`,
    remedy: 'Write --user DOMAIN\\user.',
  });
}
