// Every statement that a definition becomes, of those too that Microsoft's model does not hold, is one to Microsoft's parser
// of the release that all of them are known to.
import { exportScript } from '../../src/export/export-definitions.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { CLR, SETTINGS as CLR_SETTINGS } from '../define/clr-rows.ts';
import { BROKER, BROKER_SETTINGS, SEARCHED, WATCHED } from '../define/every-type.ts';
import { INDEXED } from '../define/index-rows.ts';
import { MARKED } from '../define/marked-rows.ts';
import { NOTED } from '../define/noted-rows.ts';
import { captureRows } from '../define/rows.ts';
import { SPECIAL } from '../define/special-rows.ts';
import { TYPED } from '../define/typed-rows.ts';
import { assert } from '../suite.ts';
import { available, parse } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const NEWEST = SQL_VERSIONS.at(-1) ?? 2025;
const SETTINGS = {
  version: NEWEST,
  xmlSchemas: { ...BROKER_SETTINGS.xmlSchemas, ...CLR_SETTINGS.xmlSchemas },
};
const EXAMPLES = { BROKER, CLR, INDEXED, MARKED, NOTED, SEARCHED, SPECIAL, WATCHED, TYPED };

async function scriptsOf() {
  const scripts: { readonly id: string; readonly text: string }[] = [];
  for (const [id, rows] of Object.entries(EXAMPLES)) {
    const { files } = await exportScript(await captureRows(rows, {}, SETTINGS), { newline: 'lf' });
    scripts.push({ id, text: [...files].join('') });
  }
  return scripts;
}

const answers = available()
  ? await parse((await scriptsOf()).map((script) => ({ ...script, versions: [NEWEST] })))
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
