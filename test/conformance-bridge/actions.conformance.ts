// Every action's statement, as the product writes it for each target release, parses for that release and for all
// later ones.

import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { ACTIONS } from '../../src/plan/steps/action.ts';
import { whyUnsupported } from '../../src/plan/steps/release-need.ts';
import { renderScript } from '../../src/render/render-script.ts';
import { loadTemplates } from '../../src/render/template-set.ts';
import { assert } from '../suite.ts';
import { available, parse, type ScriptInput } from './conformance.ts';
import { everyActionPlan } from './every-action.ts';
import { conformanceSuite } from './gate.ts';
import { isOfUnknownOption } from './known-gaps.ts';
import { findings } from './script-findings.ts';

const templates = await loadTemplates();
const plan = everyActionPlan();

const scripts = SQL_VERSIONS.map((target): ScriptInput => {
  const sections = plan.sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => {
      const commentedOut = whyUnsupported(step, target);
      return commentedOut === undefined ? step : { ...step, commentedOut };
    }),
  }));
  return {
    id: `for ${target}`,
    text: [...renderScript({ ...plan, sections }, templates)].join(''),
    versions: SQL_VERSIONS.filter((version) => version >= target),
    plainSplit: true,
  };
});

const answers = available() ? await parse(scripts) : [];
const unquoted = available()
  ? await parse(
      scripts.map(({ versions = [], ...script }) => ({
        ...script,
        versions: versions.slice(0, 1),
        quotedIdentifiers: false,
        plainSplit: false,
      })),
    )
  : [];

conformanceSuite('statements of every action', (test) => {
  for (const [i, { id }] of scripts.entries()) {
    test(`${id}: parse, split on GO by a plain expression`, () => {
      const answer = answers[i];
      assert.ok(answer);
      assert.equal(
        findings(answer).filter((finding) => !isOfUnknownOption(finding)),
        [],
      );
    });

    test(`${id}: parse as sqlcmd starts, with QUOTED_IDENTIFIER off`, () => {
      const answer = unquoted[i];
      assert.ok(answer);
      assert.equal(
        findings(answer).filter((finding) => !isOfUnknownOption(finding)),
        [],
      );
    });
  }

  test('each statement was read', () => {
    const newest = answers.at(-1)?.versions[0];
    assert.ok((newest?.texts ?? 0) > Object.keys(ACTIONS).length * 2, `${newest?.texts} texts`);
  });

  test('a broken statement would be found', async () => {
    const text = scripts[0]?.text?.replace('ADD MEMBER', 'ADD MEMBERS') ?? '';
    const [answer] = await parse([{ id: 'broken', text, versions: [2022] }]);
    assert.ok(answer);
    assert.match(findings(answer).join('\n'), /ADD MEMBERS/);
  });
});
