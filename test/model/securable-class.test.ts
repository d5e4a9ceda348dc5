// The product's table of securable classes against the catalogue's: two tables, written apart, that say the same.
import { SECURABLE_CLASSES } from '../../src/model/catalog/securable-class.ts';
import { catalogClasses } from '../server/engine/catalog/securable-classes.ts';
import { assert, suite } from '../suite.ts';

suite('securable classes', (test) => {
  test('are those of the catalogue', () => {
    assert.equal(Object.keys(SECURABLE_CLASSES).sort(), [...catalogClasses().keys()].sort());
  });

  for (const [word, row] of Object.entries(SECURABLE_CLASSES)) {
    test(`${word}: number, place, names and release are the catalogue's`, () => {
      const listed = catalogClasses().get(word);
      assert.equal(
        {
          number: row.number,
          scope: row.scope,
          view: row.view ?? '',
          isInSchema: row.schemaQualified,
          hasBinaryName: row.hasBinaryName,
          since: row.since,
        },
        {
          number: listed?.number,
          scope: listed?.scope,
          view: listed?.view,
          isInSchema: listed?.isInSchema,
          hasBinaryName: listed?.hasBinaryName,
          since: listed?.since,
        },
      );
      const hasIds = listed?.idColumn !== '';
      if (hasIds) assert.is(row.idColumn, listed?.idColumn);
      if (hasIds && listed?.nameColumn !== '') assert.is(row.nameColumn, listed?.nameColumn);
      if (listed?.ownerColumn !== undefined) assert.is(row.ownerColumn, listed.ownerColumn);
    });
  }
});
