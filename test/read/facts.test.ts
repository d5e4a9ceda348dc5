// What statements come to as facts, where the server fills in what they leave out.
import { TOOL } from '../../src/model/tool.ts';
import { readScript } from '../../src/read/read-script.ts';
import { PermissionTable } from '../../src/simulate/state/permission-table.ts';
import type { PermissionRow } from '../../src/simulate/state/securable.ts';
import { assert, suite } from '../suite.ts';

async function grantors(script: string): Promise<string[]> {
  const { snapshot } = await readScript(script);
  return snapshot.facts.flatMap((fact) =>
    fact.kind === 'permission' ? [`${fact.class}: ${fact.grantor}`] : [],
  );
}

/** Permission rows that are looked at while `count` grants of a kind are read. */
async function looks(grant: (at: number) => string, count: number): Promise<number> {
  let rows = 0;
  const { on, onColumns } = PermissionTable.prototype;
  PermissionTable.prototype.on = counting(on);
  PermissionTable.prototype.onColumns = counting(onColumns);
  await readScript(Array.from({ length: count }, (_, at) => grant(at)).join('\n'));
  Object.assign(PermissionTable.prototype, { on, onColumns });
  return rows;

  function counting<A extends unknown[]>(
    find: (this: PermissionTable, ...of: A) => readonly PermissionRow[],
  ) {
    return function (this: PermissionTable, ...of: A): readonly PermissionRow[] {
      const found = find.apply(this, of);
      rows += 1 + found.length;
      return found;
    };
  }
}

suite('read: facts', (test) => {
  test('the header names the tool and its version', async () => {
    const { snapshot } = await readScript('PRINT 1');
    assert.equal(snapshot.header.tool, TOOL);
  });

  test('who grants is the owner of the securable, where the script says it', async () => {
    assert.equal(
      await grantors(`ALTER AUTHORIZATION ON ENDPOINT::e TO o; GRANT CONNECT ON ENDPOINT::e TO l
GRANT ALTER ON LOGIN::l TO m; GRANT VIEW ANY DATABASE TO l
CREATE SERVER ROLE r AUTHORIZATION o; GRANT ALTER ON SERVER ROLE::r TO l
ALTER AUTHORIZATION ON AVAILABILITY GROUP::g TO o; GRANT ALTER ON AVAILABILITY GROUP::g TO l`),
      ['AVAILABILITY GROUP: o', 'ENDPOINT: o', 'LOGIN: sa', 'SERVER ROLE: o', 'SERVER: sa'],
    );
    assert.equal(
      await grantors(`USE d
GO
CREATE SCHEMA s AUTHORIZATION o
GO
GRANT ALTER ON SCHEMA::s TO u; GRANT SELECT ON s.t TO u; ALTER AUTHORIZATION ON s.v TO p; GRANT INSERT ON s.v TO u
GRANT EXECUTE ON TYPE::s.y TO u; GRANT CONNECT TO u; GRANT SELECT ON t TO u`),
      ['DATABASE: dbo', 'OBJECT: dbo', 'OBJECT: o', 'OBJECT: p', 'SCHEMA: o', 'TYPE: o'],
    );
  });

  test('a job is of whom the script names, a login or an account that may have none', async () => {
    for (const owner of ['app', 'CONTOSO\\anna']) {
      const { snapshot } = await readScript(
        `EXEC msdb.dbo.sp_update_job @job_name = N'j', @owner_login_name = N'${owner}'`,
      );
      assert.equal(snapshot.facts, [{ kind: 'agent-job', database: 'msdb', name: 'j', owner }]);
    }
  });

  for (const [name, grant] of [
    ['one object to many', (at: number) => `GRANT SELECT ON t TO u${at}`],
    ['the database to many', (at: number) => `GRANT CONNECT TO u${at}`],
    ['many objects to one', (at: number) => `GRANT SELECT ON t${at} TO u`],
    [
      'columns, then the object, to many',
      (at: number) => `GRANT SELECT ON t (a, b) TO u${at}; GRANT SELECT ON t TO u${at}`,
    ],
  ] as const) {
    test(`twice the grants are at most twice the work: ${name}`, async () => {
      const [one, two] = [await looks(grant, 500), await looks(grant, 1000)];
      assert.ok(two <= one * 2, `${one} → ${two}`);
    });
  }

  test('the second branch of an IF is told of where it could matter', async () => {
    const codes = async (script: string) => (await readScript(script)).diagnostics.map(({ code }) => code);
    assert.equal(
      await codes("IF @x > 0 RAISERROR('a', 16, 1) ELSE BEGIN PRINT 'b' IF 1 = 2 SELECT 1 END"),
      [],
    );
    assert.equal(await codes('IF @x > 0 PRINT 1 ELSE GRANT SELECT ON t TO u'), ['ambiguous']);
    assert.equal(
      await codes(
        'IF @x > 0 PRINT 1 ELSE BEGIN TRY GRANT SELECT ON t TO u END TRY BEGIN CATCH THROW END CATCH',
      ),
      ['ambiguous'],
    );
    const long = 'PRINT 1 '.repeat(20_000);
    assert.equal(await codes(`IF @x > 0 BEGIN ${long} END ELSE BEGIN ${long} END`), []);
    assert.equal(
      await codes(`IF @x > 0 BEGIN ${long} END ELSE BEGIN ${long} GRANT SELECT TO u DENY SELECT TO u END`),
      ['ambiguous'],
    );
  });

  test('whom AUTHORIZATION names owns what is made', async () => {
    const { snapshot, diagnostics } = await readScript(`USE d
GO
CREATE CERTIFICATE c AUTHORIZATION o FROM FILE = 'c.cer'; GRANT CONTROL ON CERTIFICATE::c TO u
CREATE ASSEMBLY a AUTHORIZATION [AUTHORIZATION] FROM 0x4D5A WITH PERMISSION_SET = SAFE
CREATE FULLTEXT STOPLIST s FROM SYSTEM STOPLIST AUTHORIZATION p
CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'AUTHORIZATION'
GO
CREATE VIEW v AS SELECT 1 AS AUTHORIZATION, x FROM t`);
    assert.equal(diagnostics, []);
    assert.equal(
      snapshot.facts.flatMap((fact) =>
        fact.kind === 'securable'
          ? [`${fact.class} ${fact.name} ${fact.owner}`]
          : fact.kind === 'permission' && fact.permission === 'CONTROL'
            ? [`given by ${fact.grantor}`]
            : [],
      ),
      ['given by o', 'ASSEMBLY a AUTHORIZATION', 'CERTIFICATE c o', 'FULLTEXT STOPLIST s p'],
    );
  });

  test('a condition whose query is not taken apart is told of, and what it guards is read', async () => {
    for (const query of [
      'EXISTS (SELECT 1 FROM a LEFT JOIN b ON a.x = b.x)',
      'NOT EXISTS (SELECT 1 FROM a GROUP BY x)',
      'x() IN (SELECT 1)',
    ]) {
      const { snapshot, diagnostics } = await readScript(`IF ${query} GRANT VIEW ANY DATABASE TO l`);
      assert.equal(
        diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`),
        ['unknown-condition 1:4'],
        query,
      );
      assert.ok(
        snapshot.facts.some(({ kind }) => kind === 'permission'),
        query,
      );
    }
    const known = await readScript('IF EXISTS (SELECT * FROM a) GRANT VIEW ANY DATABASE TO l');
    assert.equal(known.diagnostics, []);
  });

  test('a guard that asks for one thing by its name does not take another for it', async () => {
    const { snapshot } = await readScript(`EXEC sp_configure 'clr enabled', 1; RECONFIGURE
IF EXISTS (SELECT 1 FROM sys.configurations WHERE name = 'xp_cmdshell' AND value = 1) CREATE USER u WITHOUT LOGIN
USE msdb; EXEC sp_add_job @job_name = N'nightly'
IF EXISTS (SELECT 1 FROM dbo.sysjobs WHERE name = N'weekly') CREATE USER v WITHOUT LOGIN`);
    const users = snapshot.facts.flatMap((fact) => (fact.kind === 'user' ? [fact.name] : []));
    assert.equal(users, ['u', 'v']);
  });

  test('of the rest of a secret that an apostrophe ended nothing is shown, and nothing runs', async () => {
    for (const rest of [
      's hunter2',
      'DROP hunter2',
      '; DROP LOGIN hunter2',
      "s'hunter2",
      'GRANT hunter2 TO hunter2',
      "', N'hunter2",
      '; GRANT VIEW ANY DATABASE TO hunter2 --',
      '; hunter2: IF hunter2() = 1 USE hunter2',
    ]) {
      const script = `GO\nEXEC #regrant_type 7, N'it'${rest}'; -- '\nGO\nGRANT VIEW ANY DATABASE TO l\n`;
      for (const source of [script, [...script], `\ufeff${script}`]) {
        const { snapshot, diagnostics } = await readScript(source);
        assert.is(diagnostics.length, 1, rest);
        assert.is(diagnostics[0]?.line, 2, rest);
        assert.not.match(JSON.stringify({ snapshot, diagnostics }), /hunter2/i);
        assert.ok(snapshot.facts.some((fact) => fact.kind === 'permission' && fact.grantee === 'l'));
      }
    }
    const whole = await readScript("EXEC #regrant_type 7, N'it''s'; -- '\n");
    assert.equal(whole.diagnostics, []);
  });
});
