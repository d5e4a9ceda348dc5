// One token again and again: four times the text is about four times the work, little of it is held, and a signal ends it.
import { HELD_LIMIT, type ReadingCost, streamScript } from '../../src/parse/parse-script.ts';
import { assert, suite } from '../suite.ts';

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

const costOf = (): ReadingCost => ({ characters: 0, tokenizerSteps: 0, parserTokens: 0, heldTokens: 0 });

/** Processor time in microseconds, and what was counted. */
async function read(text: string): Promise<readonly [time: number, cost: ReadingCost]> {
  const cost = costOf();
  const start = process.cpuUsage();
  for await (const _ of streamScript(text, { onDiagnostic: () => {} }, cost)) {
    // only the cost is looked at
  }
  const { user, system } = process.cpuUsage(start);
  return [user + system, cost];
}

const SIZE = 50_000;

suite('read: one token again and again', (test) => {
  for (const [token, before = ''] of TOKENS) {
    test(`${before}${token} …`.replaceAll('\n', '\\n'), async () => {
      const make = (size: number): string => before + token.repeat(size / token.length);
      const [, one] = await read(make(SIZE));
      const [first, four] = await read(make(4 * SIZE));
      const [second] = await read(make(4 * SIZE));
      const [quarter] = await read(make(SIZE));
      const times = `${quarter} → ${Math.min(first, second)} µs`;
      assert.ok(Math.min(first, second) < 12 * quarter + 400_000, times);
      assert.ok(four.tokenizerSteps <= 7 * one.tokenizerSteps + 20_000, JSON.stringify([one, four]));
      assert.ok(four.parserTokens <= 7 * one.parserTokens + 20_000, JSON.stringify([one, four]));
      assert.ok(four.heldTokens < 25 * HELD_LIMIT, `${four.heldTokens} tokens held`);
    });
  }

  test('a signal ends the reading of a long text', async () => {
    const text = 'GRANT SELECT TO u '.repeat(200_000);
    const cost = costOf();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    let error: unknown;
    try {
      for await (const _ of streamScript(text, { signal: controller.signal }, cost)) {
        // until it is cut off
      }
    } catch (thrown) {
      error = thrown;
    }
    assert.is((error as { code?: string }).code, 'cancelled');
    assert.ok(cost.characters < text.length / 2, `${cost.characters} of ${text.length} were read`);
  });
});
