// One client until it is logged in: PRELOGIN, TLS, LOGIN7, perhaps a reply to a challenge. Then its messages go to a
// conversation. Whatever breaks the protocol closes the connection.
import type { Socket } from 'node:net';
import { type Engine, EngineError, type Faults, type LoginAttempt } from '../contract.ts';
import { Answer, BufferPool } from './answer.ts';
import { ByteWriter } from './byte-writer.ts';
import type { SecureContexts } from './certificates.ts';
import { Channel } from './channel.ts';
import { Conversation } from './conversation.ts';
import { beginLogin, continueLogin, type LoginStep, openSession, writeWelcome } from './login.ts';
import { type Login7, readLogin7 } from './login7.ts';
import { Outbound } from './outbound.ts';
import {
  DEFAULT_PACKET_SIZE,
  type Message,
  MessageAssembler,
  PACKET,
  type Packet,
  PacketCutter,
} from './packet.ts';
import { answerPrelogin, type Encryption, type PreloginOutcome } from './prelogin.ts';
import type { Recording } from './recording.ts';
import { DONE, DONE_BIT, writeDone, writeMessage } from './tokens.ts';

/** What all connections of a server share. */
export interface Shared {
  readonly engine: Engine;
  readonly encryption: Encryption;
  readonly contexts: SecureContexts;
  readonly recording: Recording;
  readonly faults: Faults;
}

const TDS_7_2 = 0x72090002;
const TDS_7_3B = 0x730b0003;
const TDS_7_4 = 0x74000004;
const TDS_8_0 = 0x08000000;
/** Message types that each step of a login takes; a client may leave PRELOGIN out. */
const FITTING = {
  prelogin: [PACKET.prelogin, PACKET.login7] as readonly number[],
  login: [PACKET.login7] as readonly number[],
  sspi: [PACKET.sspi] as readonly number[],
  'federated-token': [PACKET.federatedToken] as readonly number[],
};
const FIRST_SPID = 50;
const SIZES = { least: 512, most: 32_767, mostSecured: 16_383 } as const;

export class Connection {
  readonly #shared: Shared;
  readonly #number: number;
  readonly #channel: Channel;
  readonly #outbound: Outbound;
  readonly #cutter = new PacketCutter();
  readonly #assembler = new MessageAssembler();
  #expects: keyof typeof FITTING | 'request' | 'nothing' = 'prelogin';
  #tls: PreloginOutcome['tls'] = 'none';
  #login7: Login7 | undefined;
  #conversation: Conversation | undefined;

  constructor(socket: Socket, number: number, shared: Shared) {
    this.#shared = shared;
    this.#number = number;
    this.#channel = new Channel(socket, shared.contexts, {
      bytes: (bytes) => this.#bytes(bytes),
      closed: () => this.#conversation?.close(),
    });
    this.#outbound = new Outbound(this.#channel, shared.faults, FIRST_SPID + number);
  }

  get whenClosed(): Promise<void> {
    return this.#channel.whenClosed;
  }

  destroy(): void {
    this.#channel.destroy();
  }

  #bytes(bytes: Buffer): void {
    for (let packet = this.#cutter.next(bytes); packet !== undefined; packet = this.#cutter.next()) {
      this.#record(packet);
      const message = this.#assembler.add(packet);
      if (message !== undefined) this.#message(message);
    }
  }

  #record({ type, bytes }: Packet): void {
    const { recording } = this.#shared;
    recording.packets.push({ connection: this.#number, bytes });
    if (type === PACKET.login7 && !this.#channel.secured) recording.clearTextLogin = true;
  }

  #message(message: Message): void {
    const expects = this.#expects;
    if (expects === 'request') this.#conversation?.receive(message);
    if (expects === 'request' || expects === 'nothing') return;
    this.#expects = 'nothing';
    const fits = FITTING[expects].includes(message.type);
    if (!fits) this.destroy();
    else if (message.type === PACKET.prelogin) this.#prelogin(message);
    else if (message.type === PACKET.login7) this.#login(message);
    else if (expects === 'sspi' || expects === 'federated-token') this.#reply(message, expects);
  }

  #prelogin(message: Message): void {
    const { engine, encryption } = this.#shared;
    const secured = this.#channel.strict;
    if (encryption === 'strict' && !secured) {
      this.destroy();
      return;
    }
    const { answer, tls } = answerPrelogin(message.payload, { engine, encryption, secured });
    this.#tls = tls;
    this.#expects = 'login';
    this.#send((writer) => writer.raw(answer));
    if (tls !== 'none') this.#channel.startInBandTls();
  }

  #login(message: Message): void {
    const { encryption, engine } = this.#shared;
    if ((encryption === 'required' || encryption === 'strict') && !this.#channel.secured) {
      this.destroy();
      return;
    }
    const login7 = readLogin7(message.payload);
    this.#login7 = login7;
    if (this.#tls === 'login') this.#channel.stopTls();
    this.#guarded(() => {
      const step = beginLogin(login7, engine);
      if ('attempt' in step) this.#open(login7, step.attempt);
      else this.#ask(step);
    });
  }

  #ask(step: Extract<LoginStep, { ask: unknown }>): void {
    this.#expects = step.reply;
    this.#send(step.ask);
  }

  #reply(message: Message, kind: 'sspi' | 'federated-token'): void {
    const login7 = this.#login7;
    if (login7 !== undefined)
      this.#guarded(() => this.#open(login7, continueLogin(login7, message.payload, kind)));
  }

  #open(login7: Login7, attempt: LoginAttempt): void {
    const { engine, recording, faults } = this.#shared;
    const { password: _, ...seen } = attempt;
    recording.logins.push(seen);
    if (login7.tdsVersion !== TDS_8_0 && login7.tdsVersion < TDS_7_2) throw tooOld();
    const session = openSession(engine, attempt, takeTransient(faults));
    const packetSize = this.#packetSize(login7.packetSize);
    const tdsVersion = this.#channel.strict ? login7.tdsVersion : Math.min(login7.tdsVersion, TDS_7_4);
    this.#send((writer) => {
      writeWelcome(writer, { engine, login7, database: session.database, tdsVersion, packetSize });
      writeDone(writer, DONE.batch, 0);
    });
    this.#outbound.packetSize = packetSize;
    this.#outbound.counting = true;
    this.#conversation = new Conversation({
      engine,
      recording,
      faults,
      channel: this.#channel,
      outbound: this.#outbound,
      connection: this.#number,
      attempt,
      session,
      compress: tdsVersion === TDS_8_0 || tdsVersion >= TDS_7_3B,
    });
    this.#expects = 'request';
  }

  /** A login that fails is told why, then shut out. */
  #guarded(login: () => void): void {
    try {
      login();
    } catch (error) {
      if (!(error instanceof EngineError)) this.#shared.recording.failures.push(error);
      const detail = error instanceof EngineError ? error.detail : failed(error);
      this.#send((writer) => {
        writeMessage(writer, 'error', { ...detail, server: this.#shared.engine.serverName });
        writeDone(writer, DONE.batch, DONE_BIT.error);
      });
      this.#expects = 'nothing';
      this.#channel.end();
    }
  }

  #send(write: (writer: ByteWriter) => void): void {
    const answer = new Answer(new ByteWriter(1024), this.#outbound, new BufferPool());
    write(answer.writer);
    void answer.end();
  }

  #packetSize(asked: number): number {
    const most = this.#channel.secured ? SIZES.mostSecured : SIZES.most;
    return Math.min(Math.max(asked === 0 ? DEFAULT_PACKET_SIZE : asked, SIZES.least), most);
  }
}

function takeTransient(faults: Faults): boolean {
  if (faults.transientLogins === undefined || faults.transientLogins <= 0) return false;
  faults.transientLogins -= 1;
  return true;
}

function tooOld(): EngineError {
  return new EngineError({ number: 17835, severity: 20, message: 'The test server needs TDS 7.2 or later.' });
}

function failed(error: unknown): EngineError['detail'] {
  const message = `The test server failed: ${error instanceof Error ? error.stack : String(error)}`;
  return { number: 50000, severity: 20, state: 1, line: 1, message };
}
