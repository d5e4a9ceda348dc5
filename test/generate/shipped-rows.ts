// An environment's tables with the rows that every server has: what ids may refer to.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { catalogViews } from '../server/engine/catalog/catalog.ts';
import { ROW_KEYS } from '../server/engine/store/row-keys.ts';
import { systemRows } from '../server/engine/store/system-rows.ts';
import type { RowRecord, Tables } from './environment.ts';
import { keyText } from './row-key.ts';

const NEWEST = SQL_VERSIONS.at(-1) ?? 2025;
const shipped = new Map<string, ReadonlyMap<string, readonly RowRecord[]>>();

/** The tables of a database (undefined: of the server), shipped rows first; a row with the key of one replaces it. */
export function withShippedRows(tables: Tables, database: string | undefined): Tables {
  const all: Tables = new Map(tables);
  for (const [view, rows] of shippedTables(database)) {
    const own = tables.get(view) ?? [];
    const columns = ROW_KEYS[view] ?? [];
    const keyOf = (row: RowRecord) => columns.map((column) => keyText(row[column])).join('/');
    const replaced = new Set(own.map(keyOf));
    const others = rows.filter((row) => columns.length === 0 || !replaced.has(keyOf(row)));
    all.set(view, [...others, ...own.filter((row) => row['@absent'] !== 1)]);
  }
  return all;
}

const SYSTEM_DATABASES = ['master', 'model', 'msdb', 'tempdb'];

// Read once for each system database and once for all others.
function shippedTables(database: string | undefined): ReadonlyMap<string, readonly RowRecord[]> {
  const kind = database === undefined || SYSTEM_DATABASES.includes(database) ? database : 'user';
  let tables = shipped.get(String(kind));
  if (tables === undefined) {
    tables = new Map(
      [...catalogViews().keys()].map((view) => [
        view,
        systemRows(view, kind, NEWEST).map(({ record, since }) => gated(record, since)),
      ]),
    );
    shipped.set(String(kind), tables);
  }
  return tables;
}

function gated(record: Readonly<Record<string, unknown>>, since: SqlVersion): RowRecord {
  const row = record as RowRecord;
  return since === SQL_VERSIONS[0] ? row : { ...row, '@since': since };
}
