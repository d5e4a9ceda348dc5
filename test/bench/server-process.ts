// Starts the measured server in a process of its own, so that its memory and time are not the client's.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AskedBatch, BenchAddress, Counted } from './bench-server.ts';

/** A server that runs. */
export interface BenchServer {
  readonly address: BenchAddress;
  /** The batches that came since the last time this was called, in order of arrival. */
  asked(): Promise<readonly AskedBatch[]>;
  close(): void;
}

/** Starts the server of an environment with so many permissions or databases, or of a database with so many objects. */
export async function startBenchServer(what: Counted, count: number): Promise<BenchServer> {
  const file = fileURLToPath(new URL('bench-server.ts', import.meta.url));
  const child = fork(file, [what, String(count)], { execArgv: ['--import', 'tsx'] });
  const address = (await answer(child)) as BenchAddress;
  return {
    address,
    async asked() {
      child.send('asked');
      return (await answer(child)) as readonly AskedBatch[];
    },
    close: () => child.disconnect(),
  };
}

/** The child's next message; rejects when it ends without one. */
async function answer(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const end = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`The measured server ended with exit code ${code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: ended.signal }), end]);
    return message;
  } finally {
    ended.abort();
    end.catch(() => undefined);
  }
}
