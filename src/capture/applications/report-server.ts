// The policies of a report server: its roles, the items that have a policy of their own, and who has which role by it. A
// policy stands in two places, as a document and by ids: the document decides, and where they differ a note tells.
// Sources: "Role Definitions", "Securable Items" (Microsoft).
import { defined } from '../../model/defined.ts';
import type { Hex } from '../../model/fact.ts';
import { REPORT_ROLE_SCOPES } from '../../model/facts/application-fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { PairCode } from '../../model/pair.ts';
import { shownText } from '../../model/words/shown.ts';
import { filled, flag, hex, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { defineApplication } from './application.ts';
import type { PolicyEntry } from './policy-document.ts';

/** An item with a policy of its own; without a path the report server itself. */
interface Item {
  readonly path: string | undefined;
  readonly itemType: string | undefined;
}

/** A policy as a document, of one kind of accounts. */
interface PolicyDocument {
  readonly policy: string;
  readonly authType: number;
  readonly bytes: number;
  /** Undefined where it is too long. */
  readonly xml: string | undefined;
}

interface Reports {
  readonly scope: DatabaseScope;
  /** By the ids of policies; policies that are of no item have none. */
  readonly items: Map<string, Item[]>;
  readonly documents: PolicyDocument[];
  /** Who has which role by ids, by the keys of policy and authentication type. */
  readonly assigned: Map<string, (PolicyEntry & { readonly authType: number })[]>;
}

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

const guid = (value: unknown): string => name(value).toUpperCase();

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
      items.set(guid(row[at.PolicyID]), isSystem ? [{ path: undefined, itemType: undefined }] : []);
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
      const item = { path: name(row[at.Path]) || '/', itemType: ITEM_TYPES[type] ?? `type ${type}` };
      const policy = guid(row[at.PolicyID]);
      items.set(policy, [...(items.get(policy) ?? []), item]);
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
        policy: guid(row[at.PolicyID]),
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
      .innerJoin('dbo.Users as u', 'u.UserID', 'v.UserID')
      .innerJoin('dbo.Roles as r', 'r.RoleID', 'v.RoleID'),
  read: ({ assigned }, at) => ({
    row(row) {
      const authType = id(row[at.auth_type]);
      const key = keyOfParts(guid(row[at.PolicyID]), authType);
      const sid = hex(row[at.account_sid]);
      const entry = { account: name(row[at.account]), sid, role: name(row[at.role]), authType };
      assigned.set(key, [...(assigned.get(key) ?? []), entry]);
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
  finish: async (reports) => {
    addPolicies(reports);
    const { policyEntries } = await import('./policy-document.ts');
    const told = new Set<string>();
    for (const document of reports.documents) {
      const key = keyOfParts(document.policy, document.authType);
      told.add(key);
      const read = document.xml === undefined ? { problem: 'is too long' } : policyEntries(document.xml);
      if ('problem' in read) reportUnread(document, read.problem, reports);
      else addEntries(document.policy, document.authType, read, reports);
    }
    // What has no document is there by ids alone.
    for (const [key, entries] of reports.assigned) {
      const [first] = entries;
      const [policy = ''] = key.split('/');
      if (first !== undefined && !told.has(key)) addEntries(policy, first.authType, entries, reports);
    }
  },
});

function addPolicies({ scope: { facts, ledger, database }, items }: Reports): void {
  for (const [, places] of items) {
    if (places.length === 0) ledger.exclude('report-policy-of-no-item');
    for (const { path, itemType } of places)
      facts.push(defined({ kind: 'report-policy' as const, database, path, itemType }));
  }
}

function addEntries(
  policy: string,
  authType: number,
  entries: readonly PolicyEntry[],
  { scope: { facts, ledger, database }, items, assigned }: Reports,
): void {
  const byIds = assigned.get(keyOfParts(policy, authType)) ?? [];
  const known = new Map<string, PolicyEntry>();
  for (const { account, role, ...entry } of entries) {
    const sid = entry.sid ?? byIds.find((other) => isSame(other.account, account))?.sid;
    known.set(keyOfParts(account, role), { account, role, sid });
  }
  const isOther = differ([...known.values()], byIds);
  for (const { path } of items.get(policy) ?? []) {
    for (const { account, role, sid } of known.values()) {
      const kind = 'report-policy-role' as const;
      facts.push(defined({ kind, database, path, account, role, authType, sid }));
    }
    if (!isOther) continue;
    const fact = `The policy of ${placeOf(path)} names others in SecData than in PolicyUserRole.`;
    ledger.note(DIFFERS, fact);
  }
}

/** The note of a policy that says one thing as a document and another by ids. */
const DIFFERS: PairCode = 'report-policy-differs';

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function differ(entries: readonly PolicyEntry[], byIds: readonly PolicyEntry[]): boolean {
  const [here, there] = [entries, byIds].map((list) => new Set(list.map(entryKey)));
  return (
    here === undefined ||
    there === undefined ||
    here.size !== there.size ||
    [...here].some((key) => !there.has(key))
  );
}

/** Names go stale where an account is renamed: the SID tells who it is, where there is one. */
function entryKey({
  account,
  sid,
  role,
}: {
  readonly account: string;
  readonly sid: Hex | undefined;
  readonly role: string;
}): string {
  return keyOfParts(sid ?? account.toLowerCase(), role);
}

function reportUnread(
  { policy }: PolicyDocument,
  problem: string,
  { scope: { ledger }, items }: Reports,
): void {
  for (const { path } of items.get(policy) ?? [])
    ledger.omit(
      'report-policy-unreadable',
      `The policy ${policy} of ${placeOf(path)} ${problem}: who has which role there was not captured.`,
      'Set the roles of the item again in the web portal, which writes its policy anew.',
    );
}

function placeOf(path: string | undefined): string {
  return path === undefined ? 'the report server' : `the item ${shownText(path)}`;
}
