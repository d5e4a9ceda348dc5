// Every application whose tables a capture reads where a database has them.
import type { RunOptions, Session } from '../../connect/driver.ts';
import type { DatabaseScope } from '../scope.ts';
import type { Application } from './application.ts';
import { APPLICATION_NAMES, type ApplicationName } from './application-name.ts';
import { REPORT_SERVER } from './report-server.ts';
import { SERVICE_MANAGER } from './service-manager.ts';
import { SSIS_CATALOG } from './ssis-catalog.ts';

/** The applications by their names. */
export const APPLICATIONS: Readonly<Record<ApplicationName, Application>> = {
  report_server: REPORT_SERVER,
  service_manager: SERVICE_MANAGER,
  ssis_catalog: SSIS_CATALOG,
};

/** Reads the tables of the applications that the database is of; tells of those that the login may not read. */
export async function readApplications(
  session: Session,
  scope: DatabaseScope,
  options: RunOptions,
  onRows: (rows: number) => void,
): Promise<void> {
  for (const name of APPLICATION_NAMES) {
    const { mayRead } = scope.applications.get(name) ?? {};
    if (mayRead === true) await APPLICATIONS[name].read(session, scope, options, onRows);
    else if (mayRead === false) reportHidden(APPLICATIONS[name], scope);
  }
}

function reportHidden({ what, tables }: Application, { ledger, server }: DatabaseScope): void {
  const names = tables.map(([table]) => table).join(', ');
  ledger.omit(
    'application-tables-hidden',
    `${server.probe.login} may not read ${names}: the ${what} were not captured.`,
    'Grant the login SELECT on these tables of the database, or capture as sysadmin.',
  );
}
