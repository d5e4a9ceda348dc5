// Plans of changes: applied they give the wanted state, planned again they are empty, and nothing is taken away that
// was not allowed.
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { ChangePlan } from '../../src/plan/plan-changes.ts';
import { isEmptyPlan, planChanges } from '../../src/plan/plan-changes.ts';
import type { Allowance } from '../../src/plan/steps/allowance.ts';
import { ALLOWANCES } from '../../src/plan/steps/allowance.ts';
import { renderScript } from '../../src/render/render-script.ts';
import { loadTemplates } from '../../src/render/template-set.ts';
import { compareWith } from '../../src/verify/verify-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';
import type { Account } from './restored-server.ts';
import {
  CAPTURER,
  captured,
  capturedFixture,
  embeddedFixture,
  freshEngine,
  withSecrets,
} from './restored-server.ts';
import { smallServer } from './small-server.ts';

const ALL = Object.keys(ALLOWANCES) as Allowance[];
const templates = await loadTemplates();

async function run(engine: CatalogEngine, plan: ChangePlan, account: Account = CAPTURER): Promise<void> {
  const text = withSecrets([...renderScript(plan, templates)].join(''));
  const driver = engineDriver(engine, account.login, account.password);
  const allowLockout = guarded(plan).some(
    ({ needs = [], commentedOut }) => needs.includes('allow-lockout') && commentedOut === undefined,
  );
  const { failures } = await applyScript(driver, splitScript('plan.sql', text), {
    choices: { allowLockout },
  });
  assert.equal(failures, [], text.slice(-3000));
}

const actions = (plan: ChangePlan, withheld = false): string[] =>
  plan.sections.flatMap(({ steps }) =>
    steps.filter(({ commentedOut }) => (commentedOut !== undefined) === withheld).map(({ action }) => action),
  );

/** Steps that need an allowance, given or not. */
const guarded = (plan: ChangePlan) =>
  plan.sections.flatMap(({ steps }) => steps.filter(({ needs = [] }) => needs.length > 0));

async function reaches(
  engine: CatalogEngine,
  wanted: Snapshot,
  allow: readonly Allowance[],
  account: Account,
): Promise<ChangePlan> {
  const plan = planChanges(await captured(engine, account), wanted, { allow });
  await run(engine, plan, account);
  return plan;
}

suite('plan changes: from a server before its restore', (test) => {
  for (const name of ['SMDB01', 'DWDB01', 'RSDB01'] as const) {
    test(`${name}: applied it is the snapshot, planned again it is empty`, async () => {
      const fixture = embeddedFixture(name);
      const wanted = await capturedFixture(fixture);
      const engine = freshEngine(fixture, 'restored');
      await reaches(engine, wanted, ALL, FRESH_SA);
      const after = await captured(engine);
      const { real } = await compareWith(wanted, after);
      assert.equal(real, []);
      const again = planChanges(after, wanted, { allow: ALL });
      assert.equal(actions(again), []);
      assert.ok(isEmptyPlan(again));
    });
  }

  test('of a server that is as it should be, the plan is empty whatever is allowed', async () => {
    for (const fixture of [smallServer(), embeddedFixture('SMDB01')]) {
      const snapshot = await capturedFixture(fixture);
      for (const allow of [[], ALL]) assert.equal(planChanges(snapshot, snapshot, { allow }).sections, []);
    }
  });
});

/** Changes one thing of the server through its tables. */
type Drift = (engine: CatalogEngine) => void;

const id = (engine: CatalogEngine, name: string, database?: string) => {
  const view = database === undefined ? 'sys.server_principals' : 'sys.database_principals';
  return Number(engine.table(view, database).records({ name })[0]?.principal_id);
};

/** What drifted, the steps that put it back, and what they need. */
const DRIFTS: readonly (readonly [string, Drift, readonly string[], readonly Allowance[]])[] = [
  [
    'a permission is gone',
    (e) => e.table('sys.database_permissions', 'app').delete({ class: 1, major_id: 1002 }),
    ['grant'],
    [],
  ],
  [
    'a permission is too many',
    (e) =>
      e
        .table('sys.database_permissions', 'app')
        .insert({ class: 1, major_id: 1002, grantee_principal_id: 5, permission_name: 'UPDATE' }),
    ['revoke'],
    ['revoke-extra'],
  ],
  [
    'a permission to public',
    (e) =>
      e
        .table('sys.database_permissions', 'app')
        .insert({ class: 1, major_id: 1002, grantee_principal_id: 0, permission_name: 'UPDATE' }),
    ['revoke'],
    ['revoke-extra', 'allow-public'],
  ],
  [
    'a grant became a denial',
    (e) =>
      e
        .table('sys.database_permissions', 'app')
        .update({ class: 1, major_id: 1002 }, { state: 'D', state_desc: 'DENY' }),
    ['grant'],
    ['revoke-extra'],
  ],
  [
    'a grant got the grant option',
    (e) =>
      e
        .table('sys.database_permissions', 'app')
        .update({ class: 1, major_id: 1002 }, { state: 'W', state_desc: 'GRANT_WITH_GRANT_OPTION' }),
    ['revoke-grant-option'],
    ['revoke-extra'],
  ],
  [
    'a member is gone',
    (e) => e.table('sys.server_role_members').delete({ role_principal_id: 264 }),
    ['add-server-role-member'],
    [],
  ],
  [
    'a member is too many',
    (e) => e.table('sys.server_role_members').insert({ role_principal_id: 5, member_principal_id: 260 }),
    ['drop-server-role-member'],
    ['revoke-extra'],
  ],
  [
    'a member of a role is too many',
    (e) =>
      e.table('sys.database_role_members', 'app').insert({ role_principal_id: 7, member_principal_id: 5 }),
    ['drop-role-member'],
    ['revoke-extra'],
  ],
  [
    'a role is gone, with what it had',
    (e) => {
      e.table('sys.database_principals', 'app').delete({ name: 'workers' });
      e.table('sys.database_role_members', 'app').delete({ role_principal_id: 7 });
      e.table('sys.database_permissions', 'app').delete({ grantee_principal_id: 7 });
    },
    ['create-role', 'own', 'add-role-member', 'grant', 'deny', 'grant'],
    [],
  ],
  [
    'a login is disabled',
    (e) => e.table('sys.server_principals').update({ name: 'app_login' }, { is_disabled: 1 }),
    ['enable-login'],
    ['enable-logins'],
  ],
  [
    'a login is enabled',
    (e) => e.table('sys.server_principals').update({ name: "o'brien $(x)" }, { is_disabled: 0 }),
    ['disable-login'],
    ['revoke-extra'],
  ],
  [
    'a password was changed',
    (e) =>
      e
        .table('sys.sql_logins')
        .update({ name: 'app_login' }, { password_hash: Uint8Array.from([2, 0, ...Array(68).fill(3)]) }),
    ['set-login-password', 'set-login-policy'],
    [],
  ],
  [
    'a policy was changed',
    (e) => e.table('sys.sql_logins').update({ name: 'app_login' }, { is_expiration_checked: 0 }),
    ['set-login-policy'],
    [],
  ],
  [
    'a default database was changed',
    (e) => e.table('sys.server_principals').update({ name: 'app_login' }, { default_database_name: 'app' }),
    ['set-default-database'],
    [],
  ],
  [
    'a schema has another owner, and its contents lose their permissions',
    (e) => e.table('sys.schemas', 'app').update({ name: 'work' }, { principal_id: 1 }),
    ['own', 'grant', 'deny'],
    ['change-owners'],
  ],
  [
    'a database has another owner',
    (e) => e.table('sys.databases').update({ name: 'app' }, { owner_sid: Uint8Array.of(1) }),
    ['own'],
    ['change-owners'],
  ],
  [
    'dbo stands for another than the owner',
    (e) => e.table('sys.database_principals', 'app').update({ principal_id: 1 }, { sid: Uint8Array.of(1) }),
    ['own'],
    [],
  ],
  [
    'TRUSTWORTHY is on where it was off',
    (e) => e.table('sys.databases').update({ name: 'other ]db' }, { is_trustworthy_on: 1 }),
    ['clear-trustworthy'],
    ['revoke-extra'],
  ],
  [
    'TRUSTWORTHY is off where it was on',
    (e) => e.table('sys.databases').update({ name: 'app' }, { is_trustworthy_on: 0 }),
    ['set-trustworthy'],
    [],
  ],
  [
    'a message has another text',
    (e) => e.table('sys.messages').update({ message_id: 60001 }, { text: 'other' }),
    ['add-message'],
    [],
  ],
  [
    'a message is too many',
    (e) => e.table('sys.messages').insert({ message_id: 60002, severity: 10, text: 'x' }),
    ['drop-message'],
    ['drop-extra'],
  ],
  [
    'a login and a user are too many',
    (e) => {
      const sid = Uint8Array.from(Array(16).fill(66));
      e.table('sys.server_principals').insert({ name: 'extra', principal_id: 300, type: 'S', sid });
      const password_hash = Uint8Array.from([2, 0, ...Array(68).fill(4)]);
      e.table('sys.sql_logins').insert({ name: 'extra', principal_id: 300, type: 'S', sid, password_hash });
      e.table('sys.server_permissions').insert({ grantee_principal_id: 300, permission_name: 'CONNECT SQL' });
      e.table('sys.database_principals', 'app').insert({ name: 'extra', principal_id: 20, type: 'S', sid });
      e.table('sys.database_permissions', 'app').insert({
        class: 0,
        grantee_principal_id: 20,
        permission_name: 'CONNECT',
      });
    },
    ['revoke', 'revoke', 'drop-user', 'drop-login'],
    ['revoke-extra', 'drop-extra'],
  ],
  [
    'CLR strict security was switched on',
    (e) =>
      e.table('sys.configurations').update({ name: 'clr strict security' }, { value: 1, value_in_use: 1 }),
    ['show-advanced-options', 'set-configuration', 'restore-advanced-options'],
    [],
  ],
  [
    'a login has a credential',
    (e) => {
      e.table('sys.credentials').insert({ credential_id: 65536, name: 'vault', credential_identity: 'i' });
      e.table('sys.server_principals').update({ name: 'app_login' }, { credential_id: 65536 });
      e.table('sys.server_principal_credentials').insert({ principal_id: 262, credential_id: 65536 });
    },
    ['clear-login-credential', 'drop-login-credential', 'drop-credential'],
    ['revoke-extra', 'drop-extra'],
  ],
  [
    'a broker is on where it was off',
    (e) => e.table('sys.databases').update({ name: 'other ]db' }, { is_broker_enabled: 1 }),
    ['disable-broker'],
    ['revoke-extra'],
  ],
  [
    'an option is on where it was off',
    (e) =>
      e
        .table('sys.configurations')
        .update({ name: 'cross db ownership chaining' }, { value: 1, value_in_use: 1 }),
    ['set-configuration'],
    ['revoke-extra'],
  ],
  [
    'an application role has another default schema',
    (e) =>
      e.table('sys.database_principals', 'app').update({ name: 'app_role' }, { default_schema_name: 'dbo' }),
    ['set-application-role-schema'],
    [],
  ],
  [
    'a group has a default schema',
    (e) =>
      e
        .table('sys.database_principals', 'app')
        .update({ name: 'CONTOSO\\ops' }, { default_schema_name: 'work' }),
    ['set-user-schema'],
    [],
  ],
  [
    'a user is that of another login',
    (e) =>
      e
        .table('sys.database_principals', 'app')
        .update({ name: 'app_user' }, { sid: Uint8Array.from([...Array(15).fill(7), 2]) }),
    ['set-user-login'],
    ['revoke-extra'],
  ],
  [
    'a DENY became a GRANT on one thing, and the same permission is given on another',
    (e) => {
      const table = e.table('sys.database_permissions', 'app');
      table.update({ major_id: 1001, minor_id: 2 }, { state: 'G', state_desc: 'GRANT' });
      table.delete({ class: 1, major_id: 1002 });
    },
    ['deny', 'grant'],
    ['revoke-extra'],
  ],
  [
    'a server permission has lost its grantor',
    (e) =>
      e
        .table('sys.server_permissions')
        .delete({ grantee_principal_id: id(e, 'CONTOSO\\ops'), permission_name: 'VIEW SERVER STATE' }),
    ['grant'],
    [],
  ],
];

suite('plan changes: only the difference', (test) => {
  for (const [what, drift, steps, needs] of DRIFTS) {
    test(what, async () => {
      const fixture: ServerFixture = smallServer();
      const wanted = await capturedFixture(fixture);
      const engine = new CatalogEngine(fixture);
      drift(engine);
      const before = await captured(engine);
      const careful = planChanges(before, wanted);
      const withheld = new Set(guarded(careful).flatMap(({ needs = [] }) => needs));
      assert.equal([...withheld].sort(), [...needs].sort(), 'what the steps need');
      assert.equal(actions(careful, true).length, guarded(careful).length);
      const plan = planChanges(before, wanted, { allow: needs });
      assert.equal(actions(plan).sort(), [...steps].sort());
      assert.equal(actions(plan, true), []);
      await run(engine, plan);
      const after = await captured(engine);
      const { real } = await compareWith(wanted, after);
      assert.equal(real, []);
      assert.ok(isEmptyPlan(planChanges(after, wanted, { allow: ALL })));
    });
  }

  test('an option that security does not need is told, and set where all are asked for', async () => {
    const fixture = smallServer();
    const wanted = await capturedFixture(fixture);
    const engine = new CatalogEngine(fixture);
    const options = engine.table('sys.configurations');
    options.update({ name: 'max server memory (MB)' }, { value: 4096, value_in_use: 4096 });
    options.update({ name: 'remote access' }, { value: 0, value_in_use: 0 });
    const before = await captured(engine);
    const left = planChanges(before, wanted);
    assert.equal(actions(left), []);
    assert.equal(
      left.unplanned.map(({ code }) => code),
      Array(4).fill('option-not-asked'),
    );
    assert.equal((await compareWith(wanted, before)).real, []);
    assert.equal((await compareWith(wanted, before, {}, { configuration: 'all' })).real.length, 2);
    const plan = planChanges(before, wanted, { configuration: 'all' });
    await run(engine, plan);
    const after = await captured(engine);
    assert.equal((await compareWith(wanted, after, {}, { configuration: 'all' })).real, []);
    assert.ok(isEmptyPlan(planChanges(after, wanted, { configuration: 'all' })));
    const { value_in_use: inUse } = options.records({ name: 'remote access' })[0] ?? {};
    assert.is(inUse, 0, 'it waits for a restart');
  });

  test('who runs it, and the last sysadmin, are asked for by flags of their own', async () => {
    const fixture = smallServer();
    const wanted = await capturedFixture(fixture);
    const engine = new CatalogEngine(fixture);
    const before = await captured(engine);
    const facts = wanted.facts.filter((fact) => !(fact.kind === 'role-member' && fact.role === 'sysadmin'));
    const plan = planChanges(before, { ...wanted, facts }, { allow: ['revoke-extra'] });
    assert.equal(actions(plan), []);
    assert.equal(
      guarded(plan).map(({ action, needs }) => [action, needs]),
      [['drop-server-role-member', ['revoke-extra', 'allow-lockout']]],
    );
    engine.table('sys.server_principals').update({ name: 'sa' }, { is_disabled: 1 });
    const alone = planChanges(await captured(engine), { ...wanted, facts });
    const member = guarded(alone).find(({ action }) => action === 'drop-server-role-member');
    assert.equal(member?.needs, ['revoke-extra', 'allow-lockout', 'allow-no-sysadmin']);
  });

  test('a credential for another identity waits for its secret to be typed', async () => {
    const fixture = smallServer();
    const engine = new CatalogEngine(fixture);
    engine.table('sys.credentials').insert({ credential_id: 65536, name: 'vault', credential_identity: 'i' });
    const wanted = await captured(engine);
    engine.table('sys.credentials').update({ name: 'vault' }, { credential_identity: 'other' });
    const plan = planChanges(await captured(engine), wanted);
    assert.equal(actions(plan), ['alter-credential']);
    const text = [...renderScript(plan, templates)].join('');
    const driver = engineDriver(engine, CAPTURER.login, CAPTURER.password);
    const left = await applyScript(driver, splitScript('plan.sql', text));
    assert.match(
      left.failures[0]?.message ?? '',
      /secret cannot be captured. Type it at the top of the script/,
    );
    await run(engine, plan);
    assert.equal((await compareWith(wanted, await captured(engine))).real, []);
  });

  test('only the row that is swapped waits for a flag, not its permission on other things', async () => {
    const fixture = smallServer();
    const wanted = await capturedFixture(fixture);
    const engine = new CatalogEngine(fixture);
    const table = engine.table('sys.database_permissions', 'app');
    table.update({ major_id: 1001, minor_id: 2 }, { state: 'G', state_desc: 'GRANT' });
    table.delete({ class: 1, major_id: 1002 });
    const plan = planChanges(await captured(engine), wanted);
    assert.equal([actions(plan), actions(plan, true)], [['grant'], ['deny']]);
  });

  test('losing all sysadmins in two steps needs the flag of losing the last one', async () => {
    const fixture = smallServer();
    const wanted = await capturedFixture(fixture);
    const engine = new CatalogEngine(fixture);
    engine.table('sys.server_principals').update({ name: 'sa' }, { is_disabled: 1 });
    engine.table('sys.server_role_members').insert({ role_principal_id: 3, member_principal_id: 260 });
    const facts = wanted.facts.filter((fact) => !(fact.kind === 'role-member' && fact.role === 'sysadmin'));
    const plan = planChanges(await captured(engine), { ...wanted, facts });
    const drops = guarded(plan).filter(({ action }) => action === 'drop-server-role-member');
    assert.is(drops.length, 2);
    assert.ok(drops.every(({ needs = [] }) => needs.includes('allow-no-sysadmin')));
  });

  test('passwords in other forms are not compared, and that is said; another fingerprint is told', async () => {
    const live = await capturedFixture(smallServer());
    const printed = (key: string, print: string): Snapshot => ({
      header: { ...live.header, passwords: 'fingerprints', passwordKeyId: key },
      facts: live.facts.map((fact) => {
        if (fact.kind !== 'login' || fact.passwordHash === undefined) return fact;
        const { passwordHash: _, ...rest } = fact;
        return { ...rest, passwordFingerprint: `0x${print}` as const };
      }),
    });
    const codes = (before: Snapshot, after: Snapshot) =>
      planChanges(before, after).notes.map(({ code }) => code);
    assert.equal(codes(live, printed('k', 'AA')), ['passwords-not-compared']);
    assert.equal(codes(printed('j', 'BB'), printed('k', 'AA')), ['passwords-not-compared']);
    assert.equal(codes(printed('k', 'AA'), printed('k', 'AA')), []);
    const { unplanned } = planChanges(printed('k', 'BB'), printed('k', 'AA'));
    assert.equal(new Set(unplanned.map(({ code }) => code)), new Set(['password-differs']));
    assert.not.match(JSON.stringify(unplanned), /0x(AA|BB)/);
  });

  test('what is not on the server is told and not tried', async () => {
    const fixture = smallServer();
    const wanted = await capturedFixture(fixture);
    const engine = new CatalogEngine(fixture);
    engine.table('sys.objects', 'app').delete({ object_id: 1002 });
    engine.table('sys.database_permissions', 'app').delete({ major_id: 1002 });
    const plan = planChanges(await captured(engine), wanted);
    assert.ok(isEmptyPlan(plan));
    assert.equal(
      plan.notes.map(({ code }) => code),
      ['missing-securable'],
    );
  });

  test('from an incomplete snapshot nothing is taken away', async () => {
    const fixture = smallServer();
    const wanted = await capturedFixture(fixture);
    const header = { ...wanted.header, complete: false, omissions: [{ code: 'x', fact: 'x', remedy: 'x' }] };
    const facts = wanted.facts.filter((fact) => fact.kind !== 'permission');
    const plan = planChanges(wanted, { header, facts }, { allow: ALL, allowIncomplete: true });
    assert.ok(isEmptyPlan(plan));
  });
});

suite('plan changes: owners that no statement sets', (test) => {
  test('what would be granted to the owner that the server has is told, never tried for ever', () => {
    const queue = {
      kind: 'securable',
      database: 'd',
      class: 'OBJECT',
      schema: 's',
      name: 'q',
      type: 'SQ',
    } as const;
    const common: readonly Fact[] = [
      { kind: 'database', name: 'd', state: 'ONLINE', owner: 'sa', ownerSid: '0x01' } as unknown as Fact,
      { kind: 'schema', database: 'd', name: 's', owner: 'r' },
      { kind: 'role', database: 'd', name: 'r', owner: 'dbo' },
    ];
    const row = (grantee: string): Fact => {
      const { database, schema, name } = queue;
      const permission = {
        class: 'OBJECT',
        schema,
        name,
        permission: 'ALTER',
        grantee,
        grantor: 'u',
      } as const;
      return { kind: 'permission', database, ...permission, state: 'G' };
    };
    const live = snapshotOf([...common, queue]);
    const wanted = snapshotOf([...common, { ...queue, owner: 'u' }, row('r'), row('public')]);
    const plan = planChanges(live, wanted, { allow: ALL });
    const granted = plan.sections.flatMap(({ steps }) =>
      steps.map(({ values }) => ('grantee' in values ? values.grantee : undefined)),
    );
    assert.equal(granted, ['public']);
    assert.equal(
      plan.unplanned.map(({ code }) => code),
      ['owner-fixed', 'granted-by-owner'],
    );
  });
});
