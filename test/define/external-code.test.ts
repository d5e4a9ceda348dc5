// Languages and libraries whose code runs outside of SQL Server, with their files.
import { dropStatement } from '../../src/define/drop.ts';
import { statementsOf } from '../../src/define/kinds.ts';
import { contextIn } from '../../src/define/order.ts';
import { assert, suite } from '../suite.ts';
import { captureRows, definitionsIn } from './rows.ts';
import { scripted } from './scripted.ts';

const FILE = { content: Buffer.from('0102', 'hex'), platform_desc: 'WINDOWS' };
const LIBRARY = { external_library_id: 1, name: "gg]plot'2", principal_id: 1, language: 'R' };

const ROWS = {
  'sys.database_principals': [
    { principal_id: 5, name: "own]er'", type: 'S', sid: Buffer.from('0102', 'hex') },
  ],
  'sys.external_languages': [
    { external_language_id: 1, language: 'R', principal_id: 1 },
    { external_language_id: 2, language: 'Python', principal_id: 1 },
    { external_language_id: 65_536, language: "Z]'", principal_id: 1 },
  ],
  'sys.external_language_files': [
    {
      ...FILE,
      external_language_id: 65_536,
      file_name: "a'.dll",
      parameters: "p'",
      environment_variables: '{"a":"\'"}',
    },
    { ...FILE, external_language_id: 65_536, file_name: 'a.so', platform_desc: 'LINUX' },
  ],
  'sys.external_libraries': [
    { ...LIBRARY, external_library_id: 65_536, name: 'a', principal_id: 5, language: "Z]'" },
    { ...LIBRARY, external_library_id: 65_537 },
  ],
  'sys.external_library_files': [
    { ...FILE, external_library_id: 65_536 },
    { ...FILE, external_library_id: 65_536, content: Buffer.from('03', 'hex'), platform_desc: 'LINUX' },
    { ...FILE, external_library_id: 65_537 },
  ],
};

suite('external languages and libraries', (test) => {
  test('are made with all of their files, the language before its libraries, and none of those that are there', async () => {
    assert.equal(
      (await scripted(ROWS)).filter((text) => text.includes('EXTERNAL')),
      [
        `CREATE EXTERNAL LANGUAGE [Z]]'] FROM (CONTENT = 0x0102, FILE_NAME = N'a.so', PLATFORM = LINUX), (CONTENT = 0x0102, FILE_NAME = N'a''.dll', PLATFORM = WINDOWS, PARAMETERS = N'p''', ENVIRONMENT_VARIABLES = N'{"a":"''"}');`,
        "CREATE EXTERNAL LIBRARY [a] AUTHORIZATION [own]]er'] FROM (CONTENT = 0x03, PLATFORM = LINUX), (CONTENT = 0x0102, PLATFORM = WINDOWS) WITH (LANGUAGE = N'Z]''');",
        "CREATE EXTERNAL LIBRARY [gg]]plot'2] AUTHORIZATION [dbo] FROM (CONTENT = 0x0102, PLATFORM = WINDOWS) WITH (LANGUAGE = N'R');",
      ],
    );
  });

  test('of SQL Server 2017 are libraries of R, which it takes; what else there is needs 2019', async () => {
    const needs = async (rows: typeof ROWS, version: 2017 | 2019) =>
      definitionsIn(await captureRows(rows, {}, { version })).flatMap((fact) =>
        statementsOf(fact, contextIn(undefined, { options: {} })).map(({ need }) => need?.since),
      );
    assert.equal(
      await needs({ ...ROWS, 'sys.external_libraries': ROWS['sys.external_libraries'].slice(1) }, 2017),
      [2017],
    );
    assert.equal(await needs(ROWS, 2019), [2019, 2019, 2017]);
  });

  test('are found, and dropped, by their owner', async () => {
    const library = definitionsIn(await captureRows(ROWS)).find(({ name }) => name === 'a');
    assert.ok(library !== undefined);
    const made = statementsOf(library, contextIn(undefined, { options: {} }));
    assert.is(
      dropStatement(library, made, 'query'),
      "IF EXISTS (SELECT 1 FROM sys.external_libraries WHERE name = N'a' AND principal_id = DATABASE_PRINCIPAL_ID(N'own]er''')) DROP EXTERNAL LIBRARY [a] AUTHORIZATION [own]]er'];",
    );
  });

  test('whose files, owner or platform cannot be read, or whose name another owner has, are omissions', async () => {
    const told = async (rows: object) => {
      const { header } = await captureRows({ ...ROWS, ...rows });
      return header.omissions.map(({ code }) => code);
    };
    assert.equal(await told({}), []);
    assert.equal(await told({ 'sys.external_language_files': [] }), ['text-hidden']);
    assert.equal(await told({ 'sys.external_library_files': [] }), ['text-hidden', 'text-hidden']);
    const [first, ...others] = ROWS['sys.external_library_files'];
    for (const unlike of [{ content: null }, { platform_desc: 'OS/2' }])
      assert.equal(await told({ 'sys.external_library_files': [{ ...first, ...unlike }, ...others] }), [
        'text-hidden',
      ]);
    const [own, shared] = ROWS['sys.external_libraries'];
    assert.equal(await told({ 'sys.external_libraries': [own, { ...shared, principal_id: 99 }] }), [
      'unresolved-id',
    ]);
    assert.equal(await told({ 'sys.external_libraries': [own, { ...shared, name: 'a' }] }), [
      'external-library-twice',
    ]);
  });
});
