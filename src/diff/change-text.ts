// A change, a caveat and a summary as one line each; no name can break out of its line.
import type { Fact } from '../model/fact.ts';
import { propertyValue } from '../model/fact-shape.ts';
import { visible } from '../model/visible.ts';
import type { Caveat, Change, DiffSummary, PropertyChange } from './change.ts';
import { factText, STATE_WORDS, shown, shownText, subjectText } from './fact-text.ts';

/** Properties whose values are names. */
const NAMES: ReadonlySet<string> = new Set([
  'asymmetricKey',
  'certificate',
  'credential',
  'defaultDatabase',
  'defaultLanguage',
  'defaultSchema',
  'identity',
  'instanceName',
  'language',
  'login',
  'machineName',
  'name',
  'owner',
  'provider',
  'providerCredentials',
]);

/** `+ GRANT SELECT ON OBJECT::[dbo].[t] TO [u]  ([db])`; the sign is `+`, `-`, `~` or, for unknown, `?`. */
export function changeText(change: Change): string {
  switch (change.change) {
    case 'added':
      return `+ ${factText(change.after)}${place(change.after)}`;
    case 'removed':
      return `- ${factText(change.before)}${place(change.before)}`;
    case 'changed': {
      const parts = change.changes.map((part) => propertyText(change.before, part));
      return `~ ${subjectText(change.before)}: ${parts.join(', ')}${place(change.before)}`;
    }
    case 'unknown':
      return `? ${factText(change.fact)}: perhaps not captured ${change.missing}${place(change.fact)}`;
  }
}

/** `! after, [db]: The database is offline. …` */
export function caveatText(caveat: Caveat): string {
  const about = [caveat.side, caveat.database === undefined ? undefined : shown(caveat.database)];
  const start = about.filter((part) => part !== undefined).join(', ');
  return `! ${start === '' ? '' : `${start}: `}${visible(caveat.fact)} ${visible(caveat.remedy)}`;
}

/** `4 differences: 1 added, 1 removed, 2 changed`; what is unknown is counted apart. */
export function summaryText(summary: DiffSummary): string {
  const { added, removed, changed, unknown } = summary;
  const total = added + removed + changed;
  const sorts = Object.entries({ added, removed, changed }).filter(([, count]) => count > 0);
  const list = sorts.map(([sort, count]) => `${count} ${sort}`).join(', ');
  const known = total === 0 ? 'No differences' : `${total} difference${total === 1 ? '' : 's'}: ${list}`;
  return unknown === 0 ? known : `${known}; ${unknown} unknown, for want of a whole capture`;
}

function place(fact: Fact): string {
  const database = propertyValue(fact, 'database');
  return `  (${typeof database === 'string' ? shown(database) : 'server'})`;
}

function propertyText(fact: Fact, part: PropertyChange): string {
  if ('secret' in part) return `${part.property} changed`;
  if (fact.kind === 'permission' && part.property === 'state') {
    return `${stateWord(part.from)} → ${stateWord(part.to)}`;
  }
  const isName = NAMES.has(part.property);
  return `${part.property} ${valueText(part.from, isName)} → ${valueText(part.to, isName)}`;
}

function stateWord(state: unknown): string {
  return STATE_WORDS[state as keyof typeof STATE_WORDS];
}

function valueText(value: unknown, isName: boolean): string {
  if (value === undefined) return '(none)';
  if (Array.isArray(value)) return value.map((item) => valueText(item, isName)).join(' ');
  if (typeof value !== 'string') return String(value);
  if (isName) return shown(value);
  return /^[0-9A-Za-z_.-]{1,200}$/.test(value) ? value : shownText(value);
}
