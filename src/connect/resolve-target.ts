// From settings to a target: the last step before connecting, and the only one that gets hold of a secret.
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { LoginMethod } from './connection-settings.ts';
import { findPassword, variableIn } from './password.ts';
import { passwordVariable, variablesOf } from './password-variable.ts';
import type { ServerSettings } from './server-settings.ts';
import type { Authentication, ServerTarget } from './server-target.ts';
import { checkVia } from './via.ts';
import { readCredential } from './windows-credential.ts';

/** Where secrets may come from. */
export interface SecretSources {
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Asks the user; left out where nobody can be asked. */
  readonly prompt?: (question: string) => Promise<string>;
  /** Reads a credential of Windows by its name; default `readCredential`. */
  readonly credential?: (name: string) => Promise<string>;
}

const RULES: OptionRules<SecretSources> = { env: 'object', prompt: 'function', credential: 'function' };

/**
 * The target of a server, its password looked up in this order: the connection string, the variable or the credential
 * of Windows that `passwordFrom` names, REGRANT_PASSWORD_<NAME>, REGRANT_PASSWORD, the prompt.
 * Throws a RegrantError: `password-missing`, `bad-option` without a login, `not-supported` for a login that the way
 * to the server (`via`) cannot do, and for a credential of Windows elsewhere.
 */
export async function resolveTarget(
  settings: ServerSettings,
  sources: SecretSources = {},
): Promise<ServerTarget> {
  checkOptions(sources, RULES);
  const { address, encryption, trustServerCertificate, hostNameInCertificate, caFile, readOnlyIntent } =
    settings;
  const { allowRouting, limits, multiSubnetFailover, connectTimeoutMs, packetSize, applicationName } =
    settings;
  const given = {
    encryption,
    trustServerCertificate,
    hostNameInCertificate,
    caFile,
    allowRouting,
    limits,
    readOnlyIntent,
    multiSubnetFailover,
    connectTimeoutMs,
    packetSize,
    applicationName,
  } satisfies Record<Exclude<keyof ServerTarget, 'address' | 'authentication' | 'retry'>, unknown>;
  return { ...defined(given), address, authentication: await authenticate(settings, sources) };
}

async function authenticate(settings: ServerSettings, sources: SecretSources): Promise<Authentication> {
  const { via = 'tedious' } = settings;
  // What is on the host logs in with the account that runs it, where nothing else is said.
  const login = settings.login ?? (via === 'tedious' ? undefined : ({ type: 'integrated' } as const));
  if (login === undefined || (login.type === 'sql' && login.user === undefined))
    throw loginMissing(settings.name);
  checkVia(via, login.type, settings.name);
  if (login.type === 'entra' || login.type === 'integrated') return login;
  const password = await passwordOf(settings, login, sources);
  return login.type === 'sql' ? { type: 'sql', user: login.user ?? '', password } : { ...login, password };
}

async function passwordOf(
  settings: ServerSettings,
  login: Extract<LoginMethod, { readonly type: 'sql' | 'ntlm' }>,
  sources: SecretSources,
): Promise<string> {
  if (login.password !== undefined) return login.password;
  const { env = process.env, prompt, credential = readCredential } = sources;
  const { passwordFrom, name } = settings;
  if (typeof passwordFrom === 'object' && 'credential' in passwordFrom)
    return credential(passwordFrom.credential);
  if (typeof passwordFrom === 'object') {
    const password = variableIn(env, passwordFrom.env);
    if (password !== undefined) return password;
    throw passwordMissing(name, `Set the environment variable ${passwordFrom.env}.`);
  }
  const found = passwordFrom === 'prompt' ? undefined : findPassword(variablesOf(settings), env);
  if (found !== undefined) return found;
  if (prompt !== undefined) return prompt(`Password of ${login.user ?? ''} on ${name}: `);
  throw passwordMissing(name, `Set REGRANT_PASSWORD or ${passwordVariable(name)}, or run it on a terminal.`);
}

function passwordMissing(server: string, remedy: string): RegrantError {
  return new RegrantError({ code: 'password-missing', fact: `There is no password for ${server}.`, remedy });
}

function loginMissing(server: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `Nothing says which login to use on ${server}.`,
    remedy: 'Give a user (--user), or “authentication” in the configuration.',
  });
}
