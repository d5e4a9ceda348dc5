// Builds an environment from a plan: the server first, then each database with the server's logins.

import { majorOf } from '../../src/model/catalog/version.ts';
import { buildDatabase } from './build-database.ts';
import { buildMsdb } from './build-msdb.ts';
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

const COLLATION = 'SQL_Latin1_General_CP1_CI_AS';
const SYSTEM_DATABASES = ['master', 'tempdb', 'model', 'msdb'];
const SA_SID = Uint8Array.of(1);

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
  const names = new NameRegister(plan.hostile && plan.hostileDatabases, [...SYSTEM_DATABASES, SSISDB]);
  plan.databases.forEach((database, index) => {
    const choices = new Choices(database.item);
    const name = names.draw(choices, `database_${index + 1}`);
    const ownerSid = drawOwner(choices, server.logins);
    const isContained = choices.once(3);
    addRow(server.tables, 'sys.databases', {
      name,
      database_id: SYSTEM_DATABASES.length + 1 + index,
      owner_sid: ownerSid,
      containment: isContained ? 1 : 0,
      is_trustworthy_on: choices.once(4),
      is_db_chaining_on: choices.once(4),
      is_broker_enabled: choices.once(2),
      ...common(plan),
    });
    const { logins } = server;
    const audits = rowsOf(server.tables, 'sys.server_audits').map((row) => String(row.audit_guid));
    databases.set(
      name,
      buildDatabase({ plan: database, server: plan, name, isContained, logins, ownerSid, audits }),
    );
  });
  const msdb = buildMsdb({ plan, serverTables: server.tables, logins: server.logins });
  if (msdb.size > 0) databases.set('msdb', msdb);
  const ssis = buildSsis(plan, server.logins);
  if (ssis.size > 0) {
    const database_id = SYSTEM_DATABASES.length + 1 + plan.databases.length;
    addRow(server.tables, 'sys.databases', { name: SSISDB, database_id, owner_sid: SA_SID, ...common(plan) });
    databases.set(SSISDB, ssis);
  }
  return { server: identityOf(plan, server.passwords), serverTables: server.tables, databases };
}

function drawOwner(choices: Choices, logins: readonly ServerPrincipal[]): Uint8Array {
  const owners = logins.filter(({ type }) => type === 'S' || type === 'U');
  return choices.once(2) && owners.length > 0 ? choices.pick(owners).sid : SA_SID;
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
  };
}
