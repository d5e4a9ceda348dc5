// Every combination of class, permission and state that a release has, by the word of Microsoft's parser of that
// release; what its grammar is known to lack is left out of the comparison, not of the script.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { available, type FactsAnswer, facts } from '../conformance-bridge/conformance.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { GRAMMAR_GAPS, isKnownGap } from '../conformance-bridge/known-gaps.ts';
import { DEFAULTS, scriptOf } from '../render/script-of.ts';
import { assert } from '../suite.ts';
import { APP, everyPermission, permissionLine } from './every-permission.ts';

const scripts = await Promise.all(
  SQL_VERSIONS.map(async (version) => ({
    id: String(version),
    versions: [version],
    text: await scriptOf([...DEFAULTS, APP, ...everyPermission(version)], { targetVersion: version }),
  })),
);
const answers = available() ? await facts(scripts) : [];

function linesOf(answer: FactsAnswer): readonly string[] {
  return answer.facts.flatMap(({ verb, database, securable, permissions = [], principals = [], ...rest }) => {
    if (!['GRANT', 'DENY', 'REVOKE'].includes(verb) || principals[0] === 'public') return [];
    const names = securable?.name ?? [];
    const [schema, name] = names.length > 1 ? names : [undefined, names[0]];
    const on = securable?.class ?? (database === undefined ? 'SERVER' : 'DATABASE');
    const state = rest.withGrantOption ? 'W' : verb.slice(0, 1);
    const column = securable?.columns?.[0];
    return permissions.map((permission) =>
      JSON.stringify([database, on, schema, name, column, permission.name, principals[0], state]),
    );
  });
}

conformanceSuite('every permission', (test) => {
  for (const [at, version] of SQL_VERSIONS.entries()) {
    test(`of ${version}, as its parser understands it`, () => {
      const answer = answers[at];
      assert.ok(answer);
      assert.equal(
        answer.errors.filter((error) => !isKnownGap(error, version)),
        [],
      );
      const gaps = GRAMMAR_GAPS.filter(({ before }) => before === undefined || version < before);
      const expected = everyPermission(version).filter(
        (fact) => !gaps.some(({ securable }) => securable === fact.class),
      );
      assert.equal([...linesOf(answer)].sort(), expected.map(permissionLine).sort());
    });
  }
});
