// What a refusal of Microsoft's parser is put down to: the statement that stands there, whatever else is on its line.
import { assert, suite } from '../suite.ts';
import { NOT_JUDGED, reasonToDiffer } from './known-differences.ts';
import { readAll } from './read-all.ts';
import { refusedStatement } from './refused-statement.ts';

/** A text with `^` in front of what is refused, the statement that stands there, and whether that is excused. */
const ROWS: readonly (readonly [text: string, kind: string, isExcused: boolean])[] = [
  ['SELECT 1 FROM ^FROM x GRANT SELECT ON t TO u', 'foreign', true],
  ['SELECT 1 GRANT SELECT ^ON t TO u; SELECT 2', 'grant', false],
  ['DECLARE @a x ^y z; GRANT SELECT ON t TO u', 'declaration', true],
  ['DECLARE @a int; GRANT SELECT ^ON t TO u', 'grant', false],
  ['BEGIN TRAN ^, a; COMMIT', 'transaction', true],
  ['GRANT SELECT ON t TO u; ^lost', 'nothing', false],
];

suite('read: what a refusal is put down to', (test) => {
  for (const [marked, kind, isExcused] of ROWS)
    test(marked, async () => {
      const column = marked.indexOf('^') + 1;
      const text = marked.replace('^', '');
      const { statements } = await readAll(marked.includes('lost') ? text.replace('lost', '') : text);
      const problem = { line: 1, path: [], textLine: 1, source: text, column, number: 0, message: '' };
      const refused = refusedStatement(text, statements, problem);
      assert.is(refused.kind, kind);
      assert.is(reasonToDiffer(refused, 'refuses'), isExcused ? NOT_JUDGED : undefined);
    });
});
