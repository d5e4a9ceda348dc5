// The measured server, in a process of its own: a generated environment in memory behind real TDS.
//   node --import tsx test/bench/bench-server.ts <permissions>
// It sends its address to the parent, and the batches it was sent since the last time whenever the parent asks.
import { generateEnvironment } from '../generate/build-environment.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { startServer } from '../server/start.ts';
import { sizeOf } from './size.ts';

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

const environment = generateEnvironment(sizeOf(Number(process.argv[2])));
const server = await startServer({ engine: engineFromTables(engineTablesOf(environment)) });
const [user, password] = ['sa', environment.server.passwords.sa ?? ''];
process.send?.({ port: server.port, caFile: server.caFile, user, password } satisfies BenchAddress);

process.on('message', () => {
  // Without the settings that tedious sends after every login.
  const batches = server.batches
    .filter(({ text }) => !/^set textsize/im.test(text))
    .map(({ connection, database, text }) => ({ connection, database, text }));
  server.reset();
  process.send?.(batches satisfies AskedBatch[]);
});
process.on('disconnect', () => process.exit());
