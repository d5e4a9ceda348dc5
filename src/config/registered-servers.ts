// Reads what SSMS exports from Registered Servers (*.regsrvr): an XML document with one RegisteredServer element per
// server, whose ConnectionStringWithEncryptedPassword holds a password encrypted for one Windows user, of no use here.
// The element names are those SSMS writes; there is no published description of the format.

import { parseConnectionString } from '../connect/connection-settings.ts';
import { parseServerAddress } from '../connect/server-address.ts';
import { fromConnectionString, type ServerSettings } from '../connect/server-settings.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { readXml } from '../xml/read-xml.ts';

/** What an export holds. */
export interface RegisteredServers {
  /** The servers, without passwords. */
  readonly servers: readonly ServerSettings[];
  /** Servers that were left out or changed, and why. */
  readonly remarks: readonly string[];
}

/** Reads an export's text; throws a RegrantError `bad-config`, `bad-address` or `not-supported` when it cannot. */
export function parseRegisteredServers(text: string): RegisteredServers {
  const servers: ServerSettings[] = [];
  const remarks: string[] = [];
  for (const element of elementsOf(parseXml(text))) {
    const name = element.Name || element.ServerName || '?';
    if (element.ServerType !== undefined && element.ServerType !== 'DatabaseEngine') {
      remarks.push(
        `The registered server ${name} is left out: it is no database engine (${element.ServerType}).`,
      );
    } else servers.push({ ...settingsOf(element, name, remarks), name });
  }
  return { servers, remarks };
}

/** The elements of interest, as text. */
interface RegisteredServer {
  readonly Name?: string;
  readonly ServerName?: string;
  readonly ServerType?: string;
  readonly ConnectionStringWithEncryptedPassword?: string;
}

const NAMES = [
  'Name',
  'ServerName',
  'ServerType',
  'ConnectionStringWithEncryptedPassword',
] as const satisfies readonly (keyof RegisteredServer)[];

function parseXml(text: string): unknown {
  const read = readXml(text);
  if ('problem' in read) throw broken(read.problem);
  return read.tree;
}

/** Every RegisteredServer element of the tree, in the order of the text. */
function elementsOf(node: unknown): readonly RegisteredServer[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((one) =>
      key === 'RegisteredServer' && isObject(one) ? [textsOf(one)] : elementsOf(one),
    );
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What an element says of a server, each thing once and as text. */
function textsOf(element: Readonly<Record<string, unknown>>): RegisteredServer {
  for (const name of NAMES) {
    const value = element[name];
    if (value !== undefined && typeof value !== 'string')
      throw broken(`has a server whose ${name} is not one text`);
  }
  return element;
}

function settingsOf(element: RegisteredServer, name: string, remarks: string[]): ServerSettings {
  const { ConnectionStringWithEncryptedPassword: connectionString, ServerName: address } = element;
  try {
    if (connectionString) return withoutSecret(fromConnectionString(parseConnectionString(connectionString)));
  } catch (error) {
    if (!(error instanceof RegrantError) || error.code !== 'not-supported' || !address) throw error;
    remarks.push(`Of the registered server ${name} only the address is used. ${error.fact}`);
  }
  return { name, address: parseServerAddress(address ?? ''), remarks: [] };
}

function withoutSecret(settings: ServerSettings): ServerSettings {
  const { login, hasPassword: _, ...rest } = settings;
  if (login?.type !== 'sql') return { ...rest, ...defined({ login }) };
  const { password: __, ...kept } = login;
  return { ...rest, login: kept };
}

function broken(what: string): RegrantError {
  return new RegrantError({
    code: 'bad-config',
    fact: `The registered servers' file ${what}.`,
    remedy: 'Export it again from SSMS: Registered Servers, Tasks, Export.',
  });
}
