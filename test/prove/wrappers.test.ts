// What the procedures of a regrant script do: #regrant, #regrant_login, #regrant_secret, #regrant_database.
import { assert, suite } from '../suite.ts';
import { type Outcome, outcomeOf } from './world.ts';

const rules = ({ failures }: Outcome) =>
  failures.map(({ statement, rule, database }) => [statement, rule, database]);
const names = ({ added }: Outcome) => added.map((fact) => ('name' in fact ? fact.name : fact.kind));
const CREATE = "N'CREATE LOGIN [n] WITH PASSWORD = 0x0200AA HASHED, SID = 0x0199'";

import { PLACEHOLDER } from '../../src/model/script-protocol.ts';

suite('wrappers', (test) => {
  test('#regrant runs where #regrant_database says, and NULL is the server', async () => {
    const outcome = await outcomeOf(`EXEC #regrant_database N'd';
EXEC #regrant 1, N'CREATE ROLE [in D]';
EXEC #regrant_database NULL;
EXEC #regrant 2, N'CREATE ROLE [in master]';`);
    assert.equal(outcome.failures, []);
    assert.equal(
      outcome.added.map((fact) => [fact.kind === 'role' && fact.database, names(outcome).length]),
      [
        ['D', 2],
        ['master', 2],
      ],
    );
  });

  for (const [name, why] of [
    ['nowhere', 'is not there'],
    ['O', 'is read-only'],
  ] as const) {
    test(`a database that ${why}: its statements are not run, and one failure tells`, async () => {
      const outcome = await outcomeOf(`EXEC #regrant_database N'${name}';
EXEC #regrant 1, N'CREATE ROLE [a]';
EXEC #regrant_login 2, N'n', 0x0199, ${CREATE};
EXEC #regrant_secret 3, N'SELECT 1 FROM sys.credentials WHERE name = N''x''', N'CREATE CREDENTIAL [x] WITH IDENTITY = N''i''';`);
      assert.equal(rules(outcome), [[undefined, 'database-cannot-be-used', 'master']]);
      assert.match(outcome.failures[0]?.why ?? '', why);
      assert.equal(names(outcome), []);
    });
  }

  test('an error ends the text it is in, and nothing else', async () => {
    const outcome =
      await outcomeOf(`EXEC #regrant 1, N'CREATE LOGIN [app] FROM WINDOWS; CREATE SERVER ROLE [after]';
EXEC #regrant 2, N'CREATE SERVER ROLE [next]';`);
    assert.equal(rules(outcome), [[1, 'login-name-is-free', 'master']]);
    assert.equal(names(outcome), ['next']);
    const bare = await outcomeOf('CREATE LOGIN [app] FROM WINDOWS; CREATE SERVER ROLE [after]');
    assert.equal(names(bare), ['after'], 'outside TRY the batch goes on');
  });

  test('RAISERROR inside is a failure; outside it tells of progress', async () => {
    const outcome = await outcomeOf(`RAISERROR(N'progress', 0, 1);
EXEC #regrant 7, N'IF DB_ID(N''nowhere'') IS NULL RAISERROR(N''not here'', 16, 1) ELSE CREATE SERVER ROLE [n]';`);
    assert.equal(rules(outcome), [[7, 'raised', 'master']]);
    assert.equal(names(outcome), []);
  });

  test('#regrant_login: the same login is left, conflicts are reported, a new one is made', async () => {
    const call = (name: string, sid: string) =>
      outcomeOf(`EXEC #regrant_login 1, N'${name}', ${sid}, ${CREATE};`);
    assert.equal(rules(await call('app', '0x0110')), []);
    assert.equal(rules(await call('app', 'NULL')), []);
    assert.equal(rules(await call('app', '0x0199')), [[1, 'login-has-another-sid', 'master']]);
    assert.equal(rules(await call('n', '0x0110')), [[1, 'sid-belongs-to-another-login', 'master']]);
    assert.equal(rules(await call('R', '0x0199')), [[1, 'login-has-another-sid', 'master']]);
    const made = await call('n', '0x0199');
    assert.equal([rules(made), names(made)], [[], ['n', 'permission']]);
  });

  test('#regrant_secret: found, nothing is run; else the placeholder is reported, and typed', async () => {
    const call = (name: string, secret: string) =>
      outcomeOf(
        `EXEC #regrant_secret 1, N'SELECT 1 FROM sys.credentials WHERE name = N''${name}''', N'CREATE CREDENTIAL [${name}] WITH IDENTITY = N''i'', SECRET = N''${secret}''';`,
      );
    assert.equal(rules(await call('CRED', PLACEHOLDER)), []);
    const untyped = await call('x', PLACEHOLDER);
    assert.equal([rules(untyped), names(untyped)], [[[1, 'secret-needed', 'master']], ['x']]);
    const typed = await call('x', 'secret');
    assert.equal([rules(typed), names(typed)], [[], ['x']]);
  });

  test('USE inside dynamic text ends with it', async () => {
    const outcome = await outcomeOf("EXEC(N'USE D; CREATE ROLE [in D]'); CREATE ROLE [in master]");
    assert.equal(
      outcome.added.map((fact) => fact.kind === 'role' && [fact.database, fact.name]),
      [
        ['D', 'in D'],
        ['master', 'in master'],
      ],
    );
    const other = await outcomeOf("EXEC [D].sys.sp_executesql N'CREATE ROLE [n]'");
    assert.equal(
      other.added.map((fact) => fact.kind === 'role' && fact.database),
      ['D'],
    );
  });

  test('dynamic text in a database that is not there runs nowhere', async () => {
    const outcome = await outcomeOf("EXEC [nowhere].sys.sp_executesql N'CREATE ROLE [n]'");
    assert.equal([rules(outcome), outcome.added], [[[undefined, 'database-exists', 'master']], []]);
  });

  test('of a GRANT all runs or nothing', async () => {
    const outcome = await outcomeOf('USE D; GRANT SELECT ON dbo.t TO app, nobody');
    assert.equal([rules(outcome), outcome.added], [[[undefined, 'grantee-exists', 'D']], []]);
  });
});
