// The script's own preflight, as sqlcmd would run it: batch after batch, whatever fails. On a server or under a login
// that it is not for, nothing is changed, and it is said once why.

import { applyScript } from '../../src/apply/apply-script.ts';
import { previewScript } from '../../src/apply/preview-script.ts';
import type { ScriptFile } from '../../src/apply/script-batches.ts';
import type { Session } from '../../src/connect/driver.ts';
import { serverErrorNumber } from '../../src/connect/server-error.ts';
import type { RegrantError } from '../../src/model/errors.ts';
import type { Fact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { ordinal } from '../../src/model/order.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { assert, suite } from '../suite.ts';
import { stateOf } from './engine-state.ts';
import type { Account } from './restored-server.ts';
import { CAPTURER, capturedFixture, freshEngine, refused, scriptOf, withServer } from './restored-server.ts';
import { smallServer } from './small-server.ts';

/** Sends every batch, as sqlcmd does without -b; gives the errors and the last result set. */
async function sendAll(session: Session, { batches }: ScriptFile) {
  const errors: string[] = [];
  let rows: (readonly unknown[])[] = [];
  for (const { text } of batches) {
    try {
      for await (const set of session.run(text)) {
        rows = [];
        for await (const chunk of set.rows) rows.push(...chunk);
      }
    } catch (error) {
      assert.ok(serverErrorNumber(error) !== undefined, String(error));
      errors.push((error as RegrantError).fact);
    }
  }
  return { errors, rows };
}

/** A server that a script is not for. */
interface Wrong {
  readonly server: (fixture: ServerFixture) => CatalogEngine;
  readonly account?: Account;
  readonly before?: string;
  readonly why: RegExp;
}

const settings = (fixture: ServerFixture, changed: Partial<ServerFixture['settings']>) =>
  freshEngine({ ...fixture, settings: { ...fixture.settings, ...changed } }, 'restored');

const WRONG: Readonly<Record<string, Wrong>> = {
  'a login without rights': {
    server: withPlainLogin,
    account: CAPTURER,
    why: /is no sysadmin on this server: the login that runs this script has to be a sysadmin/,
  },
  'an older release': {
    server: (fixture) => settings(fixture, { version: 2017, productVersion: '14.0.3456.2' }),
    why: /This server is of version 14.0.3456.2, and the script is for 15 or later/,
  },
  'another server': {
    server: (fixture) => settings(fixture, { name: 'OTHER01' }),
    why: /This server is OTHER01, and the script was made for SMALL01/,
  },
  'another server, older and by a login without rights: nobody is sent to mend the wrong one': {
    server: ({ settings, ...rest }) =>
      withPlainLogin({
        ...rest,
        settings: { ...settings, name: 'OTHER01', version: 2017, productVersion: '14.0.3456.2' },
      }),
    account: CAPTURER,
    why: /This server is OTHER01, and the script was made for SMALL01/,
  },
};

/** The login of the captures, before it is a sysadmin again. */
function withPlainLogin(fixture: ServerFixture): CatalogEngine {
  const engine = freshEngine(fixture, 'restored');
  const row = { name: CAPTURER.login, principal_id: 300, type: 'S', sid: Uint8Array.from(Array(16).fill(8)) };
  engine.table('sys.server_principals').insert(row);
  engine
    .table('sys.sql_logins')
    .insert({ ...row, password_hash: Uint8Array.from([2, 0, ...Array(68).fill(4)]) });
  engine
    .table('sys.server_permissions')
    .insert({ grantee_principal_id: 300, permission_name: 'CONNECT SQL' });
  return engine;
}

suite('preflight: the script stops before its first statement', (test) => {
  for (const [what, { server, account, why }] of Object.entries(WRONG)) {
    test(what, async () => {
      const fixture = smallServer();
      const script = await scriptOf(await capturedFixture(fixture));
      await withServer(server(fixture), async ({ engine, driver }) => {
        const before = stateOf(engine, fixture);
        const session = await driver(account).open({ database: 'master' });
        const { errors, rows } = await sendAll(session, script);
        await session.close();
        assert.is(stateOf(engine, fixture), before);
        assert.is(errors.length, 2, errors.join('\n'));
        assert.match(errors[0] ?? '', /: regrant: nothing was run\. /);
        assert.match(errors[0] ?? '', why);
        assert.match(errors[1] ?? '', /: regrant: failures: 1 \(causes: 1\); statements that ran: 0 of \d+/);
        assert.is(rows.length, 1);
        assert.match(String(rows[0]?.at(-1)), why);
        // The command asks the same before it sends anything.
        await refused(applyScript(driver(account), script), 'not-supported');
        assert.is(stateOf(engine, fixture), before);
      });
    });
  }

  test('a database that is not there, not online or read-only is told before anything runs', async () => {
    const fixture = smallServer();
    const script = await scriptOf(await capturedFixture(fixture));
    for (const [change, why] of [
      [{ state: 6, state_desc: 'OFFLINE' }, 'is not online'],
      [{ is_read_only: true }, 'is read-only'],
      [undefined, 'is not here'],
    ] as const) {
      await withServer(freshEngine(fixture, 'restored'), async ({ engine, driver }) => {
        const databases = engine.table('sys.databases');
        if (change === undefined) databases.delete({ name: 'app' });
        else databases.update({ name: 'app' }, change);
        const { notices } = await previewScript(driver(), script);
        const found = notices.filter(({ fact }) => fact === `Database app ${why}.`);
        assert.equal(
          found.map(({ weight, remedy }) => [weight, remedy]),
          [['fails', 'Its statements will not be run.']],
        );
      });
    }
  });

  test('what a login cannot see is told in the dry run, where it counts as missing', async () => {
    const fixture = smallServer();
    const script = await scriptOf(await capturedFixture(fixture));
    for (const [account, engine] of [
      [CAPTURER, withPlainLogin(fixture)],
      [undefined, freshEngine(fixture, 'restored')],
    ] as const)
      await withServer(engine, async ({ driver }) => {
        const { notices } = await previewScript(driver(account), script);
        const unseen = notices.filter(({ fact }) => fact.startsWith('Not all could be seen'));
        assert.is(unseen.length, account === undefined ? 0 : 1);
        assert.ok(unseen.every(({ weight, fact }) => weight === 'note' && /\(\d+ omissions\)/.test(fact)));
      });
  });

  test('contained users where contained logins are switched off: told, with who switches it on', async () => {
    const snapshot = await capturedFixture(smallServer());
    const user: Fact = {
      kind: 'user',
      database: 'app',
      name: 'inside',
      type: 'S',
      authenticationType: 2,
      sid: '0x010500000000000903000000AABBCCDD',
    };
    const facts = [...snapshot.facts, user].sort((a, b) => ordinal(keyOf(a), keyOf(b)));
    const script = await scriptOf({ ...snapshot, facts });
    await withServer(freshEngine(smallServer(), 'restored'), async ({ driver }) => {
      const { notices } = await previewScript(driver(), script);
      assert.ok(notices.some(({ fact }) => /^Contained users cannot come in here/.test(fact)));
    });
  });

  test('where it is meant for, the same batches run', async () => {
    const fixture = smallServer();
    const script = await scriptOf(await capturedFixture(fixture));
    await withServer(freshEngine(fixture, 'restored'), async ({ engine, driver }) => {
      const before = stateOf(engine, fixture);
      const session = await driver().open({ database: 'master' });
      assert.equal((await sendAll(session, script)).errors, []);
      await session.close();
      assert.is.not(stateOf(engine, fixture), before);
    });
  });
});
