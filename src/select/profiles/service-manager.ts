// System Center Service Manager: its eight databases, the five that the recovery guide names required, and the
// objects the guide leaves out. Source: "Prepare for Service Manager disaster recovery" (Microsoft).
import type { ObjectKind } from '../../model/catalog/object-type.ts';
import type { Profile } from '../profile.ts';
import { SERVICE_MANAGER_READINESS } from './service-manager-readiness.ts';

const reason = 'The recovery guide clears it in the wizard.';

const guideExclusion = (kind: ObjectKind) => (name: string) => ({
  database: 'ServiceManager',
  kind,
  schema: 'dbo',
  name,
  reason,
});

/** The profile `service-manager`. */
export const SERVICE_MANAGER: Profile = {
  name: 'service-manager',
  title: 'System Center Service Manager',
  roles: [
    {
      name: 'service-manager',
      title: 'Service Manager management server',
      databases: [{ name: 'ServiceManager', required: true }],
    },
    {
      name: 'data-warehouse',
      title: 'Data warehouse management server',
      databases: [
        { name: 'DWStagingAndConfig', required: true },
        { name: 'DWRepository', required: true },
        { name: 'DWDataMart', required: true },
        { name: 'OMDWDataMart' },
        { name: 'CMDWDataMart' },
      ],
    },
    {
      name: 'reporting',
      title: 'SQL Server Reporting Services',
      databases: [
        { name: 'ReportServer', required: true },
        { name: 'ReportServerTempDB', follows: { database: 'ReportServer', suffix: 'TempDB' } },
      ],
    },
  ],
  systemDatabases: ['master', 'msdb'],
  exclude: [
    ...['STG_Collation', 'STG_Locale', 'STG_MTD_ConverisonLog'].map(guideExclusion('tables')),
    ...[
      'STG_DTS_ConvertToUnicode',
      'STG_DTS_CreateClonedTable',
      'STG_DTS_InsertSQL',
      'STG_DTS_ValidateConversion',
    ].map(guideExclusion('procedures')),
  ],
  outOfReach: [
    {
      name: 'Analyst',
      reason:
        'Analyst is an Analysis Services database: T-SQL cannot reach it; back it up with Analysis Services.',
    },
  ],
  readiness: SERVICE_MANAGER_READINESS,
};
