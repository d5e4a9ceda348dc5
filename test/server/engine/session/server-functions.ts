// Functions about the server and the session.
import { majorOf } from '../../../../src/model/catalog/version.ts';
import type { Value } from '../../contract.ts';
import type { ServerSettings } from '../fixture/read-environment.ts';
import { collationOf } from '../sql/collation.ts';
import type { CallContext, SystemFunction } from './system-functions.ts';
import { unknownOption } from './system-functions.ts';

const TEXT = { kind: 'nvarchar', length: 4000 } as const;
const NAME = { kind: 'nvarchar', length: 128 } as const;
const INT = { kind: 'int' } as const;
const VARIANT = { kind: 'sql_variant' } as const;

const fixed = (type: SystemFunction['type'], value: (context: CallContext) => Value): SystemFunction => ({
  least: 0,
  most: 0,
  type,
  apply: (_, context) => value(context),
});

/** `SERVERPROPERTY(name)`; a name that is not here is refused, where a real server gives NULL. */
const PROPERTIES: Readonly<Record<string, (settings: ServerSettings) => Value>> = {
  servername: ({ name }) => name,
  machinename: ({ machineName }) => machineName,
  computernamephysicalnetbios: ({ machineName }) => machineName,
  instancename: ({ instanceName }) => instanceName,
  productversion: ({ productVersion }) => productVersion,
  productlevel: () => 'RTM',
  productmajorversion: ({ productVersion }) => productVersion.split('.')[0] ?? null,
  productminorversion: ({ productVersion }) => productVersion.split('.')[1] ?? null,
  productbuild: ({ productVersion }) => productVersion.split('.')[2] ?? null,
  productupdatelevel: () => null,
  edition: ({ edition }) => edition,
  editionid: () => 1872460670,
  engineedition: ({ engineEdition }) => engineEdition,
  collation: ({ collation }) => collation,
  isclustered: () => 0,
  ishadrenabled: () => 0,
  issingleuser: () => 0,
  isintegratedsecurityonly: ({ windowsOnly }) => (windowsOnly ? 1 : 0),
  isfulltextinstalled: () => 1,
  isadvancedanalyticsinstalled: () => 0,
  isexternalauthenticationonly: () => 0,
  isexternalgovernanceenabled: () => 0,
  lcid: () => 1033,
  sqlcharset: () => 1,
  processid: () => 4242,
  buildclrversion: () => 'v4.0.30319',
};

/** By upper-case name. */
export const SERVER_FUNCTIONS: Readonly<Record<string, SystemFunction>> = {
  '@@VERSION': fixed({ kind: 'nvarchar', length: 300 }, ({ state }) => versionText(state.server.settings)),
  '@@SERVERNAME': fixed(NAME, ({ state }) => state.server.settings.name),
  '@@SERVICENAME': fixed(NAME, ({ state }) => state.server.settings.instanceName ?? 'MSSQLSERVER'),
  '@@SPID': fixed({ kind: 'smallint' }, ({ state }) => state.parts.sessionId),
  '@@MICROSOFTVERSION': fixed(INT, ({ state }) => majorOf(state.server.version) * 0x1000000),
  '@@ROWCOUNT': fixed(INT, ({ state }) => state.rowCount),
  '@@ERROR': fixed(INT, ({ state }) => state.lastError),
  '@@TRANCOUNT': fixed(INT, () => 0),
  '@@LANGUAGE': fixed(NAME, () => 'us_english'),
  '@@LANGID': fixed({ kind: 'smallint' }, () => 0),
  '@@DATEFIRST': fixed({ kind: 'tinyint' }, () => 7),
  '@@LOCK_TIMEOUT': fixed(INT, () => -1),
  '@@MAX_PRECISION': fixed({ kind: 'tinyint' }, () => 38),
  '@@OPTIONS': fixed(INT, () => 5496),
  APP_NAME: fixed(NAME, ({ state }) => state.parts.applicationName),
  HOST_NAME: fixed(NAME, () => 'TESTCLIENT'),
  HOST_ID: fixed({ kind: 'char', length: 10 }, () => '1'.padEnd(10)),
  SERVERPROPERTY: {
    least: 1,
    most: 1,
    type: VARIANT,
    takes: [TEXT],
    apply: ([name], context) => {
      if (name === null) return null;
      const property = PROPERTIES[String(name).toLowerCase()];
      if (property === undefined) throw unknownOption(context, `SERVERPROPERTY('${name}')`);
      return property(context.state.server.settings);
    },
  },
  CONNECTIONPROPERTY: {
    least: 1,
    most: 1,
    type: VARIANT,
    takes: [TEXT],
    apply: ([name], context) => {
      const value = connectionProperties(context)[String(name).toLowerCase()];
      if (value === undefined) throw unknownOption(context, `CONNECTIONPROPERTY('${name}')`);
      return value;
    },
  },
  COLLATIONPROPERTY: {
    least: 2,
    most: 2,
    type: VARIANT,
    takes: [TEXT, TEXT],
    apply: ([name, property], context) => {
      const collation = collationOf(String(name));
      if (collation === undefined) return null;
      // ComparisonStyle is a sum of ignore flags; 1 is ignore case.
      if (String(property).toLowerCase() === 'comparisonstyle') return collation.caseSensitive ? 0 : 1;
      throw unknownOption(context, `COLLATIONPROPERTY(…, '${property}')`);
    },
  },
  SESSIONPROPERTY: {
    least: 1,
    most: 1,
    type: VARIANT,
    takes: [TEXT],
    apply: () => 1,
  },
};

function connectionProperties({ state }: CallContext): Readonly<Record<string, Value>> {
  return {
    net_transport: 'TCP',
    protocol_type: 'TSQL',
    auth_scheme: state.parts.isWindows ? 'NTLM' : 'SQL',
    local_net_address: '127.0.0.1',
    local_tcp_port: 1433,
    client_net_address: '127.0.0.1',
    physical_net_transport: 'TCP',
  };
}

function versionText({ version, productVersion, edition }: ServerSettings): string {
  return `Microsoft SQL Server ${version} (RTM) - ${productVersion} (X64) \n\t${edition} on Windows Server 2019 Standard 10.0 <X64>`;
}
