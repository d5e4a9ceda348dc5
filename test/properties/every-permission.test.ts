// Every combination of class, permission and state that a release has is written once, and read back as it was.

import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import type { PermissionFact } from '../../src/model/fact.ts';
import { readScript } from '../../src/read/read-script.ts';
import { DEFAULTS, scriptOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';
import { differences } from './effects.ts';
import { APP, everyPermission, permissionLine } from './every-permission.ts';

suite('every permission', (test) => {
  for (const version of SQL_VERSIONS) {
    test(`of ${version}: written once, and read as it was`, async () => {
      const facts = everyPermission(version);
      assert.ok(facts.length > 214 * 3, `${facts.length}`);
      const script = await scriptOf([...DEFAULTS, APP, ...facts], { targetVersion: version });
      const { snapshot } = await readScript([script]);
      const isOurs = (fact: PermissionFact) => /^(granted|granting|denied)/.test(fact.grantee);
      const read = snapshot.facts.filter(
        (fact): fact is PermissionFact => fact.kind === 'permission' && isOurs(fact),
      );
      assert.equal(differences(facts.map(permissionLine), read.map(permissionLine)), []);
    });
  }

  test('of the newest release: the oldest refuses them', async () => {
    const facts = everyPermission(2025).filter((fact) => fact.class === 'EXTERNAL MODEL');
    try {
      await scriptOf([...DEFAULTS, APP, ...facts], { targetVersion: 2012 });
    } catch (error) {
      assert.is((error as { code?: string }).code, 'not-supported');
      return;
    }
    assert.unreachable();
  });
});
