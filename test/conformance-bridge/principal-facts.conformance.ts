// The tool's `facts` on logins, users, roles, schemas, credentials, databases and procedures.
import { assert } from '../suite.ts';
import { available, facts, type StatementFact } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

type Expected = Omit<StatementFact, 'guards' | 'line' | 'path'>;

const login = (more: Partial<Expected>): Expected => ({ verb: 'CREATE LOGIN', name: 'l', ...more });
const user = (more: Partial<Expected>): Expected => ({ verb: 'CREATE USER', name: 'u', ...more });

const TABLE: readonly (readonly [statement: string, expected: Expected])[] = [
  [
    'CREATE LOGIN [l] WITH PASSWORD = 0x0200AB HASHED, SID = 0x0105, DEFAULT_DATABASE = [d], DEFAULT_LANGUAGE = [us_english], CHECK_POLICY = ON, CHECK_EXPIRATION = OFF, CREDENTIAL = [c]',
    login({
      source: 'PASSWORD',
      options: {
        PASSWORD: '0x0200AB',
        HASHED: 'ON',
        SID: '0x0105',
        DEFAULT_DATABASE: 'd',
        DEFAULT_LANGUAGE: 'us_english',
        CHECK_POLICY: 'ON',
        CHECK_EXPIRATION: 'OFF',
        CREDENTIAL: 'c',
      },
    }),
  ],
  [
    "CREATE LOGIN [l] WITH PASSWORD = N'p''w' MUST_CHANGE, CHECK_EXPIRATION = ON",
    login({ source: 'PASSWORD', options: { PASSWORD: "p'w", MUST_CHANGE: 'ON', CHECK_EXPIRATION: 'ON' } }),
  ],
  [
    'CREATE LOGIN [DOM\\u] FROM WINDOWS WITH DEFAULT_DATABASE = [d]',
    login({ name: 'DOM\\u', source: 'WINDOWS', options: { DEFAULT_DATABASE: 'd' } }),
  ],
  ['CREATE LOGIN [DOM\\g] FROM WINDOWS', login({ name: 'DOM\\g', source: 'WINDOWS' })],
  ['CREATE LOGIN [l] FROM CERTIFICATE [c]', login({ source: 'CERTIFICATE', sourceName: 'c' })],
  ['CREATE LOGIN [l] FROM ASYMMETRIC KEY [k]', login({ source: 'ASYMMETRIC KEY', sourceName: 'k' })],
  ['CREATE LOGIN [l] FROM EXTERNAL PROVIDER', login({ source: 'EXTERNAL PROVIDER' })],
  ['ALTER LOGIN [l] DISABLE', { verb: 'ALTER LOGIN DISABLE', name: 'l' }],
  ['ALTER LOGIN [l] ENABLE', { verb: 'ALTER LOGIN ENABLE', name: 'l' }],
  ['ALTER LOGIN [l] ADD CREDENTIAL [c]', { verb: 'ALTER LOGIN ADD CREDENTIAL', name: 'l', member: 'c' }],
  ['ALTER LOGIN [sa] WITH NAME = [admin]', { verb: 'ALTER LOGIN', name: 'sa', options: { NAME: 'admin' } }],
  [
    'ALTER LOGIN [l] WITH NO CREDENTIAL',
    { verb: 'ALTER LOGIN', name: 'l', options: { 'NO CREDENTIAL': 'ON' } },
  ],
  [
    'ALTER LOGIN [l] WITH PASSWORD = 0x02 HASHED, CHECK_POLICY = OFF',
    { verb: 'ALTER LOGIN', name: 'l', options: { PASSWORD: '0x02', HASHED: 'ON', CHECK_POLICY: 'OFF' } },
  ],
  [
    'CREATE USER [u] FOR LOGIN [l] WITH DEFAULT_SCHEMA = [s]',
    user({ source: 'LOGIN', sourceName: 'l', options: { DEFAULT_SCHEMA: 's' } }),
  ],
  ['CREATE USER [u] FROM LOGIN [l]', user({ source: 'LOGIN', sourceName: 'l' })],
  ['CREATE USER [u]', user({})],
  ['CREATE USER [u] WITHOUT LOGIN', user({ source: 'WITHOUT LOGIN' })],
  ['CREATE USER [u] FOR CERTIFICATE [c]', user({ source: 'CERTIFICATE', sourceName: 'c' })],
  ['CREATE USER [u] FOR ASYMMETRIC KEY [k]', user({ source: 'ASYMMETRIC KEY', sourceName: 'k' })],
  ['CREATE USER [u] FROM EXTERNAL PROVIDER', user({ source: 'EXTERNAL PROVIDER' })],
  [
    "CREATE USER [u] WITH PASSWORD = N'p', SID = 0x01, DEFAULT_SCHEMA = [s], DEFAULT_LANGUAGE = [us_english]",
    user({
      options: { PASSWORD: 'p', SID: '0x01', DEFAULT_SCHEMA: 's', DEFAULT_LANGUAGE: 'us_english' },
    }),
  ],
  ['ALTER USER [u] WITH LOGIN = [l]', { verb: 'ALTER USER', name: 'u', options: { LOGIN: 'l' } }],
  ['CREATE ROLE [r] AUTHORIZATION [o]', { verb: 'CREATE ROLE', name: 'r', owner: 'o' }],
  ['CREATE ROLE [r]', { verb: 'CREATE ROLE', name: 'r' }],
  ['ALTER ROLE [r] ADD MEMBER [u]', { verb: 'ALTER ROLE ADD MEMBER', name: 'r', member: 'u' }],
  ['ALTER ROLE [r] DROP MEMBER [u]', { verb: 'ALTER ROLE DROP MEMBER', name: 'r', member: 'u' }],
  ['ALTER ROLE [r] WITH NAME = [s]', { verb: 'ALTER ROLE', name: 'r', newName: 's' }],
  ['CREATE SERVER ROLE [r] AUTHORIZATION [o]', { verb: 'CREATE SERVER ROLE', name: 'r', owner: 'o' }],
  ['ALTER SERVER ROLE [r] ADD MEMBER [l]', { verb: 'ALTER SERVER ROLE ADD MEMBER', name: 'r', member: 'l' }],
  [
    "CREATE APPLICATION ROLE [a] WITH PASSWORD = N'p', DEFAULT_SCHEMA = [s]",
    { verb: 'CREATE APPLICATION ROLE', name: 'a', options: { PASSWORD: 'p', DEFAULT_SCHEMA: 's' } },
  ],
  ['CREATE SCHEMA [s] AUTHORIZATION [o]', { verb: 'CREATE SCHEMA', name: 's', owner: 'o' }],
  [
    "CREATE CREDENTIAL [c] WITH IDENTITY = N'i', SECRET = N's' FOR CRYPTOGRAPHIC PROVIDER [p]",
    { verb: 'CREATE CREDENTIAL', name: 'c', sourceName: 'p', options: { IDENTITY: 'i', SECRET: 's' } },
  ],
  [
    "CREATE DATABASE SCOPED CREDENTIAL [c] WITH IDENTITY = N'i'",
    { verb: 'CREATE DATABASE SCOPED CREDENTIAL', name: 'c', options: { IDENTITY: 'i' } },
  ],
  ['DROP LOGIN [l]', { verb: 'DROP LOGIN', name: 'l', ifExists: false }],
  ['DROP USER IF EXISTS [u]', { verb: 'DROP USER', name: 'u', ifExists: true }],
  ['DROP SERVER ROLE [r]', { verb: 'DROP SERVER ROLE', name: 'r', ifExists: false }],
  ['DROP SCHEMA [s]', { verb: 'DROP SCHEMA', name: 's', ifExists: false }],
  [
    'ALTER DATABASE [d] SET TRUSTWORTHY ON, DB_CHAINING OFF',
    { verb: 'ALTER DATABASE SET', name: 'd', options: { TRUSTWORTHY: 'ON', DB_CHAINING: 'OFF' } },
  ],
  [
    'ALTER DATABASE [d] SET ENABLE_BROKER WITH NO_WAIT',
    { verb: 'ALTER DATABASE SET', name: 'd', options: { ENABLE_BROKER: 'ON', TERMINATION: 'WITH NO_WAIT' } },
  ],
  ['RECONFIGURE', { verb: 'RECONFIGURE' }],
  ['RECONFIGURE WITH OVERRIDE', { verb: 'RECONFIGURE', options: { OVERRIDE: 'ON' } }],
  [
    "EXEC sys.sp_configure N'clr enabled', 1",
    {
      verb: 'EXEC',
      name: 'sp_configure',
      arguments: [
        { type: 'string', value: 'clr enabled' },
        { type: 'integer', value: '1' },
      ],
    },
  ],
  [
    "EXEC sp_addrolemember N'db_owner', @u",
    {
      verb: 'EXEC',
      name: 'sp_addrolemember',
      arguments: [
        { type: 'string', value: 'db_owner' },
        { type: 'variable', value: '@u' },
      ],
    },
  ],
  [
    "EXEC sys.sp_add_trusted_assembly @hash = 0x0A, @description = N'x'",
    {
      verb: 'EXEC',
      name: 'sp_add_trusted_assembly',
      arguments: [
        { name: '@hash', type: 'binary', value: '0x0A' },
        { name: '@description', type: 'string', value: 'x' },
      ],
    },
  ],
  [
    "EXEC sp_addmessage 50001, 16, N'a', @lang = NULL, @with_log = DEFAULT",
    {
      verb: 'EXEC',
      name: 'sp_addmessage',
      arguments: [
        { type: 'integer', value: '50001' },
        { type: 'integer', value: '16' },
        { type: 'string', value: 'a' },
        { name: '@lang', type: 'null' },
        { name: '@with_log', type: 'default' },
      ],
    },
  ],
];

const read = available() ? await facts(TABLE.map(([text]) => ({ id: text, text }))) : undefined;

conformanceSuite('principal facts', (test) => {
  for (const [i, [statement, expected]] of TABLE.entries()) {
    test(statement.slice(0, 70), () => {
      assert.equal(read?.[i]?.errors, []);
      assert.equal(read?.[i]?.facts, [{ ...expected, guards: [], line: 1, path: [] }]);
    });
  }
});
