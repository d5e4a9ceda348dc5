// What a capture found, left out and could not see, for people.
import { NOT_CAPTURED } from '../capture/uncaptured.ts';
import type { FactKind } from '../model/fact.ts';
import { FACT_SHAPES } from '../model/fact-shape.ts';
import { remedyOfPair } from '../model/pair.ts';
import { type Exclusion, type Note, type Snapshot, unreadDatabases } from '../model/snapshot.ts';
import { exclusionText } from '../model/words/exclusion-words.ts';
import { omissionText } from '../model/words/omission-words.ts';
import { counted } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { Profile, ProfileCoverage } from '../select/profile.ts';
import { profileCoverage } from '../select/profile.ts';

/** The summary of one server. */
export function captureSummary({ header, facts }: Snapshot, path: string): string {
  const { server, omissions, exclusions, counts, notes = [] } = header;
  const skipped = unreadDatabases(header);
  const databases = facts.flatMap((fact) =>
    fact.kind === 'database' && !skipped.has(fact.name) ? [fact.name] : [],
  );
  const lines = [
    `${server.name}  ${server.edition}, ${server.productVersion}`,
    `  databases   ${databases.join(', ') || 'none'}`,
    `  captured    ${countsText(counts)}`,
    ...exclusionLines(exclusions),
    ...omissions.map((one) => `  NOT CAPTURED  ${omissionText(one)} ${one.remedy}`),
    ...notes.flatMap(({ code, database = '', fact }) => {
      const remedy = remedyOfPair(code);
      return remedy === undefined ? [] : [`  TO SEE TO    ${database}: ${fact} ${remedy}`];
    }),
    ...leftToOthers(notes),
    `  snapshot    ${path}${header.complete ? '' : '  (INCOMPLETE)'}`,
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** What the server has that no capture brings, in one line. */
function leftToOthers(notes: readonly Note[]): string[] {
  const facts = notes.flatMap(({ code, fact }) => (code === NOT_CAPTURED ? [fact] : []));
  return facts.length === 0 ? [] : [`  not in it   ${facts.join(' ')}`];
}

/** `81 permissions, 1 role`. */
export function countsText(counts: Snapshot['header']['counts']): string {
  const kinds = Object.entries(counts) as [FactKind, number][];
  return kinds
    .map(([kind, count]) => [count, FACT_SHAPES[kind].one] as const)
    .map(([count, one]) => counted(count, one, severalOf(one)))
    .join(', ');
}

/** What a profile or a filter left out, by name, and the number of rows that every server has. */
function exclusionLines(exclusions: readonly Exclusion[]): string[] {
  const chosen = exclusions.filter(({ rule }) => rule.startsWith('profile') || rule.startsWith('filter'));
  const shipped = exclusions.filter((exclusion) => !chosen.includes(exclusion));
  const count = shipped.reduce((sum, exclusion) => sum + exclusion.count, 0);
  return [
    ...chosen.map(({ rule, database, count: rows, names }) => {
      const where = database === undefined ? '' : `${database} `;
      const why = rule.startsWith('profile') ? 'by the profile' : 'not chosen';
      return `  left out    ${where}${names === undefined ? exclusionText(rule, rows) : `${names.join(', ')} (${why})`}`;
    }),
    ...(count === 0
      ? []
      : [
          `  not needed  ${counted(count, 'row')} of what every server has (the snapshot's head tells which)`,
        ]),
  ];
}

/** The plural of what people call one of them: the word before `of` takes it. */
function severalOf(one: string): string {
  const [head = '', ...rest] = one.split(' of ');
  return [`${head.replace(/y$/, 'ie')}s`, ...rest].join(' of ');
}

/** Where a profile's databases are, over all servers. */
export function coverageSummary(
  profile: Profile,
  snapshots: readonly Snapshot[],
): { readonly text: string; readonly missing: boolean; readonly coverage: ProfileCoverage } {
  const servers = snapshots.map(({ header, facts }) => ({
    name: header.server.name,
    databases: facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : [])),
  }));
  const coverage = profileCoverage(profile, servers);
  const { found, missing, absent, outOfReach } = coverage;
  const lines = [
    `${profile.title}: ${found.map(({ database, servers: on }) => `${database} on ${on.join(' and ')}`).join(', ') || 'none of its databases was found'}`,
    ...missing.map(
      (database) => `  MISSING     ${database} is on none of these servers: name the server that has it.`,
    ),
    ...(absent.length === 0 ? [] : [`  not there   ${absent.join(', ')} (not required)`]),
    ...outOfReach.map(({ reason }) => `  by hand     ${reason}`),
  ];
  return { text: `${lines.map(visible).join('\n')}\n`, missing: missing.length > 0, coverage };
}
