// Writes an environment as the folder of readable files that fixtures/README.md describes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Tables } from './environment.ts';
import { formatTable } from './table-text.ts';

/** Writes one server's folder. Throws for a database whose name cannot be a folder's. */
export function writeEnvironment(environment: Environment, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.json'), `${JSON.stringify(environment.server, null, 2)}\n`);
  writeTables(environment.serverTables, join(folder, 'server'));
  for (const [name, tables] of environment.databases) {
    if (!/^[\w $.-]+$/u.test(name))
      throw new Error(`The database ${JSON.stringify(name)} cannot name a folder.`);
    writeTables(tables, join(folder, 'databases', name));
  }
}

function writeTables(tables: Tables, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [view, rows] of tables) {
    if (rows.length > 0) writeFileSync(join(folder, `${view}.tsv`), formatTable(rows));
  }
}
