// The first batch: who the server is, what the capturing login may see, and which columns the catalogue has.

import { ADMINISTRATORS } from '../model/catalog/system-principals.ts';
import { releaseOf } from '../model/catalog/version.ts';
import { RegrantError } from '../model/errors.ts';
import { type Catalog, catalogOf } from './batch/catalog.ts';
import { flag, integer, name, text } from './batch/cell.ts';
import { type CatalogQuery, defineQuery } from './batch/query.ts';
import { MSDB_TABLES } from './msdb/queries.ts';
import type { Probe } from './scope.ts';

/** Collects the probe's result sets. */
export interface ProbeScope {
  identity?: Probe;
  readonly columns: (readonly [string, string])[];
  /** Tables of msdb that the login may read. */
  readonly tables: string[];
}

/** Server permissions that decide what the capture can see. */
export const PROBED_PERMISSIONS = [
  'CONTROL SERVER',
  'VIEW ANY DEFINITION',
  'VIEW ANY SECURITY DEFINITION',
  'VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION',
  'VIEW ANY DATABASE',
  'CONNECT ANY DATABASE',
  'ALTER ANY LINKED SERVER',
] as const;

/** Whether the login has each, by its place in the list. */
const HOLDS: Readonly<Record<string, string>> = Object.fromEntries(
  PROBED_PERMISSIONS.map((permission, index) => [
    `holds_${index}`,
    `HAS_PERMS_BY_NAME(NULL, NULL, '${permission}')`,
  ]),
);

const property = (name: string): string => `CAST(SERVERPROPERTY('${name}') AS nvarchar(128))`;

const identity = defineQuery<ProbeScope>()({
  name: 'identity',
  columns: [],
  expressions: {
    server_name: property('ServerName'),
    machine_name: property('MachineName'),
    instance_name: property('InstanceName'),
    product_version: property('ProductVersion'),
    edition: property('Edition'),
    engine_edition: `CAST(SERVERPROPERTY('EngineEdition') AS int)`,
    collation_name: property('Collation'),
    windows_only: `CAST(SERVERPROPERTY('IsIntegratedSecurityOnly') AS int)`,
    login_name: 'ORIGINAL_LOGIN()',
    is_sysadmin: `IS_SRVROLEMEMBER('${ADMINISTRATORS.server}')`,
    ...HOLDS,
  },
  read: (scope, at) => ({
    row(row) {
      const columns: Readonly<Record<string, number>> = at;
      const holds = new Map<string, boolean>();
      PROBED_PERMISSIONS.forEach((permission, index) => {
        const answer = integer(row[columns[`holds_${index}`] ?? -1]);
        if (answer !== undefined) holds.set(permission, answer === 1);
      });
      scope.identity = {
        name: name(row[at.server_name]),
        machineName: name(row[at.machine_name]),
        instanceName: text(row[at.instance_name]),
        productVersion: name(row[at.product_version]),
        edition: name(row[at.edition]),
        engineEdition: integer(row[at.engine_edition]) ?? 0,
        collation: name(row[at.collation_name]),
        isWindowsOnly: windowsOnly(row[at.windows_only]),
        login: name(row[at.login_name]),
        isSysadmin: flag(row[at.is_sysadmin]),
        holds,
      };
    },
  }),
});

function windowsOnly(value: unknown): boolean | undefined {
  return text(value) === undefined ? undefined : flag(value);
}

function columnsQuery(views: readonly string[]): CatalogQuery<ProbeScope> {
  return defineQuery<ProbeScope>()({
    name: 'columns',
    view: 'sys.all_objects',
    columns: [],
    expressions: { view_name: '[v].[name]', column_name: '[c].[name]' },
    narrow: (query) =>
      query
        .innerJoin('sys.all_columns as c', 'c.object_id', 'v.object_id')
        .where('v.schema_id', 4)
        .whereIn('v.name', views),
    read: (scope, at) => ({
      row: (row) => {
        scope.columns.push([name(row[at.view_name]), name(row[at.column_name])]);
      },
    }),
  });
}

/** What the login may read of msdb, which it may not be let into: the function gives NULL then, and no error. */
const msdbTables = defineQuery<ProbeScope>()({
  name: 'tables of msdb',
  columns: [],
  expressions: Object.fromEntries(
    [...MSDB_TABLES.keys()].map((table) => [table, `HAS_PERMS_BY_NAME('msdb.${table}', 'OBJECT', 'SELECT')`]),
  ),
  read: (scope, at) => ({
    row: (row) => {
      for (const table of MSDB_TABLES.keys()) if (flag(row[at[table] ?? -1])) scope.tables.push(table);
    },
  }),
});

/** The probe's queries; `views` are the catalogue views that any query selects from. */
export function probeQueries(views: readonly string[]): readonly CatalogQuery<ProbeScope>[] {
  const bare = views.map((view) => view.slice('sys.'.length)).sort();
  return [identity, columnsQuery(bare), msdbTables];
}

/** The part of every catalogue that the probe itself stands on. */
export const PROBE_CATALOG: Catalog = catalogOf(2012, 3, [['all_objects', 'name']]);

/** The catalogue the probe found; refuses a server older than 2012. */
export function probedCatalog(scope: ProbeScope): { readonly probe: Probe; readonly catalog: Catalog } {
  const probe = scope.identity;
  const version = probe && releaseOf(probe.productVersion, probe.engineEdition);
  if (probe === undefined || version === undefined) {
    throw new RegrantError({
      code: 'server-too-old',
      fact: `The server is of version ${probe?.productVersion ?? 'unknown'}; SQL Server 2012 (11.0) is the oldest that can be captured.`,
      remedy: 'Move the instance to SQL Server 2012 or later first.',
    });
  }
  const tables = scope.tables.map((table) => [table, MSDB_TABLES.get(table) ?? []] as const);
  return { probe, catalog: catalogOf(version, probe.engineEdition, scope.columns, tables) };
}
