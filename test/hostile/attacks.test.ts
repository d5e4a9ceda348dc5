// What a hostile server, or somebody between here and a server, can try. Each attempt ends in an error of that server,
// within its limit, without the password, and nothing escapes to the process.
import { inspect } from 'node:util';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { openLocalDriver } from '../../src/connect/tedious/local-driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import type { RegrantError } from '../../src/model/errors.ts';
import { failureOf } from '../connect/target-of.ts';
import { PACKET } from '../server/tds/packet.ts';
import { assert, suite } from '../suite.ts';
import * as wire from './answers.ts';
import { type Attack, type HostileServer, type Sender, startHostile } from './hostile-server.ts';

const PASSWORD = 'Sesame-open-1';
const STRAY: unknown[] = [];
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => STRAY.push(error));

function targetOf(server: HostileServer, more: Partial<ServerTarget> = {}): ServerTarget {
  return {
    address: { host: 'localhost', port: server.port },
    authentication: { type: 'sql', user: 'capture', password: PASSWORD },
    caFile: server.caFile,
    connectTimeoutMs: 4000,
    retry: { attempts: 1 },
    ...more,
  };
}

async function attacked(
  attack: Parameters<typeof startHostile>[0],
  body: (server: HostileServer) => Promise<void>,
): Promise<void> {
  const server = await startHostile(attack);
  try {
    await body(server);
  } finally {
    server.close();
  }
  assert.equal(STRAY.splice(0), [], 'errors that nobody caught');
}

/** The error of opening, which holds no secret. */
async function refusal(server: HostileServer, more: Partial<ServerTarget> = {}): Promise<RegrantError> {
  const error = await failureOf(openTediousDriver(targetOf(server, more)).open());
  assert.not.match(inspect(error, { depth: 9, showHidden: true }), PASSWORD);
  return error;
}

/** Logs in, asks for something, and gives the error of that. */
async function answerRefused(server: HostileServer, more: Partial<ServerTarget> = {}): Promise<RegrantError> {
  const session = await openTediousDriver(targetOf(server, more)).open();
  const drain = async (): Promise<void> => {
    for await (const { rows } of session.run('SELECT 1', { timeoutMs: 10_000 })) for await (const _ of rows);
  };
  const error = await failureOf(drain());
  await session.close();
  assert.not.match(inspect(error, { depth: 9, showHidden: true }), PASSWORD);
  return error;
}

/** Lets the client in, and answers what it asks for with `payload`. */
const letIn = (answer: (send: Sender) => void): Attack => ({
  message: (send, number) => {
    if (number === 0) send.answer(wire.welcome());
    else if (number === 1) send.answer(wire.done());
    else answer(send);
  },
});

const atLogin = (payload: Buffer): Attack => ({ message: (send) => send.answer(payload) });
const atAnswer = (payload: Buffer): Attack => letIn((send) => send.answer(payload));

suite('hostile: what came unencrypted', (test) => {
  const forged = {
    'a login that succeeded and is routed to the attacker': (port: number) =>
      Buffer.concat([wire.route('127.0.0.1', port), wire.loginAck(), wire.done()]),
    'an error of the login': () => Buffer.concat([wire.message('error', 18456, 'forged'), wire.done(2)]),
  };
  for (const [what, payload] of Object.entries(forged)) {
    test(`${what}, right behind the handshake, is not read`, () =>
      attacked({ tls: 'none', message: () => {} }, (attacker) =>
        attacked(
          { behindHandshake: wire.packets(payload(attacker.port)), message: () => {} },
          async (server) => {
            const error = await refusal(server);
            assert.is(error.code, 'encryption-refused');
            assert.match(error.fact, 'is not encrypted');
            assert.not.match(error.fact, 'forged');
            assert.equal(attacker.seen, [], 'nobody came to the attacker');
            assert.not.ok(server.seen.flat().includes(PACKET.login7), 'nothing was logged in with');
          },
        ),
      ));
  }

  test('bytes inside a handshake packet behind its end are no TLS', () =>
    attacked(
      { behindHandshake: wire.packets(wire.welcome(), true, PACKET.prelogin), message: () => {} },
      async (server) => {
        assert.is((await refusal(server)).code, 'encryption-refused');
      },
    ));

  test('bytes behind PRELOGIN are refused before TLS begins', () =>
    attacked(
      {
        prelogin: (send) =>
          send.raw(Buffer.concat([wire.packets(wire.preloginAnswer(1)), wire.packets(wire.welcome())])),
        message: () => {},
      },
      async (server) => {
        const error = await refusal(server);
        assert.is(error.code, 'bad-answer');
        assert.equal(server.seen, [[PACKET.prelogin]]);
      },
    ));

  test('NODE_TLS_REJECT_UNAUTHORIZED does not count', async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      await attacked(atLogin(wire.welcome()), async (server) => {
        for (const encryption of ['mandatory', 'strict'] as const) {
          const { caFile: _, ...target } = targetOf(server, { encryption });
          // A thread has the variables that there were when it began: this one sees what was just set.
          for (const openDriver of [openLocalDriver, openTediousDriver]) {
            const error = await failureOf(openDriver(target).open());
            assert.is(error.code, 'encryption-refused', encryption);
            assert.match(error.fact, 'comes from an authority that is not known here');
          }
        }
        assert.not.ok(server.seen.flat().includes(PACKET.login7));
      });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });
});

suite('hostile: routing', (test) => {
  const routing = (host: string, port: number): Attack =>
    atLogin(Buffer.concat([wire.route(host, port), wire.loginAck(), wire.done()]));

  test('a routed server needs a certificate for the name that was given, or for its own where routing is allowed', () =>
    // Certificates here are for localhost and 127.0.0.1.
    attacked(
      letIn(() => {}),
      (second) =>
        attacked(routing('127.0.0.2', second.port), async (first) => {
          const session = await openTediousDriver(targetOf(first)).open();
          assert.equal(second.seen[0]?.slice(0, 2), [PACKET.prelogin, PACKET.login7]);
          await session.close();
          const error = await refusal(first, { allowRouting: true });
          assert.is(error.code, 'encryption-refused');
          assert.match(error.fact, 'is for another name');
          assert.equal(second.seen[1], [PACKET.prelogin]);
        }),
    ));

  test('to a server that cannot prove the name nothing is sent', () =>
    attacked({ tls: 'none', message: () => {} }, (second) =>
      attacked(routing('localhost', second.port), async (first) => {
        const error = await refusal(first);
        assert.is(error.code, 'encryption-refused');
        assert.match(
          error.fact,
          `localhost,${second.port} (where localhost,${first.port} routes its logins)`,
        );
        assert.equal(second.seen, [[PACKET.prelogin]]);
      }),
    ));

  for (const more of [{ trustServerCertificate: true }, { encryption: 'plain' }] as const) {
    test(`without a certificate to check (${Object.keys(more)[0]}) no route is followed unless allowed`, () =>
      attacked({ tls: 'none', message: () => {} }, (second) =>
        attacked(
          { ...routing('127.0.0.1', second.port), tls: 'encryption' in more ? 'none' : 'in-band' },
          async (first) => {
            const error = await refusal(first, more);
            assert.is(error.code, 'encryption-refused');
            assert.match(error.fact, `127.0.0.1,${second.port}`);
            assert.match(error.remedy, '--allow-routing');
            assert.equal(second.seen, []);
          },
        ),
      ));
  }

  test('a failed connection names the routed server', async () => {
    let port = 0;
    await attacked(atLogin(wire.welcome()), async (gone) => {
      port = gone.port;
    });
    await attacked(routing('localhost', port), async (first) => {
      const error = await refusal(first);
      assert.match(
        error.fact,
        `localhost,${port} (where localhost,${first.port} routes its logins) refused the connection`,
      );
    });
  });

  test('logins that are routed in a circle end', () =>
    attacked(
      () => ({
        message: (send) =>
          send.answer(Buffer.concat([wire.route('localhost', circle), wire.loginAck(), wire.done()])),
      }),
      async (server) => {
        circle = server.port;
        const error = await refusal(server);
        assert.is(error.code, 'connection-failed');
        assert.match(error.fact, 'more than 5 times');
      },
    ));
  let circle = 0;
});

suite('hostile: tokens', (test) => {
  const little = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const inAnswers: Readonly<Record<string, Buffer>> = {
    'an unknown token': Buffer.from([1, 2, 3]),
    'a token of a login': wire.loginAck(),
    'a type of column that is none': wire.columns(Buffer.of(0x77)),
    'a length that the type has not': Buffer.concat([
      wire.columns(wire.TYPE.int),
      wire.row(wire.VALUE.byByte(1, 2, 3)),
    ]),
    'rows without columns': wire.row(wire.VALUE.byByte(1)),
    'too many columns': Buffer.from([0x81, 0xff, 0xff]),
    'a time with 200 digits': wire.columns(Buffer.of(0x29, 200)),
    'a variant of no type': Buffer.concat([
      wire.columns(wire.TYPE.variant),
      wire.row(wire.VALUE.variant(0x77, Buffer.alloc(0), Buffer.alloc(4))),
    ]),
    'a variant longer than its type': Buffer.concat([
      wire.columns(wire.TYPE.variant),
      wire.row(wire.VALUE.variant(0x38, Buffer.alloc(0), Buffer.alloc(40))),
    ]),
    'a message that is cut off': Buffer.from([0xaa, 4, 0, 1, 2, 3, 4]),
    'an end in the middle of a row': Buffer.concat([wire.columns(wire.TYPE.int), Buffer.from([0xd1, 4, 1])]),
    'a route where none may be': wire.route('elsewhere', 1),
    'a value shorter than it claims': Buffer.concat([
      wire.columns(wire.TYPE.max),
      Buffer.from([0xd1]),
      Buffer.from('0800000000000000', 'hex'),
      little(2),
      Buffer.from('a\0'),
      little(0),
    ]),
  };
  for (const [what, payload] of Object.entries(inAnswers)) {
    test(`${what} ends the session with an error`, () =>
      attacked(atAnswer(payload), async (server) => {
        const error = await answerRefused(server);
        assert.is(error.code, 'bad-answer', error.message);
        assert.match(error.fact, `localhost,${server.port} does not speak`);
      }));
  }

  for (const size of ['8', '0', '-5', '511', '32768', '99999', '', 'x', '4096 ']) {
    test(`a packet size of “${size}” is refused`, async () => {
      const login = Buffer.concat([wire.loginAck(), wire.packetSize(size), wire.done()]);
      await attacked(atLogin(login), async (server) => {
        const error = await refusal(server);
        assert.is(error.code, 'bad-answer');
        assert.match(error.fact, 'from 512 to 32767');
      });
      await attacked(atAnswer(Buffer.concat([wire.packetSize(size), wire.done()])), async (server) => {
        assert.is((await answerRefused(server)).code, 'bad-answer');
      });
    });
  }

  test('an answer that nobody asked for is refused', () =>
    attacked(
      letIn((send) => send.raw(Buffer.concat([wire.packets(wire.done()), wire.packets(wire.done())]))),
      async (server) => {
        const session = await openTediousDriver(targetOf(server)).open();
        const ask = async (): Promise<void> => {
          for await (const _ of session.run('SELECT 1'));
        };
        const first = await ask().then(
          () => undefined,
          (error: RegrantError) => error,
        );
        const second = await ask().then(
          () => undefined,
          (error: RegrantError) => error,
        );
        assert.ok(
          [first?.code, second?.code].some((code) => code === 'bad-answer' || code === 'connection-lost'),
        );
        await session.close();
      },
    ));

  test('a packet that is no answer, or shorter than its head, is refused', async () => {
    for (const bytes of [
      wire.packets(wire.done(), true, PACKET.batch),
      Buffer.from([4, 1, 0, 3, 0, 0, 0, 0]),
    ]) {
      await attacked(
        letIn((send) => send.raw(bytes)),
        async (server) => {
          assert.is((await answerRefused(server)).code, 'bad-answer');
        },
      );
    }
  });

  test('a token of Microsoft Entra is asked for SQL Database only', () =>
    attacked(atLogin(federation('https://graph.microsoft.com/')), async (server) => {
      const asked: unknown[] = [];
      const credential = {
        getToken: async (scope: unknown) => {
          asked.push(scope);
          return { token: 'a-token-of-mine', expiresOnTimestamp: Date.now() + 60_000 };
        },
      };
      const error = await refusal(server, { authentication: { type: 'entra', credential } });
      assert.is(error.code, 'login-failed');
      assert.match(error.fact, 'not for SQL Database');
      assert.equal(asked, []);
    }));
});

suite('hostile: without end', (test) => {
  const open = (send: Sender, ...first: readonly Buffer[]): void =>
    send.raw(wire.packets(Buffer.concat(first), false));
  const limits = {
    value: 2_000_000,
    part: 1_000_000,
    row: 3_000_000,
    login: 100_000,
    answer: 8_000_000,
    errors: 50,
  };
  const part = Buffer.concat([Buffer.from([0xf0, 0x0f, 0, 0]), Buffer.alloc(4080, 65)]);

  test('one value', () =>
    attacked(
      letIn((send) => {
        open(send, wire.columns(wire.TYPE.max), Buffer.from([0xd1]), Buffer.from('feffffffffffffff', 'hex'));
        send.forever(wire.packets(part.subarray(0, 4084), false));
      }),
      async (server) => {
        const error = await answerRefused(server, { limits });
        assert.is(error.code, 'limit-exceeded');
        assert.match(error.fact, '2,000,000 bytes for one value');
        assert.match(error.remedy, 'limits.value');
      },
    ));

  test('one row of many values', () =>
    attacked(
      letIn((send) => {
        open(send, wire.columns(...Array.from({ length: 4000 }, () => wire.TYPE.max)), Buffer.from([0xd1]));
        const value = wire.VALUE.parts(Buffer.alloc(4000));
        send.forever(wire.packets(value, false));
      }),
      async (server) => {
        const error = await answerRefused(server, { limits });
        assert.is(error.code, 'limit-exceeded');
        assert.match(error.fact, 'for one row');
      },
    ));

  test('one answer of many rows', () =>
    attacked(
      letIn((send) => {
        open(send, wire.columns(wire.TYPE.int));
        send.forever(
          wire.packets(
            Buffer.concat(Array.from({ length: 500 }, () => wire.row(wire.VALUE.byByte(1)))),
            false,
          ),
        );
      }),
      async (server) => {
        const error = await answerRefused(server, { limits: { answer: 1_000_000 } });
        assert.is(error.code, 'limit-exceeded');
        assert.match(error.fact, 'for one answer');
      },
    ));

  test('errors in an answer, and messages in a login', async () => {
    const said = wire.packets(wire.message('error', 50_000, 'again'), false);
    await attacked(
      letIn((send) => send.forever(said)),
      async (server) => {
        const error = await answerRefused(server, { limits });
        assert.is(error.code, 'limit-exceeded');
        assert.match(error.fact, '50 errors');
      },
    );
    await attacked({ message: (send) => send.forever(said) }, async (server) => {
      const error = await refusal(server, { limits });
      assert.is(error.code, 'limit-exceeded');
    });
    const told = wire.packets(wire.message('info', 50_000, 'again'), false);
    await attacked({ message: (send) => send.forever(told) }, async (server) => {
      const error = await refusal(server, { limits });
      assert.match(error.fact, '100,000 bytes for a login');
    });
  });

  test('PRELOGIN', () =>
    attacked(
      { prelogin: (send) => send.forever(wire.packets(Buffer.alloc(4000), false)), message: () => {} },
      async (server) => {
        const error = await refusal(server);
        assert.is(error.code, 'limit-exceeded');
        assert.match(error.fact, 'before the login');
      },
    ));

  test('silence ends at the limit', () =>
    attacked({ message: () => {} }, async (server) => {
      const error = await refusal(server, { connectTimeoutMs: 300 });
      assert.is(error.code, 'timed-out');
    }));
});

suite('hostile: what it echoes', (test) => {
  const forms = {
    'as it is': PASSWORD,
    'in other letters': PASSWORD.toUpperCase(),
    'in Base64': Buffer.from(PASSWORD).toString('base64'),
    'in hexadecimal': Buffer.from(PASSWORD, 'utf16le').toString('hex'),
  };
  for (const [how, form] of Object.entries(forms)) {
    test(`the password ${how} is blotted out of login errors`, () =>
      attacked(
        atLogin(Buffer.concat([wire.message('error', 18456, `Hello ${form}!`), wire.done(2)])),
        async (server) => {
          const error = await refusal(server);
          assert.is(error.code, 'login-failed');
          assert.match(error.fact, 'Hello ***!');
          assert.not.match(inspect(error, { depth: 9 }), form);
        },
      ));
  }

  test('and out of errors and messages of a batch', () =>
    attacked(
      atAnswer(
        Buffer.concat([
          wire.message('info', 0, PASSWORD),
          wire.message('error', 50_000, PASSWORD),
          wire.done(2),
        ]),
      ),
      async (server) => {
        const told: string[] = [];
        const driver = openTediousDriver(targetOf(server), { onNotice: ({ message }) => told.push(message) });
        const session = await driver.open();
        const error = await failureOf(session.run('SELECT 1')[Symbol.asyncIterator]().next());
        assert.is(error.code, 'query-failed');
        assert.not.match(inspect(error, { depth: 9 }), PASSWORD);
        assert.equal(
          told.filter((text) => text.includes('***')),
          ['***'],
        );
        await session.close();
      },
    ));
});

/** FEDAUTHINFO for a resource. */
function federation(resource: string): Buffer {
  const [url, spn] = ['https://login.example.com/x', resource].map((text) => Buffer.from(text, 'utf16le'));
  if (url === undefined || spn === undefined) throw new Error('There are two.');
  const head = Buffer.alloc(4 + 18);
  head.writeUInt32LE(2, 0);
  for (const [index, [id, value, at]] of (
    [
      [1, url, 22],
      [2, spn, 22 + url.length],
    ] as const
  ).entries()) {
    head.writeUInt8(id, 4 + index * 9);
    head.writeUInt32LE(value.length, 5 + index * 9);
    head.writeUInt32LE(at, 9 + index * 9);
  }
  const token = Buffer.concat([head, url, spn]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(token.length);
  return Buffer.concat([Buffer.of(0xee), length, token]);
}
