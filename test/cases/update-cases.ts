// `npm run cases -- --update name…`: writes what comes of cases into their folders, to be read by a person and held
// against the rule before it is committed. Without --update it ends with 1 where a case differs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, type CaseFile, readCase, readCases, type Told } from './read-case.ts';
import type { Outcome } from './run-case.ts';
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
  const { facts, statements, changes, told } = outcome;
  console.log([...facts, ...statements, ...changes, JSON.stringify(said(told))].join('\n'));
  if (update) write(found, outcome);
}

type Lines = Pick<Case, 'facts' | 'statements' | 'changes'>;

function differs({ found, outcome }: Ran): boolean {
  if (outcome === undefined) return true;
  const text = ({ facts, statements, changes }: Lines, told: Told) =>
    JSON.stringify([facts, statements, changes, Object.entries(told).sort()]);
  return text(outcome, said(outcome.told)) !== text(found, found.expect ?? {});
}

function write(found: Case, { facts, statements, changes, told }: Outcome): void {
  const { name, folder, rows, facts: _, statements: __, changes: ___, expect: ____, ...file } = found;
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'facts.ndjson'), text(facts));
  writeFileSync(join(folder, 'statements.sql'), text(statements));
  if (found.since !== undefined) writeFileSync(join(folder, 'changes.txt'), text(changes));
  if (rows === undefined) writeFile(folder, file, said(told));
  console.log(`-- written: ${name}`);
}

function writeFile(folder: string, file: CaseFile, expect: Told): void {
  const content = Object.keys(expect).length === 0 ? file : { ...file, expect };
  writeFileSync(join(folder, 'case.json'), `${JSON.stringify(content, null, 2)}\n`);
}
