// What a proof tells: what is missing, extra or different, what fails, what every restore leaves, and that it has teeth.
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { type ProveOptions, proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { DEFAULTS, snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';
import { settledWorld } from './world.ts';

const scriptOf = async (snapshot: Snapshot): Promise<string> =>
  [...(await scriptSnapshot(snapshot, { allowIncomplete: true })).text].join('');
const without = (snapshot: Snapshot, kind: Fact['kind'], name: string): Snapshot => ({
  ...snapshot,
  facts: snapshot.facts.filter((fact) => fact.kind !== kind || !('name' in fact) || fact.name !== name),
});
const codes = (proof: Proof) => [...proof.expected, ...proof.expectedFailures].map(({ code }) => code);
const text = (proof: Proof) => [...proveText(proof)].join('');

const statementNumber = (script: string, statement: string) =>
  Number(
    script
      .split('\n')
      .find((line) => line.includes(statement))
      ?.match(/^EXEC #regrant (\d+)/)?.[1],
  );

suite('proof', (test) => {
  test('a statement less, and the proof says what is missing', async () => {
    const snapshot = settledWorld();
    const script = await scriptOf(snapshot);
    assert.is(
      (await proveScript(script, snapshot)).identical,
      true,
      text(await proveScript(script, snapshot)),
    );
    const line = /^EXEC #regrant \d+, N'ALTER ROLE \[r\] ADD MEMBER \[inner\]';$/m;
    const proof = await proveScript(script.replace(line, ''), snapshot);
    assert.equal(
      proof.missing.map((fact) => fact.kind),
      ['role-member'],
    );
    assert.match(text(proof), '- missing: ALTER ROLE [r] ADD MEMBER [inner]  ([D])');
    assert.match(text(proof), 'Not proven: 1 missing');
  });

  test('it has teeth: without any one statement the proof fails, but for those that a new server needs not', async () => {
    const snapshot = settledWorld();
    const lines = (await scriptOf(snapshot)).split('\n');
    const unnoticed: string[] = [];
    for (const [at, line] of lines.entries()) {
      if (!/^EXEC #regrant(_login|_secret|_access)? \d/.test(line)) continue;
      const proof = await proveScript(lines.toSpliced(at, 1).join('\n'), snapshot);
      if (proof.identical)
        unnoticed.push((/N'((?:[^']|'')*)';$/.exec(line)?.[1] ?? line).replaceAll("''", "'"));
    }
    const guards =
      /TO \[(public|guest)\]$|^IF (NOT )?EXISTS .*(ALTER AUTHORIZATION|ALTER LOGIN|ALTER USER|sp_configure|show advanced|sp_serveroption|DISABLE TRIGGER)|^ALTER LOGIN .* WITH DEFAULT_LANGUAGE|^IF (NOT )?EXISTS .* AUDIT SPECIFICATION .*STATE = OFF|^IF DB_ID.* ALTER LOGIN|^IF DATABASE_PRINCIPAL_ID\(N'[^']*'\) IS NULL RAISERROR/;
    assert.equal(
      unnoticed.filter((line) => !guards.test(line)),
      [],
    );
    assert.ok(unnoticed.length < 50, unnoticed.join('\n'));
  });

  test('nothing is proven of a script that runs anything else, and each is named by its place', async () => {
    const snapshot = settledWorld();
    const lines = (await scriptOf(snapshot)).split('\n');
    const end = lines.lastIndexOf('GO');
    for (const [statement, verb] of [
      ['DROP TABLE dbo.t', 'DROP TABLE'],
      ["EXEC xp_cmdshell 'dir'", 'EXEC xp_cmdshell'],
      ['SHUTDOWN', 'SHUTDOWN'],
      ["EXEC ('DROP DATABASE gone')", 'DROP DATABASE'],
    ] as const) {
      const script = lines.toSpliced(end + 1, 0, statement, 'GO').join('\n');
      const proof = await proveScript(script, snapshot);
      assert.not.ok(proof.identical, statement);
      assert.equal(
        proof.foreign.map(({ verb: found, line }) => [found, line]),
        [[verb, end + 2]],
      );
      assert.match(text(proof), `x line ${end + 2}: foreign: ${verb}`);
    }
  });

  test('a fact less in the snapshot is extra; another property is different', async () => {
    const snapshot = settledWorld();
    const script = await scriptOf(snapshot);
    const extra = await proveScript(script, without(snapshot, 'server-role', 'R'));
    assert.equal(
      extra.extra.map((fact) => fact.kind),
      ['server-role'],
    );
    const changed = {
      ...snapshot,
      facts: snapshot.facts.map((fact) =>
        fact.kind === 'role' && fact.name === 'r' ? { ...fact, owner: 'app' } : fact,
      ),
    };
    const different = await proveScript(script, changed);
    assert.equal(
      different.different.map(({ changes }) => changes),
      [[{ property: 'owner', from: 'app', to: 'dbo' }]],
    );
  });

  test('a script that is no T-SQL is not proven, and says where', async () => {
    const proof = await proveScript('GRANT SELECT ON TO;', snapshotOf([]));
    assert.is(proof.identical, false);
    assert.is(proof.diagnostics.length, 1);
    assert.match(text(proof), '? line 1, column 17: not read');
  });

  test('a failure names statement, line, rule, error and page', async () => {
    const snapshot = settledWorld();
    const proof = await proveScript("EXEC #regrant 9, N'GRANT VIEW SERVER STATE TO [nobody]';", snapshot, {
      from: snapshot,
    });
    assert.match(
      text(proof),
      '! statement 9, line 1, in master: there is no principal nobody [grantee-exists, error 15151, "GRANT (Transact-SQL)"]',
    );
  });

  test('a script that is not idempotent is told apart by the second run', async () => {
    const snapshot = settledWorld();
    const proof = await proveScript('CREATE SERVER ROLE n', snapshot, { from: snapshot, twice: true });
    assert.equal(
      proof.second?.failures.map(({ rule }) => rule),
      ['login-name-is-free'],
    );
    const toggles = `IF EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'app' AND is_disabled = 1)
      ALTER LOGIN app ENABLE ELSE ALTER LOGIN app DISABLE`;
    const toggled = await proveScript(toggles, snapshot, { from: snapshot, twice: true });
    assert.is(toggled.second?.changes.length, 1);
    assert.match(text(toggled), 'A second run:');
  });

  test('who runs the script is a login of the server, or an error', async () => {
    const snapshot = settledWorld();
    const run = (runBy: string) =>
      proveScript('GRANT VIEW SERVER STATE TO spare', snapshot, { from: snapshot, runBy });
    assert.equal(
      (await run('spare')).failures.map(({ rule }) => rule),
      ['nobody-grants-to-himself'],
    );
    try {
      await run('nobody');
      assert.unreachable('there is no such login');
    } catch (error) {
      assert.is((error as { code?: string }).code, 'bad-option');
    }
  });

  test('a script run by a login that it names: its own grants fail and are told, all else is done', async () => {
    const boss = 'CONTOSO\\boss';
    const onServer = (permission: string): Fact => ({
      kind: 'permission',
      class: 'SERVER',
      permission,
      grantee: boss,
      grantor: 'sa',
      state: 'G',
    });
    const login: Fact = { kind: 'login', name: boss, type: 'U', sid: '0x0105AA', isDisabled: false };
    const snapshot = snapshotOf([
      ...DEFAULTS,
      { ...login, defaultDatabase: 'master', defaultLanguage: 'us_english' },
      { kind: 'role-member', role: 'sysadmin', member: boss },
      onServer('CONNECT SQL'),
      onServer('VIEW SERVER STATE'),
    ]);
    const script = await scriptOf(snapshot);
    const proof = await proveScript(script, snapshot, { from: snapshot, runBy: boss });
    assert.equal(
      proof.failures.map(({ rule, statement }) => [rule, statement]),
      [['nobody-grants-to-himself', statementNumber(script, `GRANT VIEW SERVER STATE TO [${boss}]`)]],
    );
    assert.equal([proof.missing, proof.extra, proof.different], [[], [], []]);
    assert.is((await proveScript(script, snapshot, { from: snapshot })).identical, true);
  });

  test('names cannot break out of their line', async () => {
    const role: Fact = { kind: 'server-role', name: 'a\n! statement 1\u202e', owner: 'sa' };
    const proof = await proveScript('', { ...settledWorld(), facts: [...snapshotOf([role]).facts] });
    const lines = text(proof).split('\n');
    assert.ok(
      lines.some((line) => line.startsWith('- missing: CREATE SERVER ROLE [a\\u{a}! statement 1\\u{202e}]')),
    );
  });
});

/** What a restore leaves, by class: a snapshot that has it. */
const CASES: Readonly<Record<string, { readonly facts?: readonly Fact[]; readonly options?: ProveOptions }>> =
  {
    'sid-without-login': {},
    'defaults-of-key-login': {
      facts: [{ ...login('key2', 'C'), certificate: 'master cert', defaultDatabase: 'D' }, certificate()],
    },
    'state-of-account': {
      facts: [{ ...login('locked', 'S'), isPolicyChecked: true, isExpirationChecked: false, isLocked: true }],
    },
    'absent-default-database': { facts: [{ ...login('A\\w', 'U'), defaultDatabase: 'dropped' }] },
    'secret-needed': {},
  };

function login(name: string, type: 'S' | 'U' | 'C'): Extract<Fact, { kind: 'login' }> {
  const sid = `0x${Buffer.from(name).toString('hex').toUpperCase()}` as const;
  return {
    kind: 'login',
    name,
    type,
    sid,
    isDisabled: false,
    defaultDatabase: 'master',
    defaultLanguage: 'us_english',
  };
}

function certificate(): Fact {
  return { kind: 'securable', database: 'master', class: 'CERTIFICATE', name: 'master cert', owner: 'dbo' };
}

suite('proof: what every restore leaves', (test) => {
  for (const [code, { facts = [], options = {} }] of Object.entries(CASES)) {
    test(code, async () => {
      const snapshot = settledWorld(facts);
      const proof = await proveScript(await scriptOf(snapshot), snapshot, options);
      assert.ok(codes(proof).includes(code), text(proof));
      assert.is(proof.identical, true, text(proof));
    });
  }

  test('an owner that no statement sets: the queue keeps its schema’s, and what depends on that is told apart', async () => {
    const on = { database: 'D', class: 'OBJECT', schema: 's', name: 'queue' } as const;
    const grant = { kind: 'permission', ...on, permission: 'RECEIVE', state: 'G' } as const;
    const snapshot = settledWorld([
      { kind: 'securable', ...on, type: 'SQ', owner: 'app' },
      { ...grant, grantee: 'alone', grantor: 'app' },
      { ...grant, grantee: 'r', grantor: 'app' },
    ]);
    const proof = await proveScript(await scriptOf(snapshot), snapshot);
    assert.is(proof.identical, true, text(proof));
    assert.ok(codes(proof).includes('owner-fixed'));
    assert.is(codes(proof).filter((code) => code === 'granted-by-owner').length, 2);
  });

  test('a credential that a feature makes is needed by name, and what uses it is proven with it', async () => {
    const name = '##of a feature##';
    const user = {
      kind: 'login',
      name: 'A\\mapped',
      sid: '0x0105AB',
      type: 'U',
      isDisabled: false,
      defaultDatabase: 'master',
      defaultLanguage: 'us_english',
      credential: name,
    } as const;
    for (const facts of [[user], [user, { kind: 'credential', name, identity: 'it' } as const]]) {
      const snapshot = settledWorld(facts);
      const proof = await proveScript(await scriptOf(snapshot), snapshot);
      assert.is(proof.identical, true, text(proof));
      assert.match(text(proof), `credential [${name}]`);
      assert.match(text(proof), 'credentials-present');
    }
  });

  test('a login of another account is no SID that every restore leaves', async () => {
    const snapshot = settledWorld();
    const script = (await scriptOf(snapshot)).replace('FOR LOGIN [A\\u]', 'FOR LOGIN [A\\v]');
    const proof = await proveScript(script, snapshot);
    assert.equal(
      proof.different.map(({ changes }) => changes.map(({ property }) => property)),
      [['sid', 'login']],
    );
  });
});
