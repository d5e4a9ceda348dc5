// What an ADO.NET connection string means here: what becomes of each of SqlClient's keywords.
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { KEYWORD_OF, type Keyword } from './connection-keyword.ts';
import { splitConnectionString } from './connection-string.ts';
import { KeywordReader } from './keyword-reader.ts';
import { parseServerAddress, type ServerAddress } from './server-address.ts';

/** How a connection string or a configuration wants to log in; a password may still be missing. */
export type LoginMethod =
  | { readonly type: 'sql'; readonly user?: string; readonly password?: string }
  | { readonly type: 'ntlm'; readonly domain: string; readonly user: string; readonly password?: string }
  | { readonly type: 'entra'; readonly clientId?: string }
  /** Windows authentication with the signed-in account, which tedious cannot do. */
  | { readonly type: 'integrated' };

/** What a connection string says. Absent means that it says nothing. */
export interface ConnectionSettings {
  /** Where the server is. */
  readonly address: ServerAddress;
  /** The database to connect to. */
  readonly database?: string;
  /** Who logs in. */
  readonly login?: LoginMethod;
  /** There is a password in the string: the command line refuses one that came as an argument. */
  readonly hasPassword: boolean;
  /** How the connection is encrypted. */
  readonly encryption?: 'mandatory' | 'strict';
  /** Accept any certificate. */
  readonly trustServerCertificate?: boolean;
  /** The name that the certificate must carry. */
  readonly hostNameInCertificate?: string;
  /** What the connection calls itself. */
  readonly applicationName?: string;
  /** Ask for a readable secondary. */
  readonly readOnlyIntent?: boolean;
  /** Try all addresses of the host at once. */
  readonly multiSubnetFailover?: boolean;
  /** Limit of one attempt to connect, milliseconds. */
  readonly connectTimeoutMs?: number;
  /** Absent when the string says 0, which means no limit. */
  readonly commandTimeoutMs?: number;
  /** TDS packet size, bytes. */
  readonly packetSize?: number;
  /** Keywords SqlClient knows and that mean nothing here (pooling and the like), and what else deserves a remark. */
  readonly remarks: readonly string[];
}

/**
 * Reads an ADO.NET connection string with SqlClient's keywords and their synonyms (page "SqlConnection.ConnectionString
 * Property"); of a keyword given twice the last one counts, as in SqlClient.
 * `Encrypt=False` or `Optional` still encrypts, as SqlClient does for the login: plain text must be asked for elsewhere.
 * Throws a RegrantError `bad-address` that lists every unknown keyword and every value out of range, and
 * `not-supported` for ways to log in that tedious has not.
 */
export function parseConnectionString(text: string): ConnectionSettings {
  const values = new Map<Keyword, string>();
  const problems: string[] = [];
  let afterPassword = false;
  for (const { keyword, value } of splitConnectionString(text)) {
    const known = KEYWORD_OF.get(keyword);
    if (known === undefined) problems.push(unknownKeyword(keyword, afterPassword));
    else if (value === '') values.delete(known);
    else values.set(known, value);
    afterPassword ||= known === 'password';
  }
  const reader = new KeywordReader(values, problems);
  const settings = readSettings(reader);
  if (problems.length > 0) throw bad(problems);
  return { address: parseServerAddress(values.get('data source') ?? ''), ...settings };
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };
const INTEGRATED: Readonly<Record<string, boolean>> = { ...BOOLEANS, sspi: true };
const ENCRYPT: Readonly<Record<string, 'mandatory' | 'strict' | 'optional'>> = {
  true: 'mandatory',
  yes: 'mandatory',
  mandatory: 'mandatory',
  false: 'optional',
  no: 'optional',
  optional: 'optional',
  strict: 'strict',
};
const INTENT: Readonly<Record<string, boolean>> = { readonly: true, readwrite: false };

/** `Authentication=`, squeezed: what it means here, or undefined where tedious cannot do it. */
const AUTHENTICATION: Readonly<Record<string, 'sql' | 'entra' | 'integrated' | 'none'>> = {
  notspecified: 'sql',
  sqlpassword: 'sql',
  activedirectorydefault: 'entra',
  activedirectorymanagedidentity: 'entra',
  activedirectorymsi: 'entra',
  activedirectoryworkloadidentity: 'entra',
  activedirectoryintegrated: 'none',
  activedirectoryinteractive: 'none',
  activedirectorypassword: 'none',
  activedirectoryserviceprincipal: 'none',
  activedirectorydevicecodeflow: 'none',
};

function readSettings(reader: KeywordReader): Omit<ConnectionSettings, 'address'> {
  reader.text('data source');
  const encrypt = reader.oneOf('encrypt', ENCRYPT);
  const connectTimeout = reader.integer('connect timeout', 0, 2_000_000);
  const commandTimeout = reader.integer('command timeout', 0, 2_000_000);
  if (encrypt === 'optional') {
    reader.remarks.push(
      'Encrypt=False still encrypts here; plain text has to be asked for by its own option.',
    );
  }
  const settings = defined({
    hasPassword: reader.text('password') !== undefined,
    database: reader.text('initial catalog'),
    login: readLogin(reader),
    encryption: encrypt === 'optional' ? undefined : encrypt,
    trustServerCertificate: reader.oneOf('trust server certificate', BOOLEANS),
    hostNameInCertificate: reader.text('host name in certificate'),
    applicationName: reader.text('application name'),
    readOnlyIntent: reader.oneOf('application intent', INTENT),
    multiSubnetFailover: reader.oneOf('multi subnet failover', BOOLEANS),
    connectTimeoutMs: connectTimeout ? connectTimeout * 1000 : undefined,
    commandTimeoutMs: commandTimeout ? commandTimeout * 1000 : undefined,
    packetSize: reader.integer('packet size', 512, 32_767),
  });
  const ignored = reader.ignored.map((keyword) => `“${keyword}” means nothing here and is left out.`);
  return { ...settings, remarks: [...reader.remarks, ...ignored] };
}

function readLogin(reader: KeywordReader): LoginMethod | undefined {
  const user = reader.text('user id');
  const password = reader.text('password');
  const integrated = reader.oneOf('integrated security', INTEGRATED) === true;
  const method = reader.oneOf('authentication', AUTHENTICATION);
  if (method === 'none') throw unsupportedAuthentication();
  if (method === 'entra') return { type: 'entra', ...defined({ clientId: user }) };
  if (integrated) return { type: 'integrated' };
  if (method === undefined && user === undefined && password === undefined) return undefined;
  return { type: 'sql', ...defined({ user, password }) };
}

function unknownKeyword(keyword: string, afterPassword: boolean): string {
  // A keyword after the password may be a piece of it.
  if (afterPassword) return 'An unknown keyword comes after the password (a password with ; needs quotes).';
  return `The keyword “${keyword}” is unknown.`;
}

function bad(problems: readonly string[]): RegrantError {
  return new RegrantError({
    code: 'bad-address',
    fact: `The connection string is not right. ${[...new Set(problems)].join(' ')}`,
    remedy: 'Use the keywords of SqlConnection.ConnectionString; put values that hold ; in quotes.',
  });
}

function unsupportedAuthentication(): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: 'The connection string asks for a kind of Microsoft Entra authentication that is not supported.',
    remedy:
      'Use Authentication=Active Directory Default; it takes a service principal from AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET, a managed identity, or the Azure CLI sign-in.',
  });
}
