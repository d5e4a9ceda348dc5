// A change, a caveat and a summary as one line each; no name can break out of its line.
import type { Fact } from '../model/fact.ts';
import { propertyShape } from '../model/fact-shape.ts';
import { placedSentence, placeOf, STATE_WORDS, sentenceOf, subjectOf } from '../model/words/sentence.ts';
import { counted, shown, shownText } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { Caveat, Change, DiffSummary, PropertyChange, Unknown } from './change.ts';

/** `+ GRANT SELECT ON OBJECT::[dbo].[t] TO [u]  ([db])`; the sign is `+`, `-`, `~` or, for unknown, `?`. */
export function changeText(change: Change): string {
  switch (change.change) {
    case 'added':
      return `+ ${placedSentence(change.after)}`;
    case 'removed':
      return `- ${placedSentence(change.before)}`;
    case 'changed': {
      const parts = change.changes.map((part) => propertyText(change.before, part));
      return `~ ${subjectOf(change.before)}: ${parts.join(', ')}  (${placeOf(change.before)})`;
    }
    case 'unknown':
      return unknownText(change);
  }
}

/** `! after, [db]: The database is offline. …` */
export function caveatText(caveat: Caveat): string {
  const about = [caveat.side, caveat.database === undefined ? undefined : shown(caveat.database)];
  const start = about.filter((part) => part !== undefined).join(', ');
  return `! ${start === '' ? '' : `${start}: `}${visible(caveat.fact)} ${visible(caveat.remedy)}`;
}

function unknownText({ fact, missing, properties }: Unknown): string {
  const where = `  (${placeOf(fact)})`;
  return properties === undefined
    ? `? ${sentenceOf(fact)}: perhaps not captured ${missing}${where}`
    : `? ${subjectOf(fact)}: ${properties.join(', ')} not told ${missing}${where}`;
}

/** `4 differences: 1 added, 1 removed, 2 changed`; what is unknown, and what is inventory, is counted apart. */
export function summaryText(summary: DiffSummary): string {
  const { added, removed, changed, unknown, inventory } = summary;
  const total = added + removed + changed;
  const sorts = Object.entries({ added, removed, changed }).filter(([, count]) => count > 0);
  const list = sorts.map(([sort, count]) => `${count} ${sort}`).join(', ');
  const known = total === 0 ? 'No differences' : `${counted(total, 'difference')}: ${list}`;
  return [
    known,
    ...(unknown === 0 ? [] : [`${unknown} unknown, since one side does not tell`]),
    ...(inventory === 0 ? [] : [`${inventory} of inventory left out (--inventory tells them)`]),
  ].join('; ');
}

function propertyText(fact: Fact, part: PropertyChange): string {
  if ('secret' in part) return `${part.property} changed`;
  if (fact.kind === 'permission' && part.property === 'state') {
    return `${stateWord(part.from)} → ${stateWord(part.to)}`;
  }
  const isName = propertyShape(fact.kind, part.property)?.isName === true;
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
