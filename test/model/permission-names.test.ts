// The closed list of permissions against the reference list, class by class and version by version.
import { readFileSync } from 'node:fs';
import { permissionSince, permissionsOf } from '../../src/model/catalog/permission-names.ts';
import { CLASS_WORDS, type SecurableClass } from '../../src/model/catalog/securable-class.ts';
import type { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { TOOL } from '../../src/model/tool.ts';
import { assert, suite } from '../suite.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const listed = read('fixtures/catalog/permissions.tsv')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .slice(1)
  .map((line) => line.split('\t'));

suite('permission names', (test) => {
  test('every permission of the reference is listed under its class and first release', () => {
    assert.ok(listed.length > 290);
    for (const row of listed) {
      const [securable = '', permission = ''] = row;
      const year = Number(row.find((cell) => /^20\d\d$/.test(cell)));
      const since = permissionSince(securable as SecurableClass, permission);
      assert.is(since, Number.isNaN(year) ? 2025 : Math.max(2012, year), `${permission} on ${securable}`);
    }
  });

  test('Microsoft publishes these totals, server and database classes together', () => {
    const total = (version: (typeof SQL_VERSIONS)[number]) =>
      CLASS_WORDS.reduce((sum, securable) => sum + permissionsOf(securable, version).length, 0);
    assert.equal(
      [2012, 2014, 2016, 2017, 2019, 2022].map((version) => total(version as 2012)),
      [214, 219, 230, 238, 248, 292],
    );
  });

  test('a permission that no class has is not listed', () => {
    assert.is(permissionSince('SERVER', 'FLY'), undefined);
    assert.equal(permissionsOf('LOGIN', 2019), ['ALTER', 'CONTROL', 'IMPERSONATE', 'VIEW DEFINITION']);
  });

  test('the tool is the package', () => {
    const { name, version } = JSON.parse(read('package.json')) as { name: string; version: string };
    assert.equal(TOOL, { name, version });
  });
});
