// Engines from rows in memory: for generated environments and property tests. Cheap to make: nothing is read twice,
// and a table exists only once it is asked for.
import { CatalogEngine } from './catalog-engine.ts';
import type { ServerSettings, ViewRows } from './fixture/read-environment.ts';
import { checkSettings } from './fixture/read-environment.ts';
import { plainRow } from './fixture/read-rows.ts';
import type { RowRecord } from './store/table.ts';

/** Rows by view name; columns left out are derived as in files. */
export type TableRows = Readonly<Record<string, readonly RowRecord[]>>;

/** A server in memory. System rows come with every server, as for one in files. */
export interface EngineTables extends Partial<ServerSettings> {
  readonly server?: TableRows;
  /** By database name. A database without a row in sys.databases gets one. */
  readonly databases?: Readonly<Record<string, TableRows>>;
}

/** First database_id behind the system databases. */
const FIRST_DATABASE = 5;
const SYSTEM: ReadonlySet<string> = new Set(['master', 'tempdb', 'model', 'msdb']);

/** Makes an engine. A login `sa` with the password `sa` is accepted unless `passwords` says otherwise. */
export function engineFromTables(tables: EngineTables): CatalogEngine {
  const { server = {}, databases = {}, ...settings } = tables;
  const rows = new Map(Object.entries(server).map(([view, records]) => [view, records.map(plainRow)]));
  const given = server['sys.databases'] ?? [];
  const known = new Set(given.map((row) => row.name));
  let id = Math.max(FIRST_DATABASE - 1, ...given.map((row) => Number(row.database_id ?? 0)));
  const added = Object.keys(databases)
    .filter((name) => !known.has(name) && !SYSTEM.has(name))
    .map((name) => {
      id += 1;
      return plainRow({ name, database_id: id });
    });
  if (added.length > 0) rows.set('sys.databases', [...(rows.get('sys.databases') ?? []), ...added]);
  return new CatalogEngine({
    settings: checkSettings({ passwords: { sa: 'sa' }, ...settings }, 'engineFromTables'),
    server: rows,
    databases: new Map(Object.entries(databases).map(([name, views]) => [name, viewRows(views)])),
  });
}

function viewRows(views: TableRows): ViewRows {
  return new Map(Object.entries(views).map(([view, records]) => [view, records.map(plainRow)]));
}
