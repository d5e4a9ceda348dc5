// The embedded environment as its files say it, for the tests that check them.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Environment, RowRecord } from './environment.ts';
import { rowsOf } from './environment.ts';
import { readEnvironment } from './read-environment.ts';

/** Where the environment is. */
export const FOLDER = fileURLToPath(new URL('../../fixtures/service-manager', import.meta.url));
/** The three servers by the name of their folder. */
export const SERVERS = new Map(
  readdirSync(FOLDER).map((name) => [name, readEnvironment(`${FOLDER}/${name}`)]),
);

/** One of the three. */
export const server = (name: string): Environment => {
  const found = SERVERS.get(name);
  if (found === undefined) throw new Error(`There is no server ${name}.`);
  return found;
};
/** Reads tables of a database: `database('RSDB01', 'msdb')('sys.objects')`. */
export const database = (serverName: string, name: string) => (view: string) =>
  rowsOf(server(serverName).databases.get(name), view);
/** A binary value as text that compares. */
export const hex = (value: unknown): string => Buffer.from(value as Uint8Array).toString('hex');
/** The one row that has a value in a column. */
export const by = (rows: readonly RowRecord[], column: string, value: unknown): RowRecord => {
  const found = rows.filter((row) => row[column] === value);
  const [row] = found;
  if (found.length !== 1 || row === undefined)
    throw new Error(`${found.length} rows have ${column} ${value}.`);
  return row;
};
