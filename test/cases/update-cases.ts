// `npm run cases -- --update name…`: writes what comes of cases into their folders, to be read by a person and held
// against the rule before it is committed. Without --update it ends with 1 where a case differs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, readCase, readCases, type Told } from './read-case.ts';
import { type Ran, runCases } from './run-cases.ts';
import { said } from './told.ts';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const update = process.argv.includes('--update');
const cases = names.length === 0 ? readCases() : names.map(readCase);

for (const ran of await runCases(cases)) {
  show(ran);
  if (!update && differs(ran)) {
    console.log(`-- differs: ${ran.found.name}`);
    process.exitCode = 1;
  }
}

function show({ found, version, outcome, failure }: Ran): void {
  console.log(`== ${found.name} (${version})`);
  if (outcome === undefined) {
    console.log(failure);
    return;
  }
  console.log([...outcome.facts, ...outcome.statements, JSON.stringify(said(outcome.told))].join('\n'));
  if (update) write(found, outcome.facts, outcome.statements, outcome.told);
}

function differs({ found, outcome }: Ran): boolean {
  if (outcome === undefined) return true;
  const text = (facts: readonly string[], statements: readonly string[], told: Told) =>
    JSON.stringify([facts, statements, Object.entries(told).sort()]);
  return (
    text(outcome.facts, outcome.statements, said(outcome.told)) !==
    text(found.facts, found.statements, found.expect ?? {})
  );
}

function write(found: Case, facts: readonly string[], statements: readonly string[], told: Told): void {
  const { name, folder, facts: _, statements: __, expect: ___, ...file } = found;
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  writeFileSync(join(folder, 'facts.ndjson'), text(facts));
  writeFileSync(join(folder, 'statements.sql'), text(statements));
  const expect = said(told);
  const content = Object.keys(expect).length === 0 ? file : { ...file, expect };
  writeFileSync(join(folder, 'case.json'), `${JSON.stringify(content, null, 2)}\n`);
  console.log(`-- written: ${name}`);
}
