// Filters, the closure that keeps what they take restorable, and the account of what they leave out.
import type { Fact, PermissionFact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { selectDatabases, selectFacts } from '../../src/select/select-facts.ts';
import type { Selection } from '../../src/select/selection.ts';
import { databaseFact } from '../model/database-fact.ts';
import { assert, suite } from '../suite.ts';

const login = (name: string): Fact => ({
  kind: 'login',
  name,
  type: 'U',
  sid: `0x01${Buffer.from(name).toString('hex').toUpperCase()}` as const,
  isDisabled: false,
});
const user = (database: string, name: string, of: string): Fact => ({
  kind: 'user',
  database,
  name,
  type: 'U',
  authenticationType: 3,
  login: of,
});
const role = (database: string, name: string, owner = 'dbo'): Fact => ({
  kind: 'role',
  database,
  name,
  owner,
});
const member = (database: string | undefined, of: string, name: string): Fact =>
  database === undefined
    ? { kind: 'role-member', role: of, member: name }
    : { kind: 'role-member', database, role: of, member: name };
const object = (database: string, schema: string, name: string, type = 'U', owner?: string): Fact => ({
  kind: 'securable',
  database,
  class: 'OBJECT',
  schema,
  name,
  type,
  ...(owner === undefined ? {} : { owner }),
});
const on = (
  database: string,
  schema: string,
  name: string,
  grantee: string,
  rest: Partial<PermissionFact> = {},
): Fact => ({
  kind: 'permission',
  database,
  class: 'OBJECT',
  schema,
  name,
  permission: 'SELECT',
  grantee,
  grantor: 'dbo',
  state: 'G',
  ...rest,
});
const connect = (database: string, grantee: string): Fact => ({
  kind: 'permission',
  database,
  class: 'DATABASE',
  permission: 'CONNECT',
  grantee,
  grantor: 'dbo',
  state: 'G',
});
const connectSql = (grantee: string): Fact => ({
  kind: 'permission',
  class: 'SERVER',
  permission: 'CONNECT SQL',
  grantee,
  grantor: 'sa',
  state: 'G',
});
const base = (name: string): Fact => databaseFact(name);

const FACTS: readonly Fact[] = [
  {
    kind: 'server',
    name: 'S',
    machineName: 'S',
    productVersion: '15.0.1.1',
    edition: 'e',
    engineEdition: 3,
    collation: 'c',
  },
  login('ann'),
  login('bob'),
  login('cid'),
  connectSql('ann'),
  connectSql('bob'),
  connectSql('cid'),
  { kind: 'server-role', name: 'ops', owner: 'sa' },
  member(undefined, 'ops', 'ann'),
  {
    kind: 'permission',
    class: 'SERVER',
    permission: 'VIEW ANY DATABASE',
    grantee: 'public',
    grantor: 'sa',
    state: 'G',
  },
  base('A'),
  base('B'),
  user('A', 'Ann', 'ann'),
  user('A', 'bob', 'bob'),
  user('A', 'cid', 'cid'),
  user('B', 'ann', 'ann'),
  connect('A', 'Ann'),
  connect('A', 'bob'),
  connect('A', 'cid'),
  connect('B', 'ann'),
  role('A', 'inner', 'bob'),
  role('A', 'outer'),
  role('A', 'other'),
  member('A', 'inner', 'Ann'),
  member('A', 'outer', 'inner'),
  member('A', 'other', 'cid'),
  { kind: 'schema', database: 'A', name: 'etl', owner: 'bob' },
  object('A', 'etl', 'Load', 'P'),
  object('A', 'dbo', 'T'),
  object('A', 'dbo', 'STG_a'),
  object('A', 'dbo', 'V', 'V', 'cid'),
  object('A', 'dbo', 'W', 'V'),
  object('B', 'dbo', 'T'),
  on('A', 'etl', 'Load', 'inner', { permission: 'EXECUTE' }),
  on('A', 'dbo', 'T', 'outer'),
  on('A', 'dbo', 'T', 'other', { grantor: 'bob' }),
  on('A', 'dbo', 'T', 'bob', { state: 'W' }),
  on('A', 'dbo', 'V', 'Ann', { state: 'D' }),
  on('A', 'dbo', 'STG_a', 'outer'),
  on('B', 'dbo', 'T', 'ann'),
];

const take = (selection: Selection) => selectFacts(FACTS, selection);
const keys = (selection: Selection) => new Set(take(selection).facts.map(keyOf));
const has = (selection: Selection, ...facts: readonly Fact[]) => {
  const taken = keys(selection);
  for (const fact of facts) assert.ok(taken.has(keyOf(fact)), `${keyOf(fact)} is not taken`);
};
const lacks = (selection: Selection, ...facts: readonly Fact[]) => {
  const taken = keys(selection);
  for (const fact of facts) assert.not.ok(taken.has(keyOf(fact)), `${keyOf(fact)} is taken`);
};

suite('selectFacts: filters', (test) => {
  test('takes everything by default', () => {
    const selected = take({});
    assert.equal(selected.facts, FACTS);
    assert.equal(selected.exclusions, []);
  });

  test('databases: nothing of one left out stays, and it is counted', () => {
    const selection: Selection = { databases: { include: ['A'] } };
    has(selection, login('ann'), user('A', 'Ann', 'ann'));
    lacks(selection, base('B'), user('B', 'ann', 'ann'), connect('B', 'ann'), object('B', 'dbo', 'T'));
    const { exclusions } = take(selection);
    assert.equal(exclusions, [
      { rule: 'filter-database', count: 1, names: ['B'] },
      { rule: 'filter-database', database: 'B', count: 4, names: ['ann', 'dbo.T'] },
    ]);
  });

  test('databases: exclude wins, wildcards take any case, an exact name takes itself alone', () => {
    const names = ['Sales', 'sales', 'SALES_old', 'hr', 'a*b', 'aXb'];
    const pick = (filter: NonNullable<Selection['databases']>) =>
      selectDatabases(names, { databases: filter }, undefined);
    assert.equal(pick({ include: ['sales'] }), ['sales']);
    assert.equal(pick({ include: ['HR'] }), ['hr']);
    assert.equal(pick({ include: ['SALES*'] }), ['Sales', 'sales', 'SALES_old']);
    assert.equal(pick({ include: ['sale?'] }), ['Sales', 'sales']);
    assert.equal(pick({ include: ['*'], exclude: ['*_old', 'hr'] }), ['Sales', 'sales', 'a*b', 'aXb']);
    assert.equal(pick({ include: ['a*b'] }), ['a*b']);
    assert.equal(pick({ include: ['a.b'] }), []);
  });

  test('kinds: other branches go, with the permissions on them; what is needed stays', () => {
    const selection: Selection = { kinds: { include: ['procedures'] } };
    has(
      selection,
      object('A', 'etl', 'Load', 'P'),
      on('A', 'etl', 'Load', 'inner', { permission: 'EXECUTE' }),
    );
    has(
      selection,
      role('A', 'inner'),
      role('A', 'outer'),
      { kind: 'schema', database: 'A', name: 'etl', owner: 'bob' },
      user('A', 'bob', 'bob'),
      login('bob'),
      connectSql('bob'),
      connect('A', 'bob'),
    );
    lacks(
      selection,
      object('A', 'dbo', 'T'),
      on('A', 'dbo', 'T', 'outer'),
      login('cid'),
      role('A', 'other'),
      user('A', 'cid', 'cid'),
    );
    const without: Selection = { kinds: { exclude: ['views'] } };
    lacks(without, object('A', 'dbo', 'W', 'V'));
    has(without, on('A', 'dbo', 'V', 'Ann', { state: 'D' }));
    has(without, object('A', 'dbo', 'T'), on('A', 'dbo', 'T', 'outer'));
  });

  test('schemas: what is in others goes', () => {
    const selection: Selection = { schemas: { exclude: ['ETL'] } };
    lacks(
      selection,
      object('A', 'etl', 'Load', 'P'),
      on('A', 'etl', 'Load', 'inner', { permission: 'EXECUTE' }),
    );
    has(selection, object('A', 'dbo', 'T'), login('cid'));
  });

  test('objects: excluded for good with their permissions, or the only ones taken', () => {
    const without: Selection = { objects: { exclude: [{ kind: 'tables', name: 'stg_*' }] } };
    lacks(without, object('A', 'dbo', 'STG_a'), on('A', 'dbo', 'STG_a', 'outer'));
    has(without, object('A', 'dbo', 'T'));
    assert.equal(take(without).exclusions, [
      { rule: 'filter-object', database: 'A', count: 2, names: ['dbo.STG_a'] },
    ]);
    lacks({ objects: { include: [{ database: 'B', name: 'T' }] } }, object('A', 'dbo', 'T'));
    has({ objects: { include: [{ database: 'B', name: 'T' }] } }, object('B', 'dbo', 'T'), login('cid'));
    has({ objects: { exclude: [{ kind: 'views', name: 'stg_*' }] } }, object('A', 'dbo', 'STG_a'));
  });

  test('principals: by login name too, with their roles upward and what those hold', () => {
    const selection: Selection = { principals: { include: ['ann'] } };
    has(
      selection,
      login('ann'),
      user('A', 'Ann', 'ann'),
      member('A', 'inner', 'Ann'),
      member('A', 'outer', 'inner'),
      on('A', 'dbo', 'T', 'outer'),
      object('A', 'dbo', 'T'),
      { kind: 'server-role', name: 'ops', owner: 'sa' },
    );
    lacks(selection, role('A', 'other'), on('A', 'dbo', 'T', 'other'));
    lacks(selection, object('A', 'dbo', 'W', 'V'));
  });

  test('principals: a role brings its members only when asked', () => {
    lacks({ principals: { include: ['other'] } }, member('A', 'other', 'cid'), login('cid'));
    has({ principals: { include: ['other'] }, withMembers: true }, member('A', 'other', 'cid'), login('cid'));
  });
});

suite('selectFacts: closure', (test) => {
  test('a permission brings its grantor, and the row that lets the grantor grant', () => {
    const selection: Selection = { principals: { include: ['other'] } };
    has(
      selection,
      on('A', 'dbo', 'T', 'other', { grantor: 'bob' }),
      user('A', 'bob', 'bob'),
      on('A', 'dbo', 'T', 'bob', { state: 'W' }),
    );
  });

  test('a principal that is taken keeps its CONNECT and what it is denied, so that nothing widens', () => {
    const selection: Selection = { schemas: { include: ['etl'] }, principals: { include: ['Ann'] } };
    has(selection, connect('A', 'Ann'), connectSql('ann'), on('A', 'dbo', 'V', 'Ann', { state: 'D' }));
  });

  test('default rows that a hardened server lacks are never filtered away', () => {
    const row: Fact = {
      kind: 'permission',
      class: 'SERVER',
      permission: 'VIEW ANY DATABASE',
      grantee: 'public',
      grantor: 'sa',
      state: 'G',
    };
    has({ principals: { include: ['bob'] }, kinds: { include: ['tables'] } }, row);
  });

  test('what was taken and what is counted as left out make up the whole', () => {
    const selections: readonly Selection[] = [
      { databases: { exclude: ['B'] } },
      { kinds: { include: ['tables', 'users'] }, principals: { exclude: ['cid'] } },
      { schemas: { include: ['dbo'] }, objects: { exclude: [{ name: '*' }] } },
    ];
    for (const selection of selections) {
      const { facts, exclusions } = take(selection);
      const left = exclusions.reduce((sum, { count }) => sum + count, 0);
      assert.is(facts.length + left, FACTS.length);
      assert.ok(facts.every((fact) => FACTS.includes(fact)));
    }
  });

  test('a name that nothing has is told', () => {
    const { notes } = take({ principals: { include: ['nobody', 'ann'] }, schemas: { exclude: ['x*'] } });
    assert.equal(
      notes.map((note) => note.fact),
      [
        'Nothing matches the schema x* of the selection.',
        'Nothing matches the principal nobody of the selection.',
      ],
    );
  });
});
