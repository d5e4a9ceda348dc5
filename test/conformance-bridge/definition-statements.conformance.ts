// Every statement that a definition becomes, of those too that Microsoft's model does not hold, is one to Microsoft's parser
// of the release that all of them are known to.
import { exportScript } from '../../src/export/export-definitions.ts';
import { EXAMPLE_SETTINGS, EXAMPLES } from '../define/examples/every-example.ts';
import { captureRows } from '../define/rows.ts';
import { assert } from '../suite.ts';
import { available, parse } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

async function scriptsOf() {
  const scripts: { readonly id: string; readonly text: string }[] = [];
  for (const [id, rows] of Object.entries(EXAMPLES)) {
    const { files } = await exportScript(await captureRows(rows, {}, EXAMPLE_SETTINGS), { newline: 'lf' });
    scripts.push({ id, text: [...files].join('') });
  }
  return scripts;
}

const answers = available()
  ? await parse((await scriptsOf()).map((script) => ({ ...script, versions: [EXAMPLE_SETTINGS.version] })))
  : [];

conformanceSuite('statements of definitions, by Microsoft’s parser', (test) => {
  for (const { id, versions } of answers)
    test(`those of the example ${id}`, () => {
      const errors = versions.flatMap((version) => version.errors);
      assert.equal(
        errors.map(({ line, source, message }) => `${line}: ${message} in ${source}`),
        [],
      );
    });
  test('all of them were read', () => assert.is(answers.length, Object.keys(EXAMPLES).length));
});
