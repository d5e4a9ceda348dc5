// Which point finds each defect that is seeded in the servers, and what its line says; a defect that is missing does not
// compile.
import type { CheckSettings } from '../../src/config/check-settings.ts';
import type { DefectName } from '../estate/defects.ts';
import { SOUND_SETTINGS } from './environments.ts';

/** How a defect is found. */
export interface FoundBy {
  /** The packs were exported from the sound environment, before the change. */
  readonly isExportedBefore?: true;
  /** So were the snapshots and scripts kept. */
  readonly isKeptBefore?: true;
  /** The settings of the check, where those of the sound environment would tell something else. */
  readonly settings?: CheckSettings;
  readonly point: string;
  readonly says: string;
  /** `bad` unless it cannot be known. */
  readonly state?: 'bad' | 'unknown';
}

/** Each defect. */
export const FOUND_BY: Readonly<Record<DefectName, FoundBy>> = {
  'management-server-on-database-server': {
    point: 'separate-computers',
    says: 'SMDB01.contoso.com is on the computer of the SQL Server SMDB01',
    settings: {
      ...SOUND_SETTINGS,
      encryptionKeys: [
        ...(SOUND_SETTINGS.encryptionKeys ?? []),
        { managementServer: 'SMDB01', file: '\\\\backup01\\keys\\SMDB01.bin' },
      ],
    },
  },
  'never-backed-up': { point: 'full-backup', says: 'knows no full backup of CMDWDataMart.' },
  'old-backup': { point: 'full-backup', says: 'more than 7 days' },
  'broken-chain': { point: 'backup-chain', says: 'log of ServiceManager is missing before' },
  'damaged-backup': { point: 'full-backup', says: 'no full backup of OMDWDataMart that is not damaged' },
  'backup-without-checksum': { point: 'backup-checksum', says: 'DWDataMart was written without CHECKSUM' },
  'backup-never-verified': {
    point: 'backup-verified',
    says: 'no verification of a backup of ReportServerTempDB',
    state: 'unknown',
  },
  'backup-on-own-disk': {
    point: 'backup-elsewhere',
    says: 'is on the disk of the database’s own files: D:\\Backup\\DWStagingAndConfig',
  },
  'full-without-log-backups': {
    point: 'recovery-model',
    says: 'DWRepository is in FULL, and its log was not backed up',
  },
  'suspect-page': { point: 'suspect-pages', says: '1 suspect page of DWDataMart' },
  'clr-off': { point: 'clr-enabled', says: 'CLR is off' },
  'assembly-not-trusted': { point: 'trusted-assemblies', says: 'DataAccessLayer is not trusted' },
  'broker-off': { point: 'broker-enabled', says: 'Service Broker is off in DWStagingAndConfig' },
  'stale-dbo': { point: 'owner-and-dbo', says: 'dbo inside is another' },
  trustworthy: { point: 'trustworthy', says: 'TRUSTWORTHY is on in ServiceManager' },
  chaining: { point: 'ownership-chaining', says: 'DB_CHAINING is on in ReportServer' },
  orphan: { point: 'orphans', says: 'left_behind in ServiceManager has no login' },
  'login-by-group-only': {
    point: 'group-logins',
    says: 'CONTOSO\\offsite.consultant in ServiceManager comes in only by a group',
    state: 'unknown',
  },
  'service-account-role-lost': { point: 'service-accounts', says: 'CONTOSO\\svc-scsm, is not in sdk_users' },
  'securityadmin-lost': {
    point: 'account-server-roles',
    says: 'is not in the server role securityadmin on SMDB01',
  },
  'service-account-language': { point: 'default-languages', says: 'has Deutsch as its default language' },
  'message-without-english': { point: 'user-messages', says: 'is not there in us_english' },
  'rsexecrole-missing': { point: 'execution-role', says: 'msdb on RSDB01\\SCSMRS has no role RSExecRole' },
  'collation-differs': { point: 'one-collation', says: 'DWDataMart: Latin1_General_CI_AS' },
  'temporary-database-name': { point: 'following-name', says: 'no ReportServerTempDB is beside it' },
  'warehouse-on-two-instances': {
    point: 'one-instance',
    says: 'DWStagingAndConfig and DWRepository are on DWDB01 and RSDB01\\SCSMRS',
  },
  'report-policy-malformed': {
    point: 'servers-reached',
    says: 'RSDB01\\SCSMRS was not read completely',
    state: 'unknown',
    isKeptBefore: true,
  },
  'pack-changed': {
    point: 'packs-exported',
    says: 'Contoso.Portal.Views 1.0.0.7 changed',
    isExportedBefore: true,
  },
  'pack-reference-missing': { point: 'packs-sound', says: 'Contoso.Gone' },
  'pack-malformed': {
    point: 'packs-sound',
    says: 'ServiceManager.IncidentManagement.Configuration: It is not well-formed',
  },
};
