// The connection is lost at every batch of a run, and the run resumed from its journal: it ends in the state of a run
// that was not disturbed. The script has every section that there is.
import { join } from 'node:path';
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import type { Driver } from '../../src/connect/driver.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { assert, suite } from '../suite.ts';
import { stateOf } from './engine-state.ts';
import {
  captured,
  capturedFixture,
  freshEngine,
  refused,
  sameFacts,
  scriptOf,
  withFolder,
  withServer,
} from './restored-server.ts';
import { smallServer } from './small-server.ts';

/** How the connection goes away under a batch: before it arrives, in its midst, or after it ran and before its answer. */
type Loss = 'before' | 'within' | 'after';

/** A driver whose nth batch loses the connection. */
function losing(
  driver: Driver,
  at: number,
  loss: Loss,
): { readonly driver: Driver; readonly sent: () => number } {
  let count = 0;
  const lost = () =>
    new RegrantError({ code: 'connection-lost', fact: 'The connection was lost.', remedy: 'Run it again.' });
  return {
    sent: () => count,
    driver: {
      async open(options) {
        const session = await driver.open(options);
        return {
          async *run(batch, limits) {
            count += 1;
            if (count !== at) return yield* session.run(batch, limits);
            if (loss === 'before') throw lost();
            const text = loss === 'within' ? half(batch) : batch;
            for await (const _ of session.run(text, limits));
            throw lost();
          },
          close: () => session.close(),
        };
      },
    },
  };
}

/** The first half of a batch's lines: what a server has run when the connection goes. */
function half(batch: string): string {
  if (/CREATE (TABLE|PROCEDURE)/.test(batch)) return batch;
  const lines = batch.split('\n');
  const text = lines.slice(0, Math.ceil(lines.length / 2)).join('\n');
  return /^EXEC #/m.test(text) ? text : batch;
}

/** Every part of a script. */
const SECTIONS = [
  'CLR and what later steps need of the configuration',
  'Logins',
  'Server roles, owners and members',
  'Server permissions',
  'User-defined messages',
  'owner and options',
  'users',
  'roles',
  'application roles',
  'schemas',
  'owners',
  'role members',
  'permissions',
  'Default databases, disabled logins, denied connects',
];

suite('apply: the connection lost at every batch, then resumed', (test) => {
  for (const loss of ['before', 'within', 'after'] as const) {
    test(`${loss} each of them: ends in the state of a run that was not disturbed`, () =>
      withFolder(async (folder) => {
        const fixture = smallServer();
        const snapshot = await capturedFixture(fixture);
        const script = await scriptOf(snapshot);
        assert.ok(
          SECTIONS.every((title) => script.batches.some(({ section = '' }) => section.endsWith(title))),
        );
        const whole = freshEngine(fixture, 'restored');
        const sent = losing(engineDriver(whole, FRESH_SA.login, FRESH_SA.password), 0, loss);
        assert.equal((await applyScript(sent.driver, script)).failures, []);
        sameFacts(await captured(whole), snapshot);
        const wanted = stateOf(whole, fixture);
        assert.ok(sent.sent() > script.batches.length, 'batches of the script, and questions between them');
        for (let at = 1; at <= sent.sent(); at++) {
          const engine = freshEngine(fixture, 'restored');
          const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
          const journal = join(folder, `${loss}-${at}.journal`);
          await refused(applyScript(losing(driver, at, loss).driver, script, { journal }), 'connection-lost');
          const result = await applyScript(driver, script, { journal });
          assert.equal(result.failures, [], `lost at batch ${at}`);
          assert.equal(stateOf(engine, fixture), wanted, `lost at batch ${at}`);
        }
      }));
  }

  test('over TDS too: the server closes the socket instead of answering', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const source = await capturedFixture(fixture);
      const script = await scriptOf(source);
      const setUp = script.batches.filter(({ role }) => role === 'prologue').length;
      for (const at of [3, setUp + 8, setUp + 26]) {
        await withServer(freshEngine(fixture, 'restored'), async ({ engine, driver, running }) => {
          const journal = join(folder, `${at}.journal`);
          running.faults.dropOnBatch = at;
          await refused(applyScript(driver(), script, { journal }), 'connection-lost');
          running.reset();
          const result = await applyScript(driver(), script, { journal });
          assert.equal(result.failures, []);
          if (at > setUp + 20) assert.ok(result.skipped > 0);
          sameFacts(await captured(engine), source);
        });
      }
    }));

  test('a journal of another script or another server is refused', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const script = await scriptOf(await capturedFixture(fixture));
      const journal = join(folder, 'one.journal');
      const engine = freshEngine(fixture, 'restored');
      const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
      await refused(applyScript(losing(driver, 20, 'before').driver, script, { journal }), 'connection-lost');
      const changed = splitScript('test.sql', `${script.text}\n-- changed`);
      await refused(applyScript(driver, changed, { journal }), 'bad-option', /another script/);
      const twin = freshEngine(
        { ...fixture, settings: { ...fixture.settings, machineName: 'TWIN' } },
        'restored',
      );
      const other = engineDriver(twin, FRESH_SA.login, FRESH_SA.password);
      await refused(applyScript(other, script, { journal }), 'bad-option', /another server/);
      assert.equal((await applyScript(driver, script, { journal })).failures, []);
    }));
});
