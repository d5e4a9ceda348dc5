// What a check found, as text for a terminal: what is well in a line for each point, what is not with its remedy.
import { checkOptions, type OptionRules } from '../../model/option-rules.ts';
import { visible } from '../../model/words/visible.ts';
import { timeText } from './point.ts';
import type { Readiness, ReadinessLine, State } from './readiness.ts';

/** How to render as text. */
export interface ReadinessTextOptions {
  /** Also the evidence of what is well. */
  readonly all?: boolean;
}

/** What a state is called. */
export const MARKS: Readonly<Record<State, string>> = { ok: 'ok', bad: 'BAD', unknown: 'NOT KNOWN' };

const RULES: OptionRules<ReadinessTextOptions> = { all: 'flag' };

/** The text, with its last line feed. Throws a RegrantError `bad-option`. */
export function readinessText(readiness: Readiness, options: ReadinessTextOptions = {}): string {
  checkOptions(options, RULES);
  const { all = false } = options;
  const { checkedAt, profile, servers, lines } = readiness;
  const points = [...new Set(lines.map(({ point }) => point))];
  const text = [
    `${profile}, checked ${timeText(new Date(checkedAt))}: ${servers.join(', ')}`,
    ...points.flatMap((point) =>
      pointText(
        lines.filter((line) => line.point === point),
        all,
      ),
    ),
    summaryOf(readiness),
  ];
  return `${text.map(visible).join('\n')}\n`;
}

function pointText(lines: readonly ReadinessLine[], all: boolean): readonly string[] {
  const [first] = lines;
  if (first === undefined) return [];
  const told = lines.filter(({ state }) => all || state !== 'ok');
  return [
    `${MARKS[first.state].padEnd(WIDTH)}${first.title}${told.length === 0 && lines.length > 1 ? ` (${lines.length})` : ''}`,
    ...told.flatMap((line) => [
      `${' '.repeat(WIDTH)}${line.state === first.state ? '' : `${MARKS[line.state]}: `}${whereOf(line)}${line.evidence}`,
      ...(line.remedy === undefined ? [] : [`${' '.repeat(WIDTH)}  ${line.remedy}`]),
      ...(line.accepted === undefined ? [] : [`${' '.repeat(WIDTH)}  Accepted: ${line.accepted}`]),
    ]),
  ];
}

const WIDTH = 11;

/** Where a line is, unless its evidence says it. */
function whereOf({ server, database, evidence }: ReadinessLine): string {
  if (server === undefined || evidence.includes(server)) return '';
  return database === undefined || evidence.includes(database) ? `${server}: ` : `${server} ${database}: `;
}

/** The last line: how many of each, and what that means. */
export function summaryOf({ counts, outcome }: Readiness): string {
  const told = `${counts.ok} ok, ${counts.bad} bad, ${counts.unknown} not known`;
  const means: Readonly<Record<State, string>> = {
    ok: 'Ready for a disaster, as far as can be seen from here',
    bad: 'NOT ready for a disaster',
    unknown: 'Not known to be ready for a disaster',
  };
  return `${means[outcome]}: ${told}.`;
}
