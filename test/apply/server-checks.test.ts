// On which servers nothing is written, and what a script says that it expects of a server.
import { splitScript } from '../../src/apply/script-batches.ts';
import { expectationsOf, identify, noticesIn, refusalOf } from '../../src/apply/server-checks.ts';
import { refuseInEarnest, refuseOtherServer } from '../../src/apply/server-guard.ts';
import type { Row, Session } from '../../src/connect/driver.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { HOSTILE } from '../hostile-names.ts';
import { databaseFact } from '../model/database-fact.ts';
import { scriptOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const factOf = (run: () => void): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof RegrantError);
    return error.fact;
  }
};

async function* oneChunk(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

suite('server checks', (test) => {
  test('the server that a file is for is let through, whatever the case of its name; any other is not', () => {
    assert.is(
      factOf(() => refuseOtherServer('smdb01', 'SMDB01', 'plan')),
      undefined,
    );
    assert.is(
      factOf(() => refuseOtherServer('OTHER', 'SMDB01', 'plan')),
      'This server is OTHER, and the plan was made for SMDB01.',
    );
  });

  test('a drill writes to the server whose name was typed, unless it is in earnest', () => {
    const server = { name: 'SCRATCH\\A', machineName: 'SCRATCH' };
    const ground = {
      captured: 'SMDB01',
      typed: 'scratch\\a',
      configured: [{ name: 'SMDB01', host: 'SMDB01' }],
    };
    const fact = (changed: Partial<typeof ground> | { typed: undefined }) =>
      factOf(() => refuseInEarnest(server, { ...ground, ...changed })) ?? '';
    assert.is(fact({}), '');
    assert.match(fact({ typed: undefined }), 'A drill writes to SCRATCH\\A');
    assert.match(fact({ typed: 'SCRATCH' }), 'SCRATCH was typed');
    assert.match(fact({ captured: 'Scratch\\A' }), 'is the server that was captured');
    assert.match(fact({ configured: [{ name: 'lab', host: 'scratch' }] }), 'is in the configuration, as lab');
    assert.match(fact({ configured: [{ name: 'SCRATCH\\a', host: '10.0.0.1' }] }), 'is in the configuration');
  });

  test('a choice is told wherever it is made, and whatever it is given but 0', async () => {
    const text = await scriptOf([]);
    const insert = 'INSERT #regrant_choice';
    const lockout = (changed: string) => expectationsOf(splitScript('x.sql', changed)).choices.allowLockout;
    assert.is(lockout(text), false);
    for (const more of ['SET @allow_lockout = 1', 'SELECT @allow_lockout = 2', 'SET @ALLOW_LOCKOUT += 1'])
      assert.is(lockout(text.replace(insert, `${more}; ${insert}`)), true, more);
    assert.is(lockout(text.replace(insert, `SET @allow_lockout = 0; ${insert}`)), false);
    for (const value of ['1', '00', "N'a'", '-1'])
      assert.is(
        lockout(text.replace('@allow_lockout bit = 0', `@allow_lockout bit = ${value}`)),
        true,
        value,
      );
  });

  test('what a script expects is read from it, whatever the names in it', async () => {
    for (const name of ['plain', ...HOSTILE]) {
      const text = await scriptOf([
        databaseFact(name, { owner: 'sa', isTrustworthy: true, isBrokerEnabled: true, brokerId: 'x' }),
      ]);
      const { expected, choices } = expectationsOf(splitScript('x.sql', text));
      assert.equal(choices, { anyServer: false, allowConflicts: false, allowLockout: false });
      assert.equal(
        expected.map(({ property, value }) => `${property}: ${value}`),
        [
          'server: SMDB01',
          'version: 16',
          'captured version: 16.0.4125.3',
          'edition: Enterprise Edition (64-bit)',
          'collation: SQL_Latin1_General_CP1_CI_AS',
          `database: ${name}`,
        ],
      );
    }
    for (const choice of ['anyServer', 'allowConflicts', 'allowLockout'] as const) {
      const { choices } = expectationsOf(splitScript('x.sql', await scriptOf([], { [choice]: true })));
      assert.equal(
        Object.entries(choices).filter(([, isAllowed]) => isAllowed),
        [[choice, true]],
      );
    }
  });

  test('a notice of a weight that is not known stops, and a server without a name is refused', async () => {
    const weights = [0, '1', 2, null, undefined, 3, -1, 'x', true, [0]].map((weight) => [weight, 'a', 'b']);
    assert.equal(
      noticesIn([weights]).map(({ weight }) => weight),
      ['note', 'fails', 'stops', ...Array(6).fill('stops'), 'note'],
    );
    for (const name of [null, undefined, '', 7]) {
      const session: Session = {
        async *run() {
          yield { columns: [], rows: oneChunk([[name, 'M', '16.0.1.1', 3, 'sa', 1, 'g', 0, null]]) };
        },
        close: async () => {},
      };
      const error = await identify(session, {}).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof RegrantError && error.code === 'not-supported', String(name));
    }
  });

  test('the first notice that stops is the refusal', () => {
    const notice = (weight: 'note' | 'fails' | 'stops', fact: string) => ({ weight, fact, remedy: 'r.' });
    assert.is(refusalOf([notice('note', 'a.'), notice('fails', 'b.')]), undefined);
    assert.is(refusalOf([notice('note', 'a.'), notice('stops', 'c.'), notice('stops', 'd.')])?.fact, 'c.');
  });
});
