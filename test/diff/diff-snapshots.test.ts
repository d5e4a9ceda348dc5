import { join } from 'node:path';
import fc from 'fast-check';
import type { Change } from '../../src/diff/change.ts';
import { type DiffSource, diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import { foldedKey } from '../../src/diff/same-name.ts';
import type { Fact, LoginFact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { withoutSecrets } from '../../src/model/secret.ts';
import type { Omission, Snapshot } from '../../src/model/snapshot.ts';
import type { HeaderParts } from '../../src/snapshot/assemble-snapshot.ts';
import { factProblem } from '../../src/snapshot/fact-check.ts';
import { openSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { anyFact, anyFacts, snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

async function changesOf(before: DiffSource, after: DiffSource): Promise<Change[]> {
  const changes: Change[] = [];
  for await (const change of diffSnapshots(before, after, { inventory: true })) changes.push(change);
  return changes;
}

/** What a diff says, done to the facts before. */
function applied(facts: readonly Fact[], changes: readonly Change[]): Fact[] {
  const byKey = new Map(facts.map((fact) => [keyOf(fact), withoutSecrets(fact)]));
  for (const change of changes) {
    if (change.change === 'removed') byKey.delete(change.key);
    else if (change.change === 'added') byKey.set(change.key, change.after);
    else if (change.change === 'changed') byKey.set(change.key, changed(byKey.get(change.key), change));
  }
  return [...byKey.values()];
}

/** From the property changes alone, so that they are known to say everything. */
function changed(fact: Fact | undefined, change: Change & { change: 'changed' }): Fact {
  // What changed in a definition is told by paths through its parts, whose names may hold dots.
  if (fact?.kind === 'definition') return change.after;
  const result: Record<string, unknown> = { ...fact };
  for (const part of change.changes) {
    if ('secret' in part) continue;
    assert.equal(result[part.property], part.from);
    if (part.to === undefined) delete result[part.property];
    else result[part.property] = part.to;
  }
  assert.equal(result, change.after);
  return result as unknown as Fact;
}

/** A second snapshot's facts: some of the first, some of them changed, some new. */
const anyTwo = fc
  .tuple(anyFacts, fc.infiniteStream(fc.nat(3)), fc.infiniteStream(anyFact), anyFacts)
  .map(([before, dice, others, fresh]) => {
    const after = new Map<string, Fact>();
    for (const fact of before) {
      const throwOf = dice.next().value;
      const other = others.next().value as Fact;
      if (throwOf > 0) after.set(keyOf(fact), fact);
      if (throwOf === 2 && other.kind === fact.kind) after.set(keyOf(other), other);
      if (throwOf === 3 && 'owner' in fact) after.set(keyOf(fact), { ...fact, owner: 'another' } as Fact);
      if (throwOf === 3 && fact.kind === 'login')
        after.set(keyOf(fact), { ...other, ...fact, isDisabled: true, kind: 'login' } as never);
    }
    for (const fact of fresh) if (!after.has(keyOf(fact))) after.set(keyOf(fact), fact);
    return [before.filter(isSound), [...after.values()].filter(isSound)] as const;
  });

const isSound = (fact: Fact) => factProblem(fact, 'hashes') === undefined && foldedKey(fact) === undefined;

const login = (parts: Partial<LoginFact>): LoginFact => {
  return { kind: 'login', name: 'x', type: 'S', sid: '0x01', isDisabled: false, ...parts };
};
const schema = (database: string, name: string): Fact => ({ kind: 'schema', database, name, owner: 'dbo' });

suite('diffSnapshots', (test) => {
  test('of a snapshot and itself is empty', async () => {
    const property = fc.asyncProperty(anyFacts, async (facts) => {
      assert.equal(await changesOf(snapshotOf(facts), snapshotOf(structuredClone(facts))), []);
    });
    await fc.assert(property);
  });

  test('done to the one gives the other, and holds no secret', async () => {
    let differences = 0;
    const property = fc.asyncProperty(anyTwo, async ([a, b]) => {
      const [before, after] = [a, b].map((facts) => snapshotOf(facts, { definitions: true })) as [
        Snapshot,
        Snapshot,
      ];
      const changes = await changesOf(before, after);
      differences += changes.filter(({ change }) => change === 'changed').length;
      const keys = changes.map(({ key }) => key);
      assert.equal(keys, [...new Set(keys)].sort());
      assert.equal(snapshotOf(applied(a, changes)).facts, after.facts.map(withoutSecrets));
      assert.not(JSON.stringify(changes).includes('passwordHash'));
    });
    await fc.assert(property, { numRuns: 300 });
    assert.ok(differences > 50, `only ${differences} changed facts were tried`);
  });

  test('is the same from files as from memory, and counts as it goes', () =>
    inFolder(async (folder) => {
      const [a, b] = [join(folder, 'a'), join(folder, 'b.gz')];
      const [before, after] = [
        snapshotOf([schema('d', 'gone'), schema('d', 'same'), login({})]),
        snapshotOf([schema('d', 'new'), schema('d', 'same'), login({ isDisabled: true })]),
      ];
      await writeSnapshot(a, before);
      await writeSnapshot(b, after);
      const diff = diffSnapshots(await openSnapshot(a), await openSnapshot(b));
      for (const _ of [1, 2]) {
        const changes: Change[] = [];
        for await (const change of diff) changes.push(change);
        assert.equal(changes, await changesOf(before, after));
        assert.equal(diff.summary, { added: 1, removed: 1, changed: 1, unknown: 0, inventory: 0 });
      }
    }));

  test('throws what reading throws, and lets both files go', () =>
    inFolder(async (folder) => {
      let closed = false;
      const endless: DiffSource = {
        header: snapshotOf([]).header,
        facts: (async function* () {
          try {
            for (let n = 0; ; n += 1) yield schema('d', String(n).padStart(9, '0'));
          } finally {
            closed = true;
          }
        })(),
      };
      const broken: DiffSource = {
        header: snapshotOf([]).header,
        facts: (function* () {
          yield schema('d', '0'); // before all of the endless ones, so that it is the next to be asked
          throw new Error('broken');
        })(),
      };
      assert.is((await errorOf(changesOf(endless, broken))).message, 'broken');
      assert.ok(closed);
      assert.ok(folder);
    }));
});

suite('diffSnapshots on passwords', (test) => {
  const [one, two] = [login({ passwordHash: '0x01' }), login({ passwordHash: '0x02' })];
  const [print, other] = [login({ passwordFingerprint: '0x01' }), login({ passwordFingerprint: '0x02' })];
  const diff = async (a: LoginFact, b: LoginFact, before: Partial<HeaderParts>, after = before) => {
    const [x, y] = [snapshotOf([a], before), snapshotOf([b], after)];
    return { changes: await changesOf(x, y), codes: diffSnapshots(x, y).caveats.map(({ code }) => code) };
  };
  const prints = (passwordKeyId: string) => ({ passwords: 'fingerprints', passwordKeyId }) as const;

  test('says that one changed, once, and never from what to what', async () => {
    for (const [a, b, header] of [
      [one, two, { passwords: 'hashes' }],
      [print, other, prints('k')],
    ] as const) {
      const { changes, codes } = await diff(a, b, header);
      const plain = login({});
      const expected = { change: 'changed', key: keyOf(plain), before: plain, after: plain };
      assert.equal(changes, [{ ...expected, changes: [{ property: 'password', secret: true }] }]);
      assert.equal(codes, []);
    }
  });

  test('does not compare what stands for them differently: one caveat, no change', async () => {
    for (const [a, b, before, after] of [
      [one, print, { passwords: 'hashes' }, prints('k')],
      [print, other, prints('k'), prints('l')],
      [one, login({}), { passwords: 'hashes' }, { passwords: 'none' }],
    ] as const) {
      const { changes, codes } = await diff(a, b, before, after);
      assert.equal(changes, []);
      assert.equal(codes, ['passwords-not-comparable']);
    }
    assert.equal((await diff(login({}), login({}), { passwords: 'none' })).codes, ['passwords-not-captured']);
  });

  test('takes a hash that one side could not see for unknown, not for changed', async () => {
    assert.equal((await diff(one, login({}), { passwords: 'hashes' })).changes, []);
  });
});

suite('diffSnapshots on incomplete snapshots', (test) => {
  const omission = (code: string, database?: string): Omission => {
    return { code, ...(database === undefined ? {} : { database }), fact: 'F.', remedy: 'R.' };
  };
  const permission: Fact = {
    kind: 'permission',
    database: 'd',
    class: 'DATABASE',
    permission: 'CONNECT',
    grantee: 'u',
    grantor: 'dbo',
    state: 'G',
  };
  const facts = [schema('d', 's'), permission, schema('e', 's'), login({})];
  const verdicts = async (reported: Omission, side: 'before' | 'after') => {
    const [empty, full] = [
      snapshotOf([], { omissions: [reported] }),
      snapshotOf(facts.map((fact) => ({ ...fact }))),
    ];
    const changes = await (side === 'after' ? changesOf(full, empty) : changesOf(empty, full));
    assert.ok(changes.every((change) => change.change !== 'unknown' || change.missing === side));
    return changes.map(({ change, key }) => `${change} ${key.split('/').slice(0, 3).join('/')}`);
  };

  test('what a database that was not captured lacks is neither removed nor added', async () => {
    for (const [side, verdict] of [
      ['after', 'removed'],
      ['before', 'added'],
    ] as const) {
      assert.equal(await verdicts(omission('database-offline', 'd'), side), [
        'unknown database/d/permission',
        'unknown database/d/schema',
        `${verdict} database/e/schema`,
        `${verdict} server/login/x`,
      ]);
    }
  });

  test('an omission of the whole server reaches everything, an unknown class only permissions of its place', async () => {
    assert.ok(
      (await verdicts(omission('hidden-metadata'), 'after')).every((line) => line.startsWith('unknown')),
    );
    assert.equal(await verdicts(omission('unknown-class', 'd'), 'after'), [
      'unknown database/d/permission',
      'removed database/d/schema',
      'removed database/e/schema',
      'removed server/login/x',
    ]);
    for (const code of ['hidden-password-hash', 'unknown-class', 'duplicate-key', '__proto__x']) {
      const lines = await verdicts(omission(code, 'z'), 'after');
      assert.ok(
        lines.every((line) => line.startsWith('removed')),
        code,
      );
    }
    assert.equal(
      (await verdicts(omission('limited-visibility'), 'after')).map(([first]) => first).join(''),
      'rrru',
    );
    assert.equal(
      (await verdicts(omission('limited-database-list'), 'after')).map(([first]) => first).join(''),
      'uuur',
    );
  });

  test('every omission of either side is a caveat, and so are different filters', () => {
    const diff = diffSnapshots(
      snapshotOf([], {
        omissions: [omission('database-offline', 'd')],
        selection: { databases: { include: ['a'] } },
      }),
      snapshotOf([], {
        omissions: [omission('hidden-metadata')],
        selection: { databases: { include: ['b'] } },
      }),
    );
    assert.equal(
      diff.caveats.map(({ code, side, database }) => [code, side, database]),
      [
        ['not-captured', 'before', 'd'],
        ['not-captured', 'after', undefined],
        ['selection-differs', undefined, undefined],
      ],
    );
  });
});
