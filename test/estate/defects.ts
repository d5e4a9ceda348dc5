// What can be wrong with an environment before a disaster, each seeded once: the name of the defect and what of the
// sound environment is changed. A readiness check is held to find each by a line of its own.
import type { RowRecord } from '../server/engine/store/table.ts';
import type { Change } from './change.ts';

/** A defect by its name. */
export interface Defect {
  readonly name: DefectName;
  /** What is wrong, as a person would say it. */
  readonly is: string;
  readonly changes: readonly Change[];
}

const ago = (days: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 - days * 86_400_000);

const SM = { server: 'SMDB01', database: 'ServiceManager' } as const;
const sets = (server: string) => ({ server, database: 'msdb', view: 'dbo.backupset' }) as const;
const media = (server: string) => ({ server, database: 'msdb', view: 'dbo.backupmediafamily' }) as const;
const databases = (server: string, name: string) =>
  ({ server, view: 'sys.databases', where: { name } }) as const;

const isFileOf =
  (database: string) =>
  ({ physical_device_name: path }: RowRecord): boolean =>
    String(path).includes(`\\${database}_`);

const SERVICE_ACCOUNT = 'CONTOSO\\svc-scsm';
const OTHER_SID = Uint8Array.from(
  Buffer.from('010500000000000515000000DCF4DC3B833D2B46828BA628B80B0000', 'hex'),
);
/** Principals of the database ServiceManager and of the server SMDB01. */
const [SDK_USERS, SERVICE_USER, SECURITYADMIN, SERVICE_LOGIN] = [7, 9, 4, 303];
/** Where RSExecRole is the principal 101. */
const RSEXECROLE = { server: 'RSDB01', database: 'msdb' } as const;

/** The id of a row that came from another server. */
const moved = (id: RowRecord[string] | undefined): number => Number(id) + 9000;

const xml = (change: (text: string) => string) => (row: RowRecord) => ({ MPXML: change(String(row.MPXML)) });
const pack = (MPName: string) => ({ ...SM, view: 'dbo.ManagementPack', where: { MPName } }) as const;

const TABLE = {
  'management-server-on-database-server': {
    is: 'A management server runs on the machine of the database.',
    changes: [
      {
        ...SM,
        view: 'dbo.MTV_HealthService',
        where: { PrincipalName: 'SM02.contoso.com' },
        set: { PrincipalName: 'SMDB01.contoso.com', DisplayName: 'SMDB01.contoso.com' },
      },
    ],
  },
  'never-backed-up': {
    is: 'CMDWDataMart has no full backup.',
    changes: [{ ...sets('DWDB01'), where: { database_name: 'CMDWDataMart' }, drop: true }],
  },
  'old-backup': {
    is: 'The last full backup of ReportServer is 40 days old.',
    changes: [
      {
        ...sets('RSDB01'),
        where: { database_name: 'ReportServer', type: 'D' },
        set: { backup_start_date: ago(40), backup_finish_date: ago(40) },
      },
    ],
  },
  'broken-chain': {
    is: 'A log backup of ServiceManager is missing since the last full one.',
    changes: [
      {
        ...sets('SMDB01'),
        where: (row) => row.database_name === 'ServiceManager' && row.backup_set_id === 18,
        drop: true,
      },
    ],
  },
  'damaged-backup': {
    is: 'The full backups of OMDWDataMart are damaged.',
    changes: [{ ...sets('DWDB01'), where: { database_name: 'OMDWDataMart' }, set: { is_damaged: 1 } }],
  },
  'backup-without-checksum': {
    is: 'DWDataMart is backed up without CHECKSUM.',
    changes: [
      { ...sets('DWDB01'), where: { database_name: 'DWDataMart' }, set: { has_backup_checksums: 0 } },
    ],
  },
  'backup-never-verified': {
    is: 'No backup of ReportServerTempDB was verified.',
    changes: [
      {
        server: 'RSDB01',
        database: 'msdb',
        view: 'dbo.restorehistory',
        where: { destination_database_name: 'ReportServerTempDB' },
        drop: true,
      },
    ],
  },
  'backup-on-own-disk': {
    is: 'The backups of DWStagingAndConfig lie on the disk of its files.',
    changes: [
      {
        ...media('DWDB01'),
        where: isFileOf('DWStagingAndConfig'),
        set: ({ physical_device_name: path }) => ({
          physical_device_name: `D:\\Backup\\${String(path).split('\\').at(-1)}`,
        }),
      },
    ],
  },
  'full-without-log-backups': {
    is: 'DWRepository is in the full recovery model and its log is never backed up.',
    changes: [{ ...databases('DWDB01', 'DWRepository'), set: { recovery_model: 1 } }],
  },
  'suspect-page': {
    is: 'A page of DWDataMart is suspect.',
    changes: [
      {
        server: 'DWDB01',
        database: 'msdb',
        view: 'dbo.suspect_pages',
        add: {
          database_id: 7,
          file_id: 1,
          page_id: 4711,
          event_type: 2,
          error_count: 1,
          last_update_date: ago(3),
        },
      },
    ],
  },
  'clr-off': {
    is: 'CLR is off on SMDB01.',
    changes: [
      {
        server: 'SMDB01',
        view: 'sys.configurations',
        where: { name: 'clr enabled' },
        set: { value: 0, value_in_use: 0 },
      },
    ],
  },
  'assembly-not-trusted': {
    is: 'An assembly of DWStagingAndConfig is not trusted, and CLR is strict.',
    changes: [
      {
        server: 'DWDB01',
        view: 'sys.trusted_assemblies',
        where: (row) => String(row.description).toLowerCase().includes('dataaccesslayer'),
        drop: true,
      },
    ],
  },
  'broker-off': {
    is: 'Service Broker is off in DWStagingAndConfig.',
    changes: [{ ...databases('DWDB01', 'DWStagingAndConfig'), set: { is_broker_enabled: 0 } }],
  },
  'stale-dbo': {
    is: 'The owner of DWDataMart is another than its dbo.',
    changes: [
      {
        server: 'DWDB01',
        database: 'DWDataMart',
        view: 'sys.database_principals',
        add: { principal_id: 1, sid: OTHER_SID },
      },
    ],
  },
  trustworthy: {
    is: 'ServiceManager is TRUSTWORTHY.',
    changes: [{ ...databases('SMDB01', 'ServiceManager'), set: { is_trustworthy_on: 1 } }],
  },
  chaining: {
    is: 'Ownership chains reach out of ReportServer.',
    changes: [{ ...databases('RSDB01', 'ReportServer'), set: { is_db_chaining_on: 1 } }],
  },
  orphan: {
    is: 'A user of ServiceManager has no login.',
    changes: [
      {
        ...SM,
        view: 'sys.database_principals',
        add: {
          name: 'left_behind',
          principal_id: 801,
          type: 'S',
          sid: Uint8Array.from(Buffer.from('0BADC0DE0BADC0DE0BADC0DE0BADC0DE', 'hex')),
          authentication_type: 1,
        },
      },
    ],
  },
  'login-by-group-only': {
    is: 'A user of ServiceManager signs in by a group alone.',
    changes: [
      {
        server: 'SMDB01',
        view: 'sys.server_principals',
        where: { name: 'CONTOSO\\offsite.consultant' },
        drop: true,
      },
    ],
  },
  'service-account-role-lost': {
    is: 'The service account is not in sdk_users.',
    changes: [
      {
        ...SM,
        view: 'sys.database_role_members',
        where: { role_principal_id: SDK_USERS, member_principal_id: SERVICE_USER },
        drop: true,
      },
    ],
  },
  'securityadmin-lost': {
    is: 'The service account is not in securityadmin.',
    changes: [
      {
        server: 'SMDB01',
        view: 'sys.server_role_members',
        where: { role_principal_id: SECURITYADMIN, member_principal_id: SERVICE_LOGIN },
        drop: true,
      },
    ],
  },
  'service-account-language': {
    is: 'The service account reads dates as dmy on DWDB01.',
    changes: [
      {
        server: 'DWDB01',
        view: 'sys.server_principals',
        where: { name: SERVICE_ACCOUNT },
        set: { default_language_name: 'Deutsch' },
      },
    ],
  },
  'message-without-english': {
    is: 'A message of users has no text in English.',
    changes: [
      {
        server: 'SMDB01',
        view: 'sys.messages',
        where: { message_id: 777980001, language_id: 1033 },
        drop: true,
      },
    ],
  },
  'rsexecrole-missing': {
    is: 'RSExecRole is not in msdb of the report server.',
    changes: [
      { ...RSEXECROLE, view: 'sys.database_principals', where: { name: 'RSExecRole' }, drop: true },
      { ...RSEXECROLE, view: 'sys.database_permissions', where: { grantee_principal_id: 101 }, drop: true },
      { ...RSEXECROLE, view: 'sys.database_role_members', where: { role_principal_id: 101 }, drop: true },
    ],
  },
  'collation-differs': {
    is: 'DWDataMart has another collation than the data warehouse.',
    changes: [{ ...databases('DWDB01', 'DWDataMart'), set: { collation_name: 'Latin1_General_CI_AS' } }],
  },
  'report-policy-malformed': {
    is: 'A policy of the report server is no XML.',
    changes: [
      {
        server: 'RSDB01',
        database: 'ReportServer',
        view: 'dbo.SecData',
        where: (row) => String(row.XmlDescription).includes('Report Builder'),
        set: (row) => ({ XmlDescription: String(row.XmlDescription).slice(0, 200) }),
      },
    ],
  },
  'pack-changed': {
    is: 'An unsealed management pack changed a moment ago.',
    changes: [{ ...pack('Contoso.Portal.Views'), set: { MPLastModified: ago(0) } }],
  },
  'pack-reference-missing': {
    is: 'An unsealed management pack references one that is not there.',
    changes: [
      {
        ...pack('Contoso.Incident.Extension'),
        set: xml((text) => text.replace('<ID>Contoso.ServiceManager.Base</ID>', '<ID>Contoso.Gone</ID>')),
      },
    ],
  },
  'pack-malformed': {
    is: 'The XML of an unsealed management pack is cut off.',
    changes: [
      {
        ...pack('ServiceManager.IncidentManagement.Configuration'),
        set: xml((text) => text.slice(0, text.length / 2)),
      },
    ],
  },
  'temporary-database-name': {
    is: 'The temporary database of the report server is not named after the main one.',
    changes: [{ server: 'RSDB01', rename: 'ReportServerTempDB', to: 'ReportServerTemporary' }],
  },
  'warehouse-on-two-instances': {
    is: 'DWRepository is on another instance than DWStagingAndConfig.',
    // With its backups, its login and what it needs of the instance: nothing else is wrong.
    changes: [
      { server: 'DWDB01', move: 'DWRepository', to: 'RSDB01' },
      {
        ...sets('DWDB01'),
        where: { database_name: 'DWRepository' },
        copyTo: 'RSDB01',
        as: ({ backup_set_id, media_set_id }) => ({
          backup_set_id: moved(backup_set_id),
          media_set_id: moved(media_set_id),
          server_name: 'RSDB01\\SCSMRS',
        }),
      },
      {
        ...media('DWDB01'),
        where: isFileOf('DWRepository'),
        copyTo: 'RSDB01',
        as: ({ media_set_id }) => ({ media_set_id: moved(media_set_id) }),
      },
      {
        server: 'DWDB01',
        database: 'msdb',
        view: 'dbo.restorehistory',
        where: { destination_database_name: 'DWRepository' },
        copyTo: 'RSDB01',
        as: ({ restore_history_id, backup_set_id }) => ({
          restore_history_id: moved(restore_history_id),
          backup_set_id: moved(backup_set_id),
        }),
      },
      {
        server: 'RSDB01',
        view: 'sys.configurations',
        where: { name: 'clr enabled' },
        set: { value: 1, value_in_use: 1 },
      },
      {
        server: 'DWDB01',
        view: 'sys.trusted_assemblies',
        where: () => true,
        copyTo: 'RSDB01',
        as: () => ({}),
      },
      {
        server: 'DWDB01',
        view: 'sys.server_principals',
        where: { name: SERVICE_ACCOUNT },
        copyTo: 'RSDB01',
        as: ({ principal_id }) => ({ principal_id: moved(principal_id) }),
      },
      {
        server: 'DWDB01',
        view: 'sys.server_permissions',
        where: { grantee_principal_id: SERVICE_LOGIN, permission_name: 'CONNECT SQL' },
        copyTo: 'RSDB01',
        as: ({ grantee_principal_id }) => ({ grantee_principal_id: moved(grantee_principal_id) }),
      },
      {
        server: 'DWDB01',
        view: 'sys.server_role_members',
        where: { role_principal_id: SECURITYADMIN, member_principal_id: SERVICE_LOGIN },
        copyTo: 'RSDB01',
        as: ({ member_principal_id }) => ({ member_principal_id: moved(member_principal_id) }),
      },
    ],
  },
} as const satisfies Readonly<Record<string, Omit<Defect, 'name'>>>;

/** The names of all defects. */
export type DefectName = keyof typeof TABLE;

/** Each defect once; the later ones move databases, so that all can be seeded in this order. */
export const DEFECTS: readonly Defect[] = Object.entries(TABLE).map(([name, defect]) => ({
  name: name as DefectName,
  ...defect,
}));
