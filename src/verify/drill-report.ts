// The report of a drill, in Markdown, for a file: what was restored, how long it took, what differs, and what a person
// still has to do. Names from a server are shown so that none can be taken for markup.

import { changeText } from '../diff/change-text.ts';
import type { FactKind } from '../model/fact.ts';
import { FACT_SHAPES } from '../model/fact-shape.ts';
import { NEED_WORDS, type Need } from '../model/need.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { markdownText } from '../model/words/markdown.ts';
import { omissionText } from '../model/words/omission-words.ts';
import { counted } from '../model/words/shown.ts';
import type { PlanNote } from '../plan/plan.ts';
import type { Verification } from './verify-server.ts';

/** What a drill did. */
export interface Drill {
  /** What was restored. */
  readonly snapshot: Snapshot;
  /** SHA-256 of the snapshot's facts, as its file has it. */
  readonly digest: string;
  /** Where: `simulated`, or the name of a scratch server. */
  readonly where: string;
  /** When it began. */
  readonly startedAt: Date;
  /** Milliseconds by step. */
  readonly durations: Readonly<Record<'script' | 'restore' | 'verify', number>>;
  /** How the server that it was done on differs from the captured one, and what to do about it. */
  readonly notices: readonly string[];
  /** How many statements were run. */
  readonly statements: number;
  /** Statements that failed. */
  readonly failures: readonly string[];
  /** Failures and differences that are there only because a person has not typed a secret in. */
  readonly waiting: readonly string[];
  /** Failures and differences that are there only because the login that ran the script was not to be shut out. */
  readonly left: readonly string[];
  /** Real differences, and those of every restore with their reason. */
  readonly real: readonly string[];
  /** Differences that every restore makes, with their number. */
  readonly expected: readonly { readonly reason: string; readonly count: number }[];
  /** What the script needs that neither it nor the databases bring. */
  readonly needs: readonly Need[];
  /** What the plan says a person has to know. */
  readonly notes: readonly PlanNote[];
}

/** The lines of a verification, as a drill takes them. */
export function findingsOf({
  real,
  expected,
}: Pick<Verification, 'real' | 'expected'>): Pick<Drill, 'real' | 'expected'> {
  const reasons = new Map<string, number>();
  for (const { reasons: list } of expected) {
    for (const { reason } of list) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return { real: real.map(changeText), expected: [...reasons].map(([reason, count]) => ({ reason, count })) };
}

/** Whether a drill succeeded: what waits for a person's secret, or was left for the login that was used, is no failure of the script. */
export function drillPassed({ failures, real }: Drill): boolean {
  return failures.length === 0 && real.length === 0;
}

/** A drill as JSON: what the report says, without the snapshot's facts. */
export function drillJson(drill: Drill): Readonly<Record<string, unknown>> {
  const { snapshot, startedAt, ...rest } = drill;
  return {
    passed: drillPassed(drill),
    server: snapshot.header.server,
    startedAt: startedAt.toISOString(),
    ...rest,
  };
}

/** The report, in Markdown. */
export function drillReport(drill: Drill): string {
  const { snapshot, notices, failures, waiting, left, real, expected, needs, notes } = drill;
  const { counts } = snapshot.header;
  const kinds = Object.entries(counts).filter(([kind]) => kind !== 'server');
  const lines = [
    `# Restore drill of ${markdownText(snapshot.header.server.name)}`,
    '',
    ...verdict(drill),
    '',
    '| | |',
    '| --- | --- |',
    ...summary(drill),
    '',
    '## What the script restores',
    '',
    '| Kind | Count |',
    '| --- | ---: |',
    ...kinds.map(([kind, count]) => `| ${FACT_SHAPES[kind as FactKind].many} | ${count} |`),
    '',
    ...(notices.length === 0 ? [] : list('How this server differs from the captured one', notices)),
    ...list('What failed', failures),
    ...list('What is not as it was', real),
    ...list('What it needs that neither the script nor the databases bring', needs.map(needText)),
    ...list('What waits for a person to type a secret', waiting),
    ...(left.length === 0 ? [] : list('What was left as it is for the login that was used', [...left, LEFT])),
    ...list('What a person has to do, or to know', [...notes.map(noteText), ...ALWAYS]),
    ...list(
      'Differences that every restore makes',
      expected.map(({ reason, count }) => `${count} × ${reason}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The verdict in a line, with what it rests on, which the report lists by name. */
export function drillVerdict(drill: Drill): string {
  return drillPassed(drill) ? `passed${provided(drill)}` : 'FAILED';
}

function provided({ needs, waiting }: Drill): string {
  const things = [
    ...(needs.length > 0
      ? [`${counted(needs.length, 'thing')} that neither the script nor the databases bring`]
      : []),
    ...(waiting.length > 0 ? [`${counted(waiting.length, 'secret')} to type`] : []),
  ];
  return things.length === 0 ? '' : `, but for ${things.join(' and ')}, which it lists`;
}

/** Two sentences that say it all. */
function verdict(drill: Drill): string[] {
  const { where, startedAt, failures, real, needs } = drill;
  const place =
    where === 'simulated' ? 'on a simulated server' : `on the scratch server ${markdownText(where)}`;
  const outcome = drillPassed(drill)
    ? `Every statement ran, and the security of the server is afterwards as it was captured${exceptions(drill)}.${condition(needs)}`
    : `Statements that failed: ${failures.length}. Things that are not as they were captured: ${real.length}.`;
  return [
    `**${drillPassed(drill) ? 'Passed' : 'FAILED'}** on ${startedAt.toISOString()}, ${place}.`,
    '',
    outcome,
  ];
}

/** What is not as it was captured, and was not to be. */
function exceptions({ waiting, left }: Drill): string {
  const parts = [
    ...(waiting.length > 0 ? [`for what waits for a person to type a secret (${waiting.length})`] : []),
    ...(left.length > 0 ? [`for what was left as it is for the login that was used (${left.length})`] : []),
  ];
  return parts.length === 0 ? '' : `, but ${parts.join(', and ')}`;
}

/** How what was left can be had. */
const LEFT =
  'Run by another sysadmin it is done, too; or last of all where that is allowed (--allow-lockout) and another enabled login is in sysadmin.';

/** What passed only because it was taken to be there, or was. */
function condition({ length }: readonly Need[]): string {
  if (length === 0) return '';
  return ` That holds where what the script needs, and neither it nor the databases bring, is there (${counted(length, 'thing')}, listed below): on a new server it is not, until somebody makes it.`;
}

const needText = ({ code, database, name }: Need): string =>
  `${database === undefined ? name : `${database}: ${name}`} (${NEED_WORDS[code]})`;

function summary(drill: Drill): string[] {
  const { snapshot, digest, durations, statements, failures, waiting, left, real, startedAt } = drill;
  const { header } = snapshot;
  const total = Object.values(durations).reduce((sum, ms) => sum + ms, 0);
  return [
    `| Captured | ${captured(snapshot, startedAt)} |`,
    `| Server | ${markdownText(header.server.edition)}, ${markdownText(header.server.productVersion)} |`,
    `| Snapshot | ${header.complete ? 'complete' : `INCOMPLETE: ${header.omissions.map((one) => markdownText(omissionText(one))).join(' ')}`} |`,
    `| SHA-256 of its facts | ${digest} |`,
    `| Statements | ${statements} |`,
    `| Failed | ${failures.length} |`,
    `| Real differences | ${real.length} |`,
    `| Waiting for a secret | ${waiting.length} |`,
    ...(left.length === 0 ? [] : [`| Left for the login that was used | ${left.length} |`]),
    `| Time | ${seconds(total)}: script ${seconds(durations.script)}, restore ${seconds(durations.restore)}, verification ${seconds(durations.verify)} |`,
  ];
}

const DAY_MS = 86_400_000;

function captured({ header: { capturedAt, capturedBy } }: Snapshot, startedAt: Date): string {
  if (capturedAt === undefined) return 'not from a server';
  const days = Math.floor((startedAt.getTime() - Date.parse(capturedAt)) / DAY_MS);
  const when =
    days < 0 ? 'after this drill: one of the clocks is wrong' : `${counted(days, 'day')} before this drill`;
  return `${markdownText(capturedAt)}${capturedBy === undefined ? '' : ` by ${markdownText(capturedBy)}`}, ${when}`;
}

/** What no script can do, whatever the snapshot says. */
const ALWAYS: readonly string[] = [
  'Restore the databases themselves, and certificates and keys with their private parts: a script restores security only.',
  'Give a database master key back its encryption by the service master key, where databases have one.',
  'Check what is outside of SQL Server: Windows groups and their members, service accounts, Analysis Services roles.',
];

const noteText = ({ database, note }: PlanNote): string =>
  database === undefined ? note : `${database}: ${note}`;

function list(title: string, items: readonly string[]): string[] {
  return [
    `## ${title}`,
    '',
    ...(items.length === 0 ? ['Nothing.'] : items.map((item) => `- ${markdownText(item)}`)),
    '',
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
