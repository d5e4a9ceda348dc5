// The stream that the driver reads and writes instead of a socket. Behind it the connection is encrypted already (or
// plain by the user's word), so that the driver can neither log in too early nor read what came unencrypted; and it
// reads nothing that was not checked: only packets with answers, only as many as there were questions, only tokens
// that are well-formed and within the limits. Columns and rows go past the driver, to who asked for them.
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { LoginMessage } from '../open-error.ts';
import type { Change, Route } from './env-change.ts';
import type { WireLimits } from './limits.ts';
import { PACKET, type Packet, PacketReader, toPacket, toPackets } from './packet.ts';
import type { AnswerListener } from './row-check.ts';
import { TokenCheck } from './token-check.ts';
import { badAnswer } from './wire-error.ts';

/** What is told of a login. */
export interface WireListener {
  /** The server sends the login on to another one. */
  routed(route: Route): void;
  /** The server said no; there may be several. */
  refused(message: LoginMessage): void;
}

/** What a wire is made of. */
export interface WireParts {
  readonly server: string;
  readonly socket: Socket;
  /** The socket, or TLS over it. */
  readonly clear: Socket | TLSSocket;
  /** The answer to the driver's PRELOGIN, which goes no further. */
  readonly prelogin: Buffer;
  readonly limits: WireLimits;
  readonly listener: WireListener;
}

/** How often the system asks whether the peer is still there, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

export class GuardedWire extends Duplex {
  readonly #parts: WireParts;
  readonly #tokens: TokenCheck;
  readonly #sent = new PacketReader();
  readonly #received = new PacketReader();
  /** Messages that were sent and not answered yet. */
  #questions = 0;
  /** Who takes columns and rows; without one they are checked and dropped. */
  answers: AnswerListener | undefined;
  #isHeld = false;

  constructor(parts: WireParts) {
    super();
    this.#parts = parts;
    this.#tokens = new TokenCheck(parts.server, parts.limits, {
      changed: (change) => this.#changed(change),
      refused: (message) => parts.listener.refused(message),
      columns: (columns) => this.answers?.columns(columns),
      rows: (block) => this.answers?.rows(block),
    });
    const { clear, socket } = parts;
    clear.on('data', (bytes: Buffer) => this.#take(bytes));
    clear.once('end', () => this.push(null));
    clear.on('error', (error) => this.destroy(error));
    // What came before an orderly end is still to be read.
    clear.once('close', () => clear.readableEnded || this.destroy());
    if (clear.destroyed) this.destroy(clear.errored ?? undefined);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setNoDelay(true);
  }

  /** The driver sets it; here it is set from the beginning. */
  setKeepAlive(): this {
    return this;
  }

  /** Holds the server back. */
  hold(): void {
    this.#isHeld = true;
    this.#parts.clear.pause();
  }

  /** Lets it go on. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#parts.clear.resume();
  }

  /** Hands on the whole rows that have come, without waiting for more. */
  flush(): void {
    this.#tokens.flush();
  }

  override _read(): void {
    if (!this.#isHeld) this.#parts.clear.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#sent.add(bytes);
    let isOffer = false;
    for (;;) {
      const packet = this.#sent.next((what) => badAnswer(this.#parts.server, what));
      if (packet === undefined) break;
      if (packet.type === PACKET.prelogin) isOffer = true;
      else this.#asked(packet);
    }
    if (!isOffer) return void this.#parts.clear.write(bytes, done);
    this.push(toPackets(PACKET.answer, this.#parts.prelogin));
    done();
  }

  override _final(done: () => void): void {
    this.#parts.clear.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#parts.clear.destroy();
    this.#parts.socket.destroy();
    done(error);
  }

  #asked({ type, last }: Packet): void {
    if (!last) return;
    this.#questions += 1;
    const isLogin = type === PACKET.login7 || type === PACKET.sspi || type === PACKET.federatedToken;
    // An attention stops what is being answered, and does not change how that is read.
    if (type !== PACKET.attention) this.#tokens.expect(isLogin ? 'login' : 'answer');
  }

  #take(bytes: Buffer): void {
    try {
      this.#check(bytes);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  #check(bytes: Buffer): void {
    const { server, clear } = this.#parts;
    const refuse = (what: string) => badAnswer(server, what);
    this.#received.add(bytes);
    for (;;) {
      const packet = this.#received.next(refuse);
      if (packet === undefined) return;
      const { type, last, payload } = packet;
      if (type !== PACKET.answer) throw refuse(`a packet has the type ${type}, which is no answer`);
      if (this.#questions === 0) throw refuse('an answer came that nobody asked for');
      const passed = this.#tokens.feed(payload, last);
      if (last) this.#questions -= 1;
      if (!last && passed.length === 0) continue;
      if (!this.push(toPacket(type, last, passed))) clear.pause();
    }
  }

  #changed(change: Change): void {
    const { clear, listener } = this.#parts;
    if (change.change === 'route') listener.routed(change.route);
    // A packet in a record of its own, as far as records go: some servers want it so.
    if (change.change === 'packet-size' && clear instanceof TLSSocket) clear.setMaxSendFragment(change.bytes);
  }
}
