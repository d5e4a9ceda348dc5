// What apply tells: previews, plans and results as lines of text. Secrets are in none of them.

import { counted } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { ForeignReason } from '../parse/foreign/foreign-statement.ts';
import { ALLOWANCES } from '../plan/steps/allowance.ts';
import type { ApplyResult } from './apply-options.ts';
import { countSteps } from './apply-plan.ts';
import { failureBlocks } from './failure.ts';
import { type ScriptPreview, type SectionPreview, wouldRun } from './preview-script.ts';
import type { SavedPlan, SavedStep } from './saved-plan.ts';

/** A dry run of a script; with every line that would be sent where `isWhole`. */
export function* previewText(preview: ScriptPreview, isWhole = false): Generator<string> {
  const { server, choices, notices, foreign, lockout, sections, facts } = preview;
  yield `${visible(server.name)}  ${visible(server.productVersion)}, as ${visible(server.login)}\n`;
  for (const { weight, fact, remedy } of notices)
    yield `  ${weight === 'note' ? 'note     ' : 'PROBLEM  '} ${visible(`${fact} ${remedy}`)}\n`;
  for (const { line, text, reason } of foreign)
    yield `  FOREIGN   line ${line}: ${visible(text)}  (${FOREIGN[reason]})\n`;
  if (foreign.length > 0)
    yield choices.allowForeign ? '  these run, too, as allowed\n' : '  --allow-foreign  runs these, too\n';
  if (!wouldRun(preview)) {
    yield `  would not run: nothing of its ${amountOf(sections)} is run here, for what stands above\n`;
    yield 'Nothing was written: this was a dry run.\n';
    return;
  }
  if (lockout.length > 0) {
    const numbers = lockout.map(({ statement }) => statement).join(', ');
    const done = 'last of all, where another enabled login is in sysadmin';
    yield `  LOCK-OUT  statements ${numbers} could shut out ${visible(server.login)}, the login that is used here: ${choices.allowLockout ? `done ${done}, as allowed` : 'left as it is'}\n`;
    if (!choices.allowLockout) yield `  --allow-lockout  does them ${done}\n`;
  }
  yield* sectionsText(sections, isWhole);
  if (facts.length > 0) yield '  of what the script makes, the server has\n';
  const width = Math.max(20, ...facts.map(({ kind }) => kind.length));
  for (const { kind, there, different, missing } of facts) {
    yield `    ${kind.padEnd(width)} ${there} as it is${different > 0 ? `, ${different} otherwise` : ''}${missing > 0 ? `, ${missing} not` : ''}\n`;
  }
  yield 'Nothing was written: this was a dry run (--execute runs it).\n';
}

const FOREIGN: Readonly<Record<ForeignReason, string>> = {
  'not-security': 'not about security',
  'not-read': 'known only when it runs',
  'not-wrapped': 'outside of what this program wrote',
  misnumbered: 'it has no number of its own in this script',
  'broken-secret': 'a secret that cannot be read: write each apostrophe twice',
};

function statementsIn(sections: readonly SectionPreview[]): number {
  return sections.reduce((sum, section) => sum + section.statements, 0);
}

/** How many statements a script of this program has; of any other, how many batches. */
function amountOf(sections: readonly SectionPreview[]): string {
  const statements = statementsIn(sections);
  const batches = sections.reduce((sum, section) => sum + section.batches, 0);
  return statements > 0 ? counted(statements, 'statement') : counted(batches, 'batch', 'batches');
}

/** What would be run, by section for a script of this program. */
function* sectionsText(sections: readonly SectionPreview[], isWhole: boolean): Generator<string> {
  yield `  would run ${amountOf(sections)}\n`;
  const isOurs = statementsIn(sections) > 0;
  for (const { statements, title, lines } of sections) {
    if (isOurs) yield `    ${String(statements).padStart(6)}  ${visible(title)}\n`;
    if (isWhole) for (const line of lines) yield `            ${visible(line)}\n`;
  }
  if (!isWhole) yield '  --statements  shows each of them\n';
}

/** A plan of changes. */
export function* planText(plan: SavedPlan['plan']): Generator<string> {
  const { run, withheld } = countSteps(plan);
  for (const { title, database, steps } of plan.sections) {
    yield `${visible(database === undefined ? title : `${database}: ${title}`)}\n`;
    for (const step of steps) yield `  ${stepText(step)}\n`;
  }
  const flags = new Set(plan.sections.flatMap(({ steps }) => steps.flatMap(({ needs = [] }) => needs)));
  for (const flag of flags) yield `  --${flag}  ${ALLOWANCES[flag]}\n`;
  for (const { note, database } of plan.notes) {
    yield `  note  ${visible(database === undefined ? note : `${database}: ${note}`)}\n`;
  }
  const left = plan.unplanned.length;
  if (run + withheld > 0)
    yield `${counted(run, 'step')} to run${withheld > 0 ? `, ${withheld} that wait for a flag` : ''}${left > 0 ? `; what stays: ${counted(left, 'difference')}` : ''}\n`;
  else if (left > 0)
    yield `Nothing to do; what stays, for the reasons above: ${counted(left, 'difference')}.\n`;
  else yield 'Nothing to do: the server is as the snapshot says.\n';
}

/** A step in T-SQL, and what it waits for. */
function stepText({ sentence, commentedOut }: SavedStep): string {
  return commentedOut === undefined ? `+ ${sentence}` : `! ${sentence}  (${visible(commentedOut)})`;
}

/** What a run did. */
export function* resultText(result: ApplyResult): Generator<string> {
  const { server, ran, skipped, statements, notRun, unknown, notices, failures, elapsedMs } = result;
  for (const { fact, remedy } of notices) yield `  note    ${visible(`${fact} ${remedy}`)}\n`;
  yield* failureBlocks(failures);
  const outcome = failures.length === 0 ? 'done' : counted(failures.length, 'failure');
  const parts = [
    `${outcome}, ${counted(statements, 'statement')} in ${counted(ran, 'batch', 'batches')}`,
    ...(notRun === 0 ? [] : [`${counted(notRun, 'statement')} not run, as the database cannot be used`]),
    ...(unknown === 0 ? [] : [`of ${counted(unknown, 'statement')} it is not known`]),
    ...(skipped === 0 ? [] : [`${counted(skipped, 'batch', 'batches')} done before`]),
    `${(elapsedMs / 1000).toFixed(1)} s`,
  ];
  yield `${visible(server.name)}: ${parts.join(', ')}\n`;
}
