// The policies of a report server: its roles, the items that have a policy of their own, and who has which role by it. A
// policy stands in two places, as a document and by ids.
// Sources: "Role Definitions", "Securable Items" (Microsoft).
import { defined } from '../../model/defined.ts';
import { REPORT_ROLE_SCOPES } from '../../model/facts/application-fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { filled, flag, guidOf, hex, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { defineApplication } from './application.ts';
import { addReportPolicies, type Reports, SET_AGAIN } from './report-policies.ts';

/** Longer documents are not read: a policy has a few hundred bytes for each account. */
const MOST_BYTES = 16 * 1024 ** 2;

/** `Catalog.Type`. Source: "Catalog Items in a Report Server Database", what report servers write. */
const ITEM_TYPES: Readonly<Record<number, string>> = {
  1: 'folder',
  2: 'report',
  3: 'resource',
  4: 'linked report',
  5: 'data source',
  6: 'model',
  8: 'dataset',
  9: 'report part',
  11: 'KPI',
  12: 'mobile report',
  13: 'Power BI report',
  14: 'Excel workbook',
};

const roles = defineQuery<Reports>()({
  name: 'roles of the report server',
  view: 'dbo.Roles',
  columns: ['RoleName', 'Description', 'TaskMask', 'RoleFlags'],
  read: ({ scope: { facts, ledger, database } }, at) => ({
    row(row) {
      const scope = REPORT_ROLE_SCOPES[id(row[at.RoleFlags])];
      if (scope === undefined) {
        const fact = 'The report server has roles of a sort which is not known.';
        ledger.omit('unknown-report-role', fact, 'Use a release of regrant that knows the sort.', 1);
        return;
      }
      const [role, taskMask] = [name(row[at.RoleName]), name(row[at.TaskMask])];
      const description = filled(row[at.Description]);
      facts.push(
        defined({ kind: 'report-role' as const, database, name: role, scope, taskMask, description }),
      );
    },
  }),
});

const policies = defineQuery<Reports>()({
  name: 'policies of the report server',
  view: 'dbo.Policies',
  columns: ['PolicyID', 'PolicyFlag'],
  read: ({ items }, at) => ({
    row(row) {
      const isSystem = integer(row[at.PolicyFlag]) === 1;
      items.set(guidOf(row[at.PolicyID]), isSystem ? [{ path: undefined, itemType: undefined }] : []);
    },
  }),
});

const catalogue = defineQuery<Reports>()({
  name: 'items of the report server with policies of their own',
  view: 'dbo.Catalog',
  columns: ['PolicyID', 'Path', 'Type', 'PolicyRoot'],
  narrow: (query) => query.where('v.PolicyRoot', 1),
  read: ({ items }, at) => ({
    row(row) {
      if (!flag(row[at.PolicyRoot])) return;
      const type = id(row[at.Type]);
      // The root has an empty path.
      const item = {
        path: name(row[at.Path]) || '/',
        itemType: ITEM_TYPES[type] ?? (Number.isNaN(type) ? undefined : `type ${type}`),
      };
      const policy = guidOf(row[at.PolicyID]);
      const found = items.get(policy);
      if (found === undefined) items.set(policy, [item]);
      else found.push(item);
    },
  }),
});

const documents = defineQuery<Reports>()({
  name: 'documents of policies of the report server',
  view: 'dbo.SecData',
  columns: ['PolicyID', 'AuthType'],
  expressions: {
    document_bytes: 'DATALENGTH([v].[XmlDescription])',
    document: `CASE WHEN DATALENGTH([v].[XmlDescription]) <= ${MOST_BYTES} THEN CAST([v].[XmlDescription] AS nvarchar(max)) END`,
  },
  read: (reports, at) => ({
    row(row) {
      reports.documents.push({
        policy: guidOf(row[at.PolicyID]),
        authType: id(row[at.AuthType]),
        bytes: integer(row[at.document_bytes]) ?? 0,
        xml: text(row[at.document]),
      });
    },
  }),
});

const assignments = defineQuery<Reports>()({
  name: 'roles by policies of the report server',
  view: 'dbo.PolicyUserRole',
  columns: ['PolicyID'],
  expressions: {
    account: '[u].[UserName]',
    account_sid: '[u].[Sid]',
    auth_type: '[u].[AuthType]',
    role: '[r].[RoleName]',
  },
  narrow: (query) =>
    query
      .leftJoin('dbo.Users as u', 'u.UserID', 'v.UserID')
      .leftJoin('dbo.Roles as r', 'r.RoleID', 'v.RoleID'),
  read: ({ scope: { ledger }, assigned }, at) => ({
    row(row) {
      if (text(row[at.account]) === undefined || text(row[at.role]) === undefined) {
        const fact = 'dbo.PolicyUserRole names a user or role of the report server which is not there.';
        ledger.omit('unresolved-id', fact, SET_AGAIN, 1);
        return;
      }
      const [policy, authType] = [guidOf(row[at.PolicyID]), id(row[at.auth_type])];
      const entry = {
        account: name(row[at.account]),
        sid: hex(row[at.account_sid]),
        role: name(row[at.role]),
      };
      const key = keyOfParts(policy, authType);
      const found = assigned.get(key);
      if (found === undefined) assigned.set(key, { policy, authType, entries: [entry] });
      else found.entries.push(entry);
    },
  }),
});

/** A report server. */
export const REPORT_SERVER = defineApplication<Reports>({
  what: 'policies of the report server',
  tables: [
    ['dbo.SecData', ['XmlDescription', 'PolicyID', 'AuthType']],
    ['dbo.PolicyUserRole', ['PolicyID', 'UserID', 'RoleID']],
    ['dbo.Policies', ['PolicyID', 'PolicyFlag']],
    ['dbo.Catalog', ['PolicyID', 'PolicyRoot', 'Path', 'Type']],
    ['dbo.Roles', ['RoleID', 'RoleName', 'Description', 'TaskMask', 'RoleFlags']],
    ['dbo.Users', ['UserID', 'UserName', 'Sid', 'AuthType']],
  ],
  queries: [roles, policies, catalogue, documents, assignments],
  begin: (scope) => ({ scope, items: new Map(), documents: [], assigned: new Map() }),
  finish: addReportPolicies,
});
