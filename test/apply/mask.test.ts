// What a server says may quote the statement that it is about: no secret in it is logged or shown.
import { mask } from '../../src/apply/mask.ts';
import { isSecretParameter } from '../../src/model/secret.ts';
import { PROCEDURES } from '../../src/parse/resolve/procedure.ts';
import { assert, suite } from '../suite.ts';

const SECRET = 'Horse-7';

/** Statements that hold a secret, and what is shown of them. */
const MASKED = [
  [
    `ALTER LOGIN x WITH PASSWORD = N'${SECRET}', OLD_PASSWORD = '${SECRET}'`,
    'ALTER LOGIN x WITH PASSWORD = ***, OLD_PASSWORD = ***',
  ],
  [
    `CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = '${SECRET}'`,
    "CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = ***",
  ],
  [`CREATE LOGIN x WITH PASSWORD = '${SECRET}''`, 'CREATE LOGIN x WITH PASSWORD = ***'],
  [`EXEC #regrant 1, N'ALTER LOGIN a WITH PASSWORD = N''${SECRET}'';'`, null],
  [`BACKUP LOG x TO y WITH MEDIAPASSWORD = '${SECRET}'`, 'BACKUP LOG x TO y WITH MEDIAPASSWORD = ***'],
  [`EXEC sp_addlogin 'a', '${SECRET}', 'master'`, 'EXEC sp_addlogin ***'],
  [`EXEC [sp_addlogin] N'a', N'${SECRET}'`, 'EXEC [sp_addlogin] ***'],
  [
    `EXEC sp_addlogin @loginame = N'a', @passwd = N'${SECRET}'`,
    "EXEC sp_addlogin @loginame = N'a', @passwd = ***",
  ],
  [`EXEC sp_password @old = '${SECRET}', @new = '${SECRET}'`, 'EXEC sp_password @old = ***, @new = ***'],
  [
    `EXEC sp_addlinkedserver @server = N'S', @provstr = N'PWD=${SECRET}'`,
    "EXEC sp_addlinkedserver @server = N'S', @provstr = ***",
  ],
  [`EXEC msdb.dbo.sysmail_add_account_sp @mailserver_password = '${SECRET}'`, null],
  [`EXEC sp_xp_cmdshell_proxy_account N'D\\u', N'${SECRET}'`, 'EXEC sp_xp_cmdshell_proxy_account ***'],
] as const;

suite('the mask over what a server says', (test) => {
  test('a secret is masked behind its name and at its place', () => {
    for (const [text, shown] of MASKED) {
      assert.not.match(mask(text), SECRET);
      if (shown !== null) assert.is(mask(text), shown);
    }
  });

  test('every procedure with a secret is masked by place, whatever it is called by', () => {
    const taking = [...PROCEDURES].filter(([, { parameters }]) => parameters.some(isSecretParameter));
    assert.ok(taking.length > 5);
    for (const [name] of taking) assert.is(mask(`EXEC ${name} '${SECRET}'`), `EXEC ${name} ***`);
  });

  test('what is no secret is told', () => {
    for (const text of [
      "EXEC sp_rename @objname = N'a', @newname = N'b'",
      'Cannot alter the login, because the password is too short.',
      'ALTER LOGIN x WITH CHECK_POLICY = ON',
      'sid = 0x010500000000000515000000AAAAAAAABBBBBBBBCCCCCCCC51040000',
    ])
      assert.is(mask(text), text);
  });
});
