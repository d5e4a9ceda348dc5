// Writes an environment as the folder of readable files that fixtures/README.md describes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Tables } from './environment.ts';
import { formatTable } from './table-text.ts';

/** Longest name of a folder that every file system takes, in bytes of its percent-encoded form. */
const LONGEST_FOLDER = 200;

/** Writes one server's folder. Throws for a database whose name is too long for a folder's. */
export function writeEnvironment(environment: Environment, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.json'), `${JSON.stringify(environment.server, null, 2)}\n`);
  writeTables(environment.serverTables, join(folder, 'server'));
  for (const [name, tables] of environment.databases) {
    writeTables(tables, join(folder, 'databases', folderOf(name)));
  }
}

// What a file system may not take is written as %xx.
function folderOf(database: string): string {
  const encoded = encodeURIComponent(database).replace(
    /[*'!~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  const folder = encoded
    .replaceAll('%20', ' ')
    .replace(/^[ .]|[ .]$/g, (sign) => (sign === ' ' ? '%20' : '%2e'));
  if (folder.length > LONGEST_FOLDER)
    throw new Error(`The name of database ${database} is too long for a folder.`);
  return folder;
}

function writeTables(tables: Tables, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [view, rows] of tables) {
    if (rows.length > 0) writeFileSync(join(folder, `${view}.tsv`), formatTable(rows));
  }
}
