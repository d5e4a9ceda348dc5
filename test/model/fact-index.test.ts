// The index finds what a look over all facts finds, whatever the names; and no key but identity's is in the product.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Fact, PermissionFact } from '../../src/model/fact.ts';
import { FactIndex, isPrincipal } from '../../src/model/fact-index.ts';
import { databaseOf, keyOfParts, principalKey, securableKey, securableOf } from '../../src/model/identity.ts';
import { selectFacts } from '../../src/select/select-facts.ts';
import { anyFacts, anyName } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

const anyPlace = fc.option(anyName, { nil: undefined });

suite('the fact index', (test) => {
  test('finds principals, members, rows and securables as a look over all facts does', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const index = new FactIndex(facts);
        for (const fact of facts) {
          const database = databaseOf(fact);
          assert.ok(index.of(fact.kind, database).includes(fact as never));
          if (isPrincipal(fact)) {
            const found = index.principal(database, fact.name);
            assert.is(found?.name, fact.name);
            assert.is(found && databaseOf(found), database);
          }
          if (fact.kind === 'role-member') {
            assert.equal(
              index.membersOf(database, fact.role),
              facts.filter(
                (one) => one.kind === fact.kind && one.role === fact.role && one.database === database,
              ),
            );
            assert.ok(index.membershipsOf(database, fact.member).includes(fact));
          }
          if (fact.kind === 'permission') assert.ok(index.heldBy(database, fact.grantee).includes(fact));
          const on = fact.kind === 'permission' ? undefined : securableOf(fact);
          if (on !== undefined) assert.is(index.securable(on)?.kind !== 'permission', true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('tells the owner by whom a row is granted: its own, its schema’s, dbo or sa', () => {
    const facts: Fact[] = [
      { kind: 'login', name: 'root', type: 'S', sid: '0x01', isDisabled: false },
      { kind: 'schema', database: 'd', name: 's', owner: 'a' },
      { kind: 'securable', database: 'd', class: 'OBJECT', schema: 's', name: 'own', owner: 'b' },
      { kind: 'role', database: 'd', name: 'r', owner: 'c' },
    ];
    const index = new FactIndex(facts);
    const owner = (on: object) => index.ownerOf({ database: 'd', class: 'OBJECT', ...on } as PermissionFact);
    assert.is(owner({ schema: 's', name: 'own' }), 'b');
    assert.is(owner({ schema: 's', name: 'other' }), 'a');
    assert.is(owner({ schema: 'dbo', name: 't' }), 'dbo');
    assert.is(owner({ class: 'ROLE', name: 'r' }), 'c');
    assert.is(owner({ class: 'DATABASE' }), 'dbo');
    assert.is(index.ownerOf({ class: 'ENDPOINT', name: 'e' }), 'root');
    assert.is(index.loginOfSid('0x01')?.name, 'root');
  });
});

suite('keys of names', (test) => {
  test('two keys are one exactly when all their parts are', () => {
    const parts = fc.array(anyPlace, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = a.length === b.length && a.every((part, at) => part === b[at]);
        assert.is(keyOfParts(...a) === keyOfParts(...b), same);
      }),
      { numRuns: 5000 },
    );
    assert.not.equal(principalKey('d', 'u'), principalKey(undefined, 'd\nu'));
    assert.not.equal(
      securableKey({ class: 'OBJECT', schema: 'a', name: 'b/c' }),
      securableKey({ class: 'OBJECT', schema: 'a/b', name: 'c' }),
    );
  });

  test('a login whose name has a line feed is no user of a database', () => {
    const facts: Fact[] = [
      { kind: 'login', name: 'd\nu', type: 'S', sid: '0x0A', isDisabled: false },
      { kind: 'user', database: 'd', name: 'u', type: 'S', authenticationType: 0 },
      { kind: 'role-member', database: 'd', role: 'r', member: 'u' },
      { kind: 'role', database: 'd', name: 'r', owner: 'dbo' },
    ];
    const { facts: taken } = selectFacts(facts, { principals: { include: ['d\nu'] } });
    assert.equal(
      taken.filter(({ kind }) => kind !== 'role-member').map(({ kind }) => kind),
      ['login'],
    );
  });

  test('no file but model/identity.ts joins names to a key', () => {
    const src = new URL('../../src/', import.meta.url).pathname;
    const isKey = /JSON\.stringify\(\[|\}(?:\\n|\\0|\\u0000|\0)\$\{/;
    const found = readdirSync(src, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts') && !(name in NO_KEYS))
      .filter((name) => isKey.test(readFileSync(join(src, name), 'utf8')));
    assert.equal(found, []);
  });
});

/** Files that join values for another purpose. */
const NO_KEYS: Readonly<Record<string, string>> = {
  'apply/server-checks.ts': 'what a digest is made of',
  'cli/commands/databases.ts': 'lines of text',
  'capture/definitions/extended-properties.ts': 'a text to sort by',
  'capture/definitions/signatures.ts': 'a text to sort by',
  'capture/definitions/tables/graph.ts': 'a text to sort by',
  'offline/layout.ts': 'what a digest is made of',
  'packs/pack-list.ts': 'a state to compare',
  'snapshot/assemble-snapshot.ts': 'a text to sort by',
};
