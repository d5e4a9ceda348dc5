// The tool's `parse`, tried on statements whose answer is known by hand.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { assert } from '../suite.ts';
import { available, type ParseAnswer, parse, type ScriptInput } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const VALID: readonly string[] = [
  'SELECT 1',
  "EXEC(N'SELECT 1')",
  "EXEC sys.sp_executesql N'SELECT @a', N'@a int', @a = 1",
  "DECLARE @sql nvarchar(max); SET @sql = N'SELECT ' + NCHAR(49); EXEC sp_executesql @sql",
  ':on error exit\r\n:setvar x 1\r\nSELECT 1\r\nGO\r\n!! dir\r\nSELECT 2\r\n',
  "SELECT N'\n:on error exit\n'",
  'SELECT 1\nGO\nCREATE SCHEMA [s]\nGO\n',
];

/** Text, line of the script, how many levels down, column in the innermost text. */
const BROKEN: readonly (readonly [text: string, line: number, depth: number, column: number])[] = [
  ['SELECT FROM', 1, 0, 8],
  ['SELECT 1\nGO\nGRANT SELECT TO\nGO', 4, 0, 1],
  ["SELECT 1;\nEXEC(N'GRANT SELECT TO TO [u]');", 2, 1, 17],
  ["EXEC sp_executesql N'SELECT (';", 1, 1, 8],
  ["EXEC [db].sys.sp_executesql @stmt = N'SELECT (';", 1, 1, 8],
  ["EXEC #regrant 7, N'GRANT SELECT TO TO [u]';", 1, 1, 17],
  ["EXEC #regrant_login 7, N'x', 0x01, N'CREATE LOGIN TO';", 1, 1, 8],
  ["EXEC #regrant_secret 7, N'SELECT 1 FROM', N'SELECT 1';", 1, 1, 14],
  ["EXEC #regrant_secret 7, N'SELECT 1', N'CREATE ROLE TO';", 1, 1, 8],
  ["EXEC(N'EXEC(N''EXEC(N''''SELECT ('''')'')')", 1, 3, 8],
  ["DECLARE @a nvarchar(max) = N'SELECT ' + N'(';\nEXEC(@a)", 2, 1, 8],
  ["DECLARE @a nvarchar(max) = N'SELECT ';\nSET @a += N'(';\nEXEC(@a)", 3, 1, 8],
  ["DECLARE @a nvarchar(max);\nSELECT @a = N'SELECT (';\nEXEC(N'' + @a)", 3, 1, 8],
  [
    "DECLARE @a nvarchar(max) = CONVERT(nvarchar(max), N'SELECT ') + CAST(N'(' AS nchar(1)); EXEC(@a)",
    1,
    1,
    8,
  ],
  ["DECLARE @p nvarchar(300) = N'[db].sys.sp_executesql'; EXEC @p N'SELECT ('", 1, 1, 8],
  ["IF 1 = 1 BEGIN EXEC(N'SELECT (') END", 1, 1, 8],
  ["BEGIN TRY SELECT 1 END TRY BEGIN CATCH EXEC(N'SELECT (') END CATCH", 1, 1, 8],
  ["CREATE PROCEDURE #p AS\nEXEC(N'SELECT (')", 2, 2, 8],
  ["EXEC(N'IF 1 = 1 CREATE SCHEMA [s]')", 1, 1, 10],
  ["EXEC(N'SELECT 1\nGO\nSELECT 2')", 1, 1, 1],
];

/** Text, reason, line: what is run but cannot be known, or is damaged on its way. */
const UNRESOLVED: readonly (readonly [text: string, reason: RegExp, line: number])[] = [
  ['CREATE PROCEDURE #p @s nvarchar(max) AS\nEXEC sp_executesql @s', /the parameter @s/, 2],
  ['DECLARE @s nvarchar(max);\nSELECT @s = name FROM sys.objects;\nEXEC(@s)', /a column/, 3],
  ["DECLARE @s nvarchar(max) = N'a' + DB_NAME(); EXEC(@s)", /the function DB_NAME/, 1],
  ['EXEC(@s)', /@s is not declared/, 1],
  ["DECLARE @s nvarchar(max) = N'SELECT 1'; EXEC(@S)", /@S is not declared/, 1],
  ["DECLARE @s nvarchar(max) = N'SELECT 1';\nGO\nEXEC(@s)", /@s is not declared/, 3],
  ['DECLARE @s nvarchar(max); EXEC(@s)', /NULL/, 1],
  ["DECLARE @s nvarchar(8) = N'SELECT 12'; EXEC(@s)", /cut at 8/, 1],
  ["DECLARE @s nvarchar = N'SELECT 12'; EXEC(@s)", /cut at 1 /, 1],
  ["DECLARE @s varchar(max) = N'SELECT ''ā'''; EXEC(@s)", /beyond ASCII/, 1],
  ["EXEC('SELECT ''ā''')", /without N/, 1],
  [`DECLARE @s nvarchar(max) = N'${'-'.repeat(3000)}' + N'${'-'.repeat(3000)}'; EXEC(@s)`, /cut at 4000/, 1],
  ["EXEC #regrant_later 1, N'SELECT 1'", /does not know/, 1],
  ["DECLARE @s nvarchar(max) = N'SELECT 1'; WHILE 1 = 1 BEGIN EXEC(@s); SET @s = N'(' END", /in a loop/, 1],
];

/** Runs whole: what looks like damage and is none. */
const RESOLVED: readonly string[] = [
  `DECLARE @s nvarchar(max) = N''; SET @s = @s + N'--${'x'.repeat(3000)}' + N'${'x'.repeat(3000)}'; EXEC(@s)`,
  `EXEC(N'--${'x'.repeat(3000)}' + N'${'x'.repeat(3000)}')`,
  `EXEC(N'--${'x'.repeat(9000)}')`,
  `DECLARE @n nvarchar(128) = N'x'; SET @n = QUOTENAME(@n); EXEC(N'SELECT 1 AS ' + @n)`,
];

/** First version whose grammar takes it. */
const SINCE: readonly (readonly [text: string, since: number])[] = [
  ['CREATE USER [u] FOR LOGIN [l]', 2012],
  ['DROP USER IF EXISTS [u]', 2016],
  ['GRANT CONTROL ON EXTERNAL MODEL::[m] TO [p]', 2025],
];

function inputs(texts: readonly string[], more: Partial<ScriptInput> = {}): readonly ScriptInput[] {
  return texts.map((text) => ({ id: text.slice(0, 60), text, ...more }));
}

function newest(answer: ParseAnswer | undefined) {
  const version = answer?.versions.at(-1);
  if (version === undefined) throw new Error('no answer');
  return version;
}

const only = { versions: [2022] } as const;
const parsed = available()
  ? {
      valid: await parse(inputs(VALID)),
      broken: await parse(
        inputs(
          BROKEN.map(([text]) => text),
          only,
        ),
      ),
      unresolved: await parse(
        inputs(
          UNRESOLVED.map(([text]) => text),
          only,
        ),
      ),
      resolved: await parse(inputs(RESOLVED, only)),
      since: await parse(inputs(SINCE.map(([text]) => text))),
    }
  : undefined;

conformanceSuite('parse', (test) => {
  for (const [i, text] of VALID.entries()) {
    test(`takes ${JSON.stringify(text.slice(0, 60))} in every version`, () => {
      const versions = parsed?.valid[i]?.versions ?? [];
      assert.equal(
        versions.map((version) => version.version),
        [...SQL_VERSIONS],
      );
      assert.equal(
        versions.flatMap((version) => [...version.errors, ...version.unresolved]),
        [],
      );
    });
  }

  for (const [i, [text, line, depth, column]] of BROKEN.entries()) {
    test(`finds the error of ${JSON.stringify(text.slice(0, 60))}`, () => {
      const [error] = newest(parsed?.broken[i]).errors;
      assert.equal(
        [error?.line, error?.path.length, error?.column],
        [line, depth, column],
        JSON.stringify(error),
      );
    });
  }

  for (const [i, [text, reason, line]] of UNRESOLVED.entries()) {
    test(`lists ${JSON.stringify(text.slice(0, 60))}`, () => {
      const [found, ...more] = newest(parsed?.unresolved[i]).unresolved;
      assert.match(found?.reason ?? '', reason);
      assert.is(found?.line, line);
      assert.is(more.length, 0);
    });
  }

  for (const [i, text] of RESOLVED.entries()) {
    test(`knows the text of ${JSON.stringify(text.slice(0, 60))}`, () => {
      const version = newest(parsed?.resolved[i]);
      assert.equal([version.texts, version.errors, version.unresolved], [1, [], []]);
    });
  }

  for (const [i, [text, since]] of SINCE.entries()) {
    test(`${text} parses from ${since}`, () => {
      const taken = (parsed?.since[i]?.versions ?? []).filter((version) => version.errors.length === 0);
      assert.is(taken[0]?.version, since);
      assert.is(taken.length, SQL_VERSIONS.filter((version) => version >= since).length);
    });
  }

  test('reads both texts where two ways meet', async () => {
    const text = "DECLARE @s nvarchar(max) = N'SELECT 1'; IF 1 = 1 SET @s = N'SELECT 2'; EXEC(@s)";
    const [answer] = await parse([{ id: 'ways', text, versions: [2022] }]);
    assert.is(newest(answer).texts, 2);
  });

  test('a plain split cuts a literal that holds GO on a line of its own', async () => {
    const text = "SELECT N'\r\nGO\r\n'";
    const [whole, split] = await parse([
      { id: 'whole', text, versions: [2022] },
      { id: 'split', text, versions: [2022], plainSplit: true },
    ]);
    assert.is(newest(whole).errors.length, 0);
    assert.ok(newest(split).errors.length > 0);
  });

  test('a plain split keeps the lines of the script', async () => {
    const text = 'SELECT 1\r\nGO\r\n\r\nSELECT 2\r\n go \t\r\nSELECT (\r\nGO';
    const [answer] = await parse([{ id: 'lines', text, versions: [2022], plainSplit: true }]);
    assert.equal(
      newest(answer).errors.map((error) => error.line),
      [6],
    );
  });

  test('reads double quotes as names or as texts', async () => {
    const text = 'SELECT 1 AS "a"; EXEC("SELECT (")';
    const [on, off] = await parse([
      { id: 'on', text, versions: [2022] },
      { id: 'off', text, versions: [2022], quotedIdentifiers: false },
    ]);
    assert.not.equal(newest(on).errors, newest(off).errors);
  });

  test('refuses an input it does not understand', async () => {
    const unknown = { id: 'x', text: '', wrong: 1 } as ScriptInput;
    await parse([unknown]).then(
      () => assert.unreachable(),
      (error: Error) => assert.match(error.message, /wrong/),
    );
  });
});
