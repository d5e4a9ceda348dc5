// Runs one request: pulls the engine's events as the socket drains and writes the answer. An attention stops it
// between two rows, wherever the engine is.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError, type EngineEvent, type ServerMessage } from '../contract.ts';
import type { Answer } from './answer.ts';
import type { StatementWriter } from './statement-writer.ts';

/** Longest the event loop is kept from seeing an attention, in milliseconds. */
const TURN_MS = 15;

type Events = Iterable<EngineEvent> | AsyncIterable<EngineEvent>;
type Pull = Iterator<EngineEvent> | AsyncIterator<EngineEvent>;

/** What a run writes to, and what stops it. */
export interface RunParts {
  readonly answer: Answer;
  readonly statements: StatementWriter;
  readonly signal: AbortSignal;
  /** Told of errors that are the test server's own. */
  readonly failure: (error: unknown) => void;
}

/** Writes what the engine answers, until its end or the signal; an error it throws becomes an ERROR token. */
export async function run(execute: () => Events, parts: RunParts): Promise<void> {
  try {
    await pull(execute(), parts);
  } catch (error) {
    parts.statements.message('error', explain(error, parts));
  }
}

async function pull(events: Events, parts: RunParts): Promise<void> {
  const iterator: Pull =
    Symbol.asyncIterator in events ? events[Symbol.asyncIterator]() : events[Symbol.iterator]();
  const turn = new Turn();
  const stopped = aborted(parts.signal);
  let ended = false;
  try {
    while (!parts.signal.aborted) {
      await turn.breathe();
      const next = iterator.next();
      const result = next instanceof Promise ? await Promise.race([next, stopped]) : next;
      ended = result?.done === true;
      if (result === undefined || result.done === true) return;
      await write(result.value, parts, turn);
    }
  } finally {
    if (!ended) void close(iterator, parts);
  }
}

async function write(
  event: EngineEvent,
  { answer, statements, signal }: RunParts,
  turn: Turn,
): Promise<void> {
  if (event.event !== 'rows') {
    statements.write(event);
    if (answer.full) await answer.flush();
    return;
  }
  for (const row of event.rows) {
    statements.row(row);
    if (!answer.full) continue;
    await answer.flush();
    await turn.breathe();
    if (signal.aborted) return;
  }
}

/** Lets the engine clean up; one that never ends is not waited for. */
async function close(iterator: Pull, parts: RunParts): Promise<void> {
  try {
    await iterator.return?.();
  } catch (error) {
    parts.failure(error);
  }
}

function explain(error: unknown, parts: RunParts): ServerMessage {
  if (error instanceof EngineError) return error.detail;
  parts.failure(error);
  const message = `The test server's engine failed: ${error instanceof Error ? error.stack : String(error)}`;
  return { number: 50000, severity: 16, state: 1, line: 1, message };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

/** Keeps the event loop turning, so that sockets are read. */
class Turn {
  #started = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.#started < TURN_MS) return;
    await nextTurn();
    this.#started = performance.now();
  }
}
