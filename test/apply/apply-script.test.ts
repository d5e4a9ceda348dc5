// Scripts run over TDS: the embedded environment onto servers before their restore, and what goes wrong on the way.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLog } from '../../src/apply/apply-log.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import type { Driver } from '../../src/connect/driver.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import type { EmbeddedServer } from '../capture/test-server.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { assert, suite } from '../suite.ts';
import {
  CAPTURER,
  captured,
  capturedFixture,
  embeddedFixture,
  factLines,
  freshEngine,
  sameFacts,
  scriptOf,
  withFolder,
  withServer,
} from './restored-server.ts';
import { smallServer } from './small-server.ts';

const SERVERS: readonly EmbeddedServer[] = ['SMDB01', 'DWDB01', 'RSDB01'];
/** The script puts this option back to what it found, whatever it was where it was captured. */
const kept = (line: string) => !line.includes('"show advanced options"');

suite('apply: the embedded environment over TDS', (test) => {
  for (const name of SERVERS) {
    test(`${name}: with its databases restored, the script makes the same facts; a second run changes nothing`, async () => {
      const fixture = embeddedFixture(name);
      const source = await capturedFixture(fixture);
      const script = await scriptOf(source);
      await withServer(freshEngine(fixture, 'restored'), async ({ engine, driver, running }) => {
        const result = await applyScript(driver(), script);
        assert.equal(result.failures, []);
        assert.ok(result.statements > 300, String(result.statements));
        const once = await captured(engine);
        sameFacts(once, source, '', kept);
        const again = await applyScript(driver(CAPTURER), script);
        assert.equal(again.failures, []);
        sameFacts(await captured(engine), once);
        assert.equal(running.failures, []);
      });
    });
  }

  test('onto databases without users, only what an orphan was cannot be made, and the failures say so', async () => {
    const fixture = embeddedFixture('SMDB01');
    const script = await scriptOf(await capturedFixture(fixture));
    await withServer(freshEngine(fixture, 'fresh'), async ({ driver }) => {
      const { failures } = await applyScript(driver(), script);
      assert.ok(failures.length > 0);
      assert.ok(
        failures.every(
          ({ message, database }) => database === 'ServiceManager' && message.includes('old_integration'),
        ),
      );
    });
  });
});

suite('apply: what goes wrong', (test) => {
  test('a statement that fails is told with number and error; the rest runs', async () => {
    const fixture = smallServer();
    const snapshot = await capturedFixture(fixture);
    const text = (await scriptOf(snapshot)).text.replace(
      'ALTER SERVER ROLE [auditors] ADD MEMBER [CONTOSO\\ops]',
      'ALTER SERVER ROLE [auditors] ADD MEMBER [nobody]',
    );
    await withServer(freshEngine(fixture, 'restored'), async ({ driver, engine }) => {
      const { failures } = await applyScript(driver(), splitScript('test.sql', text));
      assert.equal(
        failures.map(({ error, message }) => [error, message]),
        [
          [
            15151,
            "Cannot add the server principal 'nobody', because it does not exist or you do not have permission.",
          ],
        ],
      );
      const lost = new Set(factLines(await captured(engine)));
      const missing = factLines(snapshot).filter((line) => !lost.has(line));
      assert.is(missing.length, 1);
      assert.match(missing[0] ?? '', /role-member.*auditors/);
    });
  });

  test('a login that is no sysadmin runs nothing', async () => {
    const fixture = embeddedFixture('SMDB01');
    const script = await scriptOf(await capturedFixture(fixture));
    await withServer(freshEngine(fixture, 'restored'), async ({ driver, engine }) => {
      await applyScript(driver(), script);
      const before = await captured(engine);
      const auditor = driver({ login: 'auditor', password: 'Fixture-auditor-1' });
      await refused(applyScript(auditor, script), 'not-supported', /no sysadmin/);
      sameFacts(await captured(engine), before);
    });
  });

  test('a script for another server runs nothing unless it says any server', async () => {
    const fixture = smallServer();
    const snapshot = await capturedFixture(fixture);
    const elsewhere = { ...fixture, settings: { ...fixture.settings, name: 'OTHER01' } };
    await withServer(freshEngine(elsewhere, 'restored'), async ({ driver }) => {
      await refused(applyScript(driver(), await scriptOf(snapshot)), 'not-supported', /OTHER01.*SMALL01/);
      const { failures } = await applyScript(driver(), await scriptOf(snapshot, { anyServer: true }));
      assert.equal(failures, []);
    });
  });

  test('cancelling ends the run between two statements; the journal knows what is done', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const snapshot = await capturedFixture(fixture);
      const script = await scriptOf(snapshot);
      const journal = join(folder, 'run.journal');
      await withServer(freshEngine(fixture, 'restored'), async ({ driver, engine }) => {
        const stop = new AbortController();
        const progress = ({ section }: { section?: string }) => {
          if (section === 'Logins') stop.abort();
        };
        await refused(applyScript(driver(), script, { journal, progress, signal: stop.signal }), 'cancelled');
        const result = await applyScript(driver(), script, { journal });
        assert.ok(result.skipped > 0);
        assert.equal(result.failures, []);
        sameFacts(await captured(engine), snapshot);
      });
    }));

  test('a batch that takes too long ends the run', async () => {
    const fixture = smallServer();
    const script = await scriptOf(await capturedFixture(fixture));
    await withServer(freshEngine(fixture, 'restored'), async ({ driver, running }) => {
      running.faults.delayMs = 400;
      await refused(applyScript(driver(), script, { timeoutMs: 100 }), 'timed-out');
    });
  });

  test('the log tells batches and failures and holds no secret', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const { text } = await scriptOf(await capturedFixture(fixture));
      const path = join(folder, 'run.log');
      // The statement is broken so that the server's error quotes it.
      const broken = text.replace(
        /N'CREATE LOGIN \[app_login\] WITH (PASSWORD = 0x\w+)/,
        "N'RAISERROR(N''near $1 and PASSWORD = N''''geheim''''!'', 16, 1); CREATE LOGIN [app_login] WITH $1",
      );
      assert.is.not(broken, text);
      await withServer(freshEngine(fixture, 'restored'), async ({ driver }) => {
        const log = await openLog(path, () => new Date(0));
        const { failures } = await applyScript(driver(), splitScript('t.sql', broken), { log });
        await log.close();
        assert.ok(failures.length > 0);
        const said = (await readFile(path, 'utf8')) + JSON.stringify(failures);
        assert.match(said, /FAILED statement \d+: error 50000: near PASSWORD/);
        assert.not.match(said, /0x0200/i);
        assert.not.match(said, /geheim/);
      });
    }));
});

async function refused(work: Promise<unknown>, code: string, fact = /./): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.instance(error, RegrantError);
    assert.is((error as RegrantError).code, code, (error as RegrantError).message);
    assert.match((error as RegrantError).fact, fact);
    return;
  }
  assert.unreachable(`nothing was thrown, where ${code} was expected`);
}

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

suite('apply: the connection lost at every batch, then resumed', (test) => {
  // Before a batch is what the TDS test below does; a batch that did not arrive is one of which nothing ran.
  for (const loss of ['within', 'after'] as const) {
    test(`${loss}: ends in the state of a run that was not disturbed`, () =>
      withFolder(async (folder) => {
        const fixture = smallServer();
        const snapshot = await capturedFixture(fixture);
        const script = await scriptOf(snapshot);
        let lostBatches = 0;
        // What a lost answer leaves is the hardest case, at every batch; the midst is tried at the
        // server's batches, and behind them at every third.
        for (let at = 1; ; at += loss === 'after' || at < 20 ? 1 : 3) {
          const engine = freshEngine(fixture, 'restored');
          const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
          const journal = join(folder, `${loss}-${at}.journal`);
          const faulty = losing(driver, at, loss);
          let isLost = false;
          try {
            await applyScript(faulty.driver, script, { journal });
          } catch (error) {
            assert.is((error as RegrantError).code, 'connection-lost');
            isLost = true;
          }
          if (!isLost) break;
          lostBatches += 1;
          const result = await applyScript(driver, script, { journal });
          assert.equal(result.failures, [], `lost at batch ${at}`);
          sameFacts(await captured(engine), snapshot, `lost at batch ${at}`);
        }
        assert.ok(lostBatches > (loss === 'after' ? 30 : 10), `only ${lostBatches} batches`);
      }));
  }

  test('over TDS too: the server closes the socket instead of answering', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const source = await capturedFixture(fixture);
      const script = await scriptOf(source);
      for (const at of [3, 20, 38]) {
        await withServer(freshEngine(fixture, 'restored'), async ({ engine, driver, running }) => {
          const journal = join(folder, `${at}.journal`);
          running.faults.dropOnBatch = at;
          await refused(applyScript(driver(), script, { journal }), 'connection-lost');
          running.reset();
          const result = await applyScript(driver(), script, { journal });
          assert.equal(result.failures, []);
          if (at > 19) assert.ok(result.skipped > 0);
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
