import { HELD_LIMIT, type ReadingCost, streamScript } from '../../src/parse/parse-script.ts';
import { assert, suite } from '../suite.ts';

/** Inputs that grow by their parameter, among them those that a careless reader takes quadratic time for. */
const SHAPES: readonly (readonly [string, (n: number) => string])[] = [
  ['statements', (n) => 'GRANT SELECT ON OBJECT::[dbo].[t] TO [u] AS [dbo];\n'.repeat(n)],
  ['statements without semicolons', (n) => 'GRANT SELECT ON t TO u '.repeat(n)],
  ['batches', (n) => 'GRANT SELECT ON t TO u\r\nGO\r\n'.repeat(n)],
  ['one long block', (n) => `BEGIN ${'GRANT SELECT ON t TO u; '.repeat(n)} END`],
  ['dynamic text', (n) => "EXEC(N'GRANT SELECT ON t TO u');\n".repeat(n)],
  ['one long string', (n) => `PRINT N'${'x'.repeat(n * 20)}'`],
  ['an open string', (n) => `PRINT N'${"a''".repeat(n * 10)}`],
  ['open brackets', (n) => '['.repeat(n * 10)],
  ['open comments', (n) => '/*'.repeat(n * 10)],
  ['parentheses', (n) => `SELECT ${'('.repeat(n * 10)}`],
  ['malformed statements', (n) => 'GRANT SELECT ON ; '.repeat(n)],
  ['a long chain', (n) => `DECLARE @x nvarchar(max) = N'a'${" + N'b'".repeat(n)}`],
  ['a long list of grantees', (n) => `GRANT SELECT TO ${'u, '.repeat(n)}v`],
  ['line comments', (n) => '-- text\n'.repeat(n)],
  [
    'doubling variables',
    (n) => `DECLARE @x nvarchar(max) = N'PRINT 1 '; ${'SET @x = @x + @x; EXEC(@x); '.repeat(n / 100)}`,
  ],
];

async function costOf(text: string): Promise<ReadingCost> {
  const cost: ReadingCost = { characters: 0, tokenizerSteps: 0, parserTokens: 0, heldTokens: 0 };
  for await (const _ of streamScript(pieces(text), {}, cost)) {
    // only the cost is looked at
  }
  return cost;
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1000) yield text.slice(at, at + 1000);
}

suite('read: cost', (test) => {
  for (const [name, make] of SHAPES) {
    test(`twice the input is at most about twice the work: ${name}`, async () => {
      const one = await costOf(make(4000));
      const two = await costOf(make(8000));
      assert.ok(
        two.tokenizerSteps <= one.tokenizerSteps * 2.6 + 5000,
        `${one.tokenizerSteps} → ${two.tokenizerSteps}`,
      );
      assert.ok(
        two.parserTokens <= one.parserTokens * 2.6 + 5000,
        `${one.parserTokens} → ${two.parserTokens}`,
      );
    });
  }

  for (const [begin, end] of [
    ['', ''],
    ['BEGIN ', ' END'],
    ['IF EXISTS (SELECT 1) BEGIN ', ' END ELSE PRINT 1'],
    ['BEGIN TRY BEGIN TRAN WHILE 1 = 1 BEGIN ', ' END COMMIT END TRY BEGIN CATCH THROW END CATCH'],
  ] as const) {
    test(`only the statement at hand is held: ${begin}…${end}`, async () => {
      const script = (count: number) =>
        `${begin}${'GRANT SELECT ON OBJECT::[dbo].[t] TO [u];\n'.repeat(count)}${end}`;
      const small = await costOf(script(5_000));
      const large = await costOf(script(25_000));
      assert.ok(large.heldTokens <= small.heldTokens * 1.1, `${small.heldTokens} → ${large.heldTokens}`);
      assert.ok(large.heldTokens < 3 * HELD_LIMIT, `${large.heldTokens}`);
    });
  }
});
