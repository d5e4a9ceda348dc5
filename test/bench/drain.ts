// The bare drain: tedious alone, the same batches over as many connections and as many at a time as a capture has,
// every row thrown away as it comes. What a capture cannot be faster than.
import { readFileSync } from 'node:fs';
import tedious, { type Connection } from 'tedious';
import { inParallel } from '../../src/capture/in-parallel.ts';
import type { AskedBatch, BenchAddress } from './bench-server.ts';

/** Databases a capture reads at the same time when it is not told. */
const PARALLEL = 2;

/** Runs the batches and gives the number of rows: the server's on one connection, then those of the databases. */
export async function drain(address: BenchAddress, batches: readonly AskedBatch[]): Promise<number> {
  const [server, ...databases] = byConnection(batches);
  let rows = await drainOne(address, server ?? []);
  const each = await inParallel(databases, PARALLEL, (list) => drainOne(address, list));
  for (const count of each) rows += count;
  return rows;
}

/** The batches of each connection into each database, in the order of their first. */
export function byConnection(batches: readonly AskedBatch[]): readonly (readonly AskedBatch[])[] {
  const connections = new Map<string, AskedBatch[]>();
  for (const batch of batches) {
    const key = `${batch.connection} ${batch.database}`;
    const list = connections.get(key) ?? [];
    connections.set(key, list);
    list.push(batch);
  }
  return [...connections.values()];
}

async function drainOne(address: BenchAddress, batches: readonly AskedBatch[]): Promise<number> {
  const connection = await connect(address, batches[0]?.database ?? 'master');
  let rows = 0;
  for (const { text } of batches) rows += await run(connection, text);
  connection.close();
  return rows;
}

function connect({ port, caFile, user, password }: BenchAddress, database: string): Promise<Connection> {
  const connection = new tedious.Connection({
    server: 'localhost',
    authentication: { type: 'default', options: { userName: user, password } },
    options: {
      port,
      database,
      encrypt: true,
      requestTimeout: 0,
      cryptoCredentialsDetails: { ca: readFileSync(caFile) },
    },
  });
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}

function run(connection: Connection, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    const request = new tedious.Request(text, (error) => (error ? reject(error) : resolve(rows)));
    request.on('row', () => {
      rows += 1;
    });
    connection.execSqlBatch(request);
  });
}
