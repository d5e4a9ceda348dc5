// Wrong answers at every step of a conversation: whatever a server sends, opening and asking end in an error of that
// server or in an answer, within the limits, without the password, and nothing escapes to the process.
import { inspect } from 'node:util';
import type { Driver } from '../../src/connect/driver.ts';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { RegrantError } from '../../src/model/errors.ts';
import * as wire from './answers.ts';
import { type Attack, type HostileServer, startHostile } from './hostile-server.ts';
import { chanceFrom, mutate } from './mutate.ts';

/** Conversations at the same time: each may have a thread of its own. */
const AT_ONCE = 4;
/** Limits of a conversation, and what it may take beyond them on a busy machine; milliseconds. */
const LIMIT_MS = 300;
const GRACE_MS = 60_000;
const PASSWORD = 'Sesame-open-1';
/** One in so many is encrypted: the handshake is the slow part. */
const ENCRYPTED = 20;

/** How it went. */
export interface Fuzzed {
  readonly messages: number;
  /** By the code of the error, and `none`. */
  readonly ends: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

/** Talks to `count` hostile servers' worth of answers; `openDriver` makes the driver under test. */
export async function fuzzWire(
  count: number,
  seed: number,
  openDriver: (target: ServerTarget) => Driver,
): Promise<Fuzzed> {
  const failures: string[] = [];
  const ends: Record<string, number> = {};
  const stray = (error: unknown): void => void failures.push(`escaped: ${inspect(error)}`);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, stray);
  const servers = await Promise.all([true, false].map((isPlain) => serve(seed, isPlain)));
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const run = next++;
      const server = servers[run % ENCRYPTED === 0 ? 1 : 0] as HostileServer;
      const { end, failure } = await talk(openDriver(targetOf(server, run % ENCRYPTED !== 0)));
      ends[end] = (ends[end] ?? 0) + 1;
      if (failure !== undefined) failures.push(`run ${run}, seed ${seed}: ${failure}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const server of servers) server.close();
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.off(event, stray);
  return { messages: count, ends, failures };
}

function serve(seed: number, isPlain: boolean): Promise<HostileServer> {
  return startHostile((connection) =>
    wrongAt(chanceFrom(seed * 7919 + connection * 2 + Number(isPlain)), isPlain),
  );
}

/** A conversation that goes wrong at one step: PRELOGIN, the login, the driver's own settings, the answer. */
function wrongAt(chance: () => number, isPlain: boolean): Attack {
  const step = Math.floor(chance() * 10);
  const say = (payload: Buffer, isWrong: boolean): Buffer => {
    if (!isWrong) return wire.packets(payload);
    const inPackets = chance() < 0.2;
    return inPackets ? mutate(wire.packets(payload), chance) : wire.packets(mutate(payload, chance));
  };
  const steps = [wire.welcome(), wire.done(), wire.everything()];
  const wrong = step === 0 ? -1 : step < 4 ? 0 : step < 5 ? 1 : 2;
  const attack: Attack = {
    tls: isPlain ? 'none' : 'in-band',
    message(send, number) {
      const answer = say(steps[number] ?? wire.done(), number === wrong);
      send.raw(answer);
      // What is cut off would only wait for the limit.
      if (number === wrong) setTimeout(() => send.end(), 20);
    },
  };
  if (wrong >= 0) return attack;
  return {
    ...attack,
    prelogin(send) {
      send.raw(say(wire.preloginAnswer(isPlain ? 2 : 1), true));
      setTimeout(() => send.end(), 20);
    },
  };
}

function targetOf(server: HostileServer, isPlain: boolean): ServerTarget {
  return {
    address: { host: 'localhost', port: server.port },
    authentication: { type: 'sql', user: 'capture', password: PASSWORD },
    encryption: isPlain ? 'plain' : 'mandatory',
    caFile: server.caFile,
    connectTimeoutMs: LIMIT_MS * 5,
    retry: { attempts: 1 },
  };
}

async function talk(driver: Driver): Promise<{ readonly end: string; readonly failure?: string }> {
  const began = performance.now();
  const error = await ask(driver).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const took = performance.now() - began;
  if (took > LIMIT_MS * 6 + GRACE_MS) return { end: 'late', failure: `no end within ${Math.round(took)} ms` };
  if (error === undefined) return { end: 'none' };
  if (!(error instanceof RegrantError)) return { end: 'other', failure: inspect(error) };
  const shown = inspect(error, { depth: 9, showHidden: true });
  if (shown.includes(PASSWORD)) return { end: error.code, failure: `the password is in ${shown}` };
  if (error.code === 'internal') return { end: error.code, failure: shown };
  return { end: error.code };
}

async function ask(driver: Driver): Promise<void> {
  const session = await driver.open();
  try {
    for await (const { rows } of session.run('SELECT 1', { timeoutMs: LIMIT_MS }))
      for await (const _ of rows);
  } finally {
    await session.close();
  }
}
