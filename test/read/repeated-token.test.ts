// One token again and again: four times the text is about four times the work, and a signal ends it.
import { parseScript } from '../../src/parse/parse-script.ts';
import { assert, suite } from '../suite.ts';
import { workOf } from './count-work.ts';

/** What is repeated, and what stands before it. */
const TOKENS: readonly (readonly [token: string, before?: string])[] = [
  ['[a],'],
  ['[a].'],
  ['BEGIN '],
  ['BEGIN TRY '],
  ['IF '],
  ['WHILE 1 = 1 '],
  ['END '],
  ['ELSE '],
  ['('],
  ['(', 'IF '],
  ['NOT ', 'IF '],
  ['CASE '],
  ['CASE ', 'SELECT '],
  ['SELECT '],
  ['GRANT '],
  ['EXEC '],
  ['DECLARE '],
  ['WITH '],
  ['WITH a (b, c) ', 'SELECT 1 '],
  ['a, ', 'WITH a ('],
  ['a, ', 'GRANT SELECT TO '],
  ['a, ', 'DROP TABLE '],
  ["+ 'a' ", "DECLARE @a nvarchar(max) = '' "],
  ['1, ', 'EXEC p '],
  ["'a'"],
  ["'"],
  ['"'],
  ['['],
  ['/*'],
  ['--\n'],
  ['?'],
  ['@x '],
  ['x '],
  ['x'],
  ['x:'],
  ['.'],
  [';'],
  ['GO\n'],
  ['\n'],
  ['a', 'PRINT 0x'],
  ['$(a)', ':setvar a xyz\n'],
  ['$(a)'],
  [':setvar a $(a)$(a)\n', ':setvar a xx\n'],
];

/** Processor time in microseconds. */
async function timeOf(text: string): Promise<number> {
  const start = process.cpuUsage();
  for await (const _ of parseScript(text, { onDiagnostic: () => {} })) {
    // only the time is looked at
  }
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const SIZE = 50_000;

suite('read: one token again and again', (test) => {
  for (const [token, before = ''] of TOKENS) {
    test(`${before}${token} …`.replaceAll('\n', '\\n'), async () => {
      const make = (size: number): string => before + token.repeat(size / token.length);
      const one = await workOf(make(SIZE));
      const four = await workOf(make(4 * SIZE));
      const counts = JSON.stringify([one, four]);
      assert.ok(four.characters <= 7 * one.characters + 20_000, counts);
      assert.ok(four.tokens <= 7 * one.tokens + 20_000, counts);
      const time = Math.min(await timeOf(make(4 * SIZE)), await timeOf(make(4 * SIZE)));
      const quarter = await timeOf(make(SIZE));
      assert.ok(time < 12 * quarter + 400_000, `${quarter} → ${time} µs`);
    });
  }

  test('a signal ends the reading of a long text', async () => {
    const controller = new AbortController();
    let count = 0;
    let error: unknown;
    try {
      for await (const _ of parseScript('GRANT SELECT TO u '.repeat(200_000), {
        signal: controller.signal,
      })) {
        count += 1;
        if (count === 1000) controller.abort();
      }
    } catch (thrown) {
      error = thrown;
    }
    assert.is((error as { code?: string }).code, 'cancelled');
    assert.ok(count < 100_000, `${count} statements were read`);
  });
});
