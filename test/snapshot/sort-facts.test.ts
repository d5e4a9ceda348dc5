import fc from 'fast-check';
import type { Fact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { ordinal } from '../../src/model/order.ts';
import { joinSorted, sortFacts } from '../../src/snapshot/sort-facts.ts';
import { assert, suite } from '../suite.ts';
import { anyFact, factOf } from './arbitrary-fact.ts';

/** Many facts of few kinds, so that databases, securables and grantees recur, and keys too. */
const manyFacts = fc.array(fc.oneof(anyFact, factOf('permission'), factOf('role-member')), {
  maxLength: 60,
  size: 'max',
});

suite('sortFacts', (test) => {
  test('gives the ordinal order of the keys, and keeps the order of facts that share one', () => {
    fc.assert(
      fc.property(manyFacts, (facts) => {
        const byKey = facts.toSorted((a, b) => ordinal(keyOf(a), keyOf(b)));
        const { facts: sorted } = sortFacts(facts);
        assert.is(sorted.length, byKey.length);
        assert.ok(sorted.every((fact, at) => fact === byKey[at]));
      }),
      { numRuns: 2000 },
    );
  });

  test('sorts a separator in a name, and what sorts before it, as the key has them', () => {
    const names = ['a', 'a-b', 'a/b', 'a~b', 'a~1b', 'a b', 'a0', '', '~', '/'];
    const facts = names.flatMap((database) =>
      names.map((name): Fact => ({ kind: 'role', database, name, owner: 'dbo' })),
    );
    const server: Fact = { kind: 'server-role', name: 'a', owner: 'sa' };
    const keys = sortFacts([...facts, server]).facts.map(keyOf);
    assert.equal(keys, keys.toSorted(ordinal));
  });

  test('gives the same when each scope is sorted by itself and the lists are joined', () => {
    fc.assert(
      fc.property(manyFacts, (facts) => {
        const scopeOf = (fact: Fact) => ('database' in fact ? fact.database : undefined);
        const lists = [...new Set(facts.map(scopeOf))].map((scope) =>
          sortFacts(facts.filter((fact) => scopeOf(fact) === scope)),
        );
        const joined = joinSorted(lists);
        const sorted = sortFacts(facts);
        assert.equal(joined.twins, sorted.twins);
        assert.ok(sorted.facts.every((fact, at) => fact === joined.facts[at]));
      }),
      { numRuns: 300 },
    );
  });

  test('tells twins exactly by their keys', () => {
    fc.assert(
      fc.property(manyFacts, (facts) => {
        const { facts: sorted, twins } = sortFacts(facts);
        const places = sorted.keys();
        const expected = [...places].filter((at) => {
          const [fact, before] = [sorted[at], sorted[at - 1]];
          return fact !== undefined && before !== undefined && keyOf(fact) === keyOf(before);
        });
        assert.equal(twins, expected);
      }),
      { numRuns: 500 },
    );
    const database = (name: string): Fact => ({ kind: 'schema', database: name, name: 's', owner: 'dbo' });
    assert.equal(sortFacts([database('a'), database('b')]).twins, []);
    assert.equal(sortFacts([database('a'), { ...database('a'), owner: 'u' } as Fact]).twins, [1]);
  });
});
