// A session over ODBC, with a stand-in of the package that does what drivers do: it gives the first result of a call, which a
// message is, too, and drops the rest of the batch, where the server has not run it by then.
import type { BatchPart, Session } from '../../src/connect/driver.ts';
import type { OdbcConnection, OdbcRows } from '../../src/connect/odbc/odbc-package.ts';
import { OdbcSession } from '../../src/connect/odbc/odbc-session.ts';
import { assert, suite } from '../suite.ts';
import { failureOf } from './target-of.ts';

/** What a server does with a call: the marks that it comes to, and what it answers. */
class StandIn implements OdbcConnection {
  readonly calls: string[] = [];
  readonly #marks = new Set<string>();

  async query(sql: string): Promise<OdbcRows> {
    this.calls.push(sql);
    const asked = /^SELECT number FROM #regrant_part WHERE number = (\d+);$/.exec(sql)?.[1];
    if (asked !== undefined) return this.#marks.has(asked) ? [{ number: asked }] : [];
    if (sql.includes('REFUSED')) {
      const odbcErrors = [{ state: '42000', code: 15151, message: '[Driver][SQL Server]Cannot find it.' }];
      throw Object.assign(new Error('[odbc] Error executing the sql statement'), { odbcErrors });
    }
    const mark = /INSERT #regrant_part \(number\) VALUES \((\d+)\);$/.exec(sql)?.[1];
    if (mark !== undefined && !sql.includes('CUT OFF')) this.#marks.add(mark);
    return Object.assign([], { columns: sql.includes('ROWS') ? ['n'] : [] });
  }
  async cancel(): Promise<void> {}
  async close(): Promise<void> {}
}

function opened(): { readonly session: Session; readonly calls: readonly string[] } {
  const connection = new StandIn();
  const setup = {
    server: 'SRV',
    secrets: new Set<string>(),
    retry: { attempts: 1, waitMs: 1 },
    open: async () => connection,
  };
  return { session: new OdbcSession(setup, connection), calls: connection.calls };
}

const part = (text: string, shownBy: BatchPart['shownBy'] = 'mark'): BatchPart => ({ text, shownBy });

async function run(session: Session, ...parts: readonly BatchPart[]): Promise<void> {
  for await (const _ of session.run('', { parts }));
}

suite('parts of a batch over ODBC', (test) => {
  test('each is sent with a mark of its own behind it, which is asked for', async () => {
    const { session, calls } = opened();
    await run(session, part('A;'), part('CREATE PROCEDURE #p AS SELECT 1;', 'nothing'), part('B;'));
    await run(session, part('ROWS;', 'rows'));
    assert.equal(calls, [
      'CREATE TABLE #regrant_part (number int NOT NULL);',
      'A;\nINSERT #regrant_part (number) VALUES (1);',
      'SELECT number FROM #regrant_part WHERE number = 1;',
      'CREATE PROCEDURE #p AS SELECT 1;',
      'B;\nINSERT #regrant_part (number) VALUES (3);',
      'SELECT number FROM #regrant_part WHERE number = 3;',
      'ROWS;',
    ]);
  });

  test('one that was cut off ends the session, and nothing behind it is sent', async () => {
    for (const cut of [part('CUT OFF;'), part('A MESSAGE BEFORE ITS RESULT;', 'rows')]) {
      const { session, calls } = opened();
      const error = await failureOf(run(session, cut, part('AFTER;')));
      assert.is(error.code, 'connection-lost');
      assert.match(error.fact, 'before it came to its end');
      assert.not(calls.some((call) => call.includes('AFTER')));
      assert.is((await failureOf(run(session, part('AFTER;')))).code, 'connection-lost');
      assert.not(calls.some((call) => call.includes('AFTER')));
    }
  });

  test('what the server refuses is told, and the rest is run as in a batch', async () => {
    const { session, calls } = opened();
    const error = await failureOf(run(session, part('REFUSED;'), part('AFTER;')));
    assert.is(error.code, 'query-failed');
    assert.match(error.fact, 'error 15151: Cannot find it.');
    assert.ok(calls.some((call) => call.includes('AFTER')));
  });

  test('a batch that is not in parts is not sent', async () => {
    const { session, calls } = opened();
    const whole = (async () => {
      for await (const _ of session.run('SELECT 1;'));
    })();
    assert.is((await failureOf(whole)).code, 'not-supported');
    assert.equal(calls, []);
  });
});
