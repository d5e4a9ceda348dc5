// The product's own script of a server full of one hostile name: as login, user, role, schema, object and column
// name it comes back exactly, when the script is split on GO by a plain expression.
import type { Fact } from '../../src/model/fact.ts';
import { scriptOf } from '../render/script-of.ts';
import { assert } from '../suite.ts';
import { available, facts, type StatementFact } from './conformance.ts';
import { conformanceSuite } from './gate.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';

const ROLE_NAME = 120;

/** Role names are other than the user's, since both are principals of one database. */
const roleOf = (name: string) => `${name.slice(0, ROLE_NAME)}role`;

function factsOf(name: string): readonly Fact[] {
  const role = roleOf(name);
  const state = { state: 'ONLINE', userAccess: 'MULTI_USER', containment: 0, isReadOnly: false } as const;
  const flags = { isTrustworthy: false, isDbChaining: false, isBrokerEnabled: false, brokerId: 'x' } as const;
  const permission = { kind: 'permission', database: name, permission: 'SELECT' } as const;
  const object = { class: 'OBJECT', schema: name, name } as const;
  return [
    { kind: 'login', name, type: 'S', sid: '0x0105', isDisabled: false, passwordHash: '0x0200AA' },
    { kind: 'server-role', name: role, owner: 'sa' },
    { kind: 'role-member', role, member: name },
    { kind: 'database', name, owner: name, ownerSid: '0x0105', ...state, ...flags },
    {
      ...{ kind: 'user', database: name, name, type: 'S', authenticationType: 1, sid: '0x0105', login: name },
      defaultSchema: name,
    } as const,
    { kind: 'role', database: name, name: role, owner: 'dbo' },
    { kind: 'role-member', database: name, role, member: name },
    { kind: 'schema', database: name, name, owner: role },
    { kind: 'securable', database: name, class: 'OBJECT', schema: name, name, type: 'U', owner: name },
    { ...permission, ...object, column: name, grantee: role, grantor: name, state: 'G' },
    { ...permission, class: 'SCHEMA', name, grantee: name, grantor: role, state: 'D' },
  ];
}

/** What a person expects in the script, whatever else it holds: the verb and the names, in the database or not. */
function expected(name: string): readonly (readonly [string, Partial<StatementFact>])[] {
  const role = roleOf(name);
  const here = { database: name };
  return [
    ['CREATE LOGIN', { name }],
    ['CREATE SERVER ROLE', { name: role }],
    ['ALTER SERVER ROLE ADD MEMBER', { name: role, member: name }],
    ['ALTER AUTHORIZATION', { securable: { class: 'DATABASE', name: [name] }, owner: name }],
    ['CREATE USER', { ...here, name, sourceName: name, options: { DEFAULT_SCHEMA: name } }],
    ['CREATE ROLE', { ...here, name: role }],
    ['ALTER ROLE ADD MEMBER', { ...here, name: role, member: name }],
    ['CREATE SCHEMA', { ...here, name, owner: role }],
    ['ALTER AUTHORIZATION', { ...here, securable: { class: 'OBJECT', name: [name, name] }, owner: name }],
    [
      'GRANT',
      { ...here, securable: { class: 'OBJECT', name: [name, name], columns: [name] }, principals: [role] },
    ],
    ['DENY', { ...here, securable: { class: 'SCHEMA', name: [name] }, principals: [name] }],
  ];
}

const scripts = await Promise.all(
  HOSTILE_NAMES.map(async (name) => ({
    id: JSON.stringify(name),
    text: await scriptOf(factsOf(name)),
    plainSplit: true,
  })),
);
const answers = available() ? await facts(scripts) : [];

conformanceSuite('scripts of hostile names', (test) => {
  for (const [i, name] of HOSTILE_NAMES.entries()) {
    test(JSON.stringify(name), () => {
      const answer = answers[i];
      assert.equal(answer?.errors, []);
      for (const [verb, properties] of expected(name)) {
        const candidates = answer?.facts.filter((fact) => fact.verb === verb) ?? [];
        const found = candidates.some((fact) => holds(fact, properties));
        assert.ok(found, `${verb} ${JSON.stringify(properties)} is not among ${JSON.stringify(candidates)}`);
      }
      assert.equal(
        answer?.facts.filter((fact) => fact.verb === 'OTHER'),
        [],
      );
    });
  }
});

function holds(fact: StatementFact, properties: Partial<StatementFact>): boolean {
  return Object.entries(properties).every(
    ([name, value]) => JSON.stringify(fact[name as keyof StatementFact]) === JSON.stringify(value),
  );
}
