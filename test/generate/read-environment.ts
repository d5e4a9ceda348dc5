// Reads an environment's own files, without the rows that every server has: for checks of the files themselves.
// Rows marked @absent say what a server has not, so they are left out.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../server/contract.ts';
import type { ColumnDefinition, ViewDefinition } from '../server/engine/catalog/catalog.ts';
import { catalogViews } from '../server/engine/catalog/catalog.ts';
import { readFixtureTable } from '../server/engine/fixture/read-table.ts';
import { isBinary, isDate, isInteger } from '../server/engine/sql/sql-type.ts';
import type { Environment, RowRecord, ServerIdentity, Tables } from './environment.ts';
import { unescapeCell } from './table-text.ts';

/** Reads one server's folder. Throws for a view or column that no version has. */
export function readEnvironment(folder: string): Environment {
  const server = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as ServerIdentity;
  const databases = new Map<string, Tables>();
  for (const name of readdirSync(join(folder, 'databases'))) {
    databases.set(decodeURIComponent(name), readTables(join(folder, 'databases', name)));
  }
  return { server, serverTables: readTables(join(folder, 'server')), databases };
}

function readTables(folder: string): Tables {
  const tables: Tables = new Map();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.tsv')) continue;
    const name = file.replace(/\.tsv$/, '');
    const view = catalogViews().get(name);
    if (view === undefined) throw new Error(`${join(folder, file)}: no version has a view ${name}.`);
    tables.set(name, readRows(join(folder, file), view));
  }
  return tables;
}

function readRows(path: string, view: ViewDefinition): RowRecord[] {
  const table = readFixtureTable(path);
  const rows = table.rows.map((cells) =>
    Object.fromEntries(
      table.columns.flatMap((name, index) => {
        const cell = cells[index] ?? '';
        if (name.startsWith('@')) return cell === '' ? [] : [[name, Number(cell)]];
        const column = view.columns.find((candidate) => candidate.name === name);
        if (column === undefined)
          throw new Error(`${path}: no version of ${view.name} has a column ${name}.`);
        return [[name, cellValue(cell, column)]];
      }),
    ),
  );
  return rows.filter((row) => row['@absent'] !== 1);
}

function cellValue(cell: string, { type }: ColumnDefinition): Value {
  if (cell === 'NULL') return null;
  if (type.kind === 'bit') return cell === '1';
  if (isInteger(type) || type.kind === 'sql_variant') return Number(cell);
  if (isBinary(type)) return new Uint8Array(Buffer.from(cell.slice(2), 'hex'));
  if (isDate(type)) return new Date(/Z$/.test(cell) ? cell : `${cell.replace(' ', 'T')}Z`);
  return unescapeCell(cell);
}
