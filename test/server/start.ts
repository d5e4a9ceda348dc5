// Starts a test server: real TDS over TCP on loopback, an engine behind it, faults to be set, and a record of all that
// clients did.
import { createServer, type Server } from 'node:net';
import type { Engine, Faults } from './contract.ts';
import { CA_FILE, CERTIFICATE_FILE, readCa, secureContexts } from './tds/certificates.ts';
import { Connection } from './tds/connection.ts';
import type { Encryption } from './tds/prelogin.ts';
import { type RecordedBatch, type RecordedLogin, Recording, type Wire } from './tds/recording.ts';

export type { Encryption, RecordedBatch, RecordedLogin, Wire };

/** How a server is started. */
export interface StartOptions {
  readonly engine: Engine;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /**
   * `on` (default) encrypts for clients that ask and takes TDS 8.0 too; `required` refuses clear text; `off` answers
   * that encryption is not supported; `strict` takes TDS 8.0 only.
   */
  readonly encryption?: Encryption;
  readonly faults?: Faults;
}

/** A server that runs. */
export interface RunningServer {
  readonly engine: Engine;
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The CA certificate that makes the server's one valid for `localhost` and 127.0.0.1: PEM text and file. */
  readonly ca: string;
  readonly caFile: string;
  /** The server's own certificate, for clients that pin it. */
  readonly certificateFile: string;
  /** May be changed while the server runs; batches are counted from the last {@link RunningServer.reset}. */
  readonly faults: Faults;
  /** Logins that were tried, successful or not. */
  readonly logins: readonly RecordedLogin[];
  /** Batches and calls in order of arrival; tedious sends one of its own (SET …) after every login. */
  readonly batches: readonly RecordedBatch[];
  /** Request messages after login; attentions are not among them. */
  readonly roundTrips: number;
  readonly attentions: number;
  /** Errors that are the server's own: what the engine threw beside EngineError, values that do not fit a column. */
  readonly failures: readonly unknown[];
  readonly wire: Wire;
  /** Connections that are open now. */
  readonly connections: number;
  /** Forgets what was recorded and clears the faults. */
  reset(): void;
  /** Stops listening and closes every connection. */
  close(): Promise<void>;
}

/** Starts a server; rejects when the port is taken. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const recording = new Recording();
  const faults: Faults = { ...options.faults };
  const connections = new Set<Connection>();
  const { engine, encryption = 'on' } = options;
  const shared = { engine, encryption, recording, faults, contexts: secureContexts() };
  let count = 0;
  const server = createServer((socket) => {
    const connection = new Connection(socket, ++count, shared);
    connections.add(connection);
    void connection.whenClosed.then(() => connections.delete(connection));
  });
  const port = await listen(server, options.port ?? 0);
  return running({ engine, port, faults, recording, server, connections });
}

interface Parts {
  readonly engine: Engine;
  readonly port: number;
  readonly faults: Faults;
  readonly recording: Recording;
  readonly server: Server;
  readonly connections: ReadonlySet<Connection>;
}

function running({ engine, port, faults, recording, server, connections }: Parts): RunningServer {
  return {
    engine,
    host: '127.0.0.1',
    port,
    ca: readCa(),
    caFile: CA_FILE,
    certificateFile: CERTIFICATE_FILE,
    faults,
    wire: {
      get packets() {
        return recording.packets;
      },
      get clearTextLogin() {
        return recording.clearTextLogin;
      },
    },
    get logins() {
      return recording.logins;
    },
    get batches() {
      return recording.batches;
    },
    get roundTrips() {
      return recording.roundTrips;
    },
    get attentions() {
      return recording.attentions;
    },
    get failures() {
      return recording.failures;
    },
    get connections() {
      return connections.size;
    },
    reset() {
      recording.reset();
      for (const fault of Object.keys(faults) as (keyof Faults)[]) delete faults[fault];
    },
    close: () => close(server, connections),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The test server has no port.'));
    });
  });
}

async function close(server: Server, connections: ReadonlySet<Connection>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const connection of connections) connection.destroy();
  await closed;
}
