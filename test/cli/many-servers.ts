// A run of the command over many servers, with one that says nothing and two where nobody listens: what was written,
// and what it took of threads and memory.
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CAPTURER } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { type RunningServer, startServer } from '../server/start.ts';
import { type Ended, runCli } from './run-cli.ts';

const WATCH = fileURLToPath(new URL('watch-process.mjs', import.meta.url));
/** How long a server may take in all, which is what the silent one takes. */
const SECONDS = 15;

/** How a run went. */
export interface ManyRun {
  readonly ended: Ended;
  /** Snapshots that were written. */
  readonly written: readonly string[];
  readonly silent: string;
  readonly dead: readonly string[];
  /** Threads that were started, and how many of them were there at once. */
  readonly threads: { readonly started: number; readonly most: number };
  readonly peakMb: number;
  readonly wallMs: number;
}

/** Captures so many servers, and three more that do not answer. */
export async function captureMany(count: number, parallel: number): Promise<ManyRun> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-many-'));
  const servers: RunningServer[] = [];
  const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  try {
    for (let number = 1; number <= count; number += 1)
      servers.push(await startServer({ engine: new CatalogEngine(smallServer(`SQL${number}`)) }));
    const dead = [await closedPort(), await closedPort()].map((port) => `localhost,${port}`);
    const silentAddress = `127.0.0.1,${(silent.address() as AddressInfo).port}`;
    const addresses = [silentAddress, ...dead, ...servers.map(({ port }) => `localhost,${port}`)];
    return {
      ...(await run(folder, addresses, servers[0]?.caFile ?? '', parallel)),
      silent: silentAddress,
      dead,
    };
  } finally {
    silent.close();
    await Promise.all(servers.map((server) => server.close()));
    await rm(folder, { recursive: true });
  }
}

async function run(
  folder: string,
  addresses: readonly string[],
  caFile: string,
  parallel: number,
): Promise<Omit<ManyRun, 'silent' | 'dead'>> {
  const [out, watched] = [join(folder, 'out'), join(folder, 'watched.json')];
  const servers = addresses.flatMap((address) => ['--server', address]);
  const limits = ['--parallel', `${parallel}`, '--timeout', `${SECONDS}`];
  const more = ['--user', CAPTURER.login, '--ca-file', caFile, '--password-hashes', '--out', out];
  const began = performance.now();
  const ended = await runCli(['capture', ...servers, ...limits, ...more], {
    env: {
      REGRANT_PASSWORD: CAPTURER.password,
      NODE_OPTIONS: `--import ${WATCH}`,
      WATCHED: watched,
    },
  });
  const wallMs = performance.now() - began;
  const seen = JSON.parse(await readFile(watched, 'utf8'));
  return { ended, written: (await readdir(out)).sort(), wallMs, ...seen };
}

/** A port that nobody listens at. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
