// What has to be so before anything is run: the script's own preflight, asked as SELECTs, and who the server is.
import { createHash } from 'node:crypto';
import type { Session } from '../connect/driver.ts';
import { RegrantError } from '../model/errors.ts';
import { ENGINE } from '../model/version.ts';
import { tokenize } from '../parse/lex/tokenizer.ts';
import type { Limits } from './run-batch.ts';
import { rowsOf } from './run-batch.ts';
import type { ScriptFile } from './script-batches.ts';

/** Who and what answers. */
export interface ServerIdentity {
  readonly name: string;
  readonly productVersion: string;
  readonly engineEdition: number;
  readonly login: string;
  readonly isSysadmin: boolean;
  /** SHA-256 of what tells this instance from any other; holds no secret. */
  readonly digest: string;
  /** What `show advanced options` stands at. */
  readonly showAdvancedOptions: number;
  /** Configuration options that a RECONFIGURE would install beside the script's own. */
  readonly pending: readonly string[];
}

const QUERY = `SET NOCOUNT ON;
SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS server_name, CAST(SERVERPROPERTY('MachineName') AS nvarchar(128)) AS machine_name,
CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version, CAST(SERVERPROPERTY('EngineEdition') AS int) AS engine_edition,
SUSER_SNAME() AS login_name, IS_SRVROLEMEMBER(N'sysadmin') AS is_sysadmin, @@TRANCOUNT AS transactions,
(SELECT CAST(service_broker_guid AS nvarchar(36)) FROM sys.databases WHERE name = N'msdb') AS msdb_guid,
(SELECT CAST(value AS int) FROM sys.configurations WHERE name = N'show advanced options') AS advanced;
SELECT name FROM sys.configurations WHERE is_dynamic = 1 AND value <> value_in_use AND NOT (name = N'min server memory (MB)' AND value = 0);`;

/** Asks the server who it is. */
export async function identify(session: Session, limits: Limits): Promise<ServerIdentity> {
  const [identity, pending] = await rowsOf(session, QUERY, { ...limits, idempotent: true });
  const [name, machine, productVersion, engine, login, sysadmin, , guid, advanced] = identity?.[0] ?? [];
  const digest = createHash('sha256')
    .update(JSON.stringify([name, machine, guid]))
    .digest('hex');
  return {
    name: String(name),
    productVersion: String(productVersion),
    login: String(login),
    engineEdition: Number(engine),
    isSysadmin: sysadmin === 1,
    showAdvancedOptions: Number(advanced),
    digest,
    pending: (pending ?? []).map(([option]) => String(option)),
  };
}

/** What a script's preflight asks for, read from its text. */
export interface Expectations {
  readonly serverName?: string;
  readonly anyServer: boolean;
  readonly majorVersion: number;
}

/** The expectations of a script of this program. */
export function expectationsOf(script: ScriptFile): Expectations {
  const prologue = script.batches.filter(({ role }) => role === 'prologue').map(({ text }) => text);
  const tokens = prologue.flatMap((text) => tokenize(text));
  const after = (...words: readonly string[]) => {
    const at = tokens.findIndex((_, index) =>
      words.every((word, offset) => tokens[index + offset]?.text.toLowerCase() === word),
    );
    return at < 0 ? undefined : tokens[at + words.length];
  };
  const name = after('@here', '<>');
  return {
    ...(name?.kind === 'string' ? { serverName: name.value } : {}),
    anyServer: after('@any_server', 'bit', '=')?.value === '1',
    majorVersion: Number(after('@major', '<')?.value ?? 0),
  };
}

/** Why a script's preflight would stop; undefined where it would not. */
export function refusalOf(server: ServerIdentity, expected: Expectations): RegrantError | undefined {
  if (!server.isSysadmin) {
    return refused(
      `${server.login} is no sysadmin on ${server.name}, and only a sysadmin can restore its security.`,
      'Log in as a sysadmin that is not among the restored logins, such as sa.',
    );
  }
  if (server.engineEdition === ENGINE.azureSqlDatabase) {
    return refused(
      `${server.name} is an Azure SQL Database, which has no logins and server roles as a script needs them.`,
      'Restore to a SQL Server or a managed instance.',
    );
  }
  const isInstance = server.engineEdition === ENGINE.managedInstance;
  if (!isInstance && Number.parseInt(server.productVersion, 10) < expected.majorVersion) {
    return refused(
      `${server.name} is of version ${server.productVersion}, older than the server that was captured.`,
      'Write the script for this release (--target-version).',
    );
  }
  const { serverName, anyServer } = expected;
  const other = serverName !== undefined && serverName.toUpperCase() !== server.name.toUpperCase();
  if (!other || anyServer) return undefined;
  return refused(
    `This server is ${server.name}, and the script was made for ${serverName}.`,
    'Write the script for any server (--any-server) or for this one (--map-machine), if that is meant.',
  );
}

function refused(fact: string, remedy: string): RegrantError {
  return new RegrantError({ code: 'not-supported', fact, remedy });
}
