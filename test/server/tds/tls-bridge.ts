// A TLS server that takes and gives its records by function call, so that they can travel inside TDS packets.
import { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';

/** The TLS end of a connection; `feed` takes the client's records. */
export interface TlsBridge {
  readonly tls: TLSSocket;
  feed(bytes: Buffer): void;
  /** Lets go of it without another byte on the wire. */
  abandon(): void;
}

/** What a bridge is made with; `send` calls `done` when the records are on their way. */
export interface BridgeOptions {
  readonly context: SecureContext;
  readonly strict: boolean;
  readonly send: (bytes: Buffer, done: () => void) => void;
  readonly ended: () => void;
}

const ALPN = Buffer.concat([Buffer.of(7), Buffer.from('tds/8.0', 'latin1')]);

export function bridgeTls({ context, strict, send, ended }: BridgeOptions): TlsBridge {
  let abandoned = false;
  const records = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      if (abandoned) done();
      else send(chunk, done);
    },
    final(done) {
      if (!abandoned) ended();
      done();
    },
  });
  const tls = new TLSSocket(records, {
    isServer: true,
    secureContext: context,
    requestCert: false,
    ...(strict ? { ALPNProtocols: ALPN } : {}),
  });
  return {
    tls,
    feed: (bytes) => void (abandoned || records.push(bytes)),
    abandon() {
      abandoned = true;
      tls.destroy();
    },
  };
}
