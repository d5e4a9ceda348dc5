// What is told apart from a difference: inventory, names that differ in case only, what a script does not tell.
import type { Change } from '../../src/diff/change.ts';
import { summaryText } from '../../src/diff/change-text.ts';
import { type DiffOptions, diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import type { Fact } from '../../src/model/fact.ts';
import { isInventory } from '../../src/model/fact-shape.ts';
import { FROM_SCRIPT, type Snapshot } from '../../src/model/snapshot.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

async function diffOf(before: Snapshot, after: Snapshot, options?: DiffOptions) {
  const diff = diffSnapshots(before, after, options);
  const changes: Change[] = [];
  for await (const change of diff) changes.push(change);
  return { changes, summary: diff.summary, codes: diff.caveats.map(({ code }) => code) };
}

const table = (parts: object = {}): Fact => ({
  kind: 'securable',
  database: 'd',
  class: 'OBJECT',
  schema: 'dbo',
  name: 't',
  type: 'U',
  ...parts,
});
const grant = (grantee: string): Fact => ({
  kind: 'permission',
  database: 'd',
  class: 'OBJECT',
  schema: 'dbo',
  name: 't',
  permission: 'SELECT',
  grantee,
  grantor: 'dbo',
  state: 'G',
});
const user = (name: string, login: string, parts: object = {}): Fact => ({
  kind: 'user',
  database: 'd',
  name,
  type: 'U',
  authenticationType: 3,
  sid: '0x0A',
  login,
  ...parts,
});

suite('diff: inventory', (test) => {
  test('a new table is none, what is granted on it or who owns it is a difference', async () => {
    const [none, one] = [snapshotOf([]), snapshotOf([table()])];
    const { changes, summary } = await diffOf(none, one);
    assert.equal(changes, []);
    assert.is(summaryText(summary), 'No differences; 1 of inventory left out (--inventory tells them)');
    assert.is((await diffOf(none, one, { inventory: true })).summary.added, 1);
    const granted = await diffOf(none, snapshotOf([table(), grant('u')]));
    assert.equal([granted.summary.added, granted.summary.inventory], [1, 1]);
    assert.is((await diffOf(none, snapshotOf([table({ owner: 'u' })]))).summary.added, 1);
  });

  test('of a changed fact only what decides something is told', async () => {
    const before = snapshotOf([table({ owner: 'a' })]);
    const after = snapshotOf([table({ owner: 'b', type: 'V' })]);
    const [change] = (await diffOf(before, after)).changes;
    assert.equal(change?.change === 'changed' && change.changes, [{ property: 'owner', from: 'a', to: 'b' }]);
    const { changes, summary } = await diffOf(snapshotOf([table()]), snapshotOf([table({ type: 'V' })]));
    assert.equal([changes.length, summary.inventory], [0, 1]);
  });

  test('the usual owner makes a thing no security', () => {
    assert.is(isInventory(table({ class: 'CERTIFICATE', owner: 'dbo' })), true);
    assert.is(isInventory(table({ class: 'CERTIFICATE', owner: 'u' })), false);
    assert.is(isInventory(table({ class: 'ASSEMBLY', permissionSet: 'UNSAFE_ACCESS' })), false);
    assert.is(isInventory(user('u', 'u')), false);
  });
});

suite('diff: names that differ in case only', (test) => {
  test('an account that is written otherwise is the same user, with the same rows', async () => {
    const of = (name: string) =>
      snapshotOf([
        user(name, 'CONTOSO\\Anna'),
        grant(name),
        { kind: 'role-member', database: 'd', role: 'r', member: name },
      ]);
    const { changes } = await diffOf(of('contoso\\anna'), of('CONTOSO\\Anna'));
    assert.equal(changes, []);
  });

  test('what else differs of the two is still told, in its place', async () => {
    const of = (name: string, defaultSchema: string) =>
      snapshotOf([user(name, 'A\\B', { defaultSchema }), user('A\\BB', 'A\\BB')]);
    const { changes } = await diffOf(
      of('a\\b', 'x'),
      snapshotOf([user('A\\B', 'A\\B', { defaultSchema: 'y' })]),
    );
    assert.equal(
      changes.map((one) => [one.change, one.key]),
      [
        ['changed', 'database/d/user/A\\B'],
        ['removed', 'database/d/user/A\\BB'],
      ],
    );
  });

  test('a user named as its login is that user; other names in another case are other principals', async () => {
    const sql = (name: string, login: string) =>
      snapshotOf([user(name, login, { type: 'S', authenticationType: 1 })]);
    assert.equal((await diffOf(sql('app', 'App'), sql('App', 'app'))).changes, []);
    assert.is((await diffOf(sql('app', 'x'), sql('App', 'x'))).changes.length, 2);
    const role = (name: string) => snapshotOf([{ kind: 'role', database: 'd', name, owner: 'dbo' }]);
    assert.is((await diffOf(role('a'), role('A'))).changes.length, 2);
  });

  test('two users that one side tells apart by case stay apart', async () => {
    const two = snapshotOf([user('A\\b', 'A\\b'), user('A\\B', 'A\\B', { sid: '0x0B' })]);
    const { summary } = await diffOf(two, snapshotOf([user('a\\B', 'a\\B')]));
    assert.equal([summary.added, summary.removed], [1, 2]);
  });
});

suite('diff: what a script does not tell', (test) => {
  const script = (facts: Fact[]) => snapshotOf(facts, { selection: FROM_SCRIPT });
  const login = (parts: object): Fact => ({
    kind: 'login',
    name: 'A\\g',
    type: 'U',
    sid: '0x',
    isDisabled: false,
    ...parts,
  });

  test('is counted apart, on either side', async () => {
    const captured = snapshotOf([login({ type: 'G', sid: '0x0A', defaultDatabase: 'master' })]);
    for (const [before, after, missing] of [
      [captured, script([login({})]), 'after'],
      [script([login({})]), captured, 'before'],
    ] as const) {
      const { changes, summary, codes } = await diffOf(before, after);
      assert.equal(
        changes.map((one) => one.change === 'unknown' && [one.missing, one.properties]),
        [[missing, ['type', 'sid', 'defaultDatabase']]],
      );
      assert.equal([summary.changed, summary.unknown], [0, 1]);
      assert.ok(codes.includes('from-script'));
      assert.not(codes.includes('selection-differs'));
    }
  });

  test('hides nothing that the script does tell', async () => {
    const captured = snapshotOf([login({ sid: '0x0A' })]);
    const { changes } = await diffOf(captured, script([login({ isDisabled: true })]));
    assert.equal(
      changes.map((one) => one.change === 'changed' && one.changes.map(({ property }) => property)),
      [['isDisabled']],
    );
  });
});
