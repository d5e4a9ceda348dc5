// Long blocks are read as short ones are: whole, and in chunks that break anywhere.
import { parseScript } from '../../src/parse/parse-script.ts';
import { readScript } from '../../src/read/read-script.ts';
import { assert, suite } from '../suite.ts';
import { chunks } from './chunks.ts';

/** One line with a statement and very many others. */
const LONG = `GRANT SELECT ON t TO u;${' PRINT 1'.repeat(20_000)}\n`;

/** Scripts with `{}` for the many statements, and what they grant. */
const SHAPES: readonly (readonly [script: string, granted: string])[] = [
  ['BEGIN {} GRANT INSERT ON t TO u END', 'INSERT SELECT'],
  ['BEGIN BEGIN {} END GRANT INSERT ON t TO u END', 'INSERT SELECT'],
  ["IF DB_ID(N'd') IS NOT NULL BEGIN {} END GRANT INSERT ON t TO u", 'INSERT SELECT'],
  ['IF @maybe = 1 BEGIN {} END; ELSE BEGIN GRANT INSERT ON t TO u END', 'SELECT'],
  [
    'IF EXISTS (SELECT 1 FROM x) BEGIN {} END ELSE GRANT INSERT ON t TO u GRANT DELETE ON t TO u',
    'DELETE INSERT SELECT',
  ],
  ['IF EXISTS (SELECT 1 FROM x) PRINT 1 ELSE BEGIN {} END GRANT INSERT ON t TO u', 'INSERT SELECT'],
  ['IF @maybe = 1 BEGIN {} END ELSE GRANT INSERT ON t TO u GRANT DELETE ON t TO u', 'DELETE SELECT'],
  ['IF @maybe = 1 WHILE @maybe = 2 BEGIN {} END', 'SELECT'],
  ['IF @maybe = 1 BEGIN TRY {} END TRY BEGIN CATCH {} GRANT INSERT ON t TO u END CATCH', 'SELECT'],
  ['BEGIN TRY {} END TRY; BEGIN CATCH END CATCH GRANT INSERT ON t TO u', 'INSERT SELECT'],
  ['BEGIN TRY IF @maybe = 1 BEGIN {} END {} END TRY BEGIN CATCH PRINT 1 END CATCH', 'SELECT'],
];

async function kindsOf(source: Iterable<string>): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of parseScript(source)) kinds.push(kind);
  return kinds;
}

async function placesOf(source: Iterable<string>): Promise<string[]> {
  const places: string[] = [];
  for await (const { kind, span } of parseScript(source)) places.push(`${kind} ${span.offset}-${span.end}`);
  return places;
}

suite('read: long blocks', (test) => {
  for (const [script, granted] of SHAPES) {
    test(script, async () => {
      const text = script.replaceAll('{}', LONG);
      const { snapshot, diagnostics } = await readScript(text);
      const found = snapshot.facts.flatMap((fact) => (fact.kind === 'permission' ? [fact.permission] : []));
      assert.is(found.join(' '), granted);
      assert.equal(
        diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
    });
  }

  test('gives the same in chunks that break anywhere', async () => {
    const text = `IF EXISTS (SELECT 1 FROM x) BEGIN ${LONG} END ; ; ELSE BEGIN TRY ${LONG} END TRY BEGIN CATCH END CATCH GRANT INSERT ON t TO u`;
    const whole = await kindsOf([text]);
    assert.equal(whole, ['if', 'grant']);
    for (const size of [3001, 7919]) {
      assert.equal(await kindsOf(chunks(text, size)), whole);
    }
  });

  test('stands where it stands, wherever a chunk ends', async () => {
    const text = 'WHILE @a = 1 EXEC KEY ; IF @a = 1 RETURN PRINT 4 PRINT 5';
    const whole = await placesOf([text]);
    assert.is(whole.length, 4);
    for (const size of [1, 2, 3, 5, 7, 11, 13]) assert.equal(await placesOf(chunks(text, size)), whole);
  });

  test('says what is wrong with one, and reads on', async () => {
    const { snapshot, diagnostics } = await readScript(
      `BEGIN TRY ${LONG} END GRANT INSERT ON t TO u\nGO\nIF @maybe = 1 BEGIN ${LONG}\nGO\nGRANT DELETE ON t TO u`,
    );
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    assert.equal(
      errors.map(({ line, fact }) => [line, fact]),
      [
        [2, 'Incorrect syntax near GRANT: TRY belongs here.'],
        [2, 'Incorrect syntax near GRANT: BEGIN belongs here.'],
        [4, 'Incorrect syntax near IF: the block is not closed: END belongs here.'],
      ],
    );
    assert.ok(snapshot.facts.some((fact) => fact.kind === 'permission' && fact.permission === 'DELETE'));
  });

  test('what one assigns that may not run is not known behind it', async () => {
    const script = `DECLARE @x nvarchar(max) = N'GRANT INSERT ON t TO u', @y nvarchar(max) = @x
IF @maybe = 1 BEGIN SET @x = N'GRANT DELETE ON t TO u' EXEC (@x) ${LONG} END EXEC (@x) EXEC (@y)`;
    const { snapshot, diagnostics } = await readScript(script);
    const found = snapshot.facts.flatMap((fact) => (fact.kind === 'permission' ? [fact.permission] : []));
    assert.equal(
      [found, diagnostics.map(({ code }) => code)],
      [['DELETE', 'INSERT', 'SELECT'], ['unknown-value']],
    );
  });
});
