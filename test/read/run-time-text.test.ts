// What only the server knows is told with its place, and makes the snapshot incomplete; no fact comes of it.
import { readScript } from '../../src/read/read-script.ts';
import { assert, suite } from '../suite.ts';

/** Scripts, and where each says what it does not know. */
const UNKNOWN: readonly (readonly [script: string, places: readonly string[]])[] = [
  ["DECLARE @s nvarchar(99) = N'GRANT CONTROL TO bob' FETCH NEXT FROM c INTO @s EXEC (@s)", ['83']],
  ["DECLARE @s nvarchar(99) = N'GRANT CONTROL TO bob' FETCH c INTO @a, @s EXEC (@s)", ['77']],
  ["DECLARE @s nvarchar(99) = N'GRANT CONTROL TO bob' SELECT TOP (1) @s = a FROM t EXEC (@s)", ['86']],
  ["DECLARE @s nvarchar(99) = N'GRANT CONTROL TO bob' UPDATE t SET @s = a EXEC (@s)", ['77']],
  [
    "DECLARE @s nvarchar(99) = N'GRANT CONTROL TO bob'; WITH c AS (SELECT 1 a) SELECT @s = a FROM c EXEC (@s)",
    ['102'],
  ],
  [
    "DECLARE @s nvarchar(99) = N'GRANT CONTROL TO bob'; RECEIVE TOP (1) @s = message_body FROM q EXEC (@s)",
    ['99'],
  ],
  ["EXEC sp_MSforeachdb 'USE [?] CREATE USER u FOR LOGIN u'", ['6']],
  ["EXEC sp_MSforeachtable @command1 = 'GRANT SELECT ON ? TO u'", ['6']],
  ['EXEC master..sp_MSforeachdb @text', ['6']],
  ['EXEC sp_changeobjectowner t, u', ['6']],
  ["EXEC sp_addlogin 'a', @hash, @encryptopt = 'skip_encryption'", ['6']],
];

suite('read: what is known only at run time', (test) => {
  for (const [script, places] of UNKNOWN) {
    test(script, async () => {
      const { snapshot, diagnostics } = await readScript(script);
      const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
      assert.equal(
        warnings.map(({ column }) => String(column)),
        places,
      );
      assert.not.ok(snapshot.header.complete);
      assert.not.ok(snapshot.facts.some((fact) => fact.kind === 'permission' && fact.grantee === 'bob'));
    });
  }

  test('text for each database that only asks is no matter of security', async () => {
    const { diagnostics } = await readScript("EXEC sp_MSforeachdb 'USE [?]; SELECT DB_NAME(), ''?'''");
    assert.equal(diagnostics, []);
  });

  test('a variable that is known names a procedure', async () => {
    const { snapshot, diagnostics } = await readScript(
      "DECLARE @p nvarchar(99) = N'[Sales].sys.sp_executesql' EXEC @p N'GRANT SELECT ON t TO bob'",
    );
    assert.equal(
      [diagnostics, snapshot.facts.map((fact) => fact.kind === 'permission' && fact.database)],
      [[], ['Sales']],
    );
  });
});
