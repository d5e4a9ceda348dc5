// An environment in memory as the engine of the test server takes one.
import type { EngineTables, TableRows } from '../server/engine/engine-from-tables.ts';
import type { Environment, Tables } from './environment.ts';

/** What `engineFromTables` takes. The rows are the environment's own; the engine completes copies of them. */
export function engineTablesOf({ server, serverTables, databases }: Environment): EngineTables {
  return {
    ...server,
    server: rowsByView(serverTables),
    databases: Object.fromEntries([...databases].map(([name, tables]) => [name, rowsByView(tables)])),
  };
}

const rowsByView = (tables: Tables): TableRows => Object.fromEntries(tables);
