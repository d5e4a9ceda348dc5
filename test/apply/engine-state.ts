// The whole of a test server's security as one text, for telling whether anything at all was changed.
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';

/** Views that hold what a script changes, of the server and of each database. */
const SERVER_VIEWS = [
  'sys.server_principals',
  'sys.sql_logins',
  'sys.server_permissions',
  'sys.server_role_members',
  'sys.server_principal_credentials',
  'sys.credentials',
  'sys.trusted_assemblies',
  'sys.servers',
  'sys.linked_logins',
  'sys.messages',
  'sys.configurations',
  'sys.databases',
  'sys.endpoints',
  'sys.server_audits',
  'sys.server_file_audits',
  'sys.server_audit_specifications',
  'sys.server_audit_specification_details',
  'sys.server_triggers',
  'sys.server_sql_modules',
  'sys.tcp_endpoints',
  'sys.database_mirroring_endpoints',
  'sys.service_broker_endpoints',
];
const DATABASE_VIEWS = [
  'sys.database_principals',
  'sys.database_permissions',
  'sys.database_role_members',
  'sys.schemas',
  'sys.objects',
  'sys.assemblies',
  'sys.database_audit_specifications',
  'sys.database_audit_specification_details',
];

/** All of it, row by row: what is left out of the facts is compared too. */
export function stateOf(engine: CatalogEngine, { databases }: ServerFixture): string {
  const rows = (view: string, database?: string) => engine.table(view, database).records();
  const server = SERVER_VIEWS.map((view) => [view, rows(view)]);
  const inside = ['master', ...databases.keys()].flatMap((name) =>
    DATABASE_VIEWS.map((view) => [name, view, rows(view, name)]),
  );
  return JSON.stringify([server, inside]);
}
