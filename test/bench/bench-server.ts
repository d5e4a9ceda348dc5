// The measured server, in a process of its own: a generated environment in memory behind real TDS.
//   node --import tsx test/bench/bench-server.ts permissions <how many>
//   node --import tsx test/bench/bench-server.ts databases <how many>
//   node --import tsx test/bench/bench-server.ts objects <how many>
// It sends its address to the parent, and the batches it was sent since the last time whenever the parent asks.
import { sentBy } from '../capture/test-server.ts';
import { generateEnvironment } from '../generate/build-environment.ts';
import { definitionRows } from '../generate/definition-rows.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import type { EnvironmentSize } from '../generate/environment-plan.ts';
import { type EngineTables, engineFromTables } from '../server/engine/engine-from-tables.ts';
import { startServer } from '../server/start.ts';
import { databasesSizeOf, definitionSizeOf, sizeOf } from './size.ts';

/** A batch that a client sent. */
export interface AskedBatch {
  /** Which connection it came over. */
  readonly connection: number;
  readonly database: string;
  readonly text: string;
}

/** Where the server is, and who may log in. */
export interface BenchAddress {
  readonly port: number;
  readonly caFile: string;
  readonly user: string;
  readonly password: string;
}

/** What a server can be made of, by a count. */
const MADE = {
  permissions: (count: number) => ofEnvironment(sizeOf(count)),
  databases: (count: number) => ofEnvironment(databasesSizeOf(count)),
  objects: ofObjects,
} as const;

/** What the count of a measured server counts. */
export type Counted = keyof typeof MADE;

const [, , what, count] = process.argv;
const { tables, password } = MADE[what as Counted](Number(count));
const server = await startServer({ engine: engineFromTables(tables) });
const user = 'sa';
process.send?.({ port: server.port, caFile: server.caFile, user, password } satisfies BenchAddress);

function ofEnvironment(size: EnvironmentSize): { readonly tables: EngineTables; readonly password: string } {
  const environment = generateEnvironment(size);
  return { tables: engineTablesOf(environment), password: environment.server.passwords.sa ?? '' };
}

function ofObjects(objects: number): { readonly tables: EngineTables; readonly password: string } {
  const database = definitionRows(definitionSizeOf(objects));
  return { tables: { version: 2022, databases: { ServiceManager: database } }, password: 'sa' };
}

process.on('message', () => {
  const batches = sentBy(server).map(({ connection, database, text }) => ({ connection, database, text }));
  server.reset();
  process.send?.(batches satisfies AskedBatch[]);
});
process.on('disconnect', () => process.exit());
