// What is left out of a script takes along what depends on it, and nothing else.
import type { Fact } from '../../src/model/fact.ts';
import type { PlanOptions } from '../../src/plan/plan-head.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { sentenceOfStep } from '../../src/render/step-sentence.ts';
import { loadTemplates } from '../../src/render/template-set.ts';
import { DEFAULTS, snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const templates = await loadTemplates();
const database = 'D';
const windows = (name: string, sid: `0x${string}`): Fact => ({
  kind: 'login',
  name,
  type: 'U',
  sid,
  isDisabled: true,
  defaultDatabase: 'master',
});
const user = (name: string): Fact => ({
  kind: 'user',
  database,
  name,
  type: 'U',
  authenticationType: 3,
  login: name,
});
const grant = (on: Partial<Fact>, grantee: string, grantor: string): Fact =>
  ({ kind: 'permission', permission: 'SELECT', grantee, grantor, state: 'G', ...on }) as Fact;
const inDatabase = (schema: string) => ({ database, class: 'OBJECT', schema, name: 't' }) as const;

const FACTS: readonly Fact[] = [
  ...DEFAULTS,
  windows('SMDB01\\svc', '0x0105'),
  windows('CONTOSO\\svc', '0x010500000000000515000000A065CF7E784B9B5FE77C8770'),
  { kind: 'role-member', role: 'sysadmin', member: 'SMDB01\\svc' },
  { kind: 'role-member', role: 'sysadmin', member: 'CONTOSO\\svc' },
  grant({ class: 'SERVER', permission: 'VIEW SERVER STATE' } as never, 'SMDB01\\svc', 'sa'),
  grant({ class: 'LOGIN', name: 'SMDB01\\svc', permission: 'IMPERSONATE' } as never, 'CONTOSO\\svc', 'sa'),
  { kind: 'server-role', name: 'ops', owner: 'SMDB01\\svc' },
  user('SMDB01\\svc'),
  user('CONTOSO\\svc'),
  { kind: 'role', database, name: 'r', owner: 'SMDB01\\svc' },
  { kind: 'role-member', database, role: 'r', member: 'SMDB01\\svc' },
  { kind: 'role-member', database, role: 'r', member: 'CONTOSO\\svc' },
  { kind: 'schema', database, name: 'own', owner: 'SMDB01\\svc' },
  { kind: 'schema', database, name: 'other', owner: 'CONTOSO\\svc' },
  grant(inDatabase('other'), 'SMDB01\\svc', 'CONTOSO\\svc'),
  grant(inDatabase('own'), 'r', 'SMDB01\\svc'),
  grant(inDatabase('other'), 'r', 'CONTOSO\\svc'),
];

function planned(options: PlanOptions, facts = FACTS) {
  const steps = planScript(snapshotOf(facts), options).sections.flatMap((section) => section.steps);
  const said = (isLeft: boolean) =>
    steps
      .filter(({ commentedOut }) => (commentedOut !== undefined) === isLeft)
      .map((step) => sentenceOfStep(step, templates));
  return { left: said(true), run: said(false), steps };
}

suite('what is left out', (test) => {
  test('a login of the captured machine takes its user, members, grants, owners and settings along', () => {
    const { left, run, steps } = planned({ localPrincipals: 'comment-out' });
    assert.equal(
      run.filter((text) => text.includes('SMDB01')),
      [],
    );
    for (const text of [
      'CREATE LOGIN [SMDB01\\svc] FROM WINDOWS',
      'ALTER LOGIN [SMDB01\\svc] DISABLE',
      'ALTER SERVER ROLE [sysadmin] ADD MEMBER [SMDB01\\svc]',
      'GRANT IMPERSONATE ON LOGIN::[SMDB01\\svc] TO [CONTOSO\\svc]',
      'ALTER AUTHORIZATION ON SERVER ROLE::[ops] TO [SMDB01\\svc]',
      'CREATE USER [SMDB01\\svc] FOR LOGIN [SMDB01\\svc]',
      'ALTER ROLE [r] ADD MEMBER [SMDB01\\svc]',
      'CREATE SCHEMA [own] AUTHORIZATION [SMDB01\\svc]',
      'GRANT SELECT ON OBJECT::[own].[t] TO [r]',
    ]) {
      assert.ok(left.includes(text), `${text} is not among ${left.join('\n')}`);
    }
    const causes = new Set(steps.flatMap(({ commentedOut = [] }) => commentedOut));
    assert.equal([...causes], ['SMDB01\\svc belongs to the captured machine']);
  });

  test('nothing of anybody else is left out', () => {
    const { run } = planned({ localPrincipals: 'comment-out' });
    for (const text of [
      'CREATE LOGIN [CONTOSO\\svc] FROM WINDOWS',
      'ALTER SERVER ROLE [sysadmin] ADD MEMBER [CONTOSO\\svc]',
      'CREATE SERVER ROLE [ops]',
      'CREATE ROLE [r]',
      'ALTER ROLE [r] ADD MEMBER [CONTOSO\\svc]',
      'GRANT SELECT ON OBJECT::[other].[t] TO [r]',
    ]) {
      assert.ok(run.includes(text), text);
    }
    assert.equal(planned({}).left, []);
  });

  test('a login that the target cannot make takes along what is given to it', () => {
    const facts: readonly Fact[] = [
      ...DEFAULTS,
      {
        kind: 'login',
        name: 'anna@contoso.com',
        type: 'E',
        sid: '0x0109',
        isDisabled: false,
        defaultDatabase: 'D',
      },
      grant({ class: 'SERVER', permission: 'CONNECT SQL' } as never, 'anna@contoso.com', 'sa'),
      { kind: 'role-member', role: 'sysadmin', member: 'anna@contoso.com' },
    ];
    const { run, left } = planned({ targetVersion: 2019, unsupported: 'comment-out' }, facts);
    assert.equal(
      run.filter((text) => text.includes('anna')),
      [],
    );
    assert.is(left.filter((text) => text.includes('anna')).length, 4);
  });
});
