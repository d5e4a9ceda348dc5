// A connection after its login: requests run one after another, each with an answer; an attention stops the one that
// runs and is acknowledged in a message of its own (MS-TDS 2.2.1.7, 3.3.5.7).
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine, EngineSession, Faults, LoginAttempt, ServerMessage } from '../contract.ts';
import { Answer, BufferPool } from './answer.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Channel } from './channel.ts';
import { type TextRules, textRules } from './codec.ts';
import type { Outbound } from './outbound.ts';
import { type Message, PACKET, STATUS } from './packet.ts';
import type { Recording } from './recording.ts';
import { type Request, readRequest } from './request.ts';
import { run } from './run.ts';
import { StatementWriter } from './statement-writer.ts';
import { CHANGE, DONE, DONE_BIT, writeBytesChange, writeDone, writeTextChange } from './tokens.ts';

/** What a conversation stands on. */
export interface ConversationParts {
  readonly engine: Engine;
  readonly recording: Recording;
  readonly faults: Faults;
  readonly channel: Channel;
  readonly outbound: Outbound;
  /** Counted from 1. */
  readonly connection: number;
  /** How the client logged in: a connection that is reset logs in the same way again. */
  readonly attempt: LoginAttempt;
  readonly session: EngineSession;
  /** Whether the client knows NBCROW. */
  readonly compress: boolean;
}

const NOTHING = new Uint8Array();
const TRANSACTION = Buffer.of(1, 0, 0, 0, 0, 0, 0, 1);

export class Conversation {
  readonly #parts: ConversationParts;
  readonly #writer = new ByteWriter();
  readonly #pool = new BufferPool();
  readonly #text: TextRules;
  readonly #unanswered = new Set<AbortController>();
  #session: EngineSession;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#session = parts.session;
    this.#text = textRules(parts.engine.collation);
  }

  /** Takes a message of the client. */
  receive(message: Message): void {
    if (message.type === PACKET.attention) this.#attention();
    else this.#request(message);
  }

  /** Ends it: the client is gone. */
  close(): void {
    for (const stop of this.#unanswered) stop.abort();
    this.#then(async () => this.#session.close());
  }

  #request(message: Message): void {
    this.#parts.recording.roundTrips += 1;
    if (message.ignored) {
      this.#then(() => this.#sendDone(DONE_BIT.error));
      return;
    }
    const stop = new AbortController();
    this.#unanswered.add(stop);
    this.#then(() => this.#perform(message, stop.signal).finally(() => this.#unanswered.delete(stop)));
  }

  #attention(): void {
    this.#parts.recording.attentions += 1;
    for (const stop of this.#unanswered) stop.abort();
    this.#then(() => this.#sendDone(DONE_BIT.attention));
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#parts.recording.failures.push(error);
      this.#parts.channel.destroy();
    });
  }

  async #sendDone(status: number): Promise<void> {
    const answer = this.#answer();
    writeDone(answer.writer, DONE.batch, status);
    await answer.end();
  }

  async #perform(message: Message, signal: AbortSignal): Promise<void> {
    const { channel, recording, faults } = this.#parts;
    if (channel.closed) return;
    const request = readRequest(message);
    const number = recording.addBatch(this.#recorded(request));
    if (faults.dropOnBatch === number) {
      channel.destroy();
      return;
    }
    if (faults.delayMs !== undefined) await sleep(faults.delayMs, undefined, { signal }).catch(() => {});
    const answer = this.#answer();
    this.#resetIfAsked(message, answer);
    const statements = this.#statements(request);
    const error = faults.errorOnBatch?.batch === number ? faults.errorOnBatch.error : refusal(request);
    if (error !== undefined) statements.message('error', error);
    else await this.#run(request, { answer, statements, signal });
    if (signal.aborted) writeDone(answer.writer, DONE.batch, DONE_BIT.error);
    else statements.finish(() => this.#changeTransaction(request, statements.failed));
    await answer.end();
  }

  #run(
    request: Request,
    parts: { answer: Answer; statements: StatementWriter; signal: AbortSignal },
  ): Promise<void> {
    const { recording } = this.#parts;
    const parameters = request.kind === 'rpc' ? request.parameters : undefined;
    const execute = () => this.#session.execute(request.text, parameters);
    return run(execute, { ...parts, failure: (error) => void recording.failures.push(error) });
  }

  #answer(): Answer {
    return new Answer(this.#writer, this.#parts.outbound, this.#pool);
  }

  #statements(request: Request): StatementWriter {
    return new StatementWriter({
      writer: this.#writer,
      server: this.#parts.engine.serverName,
      text: this.#text,
      compress: this.#parts.compress,
      procedure: request.kind === 'rpc',
    });
  }

  #recorded(request: Request): Parameters<Recording['addBatch']>[0] {
    return {
      connection: this.#parts.connection,
      database: this.#session.database,
      kind: request.kind,
      text:
        request.kind === 'rpc' && request.procedure !== 'sp_executesql' ? request.procedure : request.text,
      parameters: request.kind === 'rpc' ? request.parameters : [],
    };
  }

  /** A pool hands a connection on by asking for a reset: a new login without the login's round trips. */
  #resetIfAsked(message: Message, { writer }: Answer): void {
    if ((message.firstStatus & (STATUS.reset | STATUS.resetKeepTransaction)) === 0) return;
    const from = this.#session.database;
    this.#session.close();
    this.#session = this.#parts.engine.login(this.#parts.attempt);
    writeBytesChange(writer, CHANGE.reset, NOTHING, NOTHING);
    const to = this.#session.database;
    if (to !== from) writeTextChange(writer, CHANGE.database, to, from);
  }

  #changeTransaction(request: Request, failed: boolean): void {
    if (request.kind !== 'transaction' || failed) return;
    const begin = request.change === 'begin';
    const [to, from] = begin ? [TRANSACTION, NOTHING] : [NOTHING, TRANSACTION];
    writeBytesChange(this.#writer, CHANGE[request.change], to, from);
  }
}

function refusal(request: Request): ServerMessage | undefined {
  if (request.kind !== 'rpc' || request.procedure === 'sp_executesql') return undefined;
  const message = `Could not find stored procedure '${request.procedure}'.`;
  return { number: 2812, severity: 16, state: 62, line: 1, message };
}
