// The live suite: on a real SQL Server when one is named, and said to be left out when not. Its own steps are then
// tried on the test server, as far as that goes, so that the first real run does not fail on the suite.
import type { Driver } from '../../src/connect/driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { withEmbedded, withEngine } from '../capture/test-server.ts';
import { assert, suite } from '../suite.ts';
import {
  captureLive,
  checkRestored,
  checkScript,
  checkTwoCaptures,
  runBatches,
  runScript,
} from './live-checks.ts';
import { liveTarget, NO_SERVER } from './live-server.ts';
import { newScratch, type Scratch } from './scratch.ts';
import { engineWithScratch } from './scratch-engine.ts';

const target = liveTarget(process.env);
if (target === undefined) leftOut();
else
  live(openTediousDriver(target), (login, password) =>
    openTediousDriver({ ...target, authentication: { type: 'sql', user: login, password } }),
  );

type DriverFor = (login: string, password: string) => Driver;

function live(driver: Driver, driverFor: DriverFor): void {
  suite('live server', (test) => {
    test('is captured whole and the same twice, and its script reads back', async () => {
      await checkScript(await checkTwoCaptures(driver));
    });

    test('gets back by its script what was dropped', async () => {
      const scratch = newScratch();
      try {
        await runBatches(driver, scratch.objects);
        await runBatches(driver, scratch.security);
        await checkDisaster(scratch, driver, () => checkLogin(scratch, driverFor));
      } finally {
        await cleanUp(scratch, driver);
      }
    });
  });
}

/** Captures, drops, runs the script twice; each time everything is there again, and the login's password is good. */
async function checkDisaster(scratch: Scratch, driver: Driver, logIn: () => Promise<void>): Promise<void> {
  const before = await captureLive(driver);
  assert.ok(before.facts.some((fact) => fact.kind === 'login' && fact.name === scratch.login));
  await logIn();
  await runBatches(driver, scratch.disaster);
  await assertGone(scratch, driver);
  const script = await checkScript(before);
  for (const _ of ['first run', 'second run']) {
    await runScript(driver, script);
    await checkRestored(before, driver);
  }
  await logIn();
}

async function checkLogin({ login, password, database }: Scratch, driverFor: DriverFor): Promise<void> {
  const session = await driverFor(login, password).open({ database });
  await session.close();
}

async function assertGone({ login, database }: Scratch, driver: Driver): Promise<void> {
  const { facts } = await captureLive(driver);
  assert.not.ok(facts.some((fact) => fact.kind === 'login' && fact.name === login));
  assert.not.ok(facts.some((fact) => fact.kind === 'user' && fact.database === database));
}

/** Goes on whatever fails, and says what. */
async function cleanUp({ cleanUp: batches }: Scratch, driver: Driver): Promise<void> {
  for (const batch of batches) {
    await runBatches(driver, [batch]).catch((error: unknown) =>
      console.log(`NOTE: the live suite could not clean up: ${batch.text}: ${String(error)}`),
    );
  }
}

function leftOut(): void {
  console.log(NO_SERVER);
  suite('live server, left out', (test) => {
    test('is left out only where no server is named', () => {
      assert.is(process.env.REGRANT_TEST_SERVER ?? '', '');
      assert.throws(() => liveTarget({ REGRANT_TEST_SERVER: 'localhost' }), /REGRANT_TEST_USER/);
      const named = { REGRANT_TEST_SERVER: 'db,1500', REGRANT_TEST_USER: 'sa', REGRANT_TEST_PASSWORD: 'x' };
      assert.equal(liveTarget(named)?.address, { host: 'db', port: 1500 });
      assert.is(liveTarget(named)?.trustServerCertificate, true);
      assert.throws(() => liveTarget({ ...named, REGRANT_TEST_ENCRYPT: 'no' }), /REGRANT_TEST_ENCRYPT/);
    });

    test('its steps hold on the test server: capture twice, script, read back, run, compare', async () => {
      await withEmbedded('RSDB01', {}, async (server) => {
        const driver = server.driver();
        const before = await checkTwoCaptures(driver);
        await runScript(driver, await checkScript(before));
        await checkRestored(before, driver);
      });
    });

    test('its disaster and the way back hold on the test server, which has the objects already', async () => {
      const scratch = newScratch();
      await withEngine(engineWithScratch(scratch), async ({ running }) => {
        const driver = openTediousDriver({
          address: { host: 'localhost', port: running.port },
          authentication: { type: 'sql', user: 'sa', password: 'sa' },
          caFile: running.caFile,
        });
        await runBatches(driver, scratch.security);
        // Its passwords are those of its fixture, so the login itself is tried on a real server only.
        await checkDisaster(scratch, driver, async () => {});
      });
    });
  });
}
