// The predicate of an audit: one form for all that say the same, and nothing else gets through.
import { auditPredicate } from '../../src/model/catalog/audit-predicate.ts';
import { assert, suite } from '../suite.ts';

const SAME: readonly (readonly [written: string, form: string])[] = [
  ["([object_name]='t')", "[object_name] = N't'"],
  ["object_name=N'it''s'", "[object_name] = N'it''s'"],
  ['([a]=(1) AND [b]!=(-2.5))', '[a] = 1 AND [b] <> -2.5'],
  ['((a = 1)) or ((b >= 2 and not (c < 3 or d > 4)))', '[a] = 1 OR [b] >= 2 AND NOT ([c] < 3 OR [d] > 4)'],
  ['(a = 1 OR b = 2) AND c = 3', '([a] = 1 OR [b] = 2) AND [c] = 3'],
  ["[x]]y] like '%]--'", "[x]]y] LIKE N'%]--'"],
  ["[package0].[text] <= ('/*')", "[package0].[text] <= N'/*'"],
];

const OTHER: readonly string[] = [
  '',
  '[a]',
  '[a] = 1;',
  '[a] = 1; DROP LOGIN sa',
  '[a] = 1 -- x',
  '[a] = 1 /* x */',
  '[a] = 1) WITH (STATE = ON',
  '(([a] = 1)',
  "[a] = 'x",
  "[a] = 'x\r\nGO\r\n'",
  "[a\r\nGO\r\n] = 'x'",
  '[a] = 1 AND',
  '[a] = [b]',
  '[a] = (SELECT 1)',
  '[a] LIKE 1',
  '"a" = 1',
  `${'('.repeat(5000)}a = 1${')'.repeat(5000)}`,
];

suite('auditPredicate', (test) => {
  for (const [written, form] of SAME) {
    test(`${written} is ${form}, which is its own form`, () => {
      assert.is(auditPredicate(written), form);
      assert.is(auditPredicate(form), form);
    });
  }

  for (const text of OTHER) {
    test(`${JSON.stringify(text.slice(0, 40))} is none`, () => assert.is(auditPredicate(text), undefined));
  }
});
