// An independent account of a capture: the rows of the generated tables counted by class and state and by membership,
// none of which is left out, and by type, against the facts and exclusions of the snapshot. Nothing of src/capture is asked.

import { SECURABLE_CLASSES } from '../../src/model/catalog/securable-class.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { RowRecord, Tables } from '../generate/environment.ts';
import { rowsOf } from '../generate/environment.ts';
import { withShippedRows } from '../generate/shipped-rows.ts';
import type { Outcome } from './outcome.ts';

/** What does not add up, a line each; none when every row is in exactly one fact or on the account. */
export function accountFaults({ environment, snapshot }: Outcome): readonly string[] {
  const { serverTables, databases, server } = environment;
  const own = (tables: Tables, database: string | undefined): Tables => {
    const all = withShippedRows(tables, database);
    return new Map([...all].map(([view, rows]) => [view, rows.filter((row) => isIn(row, server.version))]));
  };
  const scopes: (readonly [string | undefined, Tables])[] = [[undefined, own(serverTables, undefined)]];
  for (const name of new Set(['master', ...databases.keys()])) {
    scopes.push([name, own(databases.get(name) ?? new Map(), name)]);
  }
  return scopes.flatMap(([database, tables]) =>
    [
      ...permissionFaults(snapshot, database, tables),
      ...countFaults(snapshot, database, tables),
      ...twinFaults(snapshot, database),
    ].map((fault) => `${database ?? 'the server'}: ${fault}`),
  );
}

const isIn = (row: RowRecord, version: number) => Number(row['@since'] ?? 0) <= version;

const inScope = (fact: Fact, database: string | undefined) =>
  (fact.kind === 'database' ? undefined : (fact as { database?: string }).database) === database;

function permissionFaults(snapshot: Snapshot, database: string | undefined, tables: Tables): string[] {
  const view = database === undefined ? 'sys.server_permissions' : 'sys.database_permissions';
  const left = new Map<string, number>();
  const add = (key: string, by: number) => left.set(key, (left.get(key) ?? 0) + by);
  for (const row of rowsOf(tables, view)) {
    add(`${Number(row.class ?? (database === undefined ? 100 : 0))} ${String(row.state ?? 'G').trim()}`, 1);
  }
  for (const fact of snapshot.facts) {
    if (fact.kind !== 'permission' || !inScope(fact, database)) continue;
    add(`${SECURABLE_CLASSES[fact.class].number ?? CREDENTIAL_CLASS} ${fact.state}`, -1);
  }
  return [...left]
    .filter(([, count]) => count !== 0)
    .map(([key, count]) => `${count} permission rows of ${key} more than facts`);
}

/** The class that stands for CREDENTIAL where a server names one; the generator makes no such rows. */
const CREDENTIAL_CLASS = -1;

/** Tables that hold rights of their own: the facts that each row is one of, and the rules that count what is none. */
const TABLES: readonly (readonly [view: string, kind: Fact['kind'], ...rules: string[]])[] = [
  ['dbo.sysproxies', 'agent-proxy'],
  ['dbo.sysproxysubsystem', 'agent-proxy-subsystem'],
  ['dbo.sysproxylogin', 'agent-proxy-user', 'orphan-proxy-user'],
  ['dbo.sysmail_principalprofile', 'mail-profile-user', 'orphan-mail-user'],
  ['dbo.sysjobs', 'agent-job'],
  ['dbo.sysssispackages', 'ssis-package'],
  ['catalog.explicit_object_permissions', 'ssis-permission', 'permission-of-run', 'orphan-ssis-permission'],
  ['dbo.Roles', 'report-role'],
  ['dbo.Policies', 'report-policy', 'report-policy-of-no-item'],
];

function countFaults(snapshot: Snapshot, database: string | undefined, tables: Tables): string[] {
  const kinds = (...names: readonly Fact['kind'][]) =>
    snapshot.facts.filter((fact) => names.includes(fact.kind) && inScope(fact, database)).length;
  const [principals, members] =
    database === undefined
      ? ['sys.server_principals', 'sys.server_role_members']
      : ['sys.database_principals', 'sys.database_role_members'];
  const made =
    database === undefined ? kinds('login', 'server-role') : kinds('user', 'role', 'application-role');
  const rules = (...names: readonly string[]) => counted(snapshot, database, (rule) => names.includes(rule));
  const faults: string[] = [];
  const same = (what: string, rows: number, facts: number, excluded: number) => {
    if (rows !== facts + excluded)
      faults.push(`${rows} ${what} rows, ${facts} facts and ${excluded} excluded`);
  };
  const rows = (view: string) => rowsOf(tables, view).length;
  const system = rules(
    'fixed-server-role',
    'system-login',
    'fixed-database-role',
    'system-user',
    'system-role',
  );
  same('principal', rows(principals), made, system);
  same('member', rows(members), kinds('role-member'), 0);
  if (database !== undefined) same('schema', rows('sys.schemas'), kinds('schema'), rules('system-schema'));
  for (const [view, kind, ...left] of TABLES) same(view, rows(view), kinds(kind), rules(...left));
  same('role of a report', reportRoles(tables), kinds('report-policy-role'), 0);
  return faults;
}

/** Who has a role on an item that is there: as its document says, or by ids where it has none of that way to sign in. */
function reportRoles(tables: Tables): number {
  const items = rowsOf(tables, 'dbo.Catalog').filter(({ PolicyRoot }) => PolicyRoot === true);
  const system = rowsOf(tables, 'dbo.Policies').filter(({ PolicyFlag }) => PolicyFlag === 1);
  const placed = new Set([...items, ...system].map(({ PolicyID }) => PolicyID));
  const documents = rowsOf(tables, 'dbo.SecData').filter(({ PolicyID }) => placed.has(PolicyID));
  const written = new Set(documents.map(({ PolicyID, AuthType }) => `${PolicyID} ${AuthType}`));
  const ways = new Map(rowsOf(tables, 'dbo.Users').map(({ UserID, AuthType }) => [UserID, AuthType]));
  const byIds = rowsOf(tables, 'dbo.PolicyUserRole').filter(
    ({ PolicyID, UserID }) => placed.has(PolicyID) && !written.has(`${PolicyID} ${ways.get(UserID)}`),
  );
  const inDocuments = documents.map(
    ({ XmlDescription }) => String(XmlDescription).split('<Role>').length - 1,
  );
  return inDocuments.reduce((sum, count) => sum + count, byIds.length);
}

function counted(snapshot: Snapshot, database: string | undefined, has: (rule: string) => boolean): number {
  return snapshot.header.exclusions
    .filter((entry) => entry.database === database && has(entry.rule))
    .reduce((sum, { count }) => sum + count, 0);
}

/** Two facts that say the same would hide that a row is in neither. */
function twinFaults(snapshot: Snapshot, database: string | undefined): string[] {
  const seen = new Set<string>();
  return snapshot.facts.flatMap((fact) => {
    if (!inScope(fact, database)) return [];
    const line = JSON.stringify(fact);
    const isTwin = seen.has(line);
    seen.add(line);
    return isTwin ? [`twice: ${line}`] : [];
  });
}
