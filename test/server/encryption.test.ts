import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { assert, suite } from '../suite.ts';
import { fakeEngine } from './fake-engine.ts';
import { batch, login7, packets, prelogin, RawClient } from './raw-client.ts';
import { type RunningServer, startServer } from './start.ts';
import { PACKET } from './tds/packet.ts';

/** Where a DONE token has its row count. */
const ROW_COUNT = 5;

async function withServer(body: (server: RunningServer) => Promise<void>): Promise<void> {
  const answers = { seven: () => [{ event: 'done' as const, rowCount: 7 }] };
  const server = await startServer({ engine: fakeEngine({ answers }) });
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

/** A TLS client whose records go to `send` and come from `feed`. */
function tlsClient(
  ca: string,
  send: (records: Buffer) => void,
): { tls: TLSSocket; feed: (records: Buffer) => void } {
  const records = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      send(chunk);
      done();
    },
  });
  const tls = connectTls({ socket: records, ca, servername: 'localhost', maxVersion: 'TLSv1.2' });
  return { tls, feed: (bytes) => void records.push(bytes) };
}

suite('test server: encryption', (test) => {
  test('a client that encrypts its login only goes on in clear text', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      client.socket.write(prelogin(0));
      const answer = await client.message();
      assert.is(answer[answer.readUInt16BE(6)], 0);

      let inBand = true;
      const { tls, feed } = tlsClient(server.ca, (records) => {
        client.socket.write(inBand ? packets(PACKET.prelogin, records) : records);
      });
      const secured = once(tls, 'secureConnect');
      for (let flight = 1; flight <= 2; flight += 1) feed(await client.message());
      await secured;
      inBand = false;
      tls.write(login7());
      await client.message();
      assert.is(server.logins[0]?.applicationName, 'raw');
      assert.is(server.wire.clearTextLogin, false);

      client.socket.write(packets(PACKET.batch, batch('seven')));
      assert.is((await client.message()).readUInt8(ROW_COUNT), 7);
      assert.equal(server.failures, []);
      client.socket.destroy();
    });
  });

  test('TLS from the first byte has to name tds/8.0', async () => {
    await withServer(async (server) => {
      for (const [ALPNProtocols, answered] of [
        [['tds/8.0'], true],
        [[], false],
        [['http/1.1'], false],
      ] as const) {
        const socket = connectSocket(server.port, server.host);
        const tls = connectTls({
          socket,
          ca: server.ca,
          servername: 'localhost',
          ALPNProtocols: [...ALPNProtocols],
        });
        tls.on('error', () => {});
        tls.once('secureConnect', () => tls.write(prelogin(2)));
        const heard = await new Promise<boolean>((resolve) => {
          tls.once('data', () => resolve(true)).once('close', () => resolve(false));
        });
        assert.is(heard, answered, `ALPN ${ALPNProtocols}`);
        tls.destroy();
      }
    });
  });
});
