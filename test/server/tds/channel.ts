// The bytes of one connection, with or without TLS. In-band TLS (MS-TDS 2.2.6.5) starts inside 0x12 packets and goes
// on bare; strict TLS (TDS 8.0) is there from the first byte. Whoever reads and writes here sees clear bytes only.
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { SecureContexts } from './certificates.ts';
import { DEFAULT_PACKET_SIZE, HEADER_LENGTH, PACKET, PacketCutter, writeHeader } from './packet.ts';
import { ServerFlight } from './server-flight.ts';
import { bridgeTls, type TlsBridge } from './tls-bridge.ts';

/** What a channel tells its owner. */
export interface ChannelListener {
  bytes(bytes: Buffer): void;
  closed(): void;
}

const TLS_HANDSHAKE_RECORD = 0x16;

export class Channel {
  readonly #socket: Socket;
  readonly #contexts: SecureContexts;
  readonly #listener: ChannelListener;
  #receive: (bytes: Buffer) => void;
  #bridge: TlsBridge | undefined;
  #started = false;
  #strict = false;
  #closed = false;
  #resolveClosed: () => void = () => {};
  readonly whenClosed: Promise<void>;

  constructor(socket: Socket, contexts: SecureContexts, listener: ChannelListener) {
    this.#socket = socket;
    this.#contexts = contexts;
    this.#listener = listener;
    this.#receive = (bytes) => listener.bytes(bytes);
    this.whenClosed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#received(bytes));
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.#close());
  }

  /** Whether what is written and read now is encrypted on the wire. */
  get secured(): boolean {
    return this.#bridge !== undefined;
  }

  /** Whether TLS came before the first packet. */
  get strict(): boolean {
    return this.#strict;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Expects the client's handshake in 0x12 packets; what follows is encrypted. */
  startInBandTls(): void {
    const flight = new ServerFlight();
    let inBand = true;
    const bridge = this.#openBridge((bytes, done) => {
      if (!inBand) return void this.#socket.write(bytes, () => done());
      flight.add(bytes);
      if (flight.complete) {
        inBand = !flight.last;
        for (const packet of wrapped(flight.take())) this.#socket.write(packet);
      }
      done();
    });
    const cutter = new PacketCutter();
    this.#receive = (bytes) => {
      if (!inBand) return bridge.feed(bytes);
      for (let packet = cutter.next(bytes); packet !== undefined; packet = cutter.next()) {
        bridge.feed(packet.bytes.subarray(HEADER_LENGTH));
      }
    };
  }

  /** Goes back to clear text: a connection that encrypts its LOGIN7 only. */
  stopTls(): void {
    this.#bridge?.abandon();
    this.#bridge = undefined;
    this.#receive = (bytes) => this.#listener.bytes(bytes);
  }

  /** Sends bytes; `sent` says that they may be used again. Resolves when more may be sent, or never will be. */
  write(bytes: Buffer, sent?: () => void): Promise<void> | undefined {
    if (this.#closed) return undefined;
    const stream = this.#stream();
    return stream.write(bytes, () => sent?.()) ? undefined : this.#drained(stream);
  }

  /** Sends what was written, then closes. */
  end(): void {
    this.#stream().end();
    setTimeout(() => this.destroy(), 1000).unref();
  }

  /** Closes at once. */
  destroy(): void {
    this.#socket.destroy();
  }

  #stream(): Socket | TLSSocket {
    return this.#bridge?.tls ?? this.#socket;
  }

  #received(bytes: Buffer): void {
    if (!this.#started && bytes[0] === TLS_HANDSHAKE_RECORD) this.#startStrictTls();
    this.#started = true;
    try {
      this.#receive(bytes);
    } catch {
      this.destroy();
    }
  }

  #startStrictTls(): void {
    this.#strict = true;
    const bridge = this.#openBridge((bytes, done) => void this.#socket.write(bytes, () => done()));
    bridge.tls.once('secure', () => {
      if (bridge.tls.alpnProtocol !== 'tds/8.0') this.destroy();
    });
    this.#receive = (bytes) => bridge.feed(bytes);
  }

  #openBridge(send: (bytes: Buffer, done: () => void) => void): TlsBridge {
    const bridge = bridgeTls({
      context: this.#strict ? this.#contexts.strict : this.#contexts.inBand,
      strict: this.#strict,
      send,
      ended: () => this.#socket.end(),
    });
    bridge.tls.on('data', (bytes: Buffer) => this.#decrypted(bytes));
    bridge.tls.on('error', () => this.destroy());
    this.#bridge = bridge;
    return bridge;
  }

  #decrypted(bytes: Buffer): void {
    try {
      this.#listener.bytes(bytes);
    } catch {
      this.destroy();
    }
  }

  #drained(stream: Socket | TLSSocket): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        stream.off('drain', settle);
        this.#socket.off('close', settle);
        resolve();
      };
      stream.on('drain', settle);
      this.#socket.on('close', settle);
    });
  }

  #close(): void {
    this.#closed = true;
    this.#bridge?.abandon();
    this.#resolveClosed();
    this.#listener.closed();
  }
}

/** One message of 0x12 packets around the server's part of a handshake. */
function wrapped(bytes: Buffer): Buffer[] {
  const room = DEFAULT_PACKET_SIZE - HEADER_LENGTH;
  return Array.from({ length: Math.ceil(bytes.length / room) }, (_, index) => {
    const part = bytes.subarray(index * room, (index + 1) * room);
    const packet = Buffer.alloc(HEADER_LENGTH + part.length);
    const last = (index + 1) * room >= bytes.length;
    writeHeader(packet, { type: PACKET.prelogin, last, length: packet.length, spid: 0, number: index });
    part.copy(packet, HEADER_LENGTH);
    return packet;
  });
}
