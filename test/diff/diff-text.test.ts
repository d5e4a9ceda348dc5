import fc from 'fast-check';
import { changeText } from '../../src/diff/change-text.ts';
import { diffJson } from '../../src/diff/diff-json.ts';
import { diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import { diffText } from '../../src/diff/diff-text.ts';
import type { Fact, PermissionFact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { sentenceOf } from '../../src/model/words/sentence.ts';
import { anyFact, HOSTILE_NAMES, snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

const grant: PermissionFact = {
  kind: 'permission',
  database: 'ServiceManager',
  class: 'OBJECT',
  schema: 'dbo',
  name: 't',
  permission: 'SELECT',
  grantee: 'u',
  grantor: 'dbo',
  state: 'G',
};
const onServer = (state: 'G' | 'D'): PermissionFact => {
  return {
    kind: 'permission',
    class: 'SERVER',
    permission: 'CONNECT SQL',
    grantee: 'x',
    grantor: 'sa',
    state,
  };
};
const login = (parts: object = {}): Fact => {
  return { kind: 'login', name: 'x', type: 'S', sid: '0x01', isDisabled: false, ...parts };
};

async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  let text = '';
  for await (const line of lines) text += line;
  return text === '' ? [] : text.trimEnd().split('\n');
}
const textOf = (before: Snapshot, after: Snapshot, options = {}) =>
  linesOf(diffText(diffSnapshots(before, after), options));

const BEFORE: Fact[] = [
  login({ passwordHash: '0x01', defaultDatabase: 'master', providerCredentials: ['a'] }),
  { kind: 'role-member', role: 'sysadmin', member: 'x' },
  { kind: 'configuration', name: 'clr enabled', value: 0, valueInUse: 0 },
  onServer('G'),
];
const AFTER: Fact[] = [
  login({ passwordHash: '0x02', isDisabled: true, providerCredentials: ['a', 'b'] }),
  { kind: 'configuration', name: 'clr enabled', value: 1, valueInUse: 0 },
  { ...grant, column: 'c', state: 'W' },
  onServer('D'),
  {
    kind: 'message',
    messageId: 50001,
    languageId: 1033,
    severity: 16,
    isEventLogged: false,
    text: "it's\noff",
  },
];

suite('diffText', (test) => {
  test('says each difference as a DBA would, and counts them', async () => {
    assert.equal(await textOf(snapshotOf(BEFORE), snapshotOf(AFTER)), [
      '+ GRANT SELECT ON OBJECT::[dbo].[t] ([c]) TO [u] WITH GRANT OPTION  ([ServiceManager])',
      "~ option 'clr enabled': value 0 → 1  (server)",
      '~ login [x]: isDisabled false → true, defaultDatabase [master] → (none), password changed, providerCredentials [a] → [a] [b]  (server)',
      "+ EXEC sp_addmessage 50001, 16, 'it''s\\u{a}off', language 1033  (server)",
      '~ CONNECT SQL TO [x]: GRANT → DENY  (server)',
      '- ALTER SERVER ROLE [sysadmin] ADD MEMBER [x]  (server)',
      '6 differences: 2 added, 1 removed, 3 changed',
    ]);
  });

  test('says that two equal snapshots do not differ, and leaves the summary out when told', async () => {
    assert.equal(await textOf(snapshotOf(AFTER), snapshotOf(AFTER)), ['No differences']);
    assert.is((await textOf(snapshotOf(BEFORE), snapshotOf(AFTER), { summary: false })).length, 6);
  });

  test('a login, a grant and a role member changed give exactly those three lines', async () => {
    const [after] = [
      [login({ isDisabled: true }), grant, { kind: 'role-member', role: 'r', member: 'x' }] as Fact[],
    ];
    const lines = await textOf(snapshotOf([login()]), snapshotOf(after), { summary: false });
    assert.equal(lines, [
      '+ GRANT SELECT ON OBJECT::[dbo].[t] TO [u]  ([ServiceManager])',
      '~ login [x]: isDisabled false → true  (server)',
      '+ ALTER SERVER ROLE [r] ADD MEMBER [x]  (server)',
    ]);
  });

  test('leads with what was not captured, and does not call it a removal', async () => {
    const omissions = [
      { code: 'database-offline', database: 'ServiceManager', fact: 'It is\noffline.', remedy: 'Start it.' },
    ];
    assert.equal(await textOf(snapshotOf([grant]), snapshotOf([], { omissions })), [
      '! after, [ServiceManager]: It is\\u{a}offline. Start it.',
      '? GRANT SELECT ON OBJECT::[dbo].[t] TO [u]: perhaps not captured after  ([ServiceManager])',
      'No differences; 1 unknown, since one side does not tell',
    ]);
  });

  test('has words for every state of a permission, and names a grantor that is not the usual one', () => {
    assert.is(sentenceOf({ ...grant, state: 'D' }), 'DENY SELECT ON OBJECT::[dbo].[t] TO [u]');
    assert.is(sentenceOf({ ...grant, state: 'R' }), 'REVOKE SELECT ON OBJECT::[dbo].[t] FROM [u]');
    assert.is(
      sentenceOf({ ...grant, grantor: 'boss' }),
      'GRANT SELECT ON OBJECT::[dbo].[t] TO [u] AS [boss]',
    );
    assert.is(sentenceOf(onServer('G')), 'GRANT CONNECT SQL TO [x]');
  });

  test('no fact, whatever its names, breaks its line, hides or looks like another', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(anyFact, (fact) => {
        const line = changeText({ change: 'added', key: keyOf(fact), after: fact });
        assert.not(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line), line);
      }),
      { numRuns: 3000 },
    );
    for (const name of HOSTILE_NAMES) {
      const text = sentenceOf({ kind: 'schema', database: 'd', name, owner: 'o' });
      assert.is(seen.get(text), undefined, `${JSON.stringify(name)} looks like ${seen.get(text)}`);
      seen.set(text, JSON.stringify(name));
      assert.match(text, /^CREATE SCHEMA \[.*\] AUTHORIZATION \[o\]$/);
    }
  });
});

suite('diffJson', (test) => {
  test('gives a change a line and then the summary with its caveats', async () => {
    const after = snapshotOf(AFTER, { selection: { databases: { include: ['p'] } } });
    const lines = (await linesOf(diffJson(diffSnapshots(snapshotOf(BEFORE), after)))).map((line) =>
      JSON.parse(line),
    );
    assert.is(lines.length, 7);
    assert.equal(Object.keys(lines[0]), ['change', 'key', 'after']);
    assert.equal(lines[2].changes[2], { property: 'password', secret: true });
    assert.equal(lines[6].summary, { added: 2, removed: 1, changed: 3, unknown: 0, inventory: 0 });
    assert.is(lines[6].caveats[0].code, 'selection-differs');
  });

  test('of equal snapshots is the summary alone', async () => {
    const lines = await linesOf(diffJson(diffSnapshots(snapshotOf(AFTER), snapshotOf(AFTER))));
    assert.equal(lines, [
      '{"summary":{"added":0,"removed":0,"changed":0,"unknown":0,"inventory":0},"caveats":[],"renamed":[]}',
    ]);
  });
});
