import { assert, suite } from '../suite.ts';
import { fakeEngine } from './fake-engine.ts';
import { type RunningServer, type StartOptions, startServer } from './start.ts';
import { ask, type ConnectOptions, connect, hangUp } from './tedious-client.ts';

type Setting = Partial<StartOptions>;

async function withServer(setting: Setting, body: (server: RunningServer) => Promise<void>): Promise<void> {
  const server = await startServer({ engine: fakeEngine(), ...setting });
  try {
    await body(server);
    assert.equal(server.failures, []);
  } finally {
    await server.close();
  }
}

/** Logs in, asks something, hangs up; returns the informational messages. */
async function visit(server: RunningServer, how: ConnectOptions = {}): Promise<string[]> {
  const said: string[] = [];
  const connection = await connect(server, { ...how, inform: (message) => said.push(message.message) });
  const { error } = await ask(connection, 'nothing');
  assert.is(error, undefined);
  await hangUp(connection);
  return said;
}

async function refusal(server: RunningServer, how: ConnectOptions): Promise<Error & { code?: string }> {
  try {
    await connect(server, how);
  } catch (error) {
    return error as Error;
  }
  throw new Error('The login succeeded.');
}

function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.signature`;
}

suite('test server: login', (test) => {
  test('plain text, with the database, the application and what the server says', async () => {
    await withServer({}, async (server) => {
      const said = await visit(server, {
        options: { encrypt: false, database: 'Ünï ]code', appName: 'regrant', readOnlyIntent: true },
      });
      assert.equal(said, [
        "Changed database context to 'Ünï ]code'.",
        'Changed language setting to us_english.',
      ]);
      assert.equal(server.logins, [
        { login: 'sa', database: 'Ünï ]code', applicationName: 'regrant', readOnlyIntent: true },
      ]);
      assert.is(server.wire.clearTextLogin, true);
      assert.is(server.batches.at(-1)?.text, 'nothing');
      assert.is(server.batches.at(-1)?.database, 'Ünï ]code');
      assert.is(server.roundTrips, 2);
      server.reset();
      assert.equal([server.logins, server.batches, server.roundTrips], [[], [], 0]);
      assert.is(server.wire.clearTextLogin, false);
    });
  });

  test('in-band TLS whose certificate the CA vouches for', async () => {
    await withServer({ encryption: 'required' }, async (server) => {
      await visit(server, { options: { encrypt: true } });
      assert.is(server.wire.clearTextLogin, false);
    });
  });

  test('in-band TLS without the CA is refused by the client', async () => {
    await withServer({}, async (server) => {
      const { message } = await refusal(server, { options: { encrypt: true, cryptoCredentialsDetails: {} } });
      assert.match(message, /certificate|issuer/);
      assert.equal(server.logins, []);
    });
  });

  test('strict TLS, on a server that takes both and on one that takes nothing else', async () => {
    for (const encryption of ['on', 'strict'] as const) {
      await withServer({ encryption }, async (server) => {
        await visit(server, { options: { encrypt: 'strict' } });
        assert.is(server.logins.length, 1);
        assert.is(server.wire.clearTextLogin, false);
      });
    }
  });

  test('a strict server refuses in-band TLS, a required one plain text', async () => {
    await withServer({ encryption: 'strict' }, async (server) => {
      await refusal(server, { options: { encrypt: true, connectTimeout: 2000 } });
      assert.equal(server.logins, []);
    });
    await withServer({ encryption: 'required' }, async (server) => {
      const { message } = await refusal(server, { options: { encrypt: false } });
      assert.match(message, /encrypt/);
      assert.equal(server.logins, []);
    });
  });

  test('a server without encryption says so and sees a LOGIN7 in clear text', async () => {
    await withServer({ encryption: 'off' }, async (server) => {
      await visit(server, { options: { encrypt: true } });
      assert.is(server.wire.clearTextLogin, true);
      assert.is(server.wire.packets.filter(({ bytes }) => bytes[0] === 0x10).length, 1);
    });
  });

  test('a wrong password and an unknown database', async () => {
    await withServer({}, async (server) => {
      const wrong = await refusal(server, {
        options: { encrypt: true },
        authentication: { type: 'default', options: { userName: 'sa', password: 'wrong' } },
      });
      assert.is(wrong.message, "Login failed for user 'sa'.");
      assert.is(wrong.code, 'ELOGIN');
      const lost = await refusal(server, { options: { database: 'nowhere' } });
      assert.match(lost.message, /Cannot open database "nowhere"/);
      assert.is(JSON.stringify(server.logins).includes('wrong'), false);
      await visit(server);
    });
  });

  test('NTLM takes the word of the client', async () => {
    await withServer({}, async (server) => {
      await visit(server, {
        options: { encrypt: true },
        authentication: { type: 'ntlm', options: { domain: 'contoso', userName: 'Jürgen', password: 'x' } },
      });
      assert.is(server.logins[0]?.login, 'CONTOSO\\Jürgen');
      assert.is(server.logins[0]?.windows, true);
    });
  });

  test('an access token says who it is', async () => {
    await withServer({}, async (server) => {
      for (const token of [jwt({ upn: 'dba@contoso.com' }), 'no jwt']) {
        await visit(server, {
          options: { encrypt: true },
          authentication: { type: 'azure-active-directory-access-token', options: { token } },
        });
      }
      assert.equal(
        server.logins.map(({ login }) => login),
        ['dba@contoso.com', 'no jwt'],
      );
      assert.is(server.logins[0]?.external, true);
    });
  });

  test('a token credential is asked for the token of the server', async () => {
    await withServer({}, async (server) => {
      const scopes: unknown[] = [];
      const credential = {
        async getToken(scope: string | string[]) {
          scopes.push(scope);
          return { token: jwt({ upn: 'robot@contoso.com' }), expiresOnTimestamp: 0 };
        },
      };
      await visit(server, {
        options: { encrypt: true },
        authentication: { type: 'token-credential', options: { credential } },
      });
      assert.equal(scopes, ['https://database.windows.net/.default']);
      assert.is(server.logins[0]?.login, 'robot@contoso.com');
    });
  });

  test('transient refusals end', async () => {
    await withServer({ faults: { transientLogins: 2 } }, async (server) => {
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        assert.match((await refusal(server, {})).message, /not currently available/);
      }
      await visit(server);
      assert.is(server.logins.length, 3);
    });
  });

  test('packet sizes from 512 bytes up are taken', async () => {
    await withServer({}, async (server) => {
      for (const packetSize of [512, 32_767]) await visit(server, { options: { packetSize } });
      for (const packetSize of [512, 16_383]) await visit(server, { options: { packetSize, encrypt: true } });
    });
  });

  test('closing ends every connection', async () => {
    await withServer({}, async (server) => {
      const connection = await connect(server);
      const ended = new Promise((resolve) => connection.once('end', resolve));
      assert.is(server.connections, 1);
      await server.close();
      await ended;
      assert.is(server.connections, 0);
    });
  });
});
