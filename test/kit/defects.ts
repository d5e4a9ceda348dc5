// What else can be wrong with an environment: with files and settings, which are on no server, and other ways in which a server can
// be wrong than those that are seeded once in `estate`.
import type { CheckSettings } from '../../src/config/check-settings.ts';
import type { Environment } from '../../src/kit/environment/environment.ts';
import { known, unknown } from '../../src/kit/environment/reading.ts';
import type { Omission } from '../../src/model/snapshot.ts';
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

/** Each of them. */
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
    name: 'a full backup that has no end',
    point: 'full-backup',
    says: 'knows no full backup of CMDWDataMart',
    server: 'DWDB01',
    seed: backups('DWDB01', 'CMDWDataMart', { backup_finish_date: null }),
  },
  {
    name: 'a pack of which nobody knows when it changed',
    point: 'packs-exported',
    says: 'Contoso.Portal.Views 1.0.0.7 changed at an unknown time',
    server: 'SMDB01',
    seed: (engines) =>
      engines.SMDB01.table('dbo.ManagementPack', 'ServiceManager').update(
        { MPName: 'Contoso.Portal.Views' },
        { MPLastModified: null },
      ),
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
    name: 'no user-defined messages',
    point: 'user-messages',
    says: 'has no user-defined message',
    server: 'DWDB01',
    seed: (engines) =>
      engines.DWDB01.table('sys.messages').delete(({ message_id }) => Number(message_id) > 50_000),
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
    says: 'is incomplete (1): ServiceManager: The database is OFFLINE.',
    change: (environment) =>
      withKept(environment, 'SMDB01', ({ snapshot, ...kept }) => ({
        ...kept,
        ...(snapshot?.isKnown ? { snapshot: known({ ...snapshot.value, omissions: [OFFLINE] }) } : {}),
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
    name: 'a snapshot of a time that has not come',
    point: 'snapshot',
    says: 'one of the two clocks is wrong',
    change: (environment) =>
      withKept(environment, 'SMDB01', ({ snapshot, ...kept }) => ({
        ...kept,
        ...(snapshot?.isKnown ? { snapshot: known({ ...snapshot.value, capturedAt: ago(-400) }) } : {}),
      })),
  },
  {
    name: 'a script of another snapshot',
    point: 'script',
    says: 'written of other facts',
    change: (environment) =>
      withKept(environment, 'SMDB01', (kept) => ({
        ...kept,
        script: known({ path: 'dr/SMDB01.sql', writtenAt: now, digest: '00', isWhole: true }),
      })),
  },
  {
    name: 'a script that was cut short',
    point: 'script',
    says: 'SMDB01 was cut short: dr/SMDB01.sql',
    change: (environment) =>
      withKept(environment, 'SMDB01', (kept) => ({
        ...kept,
        ...(kept.script?.isKnown ? { script: known({ ...kept.script.value, isWhole: false }) } : {}),
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

/** What a capture says of a database that is closed. */
const OFFLINE: Omission = {
  code: 'database-offline',
  database: 'ServiceManager',
  fact: 'The database is OFFLINE.',
  remedy: 'Bring it online and capture again, or leave it out of the selection.',
};

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
