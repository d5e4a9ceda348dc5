// Expressions: what each gives, and what is refused instead of being answered wrongly.
import { assert, suite } from '../../suite.ts';
import { ask, errorNumbers, logIn, value } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';
import { NOT_DONE } from './messages.ts';

const session = logIn(engineFromTables({}));

/** T-SQL expression → value. */
const VALUES: readonly (readonly [string, unknown])[] = [
  ["'a' + 'b'", 'ab'],
  ["N'a' + NULL", null],
  ["'5' + 1", 6],
  ['7 / 2', 3],
  ['-7 / 2', -3],
  ['-7 % 3', -1],
  ['2 + 3 * 4', 14],
  ['(2 + 3) * 4', 20],
  ['5 & 3 | 8', 9],
  ['~5', -6],
  ["N'日本'", '日本'],
  ["'日本'", '??'],
  ["'it''s'", "it's"],
  ['CONVERT(varchar(20), 0x0105, 1)', '0x0105'],
  ['CONVERT(varchar(20), 0x0105, 2)', '0105'],
  ["CONVERT(varbinary(8), '0x0A0B', 1)", Uint8Array.of(10, 11)],
  ['CAST(258 AS varbinary(4))', Uint8Array.of(0, 0, 1, 2)],
  ['CAST(0x0102 AS int)', 258],
  ["CAST(N'ab' AS varbinary(10))", Uint8Array.of(97, 0, 98, 0)],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
  ["CAST(N'é' AS varchar(5))", 'é'],
  ["CAST('x' AS char(3)) + '|'", 'x  |'],
  ["CAST(' 42 ' AS int)", 42],
  ["TRY_CAST('x' AS int)", null],
  ["TRY_CONVERT(int, '7')", 7],
  ["CAST('true' AS bit)", true],
  ['CAST(5 AS bit)', true],
  ['CAST(5 AS bigint)', 5n],
  ['CAST(0x33221100554477668899AABBCCDDEEFF AS uniqueidentifier)', '00112233-4455-6677-8899-AABBCCDDEEFF'],
  [
    "CAST(CAST('00112233-4455-6677-8899-aabbccddeeff' AS uniqueidentifier) AS varbinary(16))",
    Uint8Array.of(
      0x33,
      0x22,
      0x11,
      0,
      0x55,
      0x44,
      0x77,
      0x66,
      0x88,
      0x99,
      0xaa,
      0xbb,
      0xcc,
      0xdd,
      0xee,
      0xff,
    ),
  ],
  ["ISNULL(NULL, 'x')", 'x'],
  ["ISNULL(CAST(NULL AS varchar(2)), 'abc')", 'ab'],
  ['COALESCE(NULL, NULL, 3)', 3],
  ['NULLIF(1, 1)', null],
  ["NULLIF('a', 'A ')", null],
  ["IIF(1 = 2, 'y', 'n')", 'n'],
  ["CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", 'b'],
  ["CASE WHEN NULL = NULL THEN 'y' END", null],
  ["CASE WHEN 1 IN (2, NULL) THEN 'in' WHEN NOT 1 IN (2, NULL) THEN 'out' ELSE 'unknown' END", 'unknown'],
  ['CASE WHEN 1 NOT IN (2, 3) THEN 1 ELSE 0 END', 1],
  ["CASE WHEN 'a' = 'A  ' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'a' = 'A' COLLATE Latin1_General_CS_AS THEN 1 ELSE 0 END", 0],
  ["CASE WHEN 'a ' = 'a' COLLATE Latin1_General_BIN THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'é' = 'e' COLLATE Latin1_General_CI_AI THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'é' = 'e' THEN 1 ELSE 0 END", 0],
  ['CASE WHEN 5 BETWEEN 1 AND 5 THEN 1 ELSE 0 END', 1],
  ['CASE WHEN NULL BETWEEN 1 AND 5 THEN 1 ELSE 0 END', 0],
  ["CASE WHEN '##MS_x##' LIKE N'##MS[_]%##' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN '##MSyx##' LIKE '##MS[_]%##' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN 'a_b' LIKE 'a!_b' ESCAPE '!' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'axb' LIKE 'a!_b' ESCAPE '!' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN 'B' LIKE '[a-c]' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'B' LIKE '[^a-c]' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN 'a.c' LIKE 'a.c' AND 'abc' NOT LIKE 'a.c' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'A' LIKE 'a' COLLATE Latin1_General_BIN2 THEN 1 ELSE 0 END", 0],
  ['CASE WHEN 0x0100 = 0x01 THEN 1 ELSE 0 END', 1],
  ["LEN('ab  ')", 2],
  ["DATALENGTH(N'ab')", 4],
  ["DATALENGTH('ab')", 2],
  ['DATALENGTH(0x010203)', 3],
  ["RTRIM('  a  ') + '|'", '  a|'],
  ["LTRIM('  a')", 'a'],
  ["UPPER('aé') + LOWER('B')", 'AÉb'],
  ["LEFT('abc', 2) + RIGHT('abc', 1)", 'abc'],
  ["SUBSTRING('abcdef', 2, 3)", 'bcd'],
  ["SUBSTRING('abc', 0, 2)", 'a'],
  ['SUBSTRING(0x010203, 2, 1)', Uint8Array.of(2)],
  ["REPLACE('a]b', ']', ']]')", 'a]]b'],
  ["CHARINDEX('B', 'abc')", 2],
  ["QUOTENAME('a]b')", '[a]]b]'],
  ["QUOTENAME('a''b', '''')", "'a''b'"],
  ['NCHAR(8364)', '€'],
  ['@@SERVERNAME', 'TEST01'],
  ['@@SPID', 51],
  ["CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))", '15.0.4430.1'],
  ["SERVERPROPERTY('EngineEdition')", 3],
  ['DB_NAME()', 'master'],
  ["DB_ID('MSDB')", 4],
  ['DB_ID(NULL)', null],
  ['SUSER_SNAME(0x01)', 'sa'],
  ["SUSER_SID('sa')", Uint8Array.of(1)],
  ["SUSER_SID('nobody')", null],
  ['ORIGINAL_LOGIN()', 'sa'],
  ['USER_NAME()', 'dbo'],
  ["DATABASE_PRINCIPAL_ID('public')", 0],
  ['SCHEMA_NAME(4)', 'sys'],
  ["IS_SRVROLEMEMBER('sysadmin')", 1],
  ["IS_SRVROLEMEMBER('no such role')", null],
  ["HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER')", 1],
  ["HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY SECURITY DEFINITION')", null],
  ["HAS_DBACCESS('msdb')", 1],
  ["HAS_DBACCESS('none')", null],
  ["COL_LENGTH('sys.databases', 'name')", 256],
  ["COL_LENGTH('sys.databases', 'is_ledger_on')", null],
  ["DATABASEPROPERTYEX('msdb', 'Status')", 'ONLINE'],
  ["OBJECT_NAME(OBJECT_ID('sys.objects'))", 'objects'],
];

suite('expressions', (test) => {
  for (const [expression, expected] of VALUES) {
    test(expression, () => assert.equal(value(session, `SELECT ${expression}`), expected));
  }

  test('SHA2_512 of a binary', () => {
    const hash = value(session, "SELECT CONVERT(varchar(200), HASHBYTES('SHA2_512', 0x616263), 2)");
    assert.match(String(hash), /^DDAF35A193617ABACC417349AE204131/);
  });

  test('parameters have the types of their values', () => {
    const parameters = [
      { name: '@p0', value: 'x' },
      { name: 'p1', value: 41 },
      { name: '@p2', value: true },
    ];
    const { sets } = ask(session, 'SELECT @p0, @p1 + 1, @P2', parameters);
    assert.equal(sets[0]?.rows, [['x', 42, true]]);
    assert.equal(
      sets[0]?.columns.map(({ type }) => type.kind),
      ['nvarchar', 'int', 'bit'],
    );
  });

  test('DECLARE, SET and SELECT assign variables', () => {
    const batch =
      "DECLARE @a nvarchar(4) = N'abcdef', @b int; SET @b = 2; SELECT @b = @b + 1; SELECT @a + CAST(@b AS nvarchar(9))";
    const { sets, errors } = ask(session, batch);
    assert.equal(errors, []);
    assert.equal(sets[0]?.rows, [['abcd3']]);
  });
});

/** T-SQL that must be refused, and the error it gives. */
const REFUSED: readonly (readonly [string, number])[] = [
  ["SELECT 'a' + 1", 245],
  ["SELECT CAST('x' AS int)", 245],
  ['SELECT 1 / 0', 8134],
  ['SELECT CAST(300 AS tinyint)', 8115],
  ['SELECT 2147483647 + 1', 8115],
  ["SELECT 'open", 105],
  ['SELECT /* open', 113],
  ['SELECT 1 +', 102],
  ['SELECT FROM', 102],
  ['SELECT @nobody', 137],
  ['SELECT NO_SUCH_FUNCTION(1)', NOT_DONE],
  ["SELECT SERVERPROPERTY('NoSuchProperty')", NOT_DONE],
  ['SELECT CAST(1.5 AS numeric(5,2))', NOT_DONE],
  ['SELECT SUM(1) OVER ()', NOT_DONE],
  ['SELECT TOP 10 PERCENT 1', NOT_DONE],
  ['SELECT 1 FOR XML PATH', NOT_DONE],
  ['DROP LOGIN x', 15151],
  ['CREATE TABLE x (a int)', NOT_DONE],
  ['SET ROWCOUNT 5', NOT_DONE],
  ['SET QUOTED_IDENTIFIER OFF', NOT_DONE],
  ['SET NO_SUCH_OPTION ON', NOT_DONE],
  ['SELECT 1 WHERE 1', 4145],
  ['SELECT (SELECT 1 UNION ALL SELECT 2)', 512],
  ['SELECT (SELECT 1, 2)', 116],
  ['SELECT 1 UNION ALL SELECT 1, 2', 205],
  ["SELECT 'a' COLLATE No_Such_Collation", 448],
  ['SELECT 1 COLLATE Latin1_General_BIN', 447],
];

suite('refusals', (test) => {
  for (const [batch, number] of REFUSED) {
    test(`${batch}: ${number}`, () => assert.equal(errorNumbers(session, batch), [number]));
  }

  for (const statement of [
    'SET NOCOUNT ON',
    'SET ANSI_NULLS, ANSI_PADDING ON',
    'SET QUOTED_IDENTIFIER ON',
    'SET LOCK_TIMEOUT -1',
    'SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED',
    'SET TEXTSIZE 2147483647',
    'SET DATEFORMAT ymd',
    'SET IMPLICIT_TRANSACTIONS OFF',
    'SET DEADLOCK_PRIORITY LOW',
    'SET XACT_ABORT ON',
    'SET LANGUAGE us_english',
  ]) {
    test(`${statement}: accepted`, () => {
      const { errors, sets, rowCounts } = ask(session, statement);
      assert.equal([errors, sets, rowCounts], [[], [], [undefined]]);
    });
  }
});
