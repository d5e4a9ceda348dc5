import { assert, suite } from '../suite.ts';
import { PAGES } from './forms.ts';
import { bare, readAll } from './read-all.ts';

suite('read: every form of the grammar', (test) => {
  for (const { title, rows } of PAGES) {
    test(title, async () => {
      for (const [statement, tree] of rows) {
        const { statements, diagnostics } = await readAll(statement);
        assert.equal(diagnostics, [], statement);
        assert.equal(bare(statements), [tree], statement);
      }
    });
  }

  test('the same with comments, line ends and odd blanks between all tokens', async () => {
    for (const [statement, tree] of PAGES.flatMap(({ rows }) => rows)) {
      const spaced = statement.replaceAll(' ', '/* a /* b */ */\r\n-- c\n\t\u00a0');
      if (/'[^']* [^']*'|\[[^\]]* [^\]]*\]/.test(statement)) continue;
      assert.equal(bare((await readAll(spaced)).statements), [tree], statement);
    }
  });
});
