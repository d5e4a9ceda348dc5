// Assemblies, what is made of them, and XML schema collections: every clause of their statements, and where they stand.
import { createHash } from 'node:crypto';
import { planScript } from '../../src/plan/plan-script.ts';
import { assert, suite } from '../suite.ts';
import { CLR, SETTINGS, SHAPES } from './examples/clr-rows.ts';
import { captureRows, definitionsIn } from './rows.ts';
import { scripted } from './scripted.ts';

const WANTED = [
  `CREATE XML SCHEMA COLLECTION [dbo].[Sha]]pes] AS N'${SHAPES.replaceAll("'", "''")}';`,
  'CREATE ASSEMBLY [Below] FROM 0x4D5A02 WITH PERMISSION_SET = SAFE;',
  'ALTER ASSEMBLY [Below] WITH VISIBILITY = OFF;',
  'CREATE ASSEMBLY [Above] FROM 0x4D5A01 WITH PERMISSION_SET = UNSAFE;',
  "ALTER ASSEMBLY [Above] ADD FILE FROM 0x02 AS N'a.cs';",
  "ALTER ASSEMBLY [Above] ADD FILE FROM 0x03 AS N'b''.pdb';",
  'CREATE TYPE [Far].[Point] EXTERNAL NAME [Above].[N.Point];',
  'CREATE FUNCTION [dbo].[Counts] (@x [xml])\nRETURNS [bigint]\nWITH RETURNS NULL ON NULL INPUT\nAS EXTERNAL NAME [Above].[N.C].[Counts];',
  'CREATE FUNCTION [dbo].[Lists] ()\nRETURNS TABLE ([w]]ord] [nvarchar](20), [n] [int])\nWITH EXECUTE AS OWNER\nORDER ([n] DESC, [w]]ord])\nAS EXTERNAL NAME [Above].[N.C].[Lists];',
  'CREATE AGGREGATE [dbo].[Sums] (@v [Far].[Point])\nRETURNS [Far].[Point]\nEXTERNAL NAME [Above].[N.Sums];',
  'CREATE PROCEDURE [Far].[Bare]\nAS EXTERNAL NAME [Above].[N.C].[Bare];',
  "CREATE PROCEDURE [Far].[Takes] (@a [int] = -5 OUTPUT, @b [nvarchar](10) = N'it''s', @x [xml](CONTENT [dbo].[Sha]]pes]), @n [dbo].[short] = NULL)\nWITH EXECUTE AS N'o''k'\nAS EXTERNAL NAME [Above].[N.C].[Takes];",
  'CREATE TRIGGER [Far].[Fires] ON [Far].[T]\nAFTER INSERT, UPDATE NOT FOR REPLICATION\nAS EXTERNAL NAME [Above].[N.C].[Fires];',
  "EXEC sys.sp_settriggerorder @triggername = N'[Far].[Fires]', @order = 'Last', @stmttype = 'UPDATE';",
  'DISABLE TRIGGER [Far].[Fires] ON [Far].[T];',
  'CREATE TRIGGER [Watches] ON DATABASE\nAFTER DDL_TABLE_EVENTS\nAS EXTERNAL NAME [Above].[N.C].[Watches];',
];

suite('definitions of CLR and XML schemas', (test) => {
  test('have every clause', async () => {
    const statements = await scripted(CLR, SETTINGS);
    for (const statement of WANTED)
      assert.ok(statements.includes(statement), `${statement}\n--\n${statements.join('\n')}`);
  });

  test('stand behind what they are made of, and before what needs them', async () => {
    const statements = await scripted(CLR, SETTINGS);
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    assert.ok(at('ASSEMBLY [Below]') < at('CREATE ASSEMBLY [Above]'));
    assert.ok(at('CREATE TYPE [Far].[Point]') < at('CREATE TABLE [Far].[T]'));
    assert.ok(at('XML SCHEMA COLLECTION') < at('CREATE TABLE [Far].[T]'));
    // A check of the table calls it.
    assert.ok(at('[dbo].[Counts]') < at('CREATE TABLE [Far].[T]'));
    assert.ok(at('CREATE TABLE [Far].[T]') < at('CREATE TRIGGER [Far].[Fires]'));
  });

  test('a column typed by a collection names it', async () => {
    const statements = await scripted(CLR, SETTINGS);
    const table = statements.find((statement) => statement.startsWith('CREATE TABLE')) ?? '';
    assert.match(table, '[x] [xml](DOCUMENT [dbo].[Sha]]pes])');
  });

  test('a script says of an assembly that it is not among the trusted ones', async () => {
    const notes = async (settings: object) =>
      planScript(await captureRows(CLR, {}, { ...SETTINGS, ...settings }), {
        definitions: true,
      }).notes.filter(({ code }) => code === 'assembly-not-trusted');
    assert.equal(
      (await notes({})).map(({ note }) => /assembly \[(\w+)\]/.exec(note)?.[1]),
      ['Below', 'Above'],
    );
    const hash = createHash('sha512').update(Buffer.from('4d5a01', 'hex')).digest();
    const trusted = { server: { 'sys.trusted_assemblies': [{ hash, description: 'Above' }] } };
    assert.is((await notes(trusted)).length, 1);
  });

  test('what is hidden is told, and nothing made up for it', async () => {
    const hidden = await captureRows(
      { ...CLR, 'sys.assembly_files': (CLR['sys.assembly_files'] ?? []).slice(1) },
      {},
      SETTINGS,
    );
    assert.ok(hidden.header.omissions.some(({ fact }) => fact.includes('Above')));
    assert.ok(!definitionsIn(hidden).some(({ type, name }) => type === 'assembly' && name === 'Above'));
    const { header } = await captureRows(CLR);
    assert.ok(header.omissions.some(({ fact }) => fact.includes('Sha]pes')));
    const unknown = await captureRows(
      { ...CLR, 'sys.assemblies': [{ assembly_id: 65_537, name: 'Below', permission_set: 9 }] },
      {},
      SETTINGS,
    );
    assert.ok(unknown.header.omissions.some(({ fact }) => fact.includes('Below')));
  });

  test('a function that returns a type which is hidden is told, and not made without it', async () => {
    const hide = (table: 'sys.columns' | 'sys.parameters', of: number, part: object) => ({
      ...CLR,
      [table]: (CLR[table] ?? []).map((row) => (row.object_id === of ? { ...row, ...part } : row)),
    });
    const HIDDEN = { user_type_id: 999 };
    for (const [name, rows] of [
      ['Lists', hide('sys.columns', 12, HIDDEN)],
      ['Counts', hide('sys.parameters', 11, HIDDEN)],
    ] as const) {
      const snapshot = await captureRows(rows, {}, SETTINGS);
      const told = snapshot.header.omissions.map(({ fact }) => fact);
      assert.ok(
        told.includes('A function of CLR returns what could not be read; it was not captured.'),
        name,
      );
      assert.ok(!definitionsIn(snapshot).some((fact) => fact.name === name), name);
    }
  });
});
