// Microsoft.Data.SqlClient against the test server: what it is told, it must understand as a real server's word.

import { FAKE_LOGIN } from '../server/fake-engine.ts';
import { startServer } from '../server/start.ts';
import { assert } from '../suite.ts';
import { available, type ClientAnswer, type ClientInput, client } from './conformance.ts';
import { conformanceSuite } from './gate.ts';
import { EVERY_COLUMNS, EVERY_ROWS, LONG_ROW, wireEngine } from './wire-answers.ts';

type Visit = Omit<ClientInput, 'id' | 'host' | 'port' | 'user'>;

const VISITS = {
  every: { query: 'every' },
  long: { query: 'long' },
  several: { query: 'several' },
  talks: { query: 'talks', afterwards: 'several' },
  thousands: { query: 'thousands' },
  call: { query: 'echo', parameters: { '@a': "Ünï ]'\r\nGO", '@long': 'x'.repeat(9000), '@none': null } },
  strict: { encrypt: 'strict', database: 'Ünï ]code', query: 'every' },
  optional: { encrypt: 'optional', query: 'several' },
  wrong: { password: 'wrong' },
  'no database': { database: 'missing' },
  'wait cancelled': { query: 'stuck', cancelAfterMs: 300, afterwards: 'several' },
  'rows cancelled': { query: 'endless', cancelAfterMs: 300, afterwards: 'several' },
  'read-only': { readOnlyIntent: true, applicationName: 'Ünï' },
} satisfies Record<string, Visit>;

type Name = keyof typeof VISITS;

async function visitAll() {
  const server = await startServer({ engine: wireEngine() });
  try {
    const { certificateFile, port } = server;
    const common = { host: '127.0.0.1', port, user: FAKE_LOGIN.login, password: FAKE_LOGIN.password };
    const pinned = { ...common, serverCertificate: certificateFile };
    const visits: readonly ClientInput[] = Object.entries(VISITS).map(([id, visit]) => ({
      id,
      ...pinned,
      ...visit,
    }));
    const answers = await client(visits);
    const checked: Visit = { query: 'several' };
    const [trusted, trustedStrict] = await client(
      [
        { ...common, ...checked, id: 'trusted', host: 'localhost' },
        { ...common, ...checked, id: 'strict', host: 'localhost', encrypt: 'strict' },
      ],
      { trustedCa: server.caFile },
    );
    const [untrusted] = await client([{ ...common, ...checked, id: 'untrusted' }]);
    const { failures, attentions, logins } = server;
    return {
      byName: new Map(answers.map((answer) => [answer.id, answer])),
      ...{ trusted, trustedStrict, untrusted, failures, attentions, logins },
    };
  } finally {
    await server.close();
  }
}

async function refusals() {
  const off = await startServer({ engine: wireEngine(), encryption: 'off' });
  const required = await startServer({ engine: wireEngine(), encryption: 'required' });
  try {
    const common = {
      host: '127.0.0.1',
      user: FAKE_LOGIN.login,
      password: FAKE_LOGIN.password,
      query: 'several',
    };
    const trusting = { ...common, trustServerCertificate: true };
    return await client([
      { ...trusting, id: 'mandatory of off', port: off.port },
      { ...trusting, id: 'optional of off', port: off.port, encrypt: 'optional' },
      { ...trusting, id: 'optional of required', port: required.port, encrypt: 'optional' },
    ]);
  } finally {
    await Promise.all([off.close(), required.close()]);
  }
}

const visited = available() ? await visitAll() : undefined;
const refused = available() ? await refusals() : undefined;

function answer(name: Name): ClientAnswer {
  const found = visited?.byName.get(name);
  if (found === undefined) throw new Error(`no answer of ${name}`);
  return found;
}

const severalSets = Array.from({ length: 20 }, (_, set) =>
  Array.from({ length: set % 3 }, (_, row) => [String(set * 100 + row)]),
);

const assertSeveral = (query: ClientAnswer['query']) => {
  assert.is(query?.outcome, 'done', JSON.stringify(query?.errors));
  assert.equal(
    query?.resultSets.map((set) => set.rows),
    severalSets,
  );
};

conformanceSuite('Microsoft.Data.SqlClient', (test) => {
  test('logs in over TLS and learns who answers', () => {
    assert.is(answer('every').serverVersion, '15.00.4430');
    assert.is(answer('every').database, 'master');
  });

  for (const name of ['every', 'strict'] as const) {
    test(`${name}: reads every type, NULLs included`, () => {
      const { query } = answer(name);
      assert.is(query?.outcome, 'done', JSON.stringify(query?.errors));
      assert.equal(query?.resultSets[0]?.columns, EVERY_COLUMNS);
      assert.equal(query?.resultSets[0]?.rows, EVERY_ROWS);
    });
  }

  test('reads values longer than a packet', () => {
    const { query } = answer('long');
    assert.is(query?.outcome, 'done', JSON.stringify(query?.errors));
    const rows = query?.resultSets[0]?.rows ?? [];
    assert.is(rows.length, 7);
    for (const row of rows)
      for (const [i, text] of LONG_ROW.entries()) assert.ok(row[i] === text, `column ${i}`);
  });

  test('reads several result sets, empty ones included', () => assertSeveral(answer('several').query));

  test('reads 20,000 rows in order', () => {
    const rows = answer('thousands').query?.resultSets[0]?.rows ?? [];
    assert.is(rows.length, 20_000);
    assert.ok(rows.every(([n, w], i) => n === String(i) && w === `row ${i}`));
  });

  test('hears messages and errors with number, severity, state and line', () => {
    const { query, afterwards } = answer('talks');
    assert.is(query?.outcome, 'failed');
    assert.equal(query?.messages, [{ number: 50_000, class: 0, state: 1, line: 4, message: 'printed ü' }]);
    assert.equal(query?.errors, [
      { number: 208, class: 16, state: 3, line: 7, message: "Invalid object name 'x'." },
    ]);
    assert.equal(query?.resultSets[0]?.rows, [['1']]);
    assertSeveral(afterwards);
  });

  test('sends parameters by RPC', () => {
    assert.equal(answer('call').query?.resultSets[0]?.rows, [
      ['@a', "Ünï ]'\r\nGO"],
      ['@long', 'x'.repeat(9000)],
      ['@none', null],
    ]);
  });

  test('strict: TDS 8.0, in the database asked for', () => assert.is(answer('strict').database, 'Ünï ]code'));

  test('optional: only the login is encrypted', () => assertSeveral(answer('optional').query));

  test('a wrong password is error 18456', () => {
    assert.equal(
      answer('wrong').loginErrors?.map((error) => [error.number, error.class]),
      [[18_456, 14]],
    );
  });

  test('a missing database is error 4060', () => {
    assert.ok(answer('no database').loginErrors?.some((error) => error.number === 4060));
  });

  for (const name of ['wait cancelled', 'rows cancelled'] as const) {
    test(`${name}: ends soon, and the connection goes on`, () => {
      const { query, afterwards } = answer(name);
      assert.is(query?.outcome, 'cancelled', JSON.stringify(query?.errors));
      assert.ok((query?.elapsedMs ?? 99_999) < 10_000);
      assertSeveral(afterwards);
    });
  }

  test('the server saw the cancels and failed at nothing', () => {
    assert.is(visited?.attentions, 2);
    assert.equal(visited?.failures, []);
  });

  test('the login carries intent and application', () => {
    const login = visited?.logins.find((tried) => tried.applicationName === 'Ünï');
    assert.is(login?.readOnlyIntent, true);
  });

  if (process.platform === 'linux') {
    test('a chain of trust is checked and good', () => {
      assertSeveral(visited?.trusted?.query);
      assertSeveral(visited?.trustedStrict?.query);
    });
  }

  test('an unknown certificate is refused', () => {
    assert.ok((visited?.untrusted?.loginErrors?.length ?? 0) > 0);
  });

  test('a server without encryption is refused unless encryption is optional', () => {
    const [mandatory, optional] = refused ?? [];
    assert.ok((mandatory?.loginErrors?.length ?? 0) > 0);
    assertSeveral(optional?.query);
  });

  test('a server that requires encryption gets it', () => assertSeveral(refused?.[2]?.query));
});
