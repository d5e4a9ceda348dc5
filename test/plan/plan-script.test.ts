// What becomes of facts, and in what order. The statements are read off the script, not off the plan.
import { RegrantError } from '../../src/model/errors.ts';
import type { DatabaseFact, Fact, LoginFact, PermissionFact, UserFact } from '../../src/model/fact.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { databaseFact } from '../model/database-fact.ts';
import { DEFAULTS, SERVER, snapshotOf, statementsOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const login = (name: string, rest: Partial<LoginFact> = {}): LoginFact => ({
  kind: 'login',
  name,
  type: 'U',
  sid: '0x0105',
  isDisabled: false,
  ...rest,
});
const connect = (grantee: string, state: PermissionFact['state'] = 'G'): PermissionFact => ({
  kind: 'permission',
  class: 'SERVER',
  permission: 'CONNECT SQL',
  grantee,
  grantor: 'sa',
  state,
});
const database: DatabaseFact = databaseFact('D', { owner: 'sa', brokerId: 'x' });
const user = (name: string, rest: Partial<UserFact> = {}): UserFact => ({
  kind: 'user',
  database: 'D',
  name,
  type: 'S',
  authenticationType: 0,
  sid: '0x0105',
  ...rest,
});
const on = (name: string, grantee: string, rest: Partial<PermissionFact> = {}): PermissionFact => ({
  kind: 'permission',
  database: 'D',
  class: 'OBJECT',
  schema: 'dbo',
  name,
  permission: 'SELECT',
  grantee,
  grantor: 'dbo',
  state: 'G',
  ...rest,
});
const inD = (...facts: readonly Fact[]) => statementsOf([database, ...facts]);

suite('plan: server', (test) => {
  test('a login without a CONNECT SQL row is revoked, a denied one denied, both last', async () => {
    const statements = await statementsOf([
      login('A\\x'),
      login('B\\y', { sid: '0x0106' }),
      connect('B\\y', 'D'),
    ]);
    assert.equal(statements.slice(-2), ['DENY CONNECT SQL TO [B\\y]', 'REVOKE CONNECT SQL FROM [A\\x]']);
  });

  test('an incomplete snapshot proves no absence: nothing is revoked', () => {
    const omission = { code: 'x', database: 'D1', fact: 'It is offline.', remedy: 'r' };
    const snapshot = snapshotOf([login('A\\x')], { complete: false, omissions: [omission] });
    const plan = planScript(snapshot, { allowIncomplete: true });
    assert.not.match(JSON.stringify(plan.sections), /revoke/);
    assert.throws(
      () => planScript(snapshot),
      (e: unknown) =>
        e instanceof RegrantError &&
        e.code === 'incomplete-snapshot' &&
        e.fact.endsWith('is incomplete: D1: It is offline.'),
    );
  });

  test('defaults that a hardened server revoked are revoked again', async () => {
    const script = JSON.stringify(planScript(snapshotOf(DEFAULTS.slice(2))).sections);
    assert.match(script, /VIEW ANY DATABASE/);
    assert.match(script, /"endpoint":"TSQL Default TCP"/);
    assert.not.match(script, /"endpoint":"TSQL Local Machine"/);
  });

  test('disabled and denied are independent; a group cannot be disabled', async () => {
    const statements = await statementsOf([
      login('A\\x', { isDisabled: true }),
      connect('A\\x'),
      login('A\\g', { type: 'G', sid: '0x0107', isDisabled: true }),
      connect('A\\g', 'D'),
    ]);
    assert.ok(statements.includes('ALTER LOGIN [A\\x] DISABLE'));
    assert.not.ok(statements.includes('ALTER LOGIN [A\\g] DISABLE'));
    assert.not.ok(statements.includes('DENY CONNECT SQL TO [A\\x]'));
  });

  test('a renamed sa is renamed, never created, and needs no CONNECT SQL', async () => {
    const statements = await statementsOf([
      login('boss', { type: 'S', sid: '0x01', isPolicyChecked: true }),
      { ...connect('boss'), grantor: 'boss' },
    ]);
    assert.ok(statements.includes("IF SUSER_SNAME(0x01) = N'sa' ALTER LOGIN [sa] WITH NAME = [boss]"));
    assert.not.ok(
      statements.some((text) => text.includes('CREATE LOGIN') || text.includes('CONNECT SQL TO [boss]')),
    );
  });

  test('a password policy that is not known is neither taken off nor left off', async () => {
    const policyOf = async (properties: object) =>
      (await statementsOf([login('boss', { type: 'S', sid: '0x01', ...properties })])).filter((text) =>
        text.includes('CHECK_POLICY = ON'),
      ).length;
    assert.is(await policyOf({}), 0);
    assert.is(await policyOf({ passwordHash: '0x0200AA' }), 1);
    const made = await statementsOf([login('s', { type: 'S', sid: '0x0A', passwordHash: '0x0200AA' })]);
    assert.ok(
      made.some((text) => /^CREATE LOGIN \[s\] .*CHECK_POLICY = ON, CHECK_EXPIRATION = OFF$/.test(text)),
    );
  });

  test('english messages come before their translations', async () => {
    const message = (languageId: number, language: string): Fact => ({
      kind: 'message',
      messageId: 50001,
      languageId,
      language,
      severity: 16,
      isEventLogged: false,
      text: 't',
    });
    const statements = await statementsOf([message(1031, 'Deutsch'), message(1033, 'us_english')]);
    const at = (language: string) => statements.findIndex((text) => text.includes(`@lang = N'${language}'`));
    assert.ok(at('us_english') >= 0 && at('us_english') < at('Deutsch'));
  });
});

suite('plan: databases', (test) => {
  test('owners come before any grant, object rows before column rows, a W row before what it allows', async () => {
    const statements = await inD(
      { kind: 'securable', database: 'D', class: 'OBJECT', schema: 'dbo', name: 't', type: 'U', owner: 'r' },
      { kind: 'role', database: 'D', name: 'r', owner: 'dbo' },
      user('a'),
      user('b'),
      on('t', 'b', { grantor: 'a' }),
      on('t', 'b', { grantor: 'a', column: 'c', state: 'R' }),
      on('t', 'a', { grantor: 'r', state: 'W' }),
    );
    const order = [
      'ALTER AUTHORIZATION ON OBJECT::[dbo].[t] TO [r]',
      'GRANT SELECT ON OBJECT::[dbo].[t] TO [a] WITH GRANT OPTION',
      'GRANT SELECT ON OBJECT::[dbo].[t] TO [b] AS [a]',
      'REVOKE SELECT ON OBJECT::[dbo].[t] ([c]) FROM [b] AS [a]',
    ].map((text) => statements.findIndex((statement) => statement.endsWith(text)));
    assert.ok(
      order.every((at) => at >= 0),
      JSON.stringify(statements),
    );
    assert.equal(
      order,
      [...order].sort((x, y) => x - y),
    );
  });

  test('a grantor is named exactly where it is not the owner', async () => {
    const statements = await inD(
      { kind: 'schema', database: 'D', name: 's', owner: 'r' },
      { kind: 'role', database: 'D', name: 'r', owner: 'dbo' },
      user('a'),
      on('x', 'a', { schema: 's', grantor: 'r' }),
      on('y', 'a', { schema: 's', grantor: 'dbo' }),
    );
    assert.ok(statements.includes('GRANT SELECT ON OBJECT::[s].[x] TO [a]'));
    assert.ok(statements.includes('GRANT SELECT ON OBJECT::[s].[y] TO [a] AS [dbo]'));
  });

  test('the same permission from two grantors keeps both rows', async () => {
    const statements = await inD(
      user('a'),
      user('b'),
      on('t', 'a', { state: 'W' }),
      on('t', 'b'),
      on('t', 'b', { grantor: 'a' }),
    );
    assert.ok(statements.includes('GRANT SELECT ON OBJECT::[dbo].[t] TO [b]'));
    assert.ok(statements.includes('GRANT SELECT ON OBJECT::[dbo].[t] TO [b] AS [a]'));
  });

  test('a circle of grantors is reported with its members, and kept', () => {
    const plan = planScript(
      snapshotOf([
        database,
        user('a'),
        user('b'),
        user('c'),
        on('t', 'a', { grantor: 'b', state: 'W' }),
        on('t', 'b', { grantor: 'a', state: 'W' }),
        on('t', 'c', { grantor: 'b' }),
      ]),
    );
    assert.equal(
      plan.notes.map(({ code, note }) => [code, /its grantor .*;/.exec(note)?.[0]]),
      ['b', 'a', 'b'].map((grantor) => [
        'grantor-circle',
        `its grantor ${grantor} holds the grant option in a circle only (a to b to a);`,
      ]),
    );
    assert.is(JSON.stringify(plan.sections).match(/"withGrantOption":true/g)?.length, 2);
  });

  test('a missing link is reported with the one who lacks it, also further down the chain', () => {
    const plan = planScript(
      snapshotOf([
        database,
        user('a'),
        user('b'),
        user('x'),
        on('t', 'a', { grantor: 'x', state: 'W' }),
        on('t', 'b', { grantor: 'a' }),
      ]),
    );
    assert.equal(
      plan.notes.map(({ code, note }) => [code, /its grantor .*;/.exec(note)?.[0]]),
      [
        ['missing-grantor', 'its grantor x holds no grant option that the snapshot has;'],
        [
          'missing-grantor',
          'its grantor a was given the grant option by way of x, who holds none that the snapshot has;',
        ],
      ],
    );
  });

  test('what begins with an owner is no circle, whichever row is looked at first', async () => {
    const facts = [
      database,
      user('a'),
      user('z'),
      on('t', 'a', { grantor: 'z', state: 'W' }),
      on('t', 'z', { grantor: 'a', state: 'W' }),
      on('t', 'z', { state: 'W' }),
    ];
    assert.equal(planScript(snapshotOf(facts)).notes, []);
    const statements = await inD(...facts.slice(1));
    assert.equal(
      statements.filter((text) => text.includes('SELECT ON')),
      [
        'GRANT SELECT ON OBJECT::[dbo].[t] TO [z] WITH GRANT OPTION',
        'GRANT SELECT ON OBJECT::[dbo].[t] TO [a] WITH GRANT OPTION AS [z]',
        'GRANT SELECT ON OBJECT::[dbo].[t] TO [z] WITH GRANT OPTION AS [a]',
      ],
    );
  });

  test('rows of dbo and of owners, which nothing can grant, are reported and left out', () => {
    const plan = planScript(
      snapshotOf([
        database,
        { kind: 'schema', database: 'D', name: 's', owner: 'a' },
        user('a'),
        on('t', 'dbo'),
        on('t', 'a', { schema: 's' }),
      ]),
    );
    assert.is(plan.notes.filter(({ code }) => code === 'ungrantable-row').length, 2);
    assert.not.match(JSON.stringify(plan.sections), /"permission":"SELECT"/);
  });

  test('each kind of user has its statement', async () => {
    const statements = await inD(
      user('mapped', { authenticationType: 1, login: 'l', defaultSchema: 'dbo' }),
      user('loginless'),
      user('windows', { type: 'U', authenticationType: 3, login: 'C\\w' }),
      user('grouped', { type: 'U', authenticationType: 3 }),
      user('certified', { type: 'C', certificate: 'cert' }),
      user('keyed', { type: 'K', asymmetricKey: 'key' }),
      user('external', { type: 'E', authenticationType: 4 }),
      user('contained', { authenticationType: 2 }),
      user('orphan', { authenticationType: 1 }),
    );
    for (const text of [
      'CREATE USER [mapped] FOR LOGIN [l] WITH DEFAULT_SCHEMA = [dbo] ELSE ALTER USER [mapped] WITH DEFAULT_SCHEMA = [dbo]',
      'CREATE USER [loginless] WITHOUT LOGIN',
      'CREATE USER [windows] FOR LOGIN [C\\w]',
      'CREATE USER [grouped]',
      'CREATE USER [certified] FOR CERTIFICATE [cert]',
      'CREATE USER [keyed] FOR ASYMMETRIC KEY [key]',
      'CREATE USER [external] FROM EXTERNAL PROVIDER',
      "CREATE USER [contained] WITH PASSWORD = N'<type the secret here>', SID = 0x0105",
      'ALTER USER [windows] WITH LOGIN = [C\\w]',
    ]) {
      assert.ok(
        statements.some((statement) => statement.endsWith(text)),
        text,
      );
    }
    assert.not.ok(statements.some((statement) => statement.includes('CREATE USER [orphan]')));
    assert.ok(
      statements.some((statement) =>
        statement.startsWith("IF DATABASE_PRINCIPAL_ID(N'orphan') IS NULL RAISERROR"),
      ),
    );
  });

  test('a user without a CONNECT row is revoked; dbo is put into no role', async () => {
    const statements = await inD(user('a'), {
      kind: 'role-member',
      database: 'D',
      role: 'db_owner',
      member: 'dbo',
    });
    assert.ok(statements.includes('REVOKE CONNECT FROM [a]'));
    assert.not.ok(statements.some((text) => text.includes('[db_owner]')));
  });

  test('an owner that no statement can set is reported, and left to the backup', () => {
    const owned = (kind: 'OBJECT' | 'CERTIFICATE', type?: string): Fact => ({
      kind: 'securable',
      database: 'D',
      class: kind,
      ...(kind === 'OBJECT' ? { schema: 'dbo' } : {}),
      name: 'x',
      ...(type === undefined ? {} : { type }),
      owner: 'r',
    });
    const role: Fact = { kind: 'role', database: 'D', name: 'r', owner: 'dbo' };
    for (const [fact, statements] of [
      [owned('OBJECT', 'SQ'), 0],
      [owned('OBJECT', 'U'), 1],
      [owned('CERTIFICATE'), 0],
    ] as const) {
      const { sections, notes } = planScript(snapshotOf([database, role, fact]));
      const owned = sections.flatMap(({ steps }) => steps.filter((one) => one.fact.kind === 'securable'));
      assert.is(owned.length, statements);
      assert.is(notes.filter(({ code }) => code === 'owner-fixed').length, 1 - statements);
    }
  });

  test('what was on is switched on again, and nothing else', async () => {
    const off = await statementsOf([database, user('a')]);
    assert.not.ok(off.some((text) => text.startsWith('IF EXISTS') && text.includes('ALTER DATABASE')));
    const statements = await statementsOf([
      { ...database, isTrustworthy: true, isDbChaining: true, isBrokerEnabled: true },
      user('a'),
    ]);
    for (const option of ['TRUSTWORTHY ON', 'DB_CHAINING ON', 'ENABLE_BROKER WITH NO_WAIT']) {
      assert.ok(
        statements.some((text) => text.endsWith(`ALTER DATABASE [D] SET ${option}`)),
        option,
      );
    }
  });

  test('Azure SQL Database has no server permissions: none that is missing is revoked, and a note says so', () => {
    const facts = [login('web', { type: 'S', sid: '0x0109' }), user('a'), database];
    const azure = { ...SERVER, engineEdition: 5 } as Fact;
    const { header, facts: all } = snapshotOf(facts);
    const plan = planScript({ header, facts: all.map((fact) => (fact.kind === 'server' ? azure : fact)) });
    assert.not.match(JSON.stringify(plan.sections), /CONNECT SQL|connect-sql|VIEW ANY DATABASE|endpoint/);
    assert.match(JSON.stringify(plan.sections), /"action":"revoke".*"permission":"CONNECT"/);
    assert.ok(plan.notes.some(({ code }) => code === 'azure-sql-database'));
    const boxed = planScript(snapshotOf(facts));
    assert.match(JSON.stringify(boxed.sections), /revoke-connect-sql/);
    assert.not.ok(boxed.notes.some(({ code }) => code === 'azure-sql-database'));
  });

  test('a permission that no list has is scripted, and told once for its class', () => {
    const facts = [database, user('a'), user('b'), on('t', 'a'), on('t', 'b')];
    const odd = facts.map((fact) => (fact.kind === 'permission' ? { ...fact, permission: 'FLY' } : fact));
    const { notes, sections } = planScript(snapshotOf(odd));
    assert.equal(
      notes.map(({ code, note }) => [code, note.slice(0, 13)]),
      [['unlisted-permission', 'FLY on OBJECT']],
    );
    assert.is(JSON.stringify(sections).match(/"values":\{"permission":"FLY"/g)?.length, 2);
  });
});

suite('plan: another server', (test) => {
  test('machines, domains and logins are renamed everywhere, the most exact rule first', async () => {
    const statements = await statementsOf(
      [
        login('OLD\\svc'),
        connect('OLD\\svc'),
        login('OLD\\one', { sid: '0x0108' }),
        connect('OLD\\one'),
        { kind: 'role-member', role: 'sysadmin', member: 'OLD\\svc' },
        database,
        user('OLD\\svc', { type: 'U', authenticationType: 3, login: 'OLD\\svc' }),
        on('t', 'OLD\\svc'),
      ],
      { mapping: { domains: { old: 'NEW' }, logins: { 'OLD\\one': 'X\\two' } } },
    );
    assert.not.ok(
      statements.some(
        (text) => text.includes('OLD\\') && !text.includes('ALTER USER [OLD\\svc] WITH NAME = [NEW\\svc]'),
      ),
    );
    for (const text of [
      'CREATE LOGIN [NEW\\svc] FROM WINDOWS',
      'CREATE LOGIN [X\\two] FROM WINDOWS',
      'ALTER SERVER ROLE [sysadmin] ADD MEMBER [NEW\\svc]',
      'GRANT SELECT ON OBJECT::[dbo].[t] TO [NEW\\svc]',
    ]) {
      assert.ok(statements.includes(text), text);
    }
  });

  test('what is of the machine alone is commented out when asked; what every machine has is not', async () => {
    const facts = [
      login('VORDEFINIERT\\Administratoren', { type: 'G', sid: '0x01020000000000052000000020020000' }),
      login('NT-AUTORITÄT\\SYSTEM', { sid: '0x010100000000000512000000' }),
      login('NT SERVICE\\SQLWriter', { sid: `0x010600000000000550000000${'00'.repeat(20)}` }),
      login('SMDB01\\local', { sid: `0x010500000000000515000000${'00'.repeat(16)}` }),
      login('CONTOSO\\svc', { sid: `0x010500000000000515000000${'11'.repeat(16)}` }),
    ];
    const created = async (localPrincipals: 'keep' | 'comment-out') =>
      (await statementsOf(facts, { localPrincipals })).filter((text) => text.startsWith('CREATE LOGIN'))
        .length;
    assert.is(await created('keep'), 5);
    assert.is(await created('comment-out'), 4);
  });

  test('what an older release lacks is refused, or commented out when asked', async () => {
    const facts: Fact[] = [
      login('s', { type: 'S', passwordHash: '0x0200AA', isPolicyChecked: true, isExpirationChecked: false }),
      connect('s'),
      login('new', { type: 'S', sid: '0x0109', passwordHash: '0x0300AA' }),
      connect('new'),
      { kind: 'role-member', role: '##MS_ServerStateReader##', member: 's' },
      {
        kind: 'permission',
        class: 'SERVER',
        permission: 'VIEW SERVER SECURITY STATE',
        grantee: 's',
        grantor: 'sa',
        state: 'G',
      },
      {
        kind: 'permission',
        class: 'SERVER',
        permission: 'VIEW SERVER STATE',
        grantee: 's',
        grantor: 'sa',
        state: 'G',
      },
    ];
    const refused = (error: unknown) =>
      error instanceof RegrantError &&
      error.code === 'not-supported' &&
      error.fact.includes('##MS_ServerStateReader##');
    assert.throws(() => planScript(snapshotOf(facts), { targetVersion: 2019 }), refused);
    const statements = await statementsOf(facts, { targetVersion: 2019, unsupported: 'comment-out' });
    assert.ok(statements.includes('GRANT VIEW SERVER STATE TO [s]'));
    assert.not.ok(statements.some((text) => /0x0300|\[new\]|ServerStateReader|SECURITY STATE/.test(text)));
    const language: Fact = {
      kind: 'securable',
      database: 'D',
      class: 'EXTERNAL LANGUAGE',
      name: 'Java',
      owner: 'u',
    };
    const owned = [database, user('u'), language];
    assert.is(
      (await statementsOf(owned, { targetVersion: 2019 })).filter((text) => text.includes('Java')).length,
      1,
    );
    const older = { targetVersion: 2017, unsupported: 'comment-out' } as const;
    assert.is((await statementsOf(owned, older)).filter((text) => text.includes('Java')).length, 0);
  });
});

suite('plan: what proving scripts has found', (test) => {
  test('a column taken from who holds the grant option is taken with CASCADE, before it is passed on', async () => {
    const statements = await inD(
      user('u'),
      user('v', { sid: '0x0106' }),
      on('t', 'u', { state: 'W' }),
      on('t', 'u', { state: 'R', column: 'c' }),
      on('t', 'v', { grantor: 'u' }),
      on('t', 'v', { grantor: 'u', state: 'R', column: 'c' }),
    );
    assert.equal(
      statements.filter((text) => text.includes('SELECT ON')),
      [
        'GRANT SELECT ON OBJECT::[dbo].[t] TO [u] WITH GRANT OPTION',
        'REVOKE SELECT ON OBJECT::[dbo].[t] ([c]) FROM [u] CASCADE',
        'GRANT SELECT ON OBJECT::[dbo].[t] TO [v] AS [u]',
        'REVOKE SELECT ON OBJECT::[dbo].[t] ([c]) FROM [v] AS [u]',
      ],
    );
  });

  test('a Windows user of a replaced account is not created: it would get the login of that name', async () => {
    const stale = user('A\\x', { type: 'U', authenticationType: 3, sid: '0x0199' });
    const statements = await inD(login('a\\X'), stale);
    assert.ok(!statements.some((text) => text.includes('CREATE USER')), statements.join('\n'));
    assert.ok(statements.some((text) => text.includes('RAISERROR') && text.includes('A\\x')));
    const gone = await inD(stale);
    assert.ok(gone.some((text) => text.includes('CREATE USER [A\\x]')));
  });
});
