// TLS over a socket: bare (TDS 8.0), or with its handshake inside PRELOGIN packets (TDS 7.4) and bare from then on.
// Whatever comes bare before the handshake is through, or in a packet of another type, ends the connection; what was
// left in the buffer goes through TLS like all that follows, so that nothing unencrypted is ever read.

import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { defined } from '../../model/defined.ts';
import { PACKET, PacketReader, toPackets } from './packet.ts';
import { badAnswer, overLimit, plainBytes } from './wire-error.ts';

/** How a certificate is checked. */
export interface CertificateRules {
  /** The name that it must carry. */
  readonly name: string;
  /** Take any certificate. */
  readonly trust: boolean;
  /** PEM text of the authorities to trust instead of Node's own. */
  readonly ca: string | undefined;
}

/** What of the server is needed for messages and limits. */
export interface Peer {
  readonly server: string;
  /** Bytes of the server's handshake. */
  readonly most: number;
}

/** TLS from the first byte on. */
export function secureStrictly(socket: Socket, rules: CertificateRules): Promise<TLSSocket> {
  return secured({ ...tlsOptions(rules), socket, ALPNProtocols: ['tds/8.0'] });
}

/** TLS with its handshake in PRELOGIN packets. SQL Server's own has no TLS 1.3 there. */
export async function secureInBand(socket: Socket, rules: CertificateRules, peer: Peer): Promise<TLSSocket> {
  const records = new InBandRecords(socket, peer);
  const broken = new Promise<never>((_, reject) => {
    records.onFailure = reject;
  });
  const tls = secured({ ...tlsOptions(rules), socket: records, maxVersion: 'TLSv1.2' });
  for (const end of [tls, broken]) end.catch(() => {});
  const secure = await Promise.race([tls, broken]);
  records.onFailure = (error) => void secure.destroy(error);
  records.goBare();
  const failure = records.failure ?? secure.errored;
  if (failure !== null) throw failure;
  return secure;
}

function tlsOptions({ name, trust, ca }: CertificateRules): ConnectionOptions {
  const ascii = isIP(name) === 0 ? domainToASCII(name) || name : name;
  return {
    host: ascii,
    servername: isIP(name) === 0 ? ascii : '',
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED does not count.
    rejectUnauthorized: !trust,
    ...defined({ ca }),
  };
}

function secured(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const tls = connect(options);
    const settle = (): void => {
      tls.off('error', onError).off('close', onClose).off('secureConnect', onSecure);
    };
    const onError = (error: Error): void => {
      settle();
      tls.on('error', () => {}).destroy();
      reject(error);
    };
    const onClose = (): void => onError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const onSecure = (): void => {
      settle();
      // Whoever reads it listens in a moment; what happens until then is found in `errored`.
      tls.on('error', () => {});
      resolve(tls);
    };
    tls.once('error', onError).once('close', onClose).once('secureConnect', onSecure);
  });
}

/** TLS records as a stream, inside PRELOGIN packets until `goBare`. */
class InBandRecords extends Duplex {
  readonly #socket: Socket;
  readonly #peer: Peer;
  readonly #packets = new PacketReader();
  /**
   * Told why it broke. It is closed without an error: Node's wrapper around a stream that is no socket would raise
   * that once more, where nobody can listen.
   */
  onFailure: (error: Error) => void = () => {};
  failure: Error | undefined;
  #bare = false;
  #begun = false;
  #received = 0;

  constructor(socket: Socket, peer: Peer) {
    super();
    this.#socket = socket;
    this.#peer = peer;
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.once('end', () => this.push(null));
    socket.once('error', (error) => this.#fail(error));
    socket.once('close', () => socket.readableEnded || this.destroy());
  }

  /** The handshake is through: what is left over and all that comes are records, or an error. */
  goBare(): void {
    this.#bare = true;
    const rest = this.#packets.takeRest();
    if (rest.length > 0) this.#take(rest);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(this.#bare ? bytes : toPackets(PACKET.prelogin, bytes), done);
  }

  /** A flight of the handshake goes in one message. */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done);
  }

  override _final(done: () => void): void {
    this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #take(bytes: Buffer): void {
    try {
      if (this.#bare) this.#give(bytes);
      else this.#unwrap(bytes);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: Error): void {
    this.failure ??= error;
    this.onFailure(error);
    this.destroy();
  }

  #give(bytes: Buffer): void {
    // TLS would refuse it as well, and not say what is wrong.
    if (!this.#begun && !isRecord(bytes)) throw plainBytes(this.#peer.server);
    this.#begun = true;
    if (!this.push(bytes)) this.#socket.pause();
  }

  #unwrap(bytes: Buffer): void {
    const { server, most } = this.#peer;
    this.#received += bytes.length;
    if (this.#received > most) throw overLimit(server, 'handshake', most);
    this.#packets.add(bytes);
    for (;;) {
      const packet = this.#packets.next((what) => badAnswer(server, what));
      if (packet === undefined) return;
      if (packet.type !== PACKET.prelogin) throw plainBytes(server);
      this.push(packet.payload);
    }
  }
}

/** Whether a TLS record may begin so: the types 20 to 23. */
function isRecord(bytes: Buffer): boolean {
  const type = bytes[0] ?? 0;
  return type >= 20 && type <= 23;
}
