// What the two states of a plan tell of names: those of a database as it compares them, those of accounts in any case.
import type { Fact } from '../../src/model/fact.ts';
import { indexSnapshot } from '../../src/plan/lookup/snapshot-index.ts';
import { World } from '../../src/plan/lookup/world.ts';
import { databaseFact } from '../model/database-fact.ts';
import { snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const worldOf = (facts: readonly Fact[]): World => new World(indexSnapshot(snapshotOf(facts)));
const roleIn = (database: string, name: string): Fact => ({ kind: 'role', database, name, owner: 'dbo' });

suite('the states of a plan', (test) => {
  test('a name is taken as the collation of its database has it', () => {
    const world = worldOf([
      databaseFact('sensitive', { collation: 'Latin1_General_CS_AS' }),
      databaseFact('insensitive', { collation: 'Latin1_General_CI_AI' }),
      roleIn('sensitive', 'Readers'),
      roleIn('insensitive', 'Lésér'),
    ]);
    assert.ok(world.isTaken('Readers', 'sensitive'));
    assert.not.ok(world.isTaken('readers', 'sensitive'));
    assert.ok(world.isTaken('leser', 'insensitive'));
    assert.not.ok(world.isTaken('leser', 'sensitive'));
  });

  test('an account has a login in any case', () => {
    const world = worldOf([
      {
        kind: 'login',
        name: 'CONTOSO\\Straße',
        type: 'U',
        sid: '0x01',
        isDisabled: false,
        defaultDatabase: 'master',
        defaultLanguage: 'us_english',
      },
    ]);
    assert.ok(world.hasLogin('contoso\\STRAßE'));
    assert.not.ok(world.hasLogin('CONTOSO\\STRASSE'));
  });
});
