// A server as it is before a restore: its machine, its databases and their contents, but nothing of its security in
// master. `restored` databases are as a backup brings them back; in a `fresh` one there are no users and no permissions;
// an `empty` one has what no statement makes:
// its orphans, and what change data capture made for itself.
import { ordinal } from '../../../../src/model/order.ts';
import type { Value } from '../../contract.ts';
import { classNamed } from '../catalog/securable-classes.ts';
import type { ServerFixture, ServerSettings, ViewRows } from '../fixture/read-environment.ts';
import type { FixtureRow } from '../fixture/read-rows.ts';
import { plainRow } from '../fixture/read-rows.ts';
import { directoryOf, setDirectory } from './windows-directory.ts';

/** What became of the databases. */
export type Databases = 'fresh' | 'empty' | 'restored';

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
  'sys.servers',
  'sys.linked_logins',
  'sys.server_audits',
  'sys.server_file_audits',
  'sys.server_audit_specifications',
  'sys.server_audit_specification_details',
  'sys.server_triggers',
  'sys.server_trigger_events',
  'sys.server_sql_modules',
]);

const DATABASE_SECURITY: ReadonlySet<string> = new Set([
  'sys.database_principals',
  'sys.database_permissions',
  'sys.database_role_members',
  'sys.database_audit_specifications',
  'sys.database_audit_specification_details',
  'dbo.sysproxies',
  'dbo.sysproxysubsystem',
  'dbo.sysproxylogin',
  'dbo.sysmail_principalprofile',
  'dbo.sysoperators',
  'catalog.explicit_object_permissions',
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
      [...fixture.databases].map(([name, views]) => [
        name,
        databases === 'empty'
          ? withLeftOvers(freshDatabase(name, views, 'fresh'), views, {
              ...accountsOf(fixture.server),
              hasCdc: hasCdc(name, fixture),
            })
          : freshDatabase(name, databases === 'restored' ? withDbo(name, views, fixture) : views, databases),
      ]),
    ),
  };
}

/** A user of a login bears any name; its account's is the login's. Of two accounts of one name the first one is there. */
function* accountRows({ server, databases }: ServerFixture): Generator<FixtureRow> {
  yield* server.get('sys.server_principals') ?? [];
  const { sids } = accountsOf(server);
  const byName = [...databases].sort(([a], [b]) => ordinal(a, b));
  for (const [, views] of byName) {
    const users = views.get('sys.database_principals') ?? [];
    yield* users.filter(({ record }) => !sids.has(hexOf(record.sid)));
  }
}

function freshServer(views: ViewRows): ViewRows {
  const server = new Map<string, readonly FixtureRow[]>([['sys.sql_logins', [plainRow(SA)]]]);
  for (const [view, rows] of views) {
    if (SERVER_SECURITY.has(view)) continue;
    server.set(
      view,
      shipped(view, rows).map((row) => changed(row, SERVER_CHANGES[view] ?? {})),
    );
  }
  return server;
}

const ENDPOINTS = ['endpoint_id', classNamed('ENDPOINT').firstUserId] as const;

/** Views of which a script makes what users made: the column of ids, and the first id of a user's. */
const FIRST_OF_USERS: Readonly<Record<string, readonly [column: string, first: number]>> = {
  'sys.endpoints': ENDPOINTS,
  'sys.tcp_endpoints': ENDPOINTS,
  'sys.database_mirroring_endpoints': ENDPOINTS,
  'sys.service_broker_endpoints': ENDPOINTS,
  'dbo.syscategories': ['category_id', 100],
  // A step that runs as a proxy is refused where the proxy is not there.
  'dbo.sysjobsteps': ['proxy_id', 1],
};

/** The rows of a view that every server has. */
function shipped(view: string, rows: readonly FixtureRow[]): readonly FixtureRow[] {
  const users = FIRST_OF_USERS[view];
  if (users === undefined) return rows;
  const [column, first] = users;
  return rows.filter(({ record }) => !(Number(record[column]) >= first));
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
  'sys.availability_replicas': { owner_sid: SA_SID },
};

/** Jobs that were scripted are made as sa's. */
const DATABASE_CHANGES: Readonly<Record<string, Readonly<Record<string, Value | undefined>>>> = {
  'dbo.sysjobs': { owner_sid: SA_SID },
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
    kept.map(([view, rows]) => [
      view,
      shipped(view, rows).map((row) =>
        changed(withoutOwner(row, OWNED_BY_SCHEMA.has(view)), DATABASE_CHANGES[view] ?? {}),
      ),
    ]),
  );
}

/** A backup brings dbo as it was: whoever restores owns the database, and dbo stays the owner of the original. */
function withDbo(name: string, views: ViewRows, { server }: ServerFixture): ViewRows {
  const rows = views.get('sys.database_principals') ?? [];
  const row = server.get('sys.databases')?.find(({ record }) => record.name === name);
  const sid = row?.record.owner_sid ?? SA_SID;
  const isGiven = rows.some(({ record }) => record.principal_id === 1 && record.sid !== undefined);
  if (isGiven || SYSTEM_DATABASES.has(name)) return views;
  const others = rows.filter(({ record }) => record.principal_id !== 1);
  return new Map([...views, ['sys.database_principals', [...others, plainRow({ principal_id: 1, sid })]]]);
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

/** What a server knows accounts by. */
interface Accounts {
  readonly names: ReadonlySet<string>;
  readonly sids: ReadonlySet<string>;
}

function accountsOf(views: ViewRows): Accounts {
  const logins = ['sys.server_principals', 'sys.sql_logins'].flatMap((view) => views.get(view) ?? []);
  return {
    names: new Set(logins.map(({ record }) => String(record.name).toUpperCase())),
    sids: new Set(logins.map(({ record }) => hexOf(record.sid))),
  };
}

const hexOf = (sid: Value | undefined) => (sid instanceof Uint8Array ? Buffer.from(sid).toString('hex') : '');

const hasCdc = (database: string, { server }: ServerFixture): boolean =>
  server
    .get('sys.databases')
    ?.some(({ record }) => record.name === database && Number(record.is_cdc_enabled) === 1) === true;

/** What decides which users a script makes. */
interface Kept extends Accounts {
  readonly hasCdc: boolean;
}

/** A database made anew, into which came what no script makes: orphans with CONNECT and nothing else, and all of cdc. */
function withLeftOvers(fresh: ViewRows, views: ViewRows, kept: Kept): ViewRows {
  const users = views.get('sys.database_principals') ?? [];
  const orphans = users.filter(({ record }) => isOrphan(record, kept));
  const cdc = users.find(({ record }) => kept.hasCdc && record.name === CDC);
  const all = cdc === undefined ? orphans : [...orphans, cdc];
  if (all.length === 0) return fresh;
  const connects = all.map(({ record }) =>
    plainRow({ class: 0, grantee_principal_id: record.principal_id, permission_name: 'CONNECT' }),
  );
  const more = new Map([...fresh, ['sys.database_principals', all], ['sys.database_permissions', connects]]);
  if (cdc === undefined) return more;
  const id = cdc.record.principal_id;
  const owned = (fresh.get('sys.schemas') ?? []).map((row) =>
    row.record.name === CDC ? { ...row, record: { ...row.record, principal_id: id } } : row,
  );
  more.set('sys.schemas', owned);
  more.set('sys.database_role_members', [plainRow({ role_principal_id: DB_OWNER, member_principal_id: id })]);
  return more;
}

/** The user of change data capture and its schema. */
const CDC = 'cdc';
const DB_OWNER = 16_384;

/** Users whose login is gone, and those of a Windows or Entra account that was replaced by another of its name. */
function isOrphan(record: FixtureRow['record'], { names, sids }: Accounts): boolean {
  const { name, sid, type = 'S', authentication_type: authentication = 1 } = record;
  if (sids.has(hexOf(sid))) return false;
  if (type === 'S') return authentication === 1;
  return 'UGEX'.includes(String(type)) && names.has(String(name).toUpperCase());
}
