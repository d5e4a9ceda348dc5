// Builds an environment from a plan: the server first, then each database with the server's logins.

import { majorOf } from '../../src/model/catalog/version.ts';
import { buildDatabase } from './build-database.ts';
import { buildMsdb } from './build-msdb.ts';
import { buildReports, REPORTS } from './build-reports.ts';
import type { ServerPrincipal } from './build-server.ts';
import { buildServer } from './build-server.ts';
import { buildSsis, SSISDB } from './build-ssis.ts';
import { Choices } from './choices.ts';
import type { Environment, RowRecord, Tables } from './environment.ts';
import { addRow, rowsOf } from './environment.ts';
import type { EnvironmentPlan, EnvironmentSize } from './environment-plan.ts';
import { planEnvironment } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import { changeShippedRows } from './shipped-changes.ts';
import { domainSid, GONE_SID } from './sid.ts';

const COLLATION = 'SQL_Latin1_General_CP1_CI_AS';
const SYSTEM_DATABASES = ['master', 'tempdb', 'model', 'msdb'];
const SA_SID = Uint8Array.of(1);

/** An account that has no login: it is let in as a member of a group. */
const MEMBER = { name: 'CONTOSO\\member', sid: domainSid(700_001) } as const;

/** What is out of the ordinary with a database. */
const ODDITIES = ['none', 'none', 'none', 'owner without login', 'owner gone', 'other dbo', 'cdc'] as const;

/** An environment of a given size: the same seed and size give the same environment, cell by cell. */
export function generateEnvironment(size: EnvironmentSize): Environment {
  return buildEnvironment(planEnvironment(size));
}

/** The environment of a plan. */
export function buildEnvironment(plan: EnvironmentPlan): Environment {
  const server = buildServer(plan);
  const databases = new Map<string, Tables>();
  const [first] = plan.databases;
  if (first !== undefined) changeShippedRows(server.master, new Choices(first.item));
  if (server.master.size > 0) databases.set('master', server.master);
  SYSTEM_DATABASES.forEach((name, index) => {
    addRow(server.tables, 'sys.databases', systemDatabase(name, index + 1));
  });
  const names = new NameRegister(plan.hostile && plan.hostileDatabases, [
    ...SYSTEM_DATABASES,
    SSISDB,
    REPORTS,
  ]);
  plan.databases.forEach((database, index) => {
    const choices = new Choices(database.item);
    const name = names.draw(choices, `database_${index + 1}`);
    const drawn = drawOwner(choices, server.logins);
    const isContained = choices.once(3);
    const switches = {
      is_trustworthy_on: choices.once(4),
      is_db_chaining_on: choices.once(4),
      is_broker_enabled: choices.once(2),
    };
    const { logins } = server;
    const { ownerSid, dboSid, hasCdc } = drawOddity(choices, drawn, logins);
    addRow(server.tables, 'sys.databases', {
      name,
      database_id: SYSTEM_DATABASES.length + 1 + index,
      owner_sid: ownerSid,
      containment: isContained ? 1 : 0,
      ...switches,
      is_cdc_enabled: hasCdc,
      ...common(plan),
    });
    const audits = rowsOf(server.tables, 'sys.server_audits').map((row) => String(row.audit_guid));
    databases.set(
      name,
      buildDatabase({
        plan: database,
        server: plan,
        name,
        isContained,
        hasCdc,
        logins,
        ownerSid,
        dboSid,
        audits,
      }),
    );
  });
  const msdb = buildMsdb({ plan, serverTables: server.tables, logins: server.logins });
  if (msdb.size > 0) databases.set('msdb', msdb);
  const applications = [
    [SSISDB, buildSsis(plan, server.logins)],
    [REPORTS, buildReports(plan, server.logins)],
  ] as const;
  applications.forEach(([name, tables], index) => {
    if (tables.size === 0) return;
    const database_id = SYSTEM_DATABASES.length + 1 + plan.databases.length + index;
    addRow(server.tables, 'sys.databases', { name, database_id, owner_sid: SA_SID, ...common(plan) });
    databases.set(name, tables);
  });
  return { server: identityOf(plan, server.passwords), serverTables: server.tables, databases };
}

function drawOwner(choices: Choices, logins: readonly ServerPrincipal[]): Uint8Array {
  const owners = logins.filter(({ type }) => type === 'S' || type === 'U');
  return choices.once(2) && owners.length > 0 ? choices.pick(owners).sid : SA_SID;
}

interface Oddity {
  readonly ownerSid: Uint8Array;
  /** Of dbo, where it is another than the owner's. */
  readonly dboSid: Uint8Array | undefined;
  readonly hasCdc: boolean;
}

function drawOddity(choices: Choices, drawn: Uint8Array, logins: readonly ServerPrincipal[]): Oddity {
  const oddity = choices.pick(ODDITIES);
  const ownerSid = oddity === 'owner without login' ? MEMBER.sid : oddity === 'owner gone' ? GONE_SID : drawn;
  const others = [
    GONE_SID,
    SA_SID,
    ...logins.filter(({ type }) => 'SU'.includes(type)).map(({ sid }) => sid),
  ];
  const other = choices.pick(others.filter((sid) => sid !== ownerSid));
  return { ownerSid, dboSid: oddity === 'other dbo' ? other : undefined, hasCdc: oddity === 'cdc' };
}

const common = ({ version }: { readonly version: EnvironmentPlan['version'] }): RowRecord => ({
  compatibility_level: majorOf(version) * 10,
  collation_name: COLLATION,
  recovery_model: 3,
});

function systemDatabase(name: string, id: number): RowRecord {
  return {
    name,
    database_id: id,
    owner_sid: SA_SID,
    containment: 0,
    is_trustworthy_on: name === 'msdb',
    is_db_chaining_on: name !== 'model',
    is_broker_enabled: name === 'msdb' || name === 'tempdb',
    collation_name: COLLATION,
  };
}

function identityOf(
  plan: EnvironmentPlan,
  passwords: Readonly<Record<string, string>>,
): Environment['server'] {
  return {
    name: plan.name,
    machineName: plan.name,
    instanceName: null,
    version: plan.version,
    productVersion: `${majorOf(plan.version)}.0.1000.1`,
    edition: 'Developer Edition (64-bit)',
    engineEdition: 3,
    collation: COLLATION,
    passwords,
    windowsAccounts: { [MEMBER.name]: `0x${Buffer.from(MEMBER.sid).toString('hex').toUpperCase()}` },
  };
}
