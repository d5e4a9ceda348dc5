// Filters of statistics: SQL Server keeps IN as OR, which it takes back nowhere in CREATE STATISTICS.
import { scriptObject } from '../../../src/export/script-objects.ts';
import { assert, suite } from '../../suite.ts';
import { column, definition } from '../faults/fault.ts';

const filterOf = (filter: string) => {
  const table = definition('table', 'dbo.t', {
    columns: [column('a'), column('b')],
    statistics: [{ name: 's', columns: ['a'], filter }],
  });
  return scriptObject(table)
    .at(-1)
    ?.text.replace(/^CREATE STATISTICS .*\nWHERE /, '');
};

suite('filters of statistics', (test) => {
  for (const [kept, said] of Object.entries({
    '([a]=(2) OR [a]=(1))': '([a] IN ((1), (2)))',
    '([b]>(0) AND ([a]=(3) OR [a]=(2) OR [a]=(1)))': '([b]>(0) AND ([a] IN ((1), (2), (3))))',
    "(([a]=N'y' OR [a]='it''s OR [a]=(1)') AND ([b]=0x0A OR [b]=0x))":
      "(([a] IN ('it''s OR [a]=(1)', N'y')) AND ([b] IN (0x, 0x0A)))",
    "([a]=N'([a]=(1) OR [a]=(2))')": "([a]=N'([a]=(1) OR [a]=(2))')",
    "([a'b]=(1) AND [c'd]>(2))": "([a'b]=(1) AND [c'd]>(2))",
    '([a]=(1) OR [b]=(1))': '([a]=(1) OR [b]=(1))',
    '([a]]b]=(1) OR [a]]b]=(2))': '([a]]b] IN ((2), (1)))',
  }))
    test(kept, () => assert.is(filterOf(kept), `${said};`));
});
