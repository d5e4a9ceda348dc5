// The management servers that a database of Service Manager registers, through the view that its own classes have.
// Source: the view of the class Microsoft.SystemCenter.HealthService, which is where set-up registers a management server.

import { askServer } from '../../connect/ask-server.ts';
import type { RunOptions, Select, Session } from '../../connect/driver.ts';
import { ordinal } from '../../model/order.ts';

/** The view, as the facts of a database name it. */
export const MANAGEMENT_SERVERS_VIEW = { schema: 'dbo', name: 'MTV_HealthService' } as const;

const SERVERS: Select = {
  columns: ['name'],
  text: 'SELECT h.PrincipalName AS [name] FROM dbo.MTV_HealthService AS h WHERE h.IsManagementServer = 1',
};

/** Their names, as the database has them, empty for one without. Throws what the session throws. */
export async function readManagementServers(
  session: Session,
  options: RunOptions & { readonly database: string },
): Promise<readonly string[]> {
  const [rows = []] = await askServer(session, [SERVERS], options);
  return rows.map((row) => String(row.name ?? '')).sort(ordinal);
}
