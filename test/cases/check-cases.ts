// The tests of some of the cases: each against its files, and what holds for all of them together.
import { available, parse } from '../conformance-bridge/conformance.ts';
import { findings } from '../conformance-bridge/script-findings.ts';
import { assert, suite } from '../suite.ts';
import type { Case } from './read-case.ts';
import { type Ran, runCases } from './run-cases.ts';
import { said } from './told.ts';

/** The option of CREATE USER that Microsoft's grammar lacks in every release, though its documentation has it. */
const GRAMMAR_LACKS = /Incorrect syntax near 'ON'\. .*ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = ON/;

/** Runs cases and defines their suite. */
export async function checkCases(name: string, cases: readonly Case[]): Promise<void> {
  const ran = await runCases(cases);
  suite(name, (test) => {
    for (const one of ran) test(`${one.found.name} (${one.version}): ${one.found.title}`, () => check(one));
    test('no statement drops anything', () => {
      for (const { found } of ran) {
        for (const line of found.statements) assert.not.match(line, /\bDROP\b/, found.name);
      }
    });
    test('every script parses in the release it is for', () => parsed(ran));
  });
}

function check({ found, outcome, failure }: Ran): void {
  if (outcome === undefined) throw failure;
  assert.is(outcome.facts.join('\n'), found.facts.join('\n'));
  assert.is(outcome.statements.join('\n'), found.statements.join('\n'));
  assert.equal(said(outcome.told), found.expect ?? {});
}

async function parsed(ran: readonly Ran[]): Promise<void> {
  if (!available()) return;
  const scripts = ran.flatMap(({ found, version, outcome }) =>
    outcome?.script === undefined
      ? []
      : [{ id: `${found.name} ${version}`, text: outcome.script, versions: [version], plainSplit: true }],
  );
  assert.ok(scripts.length > 50);
  const found = (await parse(scripts)).flatMap(findings);
  assert.equal(
    found.filter((finding) => !GRAMMAR_LACKS.test(finding)),
    [],
  );
}
