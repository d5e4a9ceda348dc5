// A server as it is before a restore: its machine, its databases and their contents, but nothing of its security in
// master. `restored` databases are as a backup brings them back; in a `fresh` one there are no users and no permissions.
import type { Value } from '../../contract.ts';
import type { ServerFixture, ServerSettings, ViewRows } from '../fixture/read-environment.ts';
import type { FixtureRow } from '../fixture/read-rows.ts';
import { plainRow } from '../fixture/read-rows.ts';
import { directoryOf, setDirectory } from './windows-directory.ts';

/** What became of the databases. */
export type Databases = 'fresh' | 'restored';

/** Server views that a restore has to fill: nothing of them is there before it. */
const SERVER_SECURITY: ReadonlySet<string> = new Set([
  'sys.server_principals',
  'sys.sql_logins',
  'sys.server_permissions',
  'sys.server_role_members',
  'sys.server_principal_credentials',
  'sys.credentials',
  'sys.trusted_assemblies',
  'sys.messages',
  'sys.configurations',
  'sys.linked_logins',
]);

const DATABASE_SECURITY: ReadonlySet<string> = new Set([
  'sys.database_principals',
  'sys.database_permissions',
  'sys.database_role_members',
]);

const SA_SID = Uint8Array.of(1);
const PASSWORD = 'Fresh-sa-1';

/** The password of `sa` on such a server. */
export const FRESH_SA = { login: 'sa', password: PASSWORD } as const;

/** The server before its restore. It knows the Windows accounts of the one it stands for, and the same passwords. */
export function freshFixture(fixture: ServerFixture, databases: Databases): ServerFixture {
  const settings: ServerSettings = {
    ...fixture.settings,
    passwords: { ...fixture.settings.passwords, [FRESH_SA.login]: PASSWORD },
    loginFlags: {},
  };
  setDirectory(settings, directoryOf(accountRows(fixture)));
  return {
    settings,
    server: freshServer(fixture.server),
    databases: new Map(
      [...fixture.databases].map(([name, views]) => [name, freshDatabase(name, views, databases)]),
    ),
  };
}

function* accountRows({ server, databases }: ServerFixture): Generator<FixtureRow> {
  yield* server.get('sys.server_principals') ?? [];
  for (const views of databases.values()) yield* views.get('sys.database_principals') ?? [];
}

function freshServer(views: ViewRows): ViewRows {
  const server = new Map<string, readonly FixtureRow[]>([['sys.sql_logins', [plainRow(SA)]]]);
  for (const [view, rows] of views) {
    if (SERVER_SECURITY.has(view)) continue;
    server.set(
      view,
      rows.map((row) => changed(row, SERVER_CHANGES[view] ?? {})),
    );
  }
  return server;
}

/** Set-up gives sa a password of its own. */
const SA = {
  name: 'sa',
  principal_id: 1,
  sid: SA_SID,
  type: 'S',
  password_hash: Uint8Array.from([2, 0, ...Array(68).fill(1)]),
};

/** What a restore or a new instance leaves behind: owners are sa, and what restores switch off is off. */
const SERVER_CHANGES: Readonly<Record<string, Readonly<Record<string, Value | undefined>>>> = {
  'sys.databases': { owner_sid: SA_SID, is_trustworthy_on: 0, is_db_chaining_on: 0, is_broker_enabled: 0 },
  'sys.endpoints': { principal_id: 1 },
  'sys.availability_replicas': { owner_sid: SA_SID },
};

function changed(row: FixtureRow, set: Readonly<Record<string, Value | undefined>>): FixtureRow {
  const { record } = row;
  const isSystem = SYSTEM_DATABASES.has(String(record.name)) && 'owner_sid' in set;
  // A replica without an owner had none before.
  const isOwnerless = record.replica_metadata_id !== undefined && (record.owner_sid ?? null) === null;
  if (Object.keys(set).length === 0 || isSystem || isOwnerless || row.absent) return row;
  return { ...row, record: { ...record, ...set } };
}

const SYSTEM_DATABASES: ReadonlySet<string> = new Set(['master', 'model', 'msdb', 'tempdb']);

function freshDatabase(name: string, views: ViewRows, databases: Databases): ViewRows {
  if (databases === 'restored' && name !== 'master') return views;
  const kept = [...views].filter(([view]) => !DATABASE_SECURITY.has(view));
  return new Map(
    kept.map(([view, rows]) => [view, rows.map((row) => withoutOwner(row, OWNED_BY_SCHEMA.has(view)))]),
  );
}

/** Views whose rows are their schema's owner's unless they name one. */
const OWNED_BY_SCHEMA: ReadonlySet<string> = new Set([
  'sys.objects',
  'sys.types',
  'sys.table_types',
  'sys.synonyms',
  'sys.xml_schema_collections',
]);

function withoutOwner(row: FixtureRow, bySchema: boolean): FixtureRow {
  if (row.record.principal_id === undefined) return row;
  return { ...row, record: { ...row.record, principal_id: bySchema ? null : 1 } };
}
