// Where the tool's `facts` says a statement stands: line, the way down, guards, database.
import { assert } from '../suite.ts';
import { available, facts, type StatementFact } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const SCRIPT = `:on error exit
SET NOCOUNT ON;
GO
CREATE PROCEDURE #regrant @number int, @statement nvarchar(max) AS
EXEC sys.sp_executesql @statement;
GO
DECLARE @sql nvarchar(max), @name nvarchar(128);
EXEC #regrant_login 1, N'l', 0x01, N'CREATE LOGIN [l] FROM WINDOWS';
SET @name = N'd' + NCHAR(10) + N'2';
EXEC #regrant_database @name;
EXEC #regrant 2, N'IF DATABASE_PRINCIPAL_ID(N''r'') IS NULL CREATE ROLE [r] ELSE ALTER ROLE [r] ADD MEMBER [u]';
SET @sql = N'GRANT SELECT TO [u' + NCHAR(93) + NCHAR(93) + N'x]';
EXEC #regrant 3, @sql;
EXEC #regrant 4, N'IF SCHEMA_ID(N''s'') IS NULL EXEC(N''CREATE SCHEMA [s] AUTHORIZATION [o]'')';
EXEC #regrant_secret 5, N'SELECT 1 FROM sys.database_principals', N'CREATE APPLICATION ROLE [a] WITH PASSWORD = N''p''';
EXEC #regrant 6, N'CREATE TABLE [t] (c int)';
GO
EXEC #regrant_database NULL;
EXEC #regrant 7, N'ALTER LOGIN [l] DISABLE';
GO
USE [u];
EXEC [other].sys.sp_executesql N'GRANT CONNECT TO [x]; EXEC(N''USE [v]; GRANT CONNECT TO [y]'')';
IF @@TRANCOUNT = 0
  WHILE 1 = 0
    GRANT CONNECT TO [z];
`;

const answer = available() ? (await facts([{ id: 'places', text: SCRIPT }]))[0] : undefined;

const place = ({ verb, line, path, guards, database }: StatementFact) => [
  verb,
  line,
  path
    .map((step) => `${step.via}:${step.line}${step.number === undefined ? '' : ` no. ${step.number}`}`)
    .join(' > '),
  guards,
  database,
];

conformanceSuite('places of facts', (test) => {
  test('every statement, in order, where it is', () => {
    assert.equal(answer?.errors, []);
    assert.equal(answer?.facts.map(place), [
      ['CREATE LOGIN', 8, '#regrant_login:8 no. 1', [], undefined],
      ['CREATE ROLE', 11, '#regrant:11 no. 2', ["DATABASE_PRINCIPAL_ID(N'r') IS NULL"], 'd\n2'],
      [
        'ALTER ROLE ADD MEMBER',
        11,
        '#regrant:11 no. 2',
        ["NOT (DATABASE_PRINCIPAL_ID(N'r') IS NULL)"],
        'd\n2',
      ],
      ['GRANT', 13, '#regrant:13 no. 3', [], 'd\n2'],
      ['CREATE SCHEMA', 14, '#regrant:14 no. 4 > EXEC:1', ["SCHEMA_ID(N's') IS NULL"], 'd\n2'],
      [
        'CREATE APPLICATION ROLE',
        15,
        '#regrant_secret:15 no. 5',
        ['NOT EXISTS (SELECT 1 FROM sys.database_principals)'],
        'd\n2',
      ],
      ['OTHER', 16, '#regrant:16 no. 6', [], 'd\n2'],
      ['ALTER LOGIN DISABLE', 19, '#regrant:19 no. 7', [], undefined],
      ['USE', 21, '', [], 'u'],
      ['GRANT', 22, 'sp_executesql:22', [], 'other'],
      ['USE', 22, 'sp_executesql:22 > EXEC:1', [], 'v'],
      ['GRANT', 22, 'sp_executesql:22 > EXEC:1', [], 'v'],
      ['GRANT', 25, '', ['@@TRANCOUNT = 0', '1 = 0'], 'u'],
    ]);
  });

  test('the assembled name is what the server would see', () => {
    assert.equal(answer?.facts.find((fact) => fact.line === 13)?.principals, ['u]x']);
  });

  test('what only runs later is listed as not known', () => {
    assert.equal(answer?.unresolved, [
      {
        line: 5,
        path: [
          { via: 'CREATE PROCEDURE #regrant', line: 4 },
          { via: 'sp_executesql', line: 5 },
        ],
        via: 'sp_executesql',
        reason: 'the parameter @statement',
      },
    ]);
  });

  test('what is no security statement is named', () => {
    assert.is(answer?.facts.find((fact) => fact.verb === 'OTHER')?.name, 'CreateTableStatement');
  });
});
