// The tests of some of the cases: each against its files, and what holds for all of them together.
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { available, parse } from '../conformance-bridge/conformance.ts';
import { findings } from '../conformance-bridge/script-findings.ts';
import { assert, suite } from '../suite.ts';
import type { Case } from './read-case.ts';
import type { Outcome } from './run-case.ts';
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
        // A shipped membership that was taken away is taken: nothing that anybody made.
        for (const line of found.statements) assert.not.match(line, /\bDROP (?!MEMBER )/, found.name);
      }
    });
    test('every script parses in the release it is for', () => parsed(ran));
  });
}

async function check({ found, outcome, failure }: Ran): Promise<void> {
  if (outcome === undefined) throw failure;
  assert.is(outcome.facts.join('\n'), found.facts.join('\n'));
  assert.is(outcome.statements.join('\n'), found.statements.join('\n'));
  assert.is(outcome.changes.join('\n'), found.changes.join('\n'));
  assert.equal(said(outcome.told), found.expect ?? {});
  await prove(found, outcome);
}

/** A script, run on an empty simulated server, makes what was captured, but for the cases that say why not. */
async function prove(found: Case, { snapshot, script }: Outcome): Promise<void> {
  if (script === undefined) return assert.is(found.unproven, undefined, 'no script');
  const { mapping, targetVersion } = found.script ?? {};
  const proof = await proveScript(script, snapshot, {
    ...(mapping === undefined ? {} : { mapping }),
    ...(targetVersion === undefined ? {} : { targetVersion }),
  });
  const what = found.unproven === undefined ? [...proveText(proof)].join('') : `proven: ${found.unproven}`;
  assert.is(proof.identical, found.unproven === undefined, what);
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
