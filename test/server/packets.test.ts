import { once } from 'node:events';
import fc from 'fast-check';
import { assert, suite } from '../suite.ts';
import type { EngineEvent } from './contract.ts';
import { fakeEngine } from './fake-engine.ts';
import { batch, login7, PRELOGIN, packets, RawClient } from './raw-client.ts';
import { type RunningServer, startServer } from './start.ts';
import { collationBytes } from './tds/collation.ts';
import { MessageAssembler, PACKET, PacketCutter } from './tds/packet.ts';

const FAILURE: EngineEvent = { event: 'error', number: 208, severity: 16, state: 1, line: 1, message: 'no' };

/** Token, status and row count of an answer that is one DONE. */
function done(answer: Buffer): readonly number[] {
  assert.is(answer.length, 13);
  return [answer.readUInt8(0), answer.readUInt16LE(1), Number(answer.readBigUInt64LE(5))];
}

async function withServer(body: (server: RunningServer) => Promise<void>): Promise<void> {
  const done = (rowCount: number): EngineEvent => ({ event: 'done', rowCount });
  const answers = {
    seven: () => [done(7)],
    three: () => [done(1), FAILURE, done(2), done(3)],
  };
  const server = await startServer({ engine: fakeEngine({ answers }) });
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

suite('test server: packets', (test) => {
  test('messages come out the same however their bytes are cut', () => {
    const pieces = fc.array(
      fc.record({
        type: fc.constantFrom(1, 3, 14),
        payload: fc.uint8Array({ maxLength: 3000 }),
        size: fc.integer({ min: 512, max: 1500 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(pieces, fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (messages, steps) => {
        const stream = Buffer.concat(
          messages.map(({ type, payload, size }) => packets(type, Buffer.from(payload), size)),
        );
        const cutter = new PacketCutter();
        const assembler = new MessageAssembler();
        const found: [number, string][] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const end = at + (steps[turn % steps.length] ?? 1);
          for (
            let packet = cutter.next(stream.subarray(at, end));
            packet !== undefined;
            packet = cutter.next()
          ) {
            const message = assembler.add(packet);
            if (message !== undefined) found.push([message.type, message.payload.toString('hex')]);
          }
          at = end;
        }
        assert.equal(
          found,
          messages.map(({ type, payload }) => [type, Buffer.from(payload).toString('hex')]),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a whole session byte by byte', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      const answers: Buffer[] = [];
      for (const message of [PRELOGIN, login7(), packets(PACKET.batch, batch('seven'))]) {
        for (const byte of message) {
          client.socket.write(Buffer.of(byte));
          await new Promise(setImmediate);
        }
        answers.push(await client.message());
      }
      assert.is(server.logins[0]?.applicationName, 'raw');
      assert.equal(done(answers[2] ?? Buffer.alloc(0)), [0xfd, 0x10, 7]);
      client.socket.destroy();
    });
  });

  test('PRELOGIN answers the version and the encryption', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      client.socket.write(PRELOGIN);
      const answer = await client.message();
      const version = answer.readUInt16BE(1);
      assert.is(answer.subarray(version, version + 6).toString('hex'), '0f00114e0000');
      assert.is(answer[answer.readUInt16BE(6)], 2);
      client.socket.destroy();
    });
  });

  test('LOGINACK carries the version of the protocol and of the product', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      client.socket.write(PRELOGIN);
      await client.message();
      client.socket.write(login7());
      const welcome = (await client.message()).toString('hex');
      const name = Buffer.from('Microsoft SQL Server', 'utf16le').toString('hex');
      assert.match(welcome, `ad32000174000004${'14'}${name}0f00114e`);
      assert.ok(welcome.endsWith('fd000000000000000000000000'));
      client.socket.destroy();
    });
  });

  test('every DONE but the last says that more follows', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      await client.login();
      client.socket.write(packets(PACKET.batch, batch('three')));
      const answer = await client.message();
      assert.equal(done(answer.subarray(0, 13)), [0xfd, 0x11, 1]);
      assert.is(answer[13], 0xaa);
      assert.equal(done(answer.subarray(-26, -13)), [0xfd, 0x13, 2]);
      assert.equal(done(answer.subarray(-13)), [0xfd, 0x10, 3]);
      client.socket.destroy();
    });
  });

  test('a request that its client calls off is answered by one DONE in error, and not run', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      await client.login();
      client.socket.write(packets(PACKET.batch, batch('seven'.padEnd(5000)), 4096, 3));
      assert.equal(done(await client.message()), [0xfd, 0x02, 0]);
      assert.equal(server.batches, []);
      client.socket.write(packets(PACKET.batch, batch('seven')));
      assert.equal(done(await client.message()), [0xfd, 0x10, 7]);
      client.socket.destroy();
    });
  });

  test('an attention is acknowledged: when idle, with its batch in one go, amid a request', async () => {
    await withServer(async (server) => {
      const client = new RawClient(server);
      await client.login();
      const attention = packets(PACKET.attention, Buffer.alloc(0));
      client.socket.write(attention);
      assert.equal(done(await client.message()), [0xfd, 0x20, 0]);
      server.faults.delayMs = 60_000;
      client.socket.write(Buffer.concat([packets(PACKET.batch, batch('seven')), attention]));
      assert.equal(done(await client.message()), [0xfd, 0x02, 0]);
      assert.equal(done(await client.message()), [0xfd, 0x20, 0]);
      delete server.faults.delayMs;
      client.socket.write(packets(PACKET.batch, batch('x'.repeat(5000))).subarray(0, 4096));
      client.socket.write(attention);
      assert.equal(done(await client.message()), [0xfd, 0x20, 0]);
      client.socket.write(packets(PACKET.batch, batch('seven')));
      assert.equal(done(await client.message()), [0xfd, 0x10, 7]);
      client.socket.destroy();
    });
  });

  test('what is no TDS closes the connection and harms nobody else', async () => {
    await withServer(async (server) => {
      const broken = [
        Buffer.from('GET / HTTP/1.0\r\n\r\n'.padEnd(30_000)),
        Buffer.from('1201000300000000', 'hex'),
        packets(PACKET.batch, batch('seven')),
        packets(PACKET.login7, Buffer.alloc(20)),
        packets(PACKET.prelogin, Buffer.alloc(0)),
        Buffer.from('1603010005deadbeef00', 'hex'),
      ];
      for (const bytes of broken) {
        const { socket } = new RawClient(server);
        socket.write(bytes);
        await once(socket, 'close');
      }
      const client = new RawClient(server);
      await client.login();
      client.socket.write(packets(PACKET.rpc, batch('no call at all')));
      await once(client.socket, 'close');
    });
  });

  test('collations have the bytes that servers send', () => {
    const bytes = (name: string): string => collationBytes(name).toString('hex');
    assert.is(bytes('SQL_Latin1_General_CP1_CI_AS'), '0904d00034');
    assert.is(bytes('Latin1_General_CI_AS'), '0904d00000');
    assert.is(bytes('Latin1_General_CS_AS'), '0904c00000');
    assert.is(bytes('Latin1_General_BIN2'), '0904000200');
    assert.is(bytes('Latin1_General_100_CI_AS'), '0904d02000');
    assert.is(bytes('Latin1_General_100_CI_AS_KS_WS'), '0904102000');
  });
});
