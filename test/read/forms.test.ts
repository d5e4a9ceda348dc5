import { SECURABLE_CLASSES } from '../../src/model/catalog/securable-class.ts';
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

  test('every class of securables in a GRANT, a DENY and a REVOKE', () => {
    const statements = PAGES.flatMap(({ rows }) => rows.map(([statement]) => statement.toUpperCase()));
    // A server is no class of the grammar: its permissions are given without ON.
    for (const found of Object.keys(SECURABLE_CLASSES).filter((name) => name !== 'SERVER'))
      for (const verb of ['GRANT', 'DENY', 'REVOKE'])
        assert.ok(
          statements.some((text) => text.startsWith(verb) && text.includes(` ON ${found}::`)),
          `${verb} ${found}`,
        );
  });

  test('the same with comments, line ends and odd blanks between all tokens', async () => {
    for (const [statement, tree] of PAGES.flatMap(({ rows }) => rows)) {
      const spaced = statement.replaceAll(' ', '/* a /* b */ */\r\n-- c\n\t\u00a0');
      if (/'[^']* [^']*'|\[[^\]]* [^\]]*\]/.test(statement)) continue;
      assert.equal(bare((await readAll(spaced)).statements), [tree], statement);
    }
  });
});
