// Reads regrant.config.json: untrusted text in, a trusted Config out, or every problem of the file at once.

import { dirname, resolve } from 'node:path';
import { parseConnectionString } from '../connect/connection-settings.ts';
import { formatServerAddress, parseServerAddress } from '../connect/server-address.ts';
import { fromConnectionString, type ServerSettings } from '../connect/server-settings.ts';
import { findJsonPlaces, type JsonPlaces } from '../files/json-places.ts';
import { readWholeText } from '../files/read-whole-text.ts';
import { resolveFrom } from '../files/windows-path.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { applySettings } from './apply-settings.ts';
import type { CheckSettings } from './check-settings.ts';
import type { Config, WrittenConfig, WrittenServer } from './config.ts';
import { badConfig, type ConfigProblem, NO_PASSWORD, problemsOf } from './config-problem.ts';
import { CONFIG_SCHEMA } from './config-schema.ts';
import { parseRegisteredServers } from './registered-servers.ts';

/**
 * Reads a configuration file. Paths in it are relative to its folder; a server's own settings win over its connection
 * string's, and those over the defaults (over what a registered server was exported with, the defaults win).
 * Throws a RegrantError: `file-failed` when it cannot be read, `bad-config` with every problem it has.
 */
export async function loadConfig(path: string): Promise<Config> {
  return parseConfig(await readWholeText(path), path);
}

/** Checks a configuration's text; `path` names it in errors and is what its paths are relative to. */
export async function parseConfig(text: string, path: string): Promise<Config> {
  const places = findJsonPlaces(text);
  if (places.brokenAt !== undefined) throw notJson(path, places);
  const written: unknown = JSON.parse(text);
  const problems: ConfigProblem[] = places.repeated.map((at) => ({ path: at, text: 'is given twice' }));
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
  const isValid = ajv.validate<WrittenConfig>(CONFIG_SCHEMA, written);
  if (!isValid) problems.push(...problemsOf(ajv.errors ?? []));
  const entries = problems.length > 0 ? entriesOf(written) : ((written as WrittenConfig).servers ?? []);
  const servers = entries.map((entry, index) => readEntry(entry, `/servers/${index}`, problems));
  if (problems.length > 0) throw badConfig(path, problems, places);
  return assemble(written as WrittenConfig, servers as readonly ServerSettings[], path, places);
}

function notJson(path: string, { brokenAt }: JsonPlaces): RegrantError {
  return new RegrantError({
    code: 'bad-config',
    fact: `${path} cannot be read as JSON: something is wrong at line ${brokenAt?.line}, column ${brokenAt?.column}.`,
    remedy:
      'Look for a missing comma, quote or bracket there; JSON has no comments, a backslash is written \\\\, and nothing goes deeper than 64 levels.',
  });
}

/** What there is of server entries in a file that is not valid, so that their addresses are checked all the same. */
function entriesOf(written: unknown): readonly WrittenServer[] {
  const { servers } = (written ?? {}) as { readonly servers?: unknown };
  return Array.isArray(servers)
    ? servers.map((one) => (typeof one === 'object' && one !== null ? one : {}))
    : [];
}

/** The server of one entry, without its own settings; undefined, and a problem, when it cannot be read. */
function readEntry(
  entry: WrittenServer,
  path: string,
  problems: ConfigProblem[],
): ServerSettings | undefined {
  const { server, connectionString } = entry;
  const at = `${path}/${connectionString === undefined ? 'server' : 'connectionString'}`;
  try {
    if (typeof connectionString === 'string') {
      const parsed = parseConnectionString(connectionString);
      if (parsed.hasPassword) problems.push({ path: at, text: `holds a password, which ${NO_PASSWORD}` });
      return fromConnectionString(parsed);
    }
    if (typeof server !== 'string' || server === '') return undefined;
    const address = parseServerAddress(server);
    return { name: formatServerAddress(address), address, remarks: [] };
  } catch (error) {
    if (!(error instanceof RegrantError)) throw error;
    problems.push({ path: at, text: `is not right: ${withoutStop(error.fact)}` });
    return undefined;
  }
}

async function assemble(
  written: WrittenConfig,
  read: readonly ServerSettings[],
  path: string,
  places: JsonPlaces,
): Promise<Config> {
  const folder = dirname(resolve(path));
  const defaults = written.defaults ?? {};
  const { authentication: _, ...overRegistered } = defaults;
  const own = read.map((server, index) =>
    applySettings(server, written.servers?.[index] ?? {}, defaults, folder),
  );
  const registered = await registeredServers(written.registeredServers, folder, path, places);
  const servers = [
    ...own,
    ...registered.servers.map((server) => applySettings(server, overRegistered, defaults, folder)),
  ];
  const problems = repeatedNames(servers, own.length);
  if (servers.length === 0) problems.push({ path: '/registeredServers', text: 'names no database engine' });
  if (problems.length > 0) throw badConfig(path, problems, places);
  const { profile, out, definitions, check } = written;
  return {
    servers,
    ...defined({
      profile: profile !== undefined && /\.json$/i.test(profile) ? resolve(folder, profile) : profile,
      out: out === undefined ? undefined : resolve(folder, out),
      definitions,
      check: check && fromFolder(check, folder),
    }),
    remarks: [
      ...registered.remarks,
      ...servers.flatMap(({ name, remarks }) => remarks.map((one) => `${name}: ${one}`)),
    ],
  };
}

/** The settings of a check with their paths taken from the folder of the configuration. */
function fromFolder(check: CheckSettings, folder: string): CheckSettings {
  const { encryptionKeys, reportServerKey, packs } = check;
  return {
    ...check,
    ...defined({
      encryptionKeys: encryptionKeys?.map((key) => ({ ...key, file: resolveFrom(folder, key.file) })),
      reportServerKey: reportServerKey === undefined ? undefined : resolveFrom(folder, reportServerKey),
      packs: packs === undefined ? undefined : resolveFrom(folder, packs),
    }),
  };
}

async function registeredServers(file: string | undefined, folder: string, path: string, places: JsonPlaces) {
  if (file === undefined) return { servers: [], remarks: [] };
  try {
    return parseRegisteredServers(await readWholeText(resolve(folder, file)));
  } catch (error) {
    if (!(error instanceof RegrantError)) throw error;
    throw badConfig(
      path,
      [{ path: '/registeredServers', text: `cannot be used: ${withoutStop(error.fact)}` }],
      places,
    );
  }
}

/** Two servers of one name would write the same files and take the same password. */
function repeatedNames(servers: readonly ServerSettings[], own: number): ConfigProblem[] {
  const seen = new Set<string>();
  return servers.flatMap(({ name }, index) => {
    const isNew = !seen.has(name.toUpperCase());
    seen.add(name.toUpperCase());
    const path = index < own ? `/servers/${index}` : '/registeredServers';
    return isNew ? [] : [{ path, text: `has the server “${name}” a second time; give it another “name”` }];
  });
}

/** A sentence that goes on in another, which brings a full stop of its own. */
function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
