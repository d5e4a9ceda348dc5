// Scripts run over TDS: the embedded environment onto servers before their restore, and what goes wrong on the way.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLog } from '../../src/apply/apply-log.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import type { EmbeddedServer } from '../capture/test-server.ts';
import { assert, suite } from '../suite.ts';
import {
  CAPTURER,
  captured,
  capturedFixture,
  embeddedFixture,
  factLines,
  freshEngine,
  refused,
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
      const script = await scriptOf(source, { configuration: 'all' });
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
