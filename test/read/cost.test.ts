import { assert, suite } from '../suite.ts';
import { chunks } from './chunks.ts';
import { workOf } from './count-work.ts';

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

suite('read: cost', (test) => {
  for (const [name, make] of SHAPES) {
    test(`twice the input is at most about twice the work: ${name}`, async () => {
      const one = await workOf(chunks(make(4000), 1000));
      const two = await workOf(chunks(make(8000), 1000));
      const counts = JSON.stringify([one, two]);
      assert.ok(two.characters <= one.characters * 2.6 + 5000, counts);
      assert.ok(two.tokens <= one.tokens * 2.6 + 5000, counts);
    });
  }
});
