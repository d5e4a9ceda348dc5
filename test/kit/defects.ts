// What can be wrong with an environment, each seeded once: the point that finds it, and what is changed in the sound one.
import type { CheckSettings } from '../../src/config/check-settings.ts';
import { type Environment, known, unknown } from '../../src/kit/environment/environment.ts';
import type { EmbeddedServer } from '../capture/test-server.ts';
import { type Engines, now, SOUND_SETTINGS } from './environments.ts';

/** A defect. */
export interface Defect {
  /** What is wrong. */
  readonly name: string;
  /** The id of the point that finds it. */
  readonly point: string;
  /** What the line says, in part. */
  readonly says: string;
  /** `bad` unless it cannot be known. */
  readonly state?: 'unknown';
  /** The server that is changed; none where only files or settings are. */
  readonly server?: EmbeddedServer;
  readonly seed?: (engines: Engines) => void;
  readonly settings?: CheckSettings;
  /** What is changed in the reading: files that are not on any server. */
  readonly change?: (environment: Environment) => Environment;
}

const DAY = 24 * 3_600_000;
const ago = (days: number): Date => new Date(now.getTime() - days * DAY);

/** Changes rows of msdb’s backups of a database, from a full backup on. */
const backups =
  (server: EmbeddedServer, database: string, change: Readonly<Record<string, unknown>>, types = 'D') =>
  (engines: Engines): void => {
    const table = engines[server].table('dbo.backupset', 'msdb');
    const count = table.update(
      ({ database_name, type, is_copy_only }) =>
        database_name === database && types.includes(String(type)) && Number(is_copy_only) === 0,
      change as never,
    );
    if (count === 0) throw new Error(`No backup of ${database} is there to change.`);
  };

/** Has the files of a database’s full backups lie elsewhere. */
const moved =
  (server: EmbeddedServer, database: string, path: string, type = 2) =>
  (engines: Engines): void => {
    const sets = engines[server]
      .table('dbo.backupset', 'msdb')
      .records()
      .filter((row) => row.database_name === database && row.type === 'D')
      .map((row) => row.media_set_id);
    engines[server]
      .table('dbo.backupmediafamily', 'msdb')
      .update(({ media_set_id }) => sets.includes(media_set_id), {
        physical_device_name: path,
        device_type: type,
      });
  };

/** Changes the state of a file with a key. */
const keyFile =
  (file: string, state: Environment['files'] extends ReadonlyMap<string, infer R> ? R : never) =>
  (environment: Environment): Environment => ({
    ...environment,
    files: new Map([...environment.files, [file, state]]),
  });

const [FIRST_KEY = { managementServer: '', file: '' }, ...OTHER_KEYS] = SOUND_SETTINGS.encryptionKeys ?? [];

/** Takes a member out of a role of a database. */
const withoutRole =
  (server: EmbeddedServer, database: string, member: string, role: string) =>
  (engines: Engines): void => {
    const ids = new Map(
      engines[server]
        .table('sys.database_principals', database)
        .records()
        .map((row) => [row.name, row.principal_id]),
    );
    engines[server].table('sys.database_role_members', database).delete({
      role_principal_id: ids.get(role),
      member_principal_id: ids.get(member),
    });
  };

/** Every defect that a check finds. */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'a server that cannot be read',
    point: 'servers-reached',
    says: 'No route to it',
    state: 'unknown',
    change: (environment) => ({
      ...environment,
      servers: [
        ...environment.servers,
        {
          name: 'SMDB02',
          live: unknown('No route to it.'),
          backups: unknown('No route to it.'),
          managementServers: new Map(),
          kept: environment.servers[0]?.kept ?? {},
        },
      ],
    }),
  },
  {
    name: 'a management server on the computer of its database',
    point: 'separate-computers',
    says: 'SMDB01.contoso.com is on the computer of the SQL Server SMDB01',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('dbo.MTV_HealthService', 'ServiceManager').update(
        { PrincipalName: 'SM02.contoso.com' },
        { PrincipalName: 'SMDB01.contoso.com' },
      ),
    settings: {
      ...SOUND_SETTINGS,
      encryptionKeys: [
        ...(SOUND_SETTINGS.encryptionKeys ?? []).slice(0, 1),
        { managementServer: 'SMDB01', file: '\\\\backup01\\keys\\SMDB01.bin' },
        ...(SOUND_SETTINGS.encryptionKeys ?? []).slice(2),
      ],
    },
  },
  {
    name: 'a management server whose key nobody named',
    point: 'encryption-keys',
    says: 'names no backed-up key of SM01.contoso.com',
    settings: { ...SOUND_SETTINGS, encryptionKeys: OTHER_KEYS },
  },
  {
    name: 'a key file that is gone',
    point: 'encryption-keys',
    says: 'is not there',
    change: keyFile(FIRST_KEY.file, known({ isThere: false })),
  },
  {
    name: 'an empty key file',
    point: 'encryption-keys',
    says: 'is empty',
    change: keyFile(FIRST_KEY.file, known({ isThere: true, bytes: 0, modifiedAt: ago(3) })),
  },
  {
    name: 'an old key file',
    point: 'encryption-keys',
    says: 'more than 365 days',
    change: keyFile(FIRST_KEY.file, known({ isThere: true, bytes: 1096, modifiedAt: ago(400) })),
  },
  {
    name: 'a key file that cannot be looked at from here',
    point: 'encryption-keys',
    says: 'could not be looked at',
    state: 'unknown',
    change: keyFile(FIRST_KEY.file, unknown('access is denied.')),
  },
  {
    name: 'a key on the computer whose key it is',
    point: 'encryption-keys',
    says: 'on the computer whose key it is',
    settings: {
      ...SOUND_SETTINGS,
      encryptionKeys: [{ ...FIRST_KEY, file: '\\\\sm01\\keys\\SM01.bin' }, ...OTHER_KEYS],
    },
  },
  {
    name: 'a database without a full backup',
    point: 'full-backup',
    says: 'knows no full backup of CMDWDataMart',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('dbo.backupset', 'msdb').delete({ database_name: 'CMDWDataMart' }),
  },
  {
    name: 'an old full backup',
    point: 'full-backup',
    says: 'more than 7 days',
    server: 'DWDB01',
    seed: backups('DWDB01', 'DWDataMart', { backup_finish_date: ago(9) }),
  },
  {
    name: 'a full backup on the disk of the computer',
    point: 'backup-elsewhere',
    says: 'is on the computer itself: E:\\backup\\repository.bak',
    server: 'DWDB01',
    seed: moved('DWDB01', 'DWRepository', 'E:\\backup\\repository.bak'),
  },
  {
    name: 'a full backup on a share of the same computer',
    point: 'backup-elsewhere',
    says: 'is on a share of the computer itself',
    server: 'DWDB01',
    seed: moved('DWDB01', 'DWRepository', '\\\\dwdb01.contoso.com\\backup\\repository.bak'),
  },
  {
    name: 'a full backup to nowhere',
    point: 'backup-elsewhere',
    says: 'went to NUL',
    server: 'DWDB01',
    seed: moved('DWDB01', 'DWRepository', 'NUL'),
  },
  {
    name: 'a full backup of another program',
    point: 'backup-elsewhere',
    says: 'was taken by another program',
    state: 'unknown',
    server: 'DWDB01',
    seed: moved('DWDB01', 'DWRepository', '{6B4B1B1A-0000-4000-8000-000000000001}1', 7),
  },
  {
    name: 'a full backup without checksums',
    point: 'backup-checksum',
    says: 'without CHECKSUM',
    server: 'SMDB01',
    seed: backups('SMDB01', 'ServiceManager', { has_backup_checksums: 0 }),
  },
  {
    name: 'a damaged backup after the full one',
    point: 'backup-damaged',
    says: 'found damage',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('dbo.backupset', 'msdb').update({ backup_set_id: 22 }, { is_damaged: 1 }),
  },
  {
    name: 'a missing backup of the log',
    point: 'backup-chain',
    says: 'is missing before',
    server: 'SMDB01',
    seed: (engines) => engines.SMDB01.table('dbo.backupset', 'msdb').delete({ backup_set_id: 18 }),
  },
  {
    name: 'a differential backup on another full one',
    point: 'backup-chain',
    says: 'stands on another full backup',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('dbo.backupset', 'msdb').update(
        { backup_set_id: 18 },
        { type: 'I', database_backup_lsn: '34000000000100100' },
      ),
  },
  {
    name: 'a log that is not backed up',
    point: 'recovery-model',
    says: 'was not backed up since',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('dbo.backupset', 'msdb').delete({ database_name: 'ServiceManager', type: 'L' }),
  },
  {
    name: 'a log that was backed up long ago',
    point: 'recovery-model',
    says: 'more than 24 hours',
    server: 'SMDB01',
    seed: backups('SMDB01', 'ServiceManager', { backup_finish_date: ago(2) }, 'L'),
  },
  {
    name: 'a backup that was verified long ago',
    point: 'backup-verified',
    says: 'more than 35 days',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('dbo.restorehistory', 'msdb').update(
        { destination_database_name: 'ServiceManager' },
        { restore_date: ago(60) },
      ),
  },
  {
    name: 'a backup that was never verified',
    point: 'backup-verified',
    says: 'knows of no verification',
    state: 'unknown',
    server: 'SMDB01',
    seed: (engines) => engines.SMDB01.table('dbo.restorehistory', 'msdb').delete(() => true),
  },
  {
    name: 'CLR off',
    point: 'clr-enabled',
    says: 'CLR is off',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('sys.configurations').update(
        { name: 'clr enabled' },
        { value: 0, value_in_use: 0 },
      ),
  },
  {
    name: 'assemblies that are not trusted',
    point: 'trusted-assemblies',
    says: 'are not trusted',
    server: 'SMDB01',
    seed: (engines) => {
      engines.SMDB01.table('sys.trusted_assemblies').delete(() => true);
      engines.SMDB01.table('sys.server_permissions').delete({ permission_name: 'UNSAFE ASSEMBLY' });
    },
  },
  {
    name: 'Service Broker off',
    point: 'broker-enabled',
    says: 'Service Broker is off in DWStagingAndConfig',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.databases').update({ name: 'DWStagingAndConfig' }, { is_broker_enabled: 0 }),
  },
  {
    name: 'an owner who is not dbo inside',
    point: 'owner-and-dbo',
    says: 'dbo inside is another',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.database_principals', 'DWDataMart').update(
        { name: 'dbo' },
        { sid: Buffer.from('01', 'hex') },
      ),
  },
  {
    name: 'an owner whom nobody knows',
    point: 'owner-and-dbo',
    says: "has a SID that is nobody's",
    server: 'DWDB01',
    seed: (engines) => {
      const sid = Buffer.from('010500000000000515000000DCF4DC3B833D2B46828BA62899999900', 'hex');
      engines.DWDB01.table('sys.databases').update({ name: 'DWDataMart' }, { owner_sid: sid });
      engines.DWDB01.table('sys.database_principals', 'DWDataMart').update({ name: 'dbo' }, { sid });
    },
  },
  {
    name: 'TRUSTWORTHY on',
    point: 'trustworthy',
    says: 'TRUSTWORTHY is on in ServiceManager',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('sys.databases').update({ name: 'ServiceManager' }, { is_trustworthy_on: 1 }),
  },
  {
    name: 'a user without its login',
    point: 'orphans',
    says: 'cube_reader in DWDataMart has no login',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.database_principals', 'DWDataMart').update(
        { name: 'cube_reader' },
        { sid: Buffer.from('00112233445566778899AABBCCDDEEFF', 'hex') },
      ),
  },
  {
    name: 'a Windows user whom no group can let in',
    point: 'group-logins',
    says: 'has no login of a group',
    server: 'SMDB01',
    seed: ({ SMDB01 }) => {
      const principals = SMDB01.table('sys.server_principals');
      const groups = principals.records().filter(({ type }) => type === 'G');
      const ids = groups.map(({ principal_id }) => principal_id);
      SMDB01.table('sys.server_permissions').delete(({ grantee_principal_id: id }) => ids.includes(id));
      SMDB01.table('sys.server_role_members').delete(({ member_principal_id: id }) => ids.includes(id));
      principals.delete({ type: 'G' });
    },
  },
  {
    name: 'a service account without a role',
    point: 'service-accounts',
    says: 'CONTOSO\\svc-scsm, is not in db_ddladmin',
    server: 'SMDB01',
    seed: withoutRole('SMDB01', 'ServiceManager', 'CONTOSO\\svc-scsm', 'db_ddladmin'),
  },
  {
    name: 'a service account without its server role',
    point: 'account-server-roles',
    says: 'is not in the server role securityadmin on DWDB01',
    server: 'DWDB01',
    seed: (engines) => engines.DWDB01.table('sys.server_role_members').delete({ member_principal_id: 303 }),
  },
  {
    name: 'a service account that reads dates another way',
    point: 'default-languages',
    says: 'has British as its default language',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.server_principals').update(
        { name: 'CONTOSO\\svc-scsm' },
        { default_language_name: 'British' },
      ),
  },
  {
    name: 'no user-defined messages',
    point: 'user-messages',
    says: 'has no user-defined message',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.messages').delete(({ message_id }) => Number(message_id) > 50_000),
  },
  {
    name: 'a message that is not there in English',
    point: 'user-messages',
    says: 'is not there in us_english',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.messages').delete({ message_id: 777_980_001, language_id: 1033 }),
  },
  {
    name: 'RSExecRole missing in msdb',
    point: 'execution-role',
    says: 'msdb on RSDB01\\SCSMRS has no role RSExecRole',
    server: 'RSDB01',
    seed: (engines) => {
      const principals = engines.RSDB01.table('sys.database_principals', 'msdb');
      const [role] = principals.records().filter(({ name }) => name === 'RSExecRole');
      const id = role?.principal_id;
      engines.RSDB01.table('sys.database_role_members', 'msdb').delete({ role_principal_id: id });
      engines.RSDB01.table('sys.database_permissions', 'msdb').delete({ grantee_principal_id: id });
      principals.delete({ name: 'RSExecRole' });
    },
  },
  {
    name: 'RSExecRole without a grant in master',
    point: 'execution-role',
    says: 'RSExecRole in master lacks EXECUTE xp_sqlagent_notify',
    server: 'RSDB01',
    seed: (engines) => {
      const { RSDB01 } = engines;
      const [role] = RSDB01.table('sys.database_principals', 'master')
        .records()
        .filter(({ name }) => name === 'RSExecRole');
      const [notify] = RSDB01.table('sys.system_objects', 'master')
        .records()
        .filter(({ name }) => name === 'xp_sqlagent_notify');
      RSDB01.table('sys.database_permissions', 'master').delete({
        grantee_principal_id: role?.principal_id,
        major_id: notify?.object_id,
      });
    },
  },
  {
    name: 'a report server’s temporary database of another name',
    point: 'following-name',
    says: 'no ReportServerTempDB is beside it',
    change: (environment) => withoutFacts(environment, 'RSDB01\\SCSMRS', 'ReportServerTempDB'),
  },
  {
    name: 'DWStagingAndConfig and DWRepository apart',
    point: 'one-instance',
    says: 'DWStagingAndConfig and DWRepository are on DWDB01 and SMDB01',
    change: (environment) => moveFacts(environment, 'DWDB01', 'SMDB01', 'DWRepository'),
  },
  {
    name: 'collations that differ',
    point: 'one-collation',
    says: 'OMDWDataMart: Latin1_General_CI_AS',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.databases').update(
        { name: 'OMDWDataMart' },
        { collation_name: 'Latin1_General_CI_AS' },
      ),
  },
  {
    name: 'no snapshot',
    point: 'snapshot',
    says: 'No snapshot of SMDB01 was kept',
    change: (environment) => withKept(environment, 'SMDB01', () => ({})),
  },
  {
    name: 'a snapshot of another server than this is by now',
    point: 'snapshot',
    says: '1 thing has changed since: - login [x]',
    change: (environment) =>
      withKept(environment, 'SMDB01', ({ snapshot, ...kept }) => ({
        ...kept,
        ...(snapshot?.isKnown
          ? { snapshot: known({ ...snapshot.value, drift: known(['- login [x]']) }) }
          : {}),
      })),
  },
  {
    name: 'an incomplete snapshot',
    point: 'snapshot',
    says: 'is incomplete (1): ServiceManager is offline.',
    change: (environment) =>
      withKept(environment, 'SMDB01', ({ snapshot, ...kept }) => ({
        ...kept,
        ...(snapshot?.isKnown
          ? { snapshot: known({ ...snapshot.value, omissions: ['ServiceManager is offline.'] }) }
          : {}),
      })),
  },
  {
    name: 'an old snapshot',
    point: 'snapshot',
    says: 'more than 7 days',
    change: (environment) =>
      withKept(environment, 'SMDB01', ({ snapshot, ...kept }) => ({
        ...kept,
        ...(snapshot?.isKnown ? { snapshot: known({ ...snapshot.value, capturedAt: ago(8) }) } : {}),
      })),
  },
  {
    name: 'a script of another snapshot',
    point: 'script',
    says: 'written of other facts',
    change: (environment) =>
      withKept(environment, 'SMDB01', (kept) => ({
        ...kept,
        script: known({ path: 'dr/SMDB01.sql', writtenAt: now, digest: '00' }),
      })),
  },
  {
    name: 'no script',
    point: 'script',
    says: 'No restore script of SMDB01 was kept',
    change: (environment) =>
      withKept(environment, 'SMDB01', ({ snapshot }) => (snapshot === undefined ? {} : { snapshot })),
  },
  {
    name: 'a report server’s key that nobody named',
    point: 'report-server-key',
    says: 'names no backed-up key of the report server',
    state: 'unknown',
    settings: (({ reportServerKey: _, ...rest }) => rest)(SOUND_SETTINGS),
  },
];

type Server = Environment['servers'][number];

function changed(environment: Environment, name: string, change: (server: Server) => Server): Environment {
  return {
    ...environment,
    servers: environment.servers.map((server) => (server.name === name ? change(server) : server)),
  };
}

function withKept(environment: Environment, name: string, change: (kept: Server['kept']) => Server['kept']) {
  return changed(environment, name, (server) => ({ ...server, kept: change(server.kept) }));
}

/** A reading of a server that does not have a database. */
function withoutFacts(environment: Environment, name: string, database: string): Environment {
  return changed(environment, name, (server) =>
    server.live.isKnown
      ? {
          ...server,
          live: known({
            ...server.live.value,
            facts: server.live.value.facts.filter(
              (fact) =>
                !(fact.kind === 'database' && fact.name === database) &&
                !('database' in fact && fact.database === database),
            ),
          }),
        }
      : server,
  );
}

/** Readings in which a database, with its backups, is on another server. */
function moveFacts(environment: Environment, from: string, to: string, database: string): Environment {
  const old = environment.servers.find(({ name }) => name === from);
  if (!old?.live.isKnown || !old.backups.isKnown) throw new Error(`${from} was not read.`);
  const { facts } = old.live.value;
  const history = old.backups.value;
  const own = facts.filter(
    (fact) =>
      (fact.kind === 'database' && fact.name === database) ||
      ('database' in fact && fact.database === database),
  );
  return changed(withoutFacts(environment, from, database), to, (server) =>
    server.live.isKnown && server.backups.isKnown
      ? {
          ...server,
          live: known({
            ...server.live.value,
            facts: [
              ...server.live.value.facts.filter(({ kind }) => kind !== 'configuration'),
              ...own,
              ...facts.filter(({ kind }) => kind === 'configuration'),
            ],
          }),
          backups: known({
            ...history,
            databases: [...server.backups.value.databases, ...history.databases],
            backups: [...server.backups.value.backups, ...history.backups],
            verifiedAt: new Map([...server.backups.value.verifiedAt, ...history.verifiedAt]),
          }),
        }
      : server,
  );
}
