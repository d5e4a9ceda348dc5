// A target as a connection string of ODBC, for Microsoft's driver or FreeTDS's. Sources: "DSN and Connection String
// Keywords and Attributes" (Microsoft); the user guide of FreeTDS, "ODBC connection attributes".
import { RegrantError } from '../../model/errors.ts';
import { DEFAULT_PORT, formatServerAddress } from '../server-address.ts';
import type { ServerTarget } from '../server-target.ts';
import { checkVia } from '../via.ts';

/** What is asked of ODBC beside the target. */
export interface OdbcOptions {
  /** The driver, by the name that it is installed under; default Microsoft's newest, `ODBC Driver 18 for SQL Server`. */
  readonly odbcDriver?: string;
  /** More attributes, which go before those of the target: `Authentication`, `ServerSPN` …. */
  readonly odbcAttributes?: Readonly<Record<string, string>>;
}

const DRIVER = 'ODBC Driver 18 for SQL Server';

/** The connection string. It holds the password and is shown to nobody. */
export function odbcConnectionString(
  target: ServerTarget,
  database: string,
  { odbcDriver = DRIVER, odbcAttributes = {} }: OdbcOptions,
): string {
  const isFreeTds = /freetds/i.test(odbcDriver);
  const attributes: Readonly<Record<string, string>> = {
    Driver: odbcDriver,
    Database: database,
    APP: target.applicationName ?? 'regrant',
    ...login(target, odbcAttributes),
    ...(isFreeTds ? freeTds(target) : microsoft(target)),
    ...odbcAttributes,
  };
  return Object.entries(attributes)
    .map(([name, value]) => `${name}=${quoted(value)};`)
    .join('');
}

function login(
  { authentication }: ServerTarget,
  { Authentication: other }: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (authentication.type === 'sql') return { UID: authentication.user, PWD: authentication.password };
  return other === undefined ? { Trusted_Connection: 'Yes' } : {};
}

function microsoft(target: ServerTarget): Readonly<Record<string, string>> {
  return {
    Server: formatServerAddress(target.address),
    Encrypt: ENCRYPT[target.encryption ?? 'mandatory'],
    TrustServerCertificate: target.trustServerCertificate ? 'Yes' : 'No',
    ...(target.hostNameInCertificate === undefined
      ? {}
      : { HostnameInCertificate: target.hostNameInCertificate }),
    ...(target.readOnlyIntent ? { ApplicationIntent: 'ReadOnly' } : {}),
    ...(target.multiSubnetFailover ? { MultiSubnetFailover: 'Yes' } : {}),
  };
}

const ENCRYPT = { mandatory: 'Yes', strict: 'Strict', plain: 'No' } as const;

function freeTds({ address, encryption }: ServerTarget): Readonly<Record<string, string>> {
  const { host, instance, port } = address;
  return {
    Server: instance === undefined || port !== undefined ? host : `${host}\\${instance}`,
    ...(instance !== undefined && port === undefined ? {} : { Port: String(port ?? DEFAULT_PORT) }),
    TDS_Version: '7.4',
    ClientCharset: 'UTF-8',
    Encryption: encryption === 'plain' ? 'off' : 'require',
  };
}

/** A value in braces, in which a closing one is doubled. */
function quoted(value: string): string {
  return /^[\w.,\\:-]*$/.test(value) ? value : `{${value.replaceAll('}', '}}')}}`;
}

/** Throws a RegrantError `not-supported` for what a target asks and ODBC drivers cannot do. */
export function checkForOdbc({ address, authentication, caFile }: ServerTarget): void {
  checkVia('odbc', authentication.type, formatServerAddress(address));
  if (caFile === undefined) return;
  throw new RegrantError({
    code: 'not-supported',
    fact: 'An ODBC driver trusts the authorities that this machine trusts, and takes no file of others.',
    remedy: 'Have the machine trust the authority, or accept any certificate (--trust-server-certificate).',
  });
}
