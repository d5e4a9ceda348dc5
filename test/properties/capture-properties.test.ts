// Properties of captures: the order of rows does not show, and a socket in between changes nothing.
import fc from 'fast-check';
import { startCaseServer } from '../cases/case-server.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { assert, suite } from '../suite.ts';
import { captureEngine, engineOf } from './outcome.ts';
import { runAnyOrder } from './properties.ts';
import { seedOf } from './seed.ts';

const seed = seedOf();

suite('properties of captures', (test) => {
  test('the order of rows does not show', async () => {
    console.log(`NOTE: ${await runAnyOrder({ environments: 60, seed })} runs of properties, seed ${seed}`);
  });

  test('over a socket the same is captured as without', async () => {
    const first = fc.sample(environmentArbitrary(), { numRuns: 1, seed })[0];
    if (first === undefined) throw new Error('There is no environment.');
    const server = await startCaseServer(engineOf(first));
    try {
      const environments = environmentArbitrary({ logins: 6, databases: 1 });
      await fc.assert(
        fc.asyncProperty(environments, async (environment) => {
          const login = { user: 'sa', password: 'sa' };
          const there = await server.capture(engineOf(environment), login, {});
          assert.is(JSON.stringify(there), JSON.stringify(await captureEngine(engineOf(environment))));
        }),
        { numRuns: 15, seed },
      );
    } finally {
      await server.close();
    }
  });
});
