// Opening: logins, TLS, errors and their remedies, retries, time-outs, cancelling; over real sockets.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import type { Driver } from '../../src/connect/driver.ts';
import { serverErrorNumber } from '../../src/connect/server-error.ts';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { FAKE_LOGIN } from '../server/fake-engine.ts';
import { assert, suite } from '../suite.ts';
import { failureOf, targetOf, until, withServer } from './target-of.ts';

const LOGIN7 = 0x10;
const SOMEBODY = { type: 'sql', user: 'a', password: 'b' } as const;

async function openAndClose(driver: Driver, database?: string): Promise<void> {
  const session = await driver.open(database === undefined ? {} : { database });
  await session.close();
}

suite('tedious driver', (test) => {
  test('opens with TLS, as regrant, in the database asked for, and closes', () =>
    withServer({}, async (server) => {
      await openAndClose(openTediousDriver(targetOf(server)), 'ServiceManager');
      await openAndClose(openTediousDriver(targetOf(server, { readOnlyIntent: true, applicationName: 'x' })));
      assert.equal(
        server.logins.map(({ database, applicationName, readOnlyIntent }) => [
          database,
          applicationName,
          readOnlyIntent,
        ]),
        [
          ['ServiceManager', 'regrant', false],
          ['master', 'x', true],
        ],
      );
      assert.is(server.wire.clearTextLogin, false);
      await until(() => server.connections === 0);
    }));

  test('opens strictly, and with any certificate when told so', () =>
    withServer({}, async (server) => {
      await openAndClose(openTediousDriver(targetOf(server, { encryption: 'strict' })));
      const { caFile: _, ...trusting } = targetOf(server, { trustServerCertificate: true });
      await openAndClose(
        openTediousDriver({ ...trusting, address: { host: '127.0.0.1', port: server.port } }),
      );
      assert.is(server.logins.length, 2);
      assert.is(server.wire.clearTextLogin, false);
    }));

  test('refuses a server without TLS before LOGIN7, and takes it when plain text is asked for', () =>
    withServer({ encryption: 'off' }, async (server) => {
      const error = await failureOf(openTediousDriver(targetOf(server)).open());
      assert.is(error.code, 'encryption-refused');
      assert.not.ok(server.wire.packets.some(({ bytes }) => bytes[0] === LOGIN7));
      assert.is(server.logins.length, 0);
      await openAndClose(openTediousDriver(targetOf(server, { encryption: 'plain' })));
      assert.is(server.wire.clearTextLogin, true);
    }));

  test('says so when the server demands encryption and plain text was asked for', () =>
    withServer({ encryption: 'required' }, async (server) => {
      const error = await failureOf(openTediousDriver(targetOf(server, { encryption: 'plain' })).open());
      assert.is(error.code, 'encryption-refused');
      assert.match(error.fact, 'demands encryption');
    }));

  test('checks the certificate and its name', () =>
    withServer({}, async (server) => {
      const { caFile: _, ...unknown } = targetOf(server);
      for (const encryption of ['mandatory', 'strict'] as const) {
        const untrusted = await failureOf(openTediousDriver({ ...unknown, encryption }).open());
        assert.is(untrusted.code, 'encryption-refused');
        assert.match(
          untrusted.fact,
          /^The certificate of .* comes from an authority that is not known here\.$/,
        );
        assert.match(untrusted.remedy, 'trust-server-certificate');
        const wrong = targetOf(server, { encryption, hostNameInCertificate: 'smdb01' });
        const misnamed = await failureOf(openTediousDriver(wrong).open());
        assert.is(misnamed.code, 'encryption-refused');
        assert.match(misnamed.fact, 'is for another name');
      }
      assert.is(server.logins.length, 0);
    }));

  test('refuses a file of authorities that is none', () =>
    withServer({}, async (server) => {
      const missing = await failureOf(openTediousDriver(targetOf(server, { caFile: 'no-such.pem' })).open());
      assert.is(missing.code, 'file-failed');
      const wrong = await failureOf(openTediousDriver(targetOf(server, { caFile: 'package.json' })).open());
      assert.is(wrong.code, 'bad-option');
    }));

  test('logs in by NTLM', () =>
    withServer({}, async (server) => {
      const authentication = { type: 'ntlm', domain: 'contoso', user: 'svc', password: 'x' } as const;
      await openAndClose(openTediousDriver(targetOf(server, { authentication })));
      assert.is(server.logins[0]?.windows, true);
      assert.match(server.logins[0]?.login ?? '', /^contoso\\svc$/i);
    }));

  test('logs in by an Entra token', () =>
    withServer({}, async (server) => {
      const scopes: unknown[] = [];
      const credential = {
        getToken: async (scope: string | string[]) => {
          scopes.push(scope);
          return { token: 'eyJ0b2tlbg', expiresOnTimestamp: Date.now() + 60_000 };
        },
      };
      await openAndClose(
        openTediousDriver(targetOf(server, { authentication: { type: 'entra', credential } })),
      );
      assert.is(scopes.length, 1);
    }));

  test('tells a failed login with number, state and remedy, without any secret', () =>
    withServer({}, async (server) => {
      const authentication = { type: 'sql', user: 'sa', password: 'hunter2!' } as const;
      const driver = openTediousDriver(targetOf(server, { authentication }));
      const error = await failureOf(driver.open());
      assert.is(error.code, 'login-failed');
      assert.match(error.fact, /error 18456, state 1: Login failed for user 'sa'\./);
      assert.is(serverErrorNumber(error), 18456);
      for (const shown of [
        inspect(error, { depth: 20, showHidden: true }),
        JSON.stringify(error),
        error.stack ?? '',
      ]) {
        assert.not.match(shown, 'hunter2');
      }
      assert.not.match(inspect(driver, { depth: 20, showHidden: true }), 'hunter2');
    }));

  test('keeps the password out of what a session shows', () =>
    withServer({}, async (server) => {
      const session = await openTediousDriver(targetOf(server)).open();
      assert.not.match(inspect(session, { depth: 20, showHidden: true }), FAKE_LOGIN.password);
      await session.close();
    }));

  test('tells a database that cannot be opened apart', () =>
    withServer({}, async (server) => {
      const error = await failureOf(openTediousDriver(targetOf(server)).open({ database: 'gone' }));
      assert.is(error.code, 'login-failed');
      assert.is(serverErrorNumber(error), 4060);
      assert.match(error.remedy, 'name of the database');
      assert.is(server.logins.length, 1, 'not retried');
    }));

  test('retries transient login errors, and gives up after the attempts', () =>
    withServer({ faults: { transientLogins: 2 } }, async (server) => {
      await openAndClose(openTediousDriver(targetOf(server)));
      assert.is(server.logins.length, 3);
      server.reset();
      server.faults.transientLogins = 99;
      const error = await failureOf(openTediousDriver(targetOf(server)).open());
      assert.is(serverErrorNumber(error), 40613);
      assert.is(server.logins.length, 3);
    }));

  test('cancels the wait between two attempts', () =>
    withServer({ faults: { transientLogins: 99 } }, async (server) => {
      const retry = { attempts: 3, waitMs: 60_000 };
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      const started = Date.now();
      const opened = openTediousDriver(targetOf(server, { retry })).open({ signal: controller.signal });
      assert.is((await failureOf(opened)).code, 'cancelled');
      assert.ok(Date.now() - started < 30_000);
    }));

  test('names the host, the port and the remedy when nothing listens', async () => {
    let port = 0;
    await withServer({}, async (server) => {
      port = server.port;
    });
    const address = { host: 'localhost', port };
    const error = await failureOf(openTediousDriver({ address, authentication: SOMEBODY }).open());
    assert.is(error.code, 'connection-failed');
    assert.is(error.fact, `localhost,${port} refused the connection.`);
    assert.match(error.remedy, 'TCP/IP');
  });

  test('says that a name cannot be resolved', async () => {
    const address = { host: 'no-such-host.invalid', port: 1433 };
    const driver = openTediousDriver({ address, authentication: SOMEBODY, retry: { attempts: 1 } });
    const error = await failureOf(driver.open());
    assert.is(error.code, 'connection-failed');
    assert.match(error.fact, 'cannot be resolved');
  });

  for (const encryption of ['mandatory', 'strict'] as const) {
    test(`${encryption}: ends in time, and at once when cancelled, if the server never answers`, async () => {
      const open = new Set<Socket>();
      const silent = createServer((socket) => {
        open.add(socket);
        socket.on('error', () => {}).resume();
        socket.once('close', () => open.delete(socket));
      }).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const target = { address: { host: '127.0.0.1', port }, authentication: SOMEBODY, encryption };
      const late = await failureOf(openTediousDriver({ ...target, connectTimeoutMs: 200 }).open());
      assert.is(late.code, 'timed-out');
      const started = Date.now();
      const driver = openTediousDriver({ ...target, connectTimeoutMs: 20_000 });
      const cancelled = await failureOf(driver.open({ signal: AbortSignal.timeout(100) }));
      assert.is(cancelled.code, 'timed-out');
      assert.ok(Date.now() - started < 15_000);
      await until(() => open.size === 0);
      silent.close();
    });
  }

  test('does not even start when already cancelled', () =>
    withServer({}, async (server) => {
      const error = await failureOf(
        openTediousDriver(targetOf(server)).open({ signal: AbortSignal.abort() }),
      );
      assert.is(error.code, 'cancelled');
      assert.is(server.wire.packets.length, 0);
    }));

  test('says that SQL Server Browser keeps silent, within the limit', async () => {
    const target: ServerTarget = {
      address: { host: '127.0.0.1', instance: 'NOSUCH' },
      authentication: SOMEBODY,
      connectTimeoutMs: 500,
    };
    const error = await failureOf(openTediousDriver(target).open());
    assert.is(error.code, 'connection-failed');
    assert.match(error.fact, 'SQL Server Browser on 127.0.0.1');
    assert.match(error.fact, 'NOSUCH');
    assert.match(error.remedy, '127.0.0.1,port');
  });
});
