// What the head of a script says: where it is from, what is in it, what is not, and what is left to a person.
import type { Need, NeedCode } from '../model/need.ts';
import { NEED_WORDS } from '../model/need.ts';
import { ordinal } from '../model/order.ts';
import { SERVICE_MANAGER_SERVICES } from '../model/service-manager-services.ts';
import type { Exclusion, SnapshotHeader } from '../model/snapshot.ts';
import { exclusionText } from '../model/words/exclusion-words.ts';
import { counted } from '../model/words/shown.ts';
import type { Plan, PlanNote, Statement } from '../plan/plan.ts';
import { accessOf } from '../plan/steps/access.ts';
import { secretsOf } from './secret-line.ts';

/** Columns of a line of the head, without the dashes in front. */
const WIDTH = 114;

const SERVICES = `Of Service Manager these are, on every management server: ${SERVICE_MANAGER_SERVICES}. Run it before Setup runs again.`;

const RESTORED = 'Restore the databases, and stop what uses them:';

const MADE =
  'Restore the databases that have a backup: what is in them is left as it is. One that is not there is made, with its ' +
  'objects and without a row. Stop what uses them:';

const IN_USE = 'where one is in use, its owner or Service Broker may not be set.';

/** What a script of security leaves to others, whatever was captured. */
const NOT_IN_IT =
  'certificates and keys with their private parts; jobs of SQL Server Agent but for whose they are, and its ' +
  'operators; Database Mail but for who may use it; availability groups themselves; Resource Governor; settings of the server ' +
  'but those that security needs, unless all were asked for; Windows accounts and who is in which group; roles of Analysis ' +
  'Services and Reporting Services.';

/** The context of the template `header`; names are in it as they are, and whoever renders it makes them fit for a comment. */
export function headerContext(plan: Plan<Statement>, total: number): object {
  const { source } = plan;
  const secrets = secretsOf(plan.sections).map(({ label }) => label);
  return {
    server: source.server.name,
    restores: makesObjects(plan) ? 'the objects and the security' : 'the security',
    before: wrapped(`${makesDatabases(plan) ? MADE : RESTORED} ${IN_USE}`),
    target: plan.serverName === source.server.name ? undefined : plan.serverName,
    edition: source.server.edition,
    productVersion: source.server.productVersion,
    tool: `${source.tool.name} ${source.tool.version}`,
    digest: plan.digest,
    total: String(total),
    counts: Object.entries(source.counts).map(([kind, count]) => `${kind.padEnd(19)} ${String(count)}`),
    omissions: items(source.omissions.map(({ database, fact }) => line(database, fact))),
    serviceManager: isServiceManager(source) ? wrapped(SERVICES) : undefined,
    secretCount: secrets.length === 0 ? undefined : String(secrets.length),
    secrets: wrapped(secrets.join(', '), '  '),
    needs: needLines(plan.needs),
    losers: loserLines(plan),
    kind: `${total} statements in ${plan.sections.length} sections`,
    notInIt: wrapped(`${makesDatabases(plan) ? 'The rows of databases' : 'Databases'}, and ${NOT_IN_IT}`),
    renames: plan.renames.map(({ from, to }) => `* ${from} becomes ${to}`),
    notes: items(notesOfHead(plan).map(({ database, note }) => line(database, note))),
    notScripted: items((plan.notScripted ?? []).map(({ count, why }) => `${counted(count, 'row')}: ${why}`)),
    exclusions: wrapped(leftOut(source.exclusions).join(', ')),
  };
}

const makesObjects = ({ sections }: Plan<Statement>): boolean =>
  sections.some(({ steps }) => steps.some(({ action }) => action === 'define'));

const makesDatabases = ({ expected }: Plan<Statement>): boolean =>
  expected.some(({ property }) => property === 'made database');

/** The notes of a plan that are not told at a place of their own, as the secrets to type are. */
export function notesOfHead({ notes }: Plan<Statement>): readonly PlanNote[] {
  return notes.filter(({ code }) => code !== 'secret-needed');
}

/** Whether the capture was made with the profile of Service Manager. */
export function isServiceManager({ selection }: SnapshotHeader): boolean {
  const profile = selection?.profile;
  return typeof profile === 'object' && profile !== null && 'name' in profile
    ? profile.name === 'service-manager'
    : false;
}

/** Each kind of need in a sentence, and its things by name. */
function needLines(needs: readonly Need[]): string[] {
  const codes = (Object.keys(NEED_WORDS) as NeedCode[]).filter((code) => code !== 'secret');
  return codes.flatMap((code) => {
    const names = needs
      .filter((need) => need.code === code)
      .map(({ database, name }) => line(database, name));
    return names.length === 0 ? [] : [...items([NEED_WORDS[code]]), ...wrapped(names.join(', '), '    ')];
  });
}

/** The logins that the script takes something from. */
function loserLines({ sections }: Plan<Statement>): string[] {
  const logins = new Set<string>();
  for (const { steps } of sections) {
    for (const step of steps) {
      const login = step.commentedOut === undefined ? accessOf(step)?.login : undefined;
      if (login !== undefined) logins.add(login);
    }
  }
  return logins.size === 0 ? [] : wrapped([...logins].join(', '), '  ');
}

/** How many of each rule over all databases, the most first; names stay in the snapshot, whose header lists them. */
function leftOut(exclusions: readonly Exclusion[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule, count } of exclusions) counts.set(rule, (counts.get(rule) ?? 0) + count);
  return [...counts].sort(byCount).map(([rule, count]) => exclusionText(rule, count));
}

type Count = readonly [rule: string, count: number];

function byCount([rule, count]: Count, [other, more]: Count): number {
  return more - count || ordinal(rule, other);
}

function line(database: string | undefined, sentence: string): string {
  return database === undefined ? sentence : `${database}: ${sentence}`;
}

/** Sentences as items of a list, wrapped under their stars. */
function items(sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) =>
    wrapped(sentence, '  ').map((text, at) => (at === 0 ? `*${text.slice(1)}` : text)),
  );
}

/** A text in lines of the head's width, broken at blanks. A long word is left whole. */
function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && indent.length + current.length + 1 + word.length > WIDTH) {
      lines.push(`${indent}${current}`);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return current === '' ? lines : [...lines, `${indent}${current}`];
}
