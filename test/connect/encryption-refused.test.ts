// The guard against silent downgrades, proved on the wire: a server that answers PRELOGIN without whole-connection
// encryption, and writes down every packet it is sent, never sees a LOGIN7.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Connection as TediousConnection } from 'tedious';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { openLocalDriver } from '../../src/connect/tedious/local-driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';

const PRELOGIN = 0x12;
const LOGIN7 = 0x10;
const ANSWERS = { off: 0x00, 'not supported': 0x02 } as const;

/** A PRELOGIN response with a version and an encryption option only. */
function preloginResponse(encryption: number): Buffer {
  const options = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 15, 0, 0x07, 0xd0, 0, 0, encryption]);
  const header = Buffer.from([0x04, 0x01, 0, 8 + options.length, 0, 0, 1, 0]);
  return Buffer.concat([header, options]);
}

/** Answers the first packet of each connection; `seen` holds the type of every packet it was sent. */
async function stubServer(encryption: number) {
  const seen: number[] = [];
  const bytes: Buffer[] = [];
  const server = createServer((socket: Socket) => {
    let pending = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      bytes.push(chunk);
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 8 && pending.length >= pending.readUInt16BE(2)) {
        const type = pending.readUInt8(0);
        if (pending.readUInt16BE(2) < 8) return socket.destroy();
        seen.push(type);
        pending = pending.subarray(pending.readUInt16BE(2));
        if (type === PRELOGIN) socket.write(preloginResponse(encryption));
        else socket.destroy();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, seen, bytes, close: () => server.close() };
}

function target(port: number, more: Partial<ServerTarget> = {}): ServerTarget {
  return {
    address: { host: '127.0.0.1', port },
    authentication: { type: 'sql', user: 'sa', password: 'hunter2' },
    connectTimeoutMs: 5000,
    retry: { attempts: 1 },
    ...more,
  };
}

async function failureOf(promise: Promise<unknown>): Promise<RegrantError> {
  const error = await promise.then(
    () => new Error('it was opened'),
    (reason: unknown) => reason,
  );
  assert.instance(error, RegrantError);
  return error as RegrantError;
}

suite('encryption refused', (test) => {
  for (const [name, answer] of Object.entries(ANSWERS)) {
    for (const login of ['sql', 'ntlm'] as const) {
      test(`a server that answers ${name} never gets a ${login} login`, async () => {
        const server = await stubServer(answer);
        const authentication = { type: login, domain: 'CONTOSO', user: 'sa', password: 'hunter2' };
        const driver = openTediousDriver(
          target(server.port, { authentication, trustServerCertificate: true } as Partial<ServerTarget>),
        );
        const error = await failureOf(driver.open());
        server.close();
        assert.is(error.code, 'encryption-refused');
        assert.match(error.fact, 'login was not sent');
        assert.equal(server.seen, [PRELOGIN]);
      });
    }
  }

  test('plain text, asked for, does send the login (so the stub would have seen it)', async () => {
    const server = await stubServer(ANSWERS['not supported']);
    const error = await failureOf(openTediousDriver(target(server.port, { encryption: 'plain' })).open());
    server.close();
    assert.is(error.code, 'connection-failed');
    assert.equal(server.seen, [PRELOGIN, LOGIN7]);
  });

  test('strict sends nothing but TLS', async () => {
    const server = await stubServer(ANSWERS['not supported']);
    const opened = openTediousDriver(
      target(server.port, { encryption: 'strict', connectTimeoutMs: 1000 }),
    ).open();
    const error = await failureOf(opened);
    server.close();
    assert.ok(['encryption-refused', 'connection-failed', 'timed-out'].includes(error.code), error.code);
    assert.is(server.bytes[0]?.[0], 0x16, 'a TLS handshake record');
    assert.not.ok(Buffer.concat(server.bytes).includes(Buffer.from('sa', 'utf16le')));
  });

  test('a tedious without the hook is not used at all', async () => {
    const { Connection } = createRequire(import.meta.url)('tedious') as typeof import('tedious');
    const prototype = Connection.prototype as Partial<TediousConnection>;
    const hook = prototype.createTokenStreamParser;
    const server = await stubServer(ANSWERS['not supported']);
    Reflect.deleteProperty(prototype, 'createTokenStreamParser');
    const error = await failureOf(openLocalDriver(target(server.port, { encryption: 'plain' })).open());
    Object.assign(prototype, { createTokenStreamParser: hook });
    server.close();
    assert.match(error.fact, 'createTokenStreamParser');
    assert.equal(server.seen, []);
  });
});
