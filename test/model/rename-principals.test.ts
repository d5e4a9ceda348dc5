// Renamed facts: in the order of their new keys, no two principals under one name, and no rename that renames nothing.
import { RegrantError } from '../../src/model/errors.ts';
import type { Fact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { ordinal } from '../../src/model/order.ts';
import type { PrincipalMapping } from '../../src/model/rename-principals.ts';
import { renamePrincipals } from '../../src/model/rename-principals.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { DEFAULTS, snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const windows = (name: string, last: string): Fact => ({
  kind: 'login',
  name,
  type: 'U',
  sid: `0x0105000000000005150000000000000000000000000000${last}`,
  isDisabled: false,
  defaultDatabase: 'master',
  defaultLanguage: 'us_english',
});
const grant = (grantee: string, permission: string, state: 'G' | 'D' = 'G'): Fact => ({
  kind: 'permission',
  class: 'SERVER',
  permission,
  grantee,
  grantor: 'sa',
  state,
});
const member = (name: string): Fact => ({ kind: 'role-member', role: 'sysadmin', member: name });

const FACTS: readonly Fact[] = [
  ...DEFAULTS,
  windows('CONTOSO\\anna', '01'),
  windows('SMDB01\\svc', '02'),
  windows('AAA\\first', '03'),
  ...['CONTOSO\\anna', 'SMDB01\\svc', 'AAA\\first'].flatMap((name) => [
    grant(name, 'CONNECT SQL'),
    grant(name, 'VIEW SERVER STATE'),
  ]),
  member('SMDB01\\svc'),
  member('CONTOSO\\anna'),
];

const refusal = (facts: readonly Fact[], mapping: PrincipalMapping): string => {
  try {
    renamePrincipals(snapshotOf(facts), mapping);
  } catch (error) {
    if (error instanceof RegrantError) return `${error.code}: ${error.fact}`;
    throw error;
  }
  return '';
};

suite('renamed principals', (test) => {
  const mappings: readonly PrincipalMapping[] = [
    { machines: { SMDB01: 'AAA01' } },
    { domains: { CONTOSO: 'ZETA' } },
    { logins: { 'AAA\\first': 'zz_last' } },
  ];

  test('are in the order of their new keys', () => {
    for (const mapping of mappings) {
      const keys = renamePrincipals(snapshotOf(FACTS), mapping).facts.map(keyOf);
      assert.equal(keys, [...keys].sort(ordinal));
      assert.is(keys.length, FACTS.length + 1);
    }
  });

  test('are proven, whatever their new names do to the order', async () => {
    for (const mapping of mappings.slice(0, 2)) {
      const snapshot = snapshotOf(FACTS);
      const { text } = await scriptSnapshot(snapshot, { mapping });
      const proof = await proveScript([...text].join(''), snapshot, { mapping });
      assert.equal([proof.missing, proof.extra, proof.different, proof.failures], [[], [], [], []]);
      assert.ok(proof.identical);
    }
  });

  test('two that would become one are refused, and both are named', () => {
    const facts = [
      windows('OLD\\anna', '01'),
      windows('New\\Anna', '02'),
      grant('OLD\\anna', 'VIEW SERVER STATE'),
      grant('New\\Anna', 'VIEW SERVER STATE', 'D'),
    ];
    const said = refusal(facts, { domains: { OLD: 'NEW' } });
    assert.match(said, /^bad-option: .*New\\Anna and OLD\\anna|OLD\\anna and New\\Anna/);
    const both = { logins: { 'OLD\\anna': 'x', 'New\\Anna': 'X' } };
    assert.match(refusal(facts, both), /^bad-option: .*both/);
    assert.is(refusal(facts, { domains: { OLD: 'OTHER' } }), '');
  });

  test('users of one database that would become one are refused; of two databases they are not', () => {
    const user = (database: string, name: string): Fact => ({
      kind: 'user',
      database,
      name,
      type: 'U',
      authenticationType: 3,
    });
    const mapping = { domains: { OLD: 'NEW' } };
    assert.match(refusal([user('D', 'OLD\\a'), user('D', 'NEW\\a')], mapping), /in database D/);
    assert.is(refusal([user('D', 'OLD\\a'), user('E', 'NEW\\a')], mapping), '');
  });

  test('what renames nothing is refused, but for the machine of the server itself', () => {
    assert.match(refusal(FACTS, { domains: { CONTOS: 'X' } }), /^bad-option: .*domain CONTOS \(to X\)/);
    assert.match(refusal(FACTS, { logins: { nobody: 'x' } }), /^bad-option: .*login nobody/);
    assert.match(refusal(FACTS, { machines: { OTHER: 'x' } }), /^bad-option: .*machine OTHER/);
    assert.is(refusal([], { machines: { SMDB01: 'NEW01' } }), '');
  });
});
