// FreeTDS's tsql against the test server: a client of another family, on another TLS library.

import { FAKE_LOGIN } from '../server/fake-engine.ts';
import { startServer } from '../server/start.ts';
import { assert, suite } from '../suite.ts';
import { REQUIRED } from './gate.ts';
import { type TsqlLogin, tsql, tsqlAvailable } from './tsql.ts';
import { LONG_ROW, wireEngine } from './wire-answers.ts';

const NOT_RUN = 'FREETDS WAS NOT RUN: tsql (Debian: freetds-bin) is not on this machine.';

async function sessions() {
  const server = await startServer({ engine: wireEngine() });
  try {
    const base = { port: server.port, user: FAKE_LOGIN.login, password: FAKE_LOGIN.password };
    const encrypted: TsqlLogin = { ...base, encryption: 'require', caFile: server.caFile };
    const read = await tsql(encrypted, [
      'several',
      'talks',
      'every',
      'long',
      'use [Ünï ]]code]',
      'thousands',
    ]);
    const wire = server.wire.clearTextLogin;
    const wrong = await tsql({ ...encrypted, password: 'wrong' }, ['several']);
    const requested = await tsql({ ...base, encryption: 'request' }, ['several']);
    const placed = await tsql({ ...encrypted, database: 'Ünï ]code' }, ['several']);
    const database = server.batches.at(-1)?.database;
    const clear = await tsql({ ...base, encryption: 'off' }, ['several']);
    return { read, wire, database, wrong, requested, placed, clear, failures: server.failures };
  } finally {
    await server.close();
  }
}

if (tsqlAvailable()) {
  const ran = await sessions();
  const lines = ran.read.results.split('\n');

  suite('tsql', (test) => {
    test('logs in over TLS, checks the certificate, reads several result sets', () => {
      assert.is(ran.read.status, 0, ran.read.messages);
      assert.not(ran.wire);
      for (let set = 0; set < 20; set += 1) assert.match(ran.read.results, `set ${set}\n`);
      assert.ok(lines.includes('1901') === false && lines.includes('1900'));
    });

    test('hears messages and errors', () => {
      assert.match(ran.read.messages, /Msg 50000 \(severity 0, state 1\) from FAKE01 Line 4:\s+"printed ü"/);
      assert.match(ran.read.messages, /Msg 208 \(severity 16, state 3\) from FAKE01 Line 7:/);
    });

    test('reads every type and NULLs', () => {
      assert.match(ran.read.results, /-32768\t-2147483648\t9223372036854775807\tÜnï 🤦 \]'\r\nGO\t/);
      assert.match(ran.read.results, /(NULL\t){19}NULL\n/);
    });

    test('reads values longer than a packet', () => {
      const [fixed = '', wide = '', narrow = '', binary = ''] = LONG_ROW;
      const row = `${fixed}\t${wide}\t${narrow}\t${binary.slice(2).toLowerCase()}`;
      assert.is(lines.filter((line) => line === row).length, 7);
    });

    test('logs in to the database asked for', () => {
      assert.match(ran.placed.results, 'set 19\n');
      assert.is(ran.database, 'Ünï ]code');
    });

    test('reads 20,000 rows', () => {
      assert.ok(lines.includes('19999\trow 19999'));
      assert.ok(lines.includes('(20000 rows affected)'));
    });

    test('a wrong password is error 18456', () => {
      assert.match(ran.wrong.messages, /Msg 18456 \(severity 14/);
      assert.is.not(ran.wrong.status, 0);
    });

    test('reads with encryption on request, and without', () => {
      assert.match(ran.requested.results, 'set 19\n');
      assert.match(ran.clear.results, 'set 19\n');
    });

    test('the server failed at nothing', () => assert.equal(ran.failures, []));
  });
} else {
  console.log(`NOTE: ${NOT_RUN}`);
  suite('tsql', (test) => {
    test('is not required here', () => assert.not(REQUIRED, NOT_RUN));
  });
}
