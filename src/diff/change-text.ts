// A change, a caveat and a summary as one line each, and the lines of a text behind its change; no name can break out of
// its line.
import type { Fact } from '../model/fact.ts';
import { propertyShape } from '../model/fact-shape.ts';
import { placedSentence, placeOf, STATE_WORDS, sentenceOf, subjectOf } from '../model/words/sentence.ts';
import { counted, shown, shownText } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { Caveat, Change, Changed, DiffSummary, PropertyChange, Unknown } from './change.ts';
import { flagText } from './flag-text.ts';
import type { RenamedObject } from './renamed-objects.ts';
import { changedLines, type TextChange } from './text-lines.ts';

/** `+ GRANT SELECT ON OBJECT::[dbo].[t] TO [u]  ([db])`; the sign is `+`, `-`, `~` or, for unknown, `?`. */
export function changeText(change: Change): string {
  return changeLines(change)[0];
}

/** The line of a change, and behind it the lines that changed in texts of several lines. */
export function changeLines(change: Change): readonly [string, ...string[]] {
  switch (change.change) {
    case 'added':
      return [`+ ${placedSentence(change.after)}`];
    case 'removed':
      return [`- ${placedSentence(change.before)}`];
    case 'changed':
      return changedFact(change);
    case 'unknown':
      return [unknownText(change)];
  }
}

function changedFact({ before, changes }: Changed): readonly [string, ...string[]] {
  const lines: string[] = [];
  const parts = changes.map((part) => {
    if (!isText(part)) return propertyText(before, part);
    const text = changedLines(part.from, part.to);
    for (const line of text?.lines ?? []) lines.push(line);
    return `${propertyName(part)} ${linesText(text)}`;
  });
  return [`~ ${subjectOf(before)}: ${parts.join(', ')}  (${placeOf(before)})`, ...lines];
}

/** `> view [dbo].[a] is [dbo].[b] now  ([db])`. */
export function renamedText({ before, after }: RenamedObject): string {
  const name = [after.schema, after.name]
    .flatMap((part) => (part === undefined ? [] : [shown(part)]))
    .join('.');
  return `> ${subjectOf(before)} is ${name} now  (${placeOf(before)})`;
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
  const flag = flagText(propertyName(part), part.from, part.to);
  if (flag !== undefined) return flag;
  const isName = propertyShape(fact.kind, part.property)?.isName === true;
  return `${propertyName(part)} ${valueText(part.from, isName)} → ${valueText(part.to, isName)}`;
}

function propertyName({ property }: PropertyChange): string {
  return visible(property.replace(/^body\./, ''));
}

/** Whether it is a text of several lines that changed. */
function isText(part: PropertyChange): part is PropertyChange & Record<'from' | 'to', string> {
  if ('secret' in part || typeof part.from !== 'string' || typeof part.to !== 'string') return false;
  return part.from.includes('\n') || part.to.includes('\n');
}

function linesText(lines: TextChange | undefined): string {
  if (lines === undefined) return 'is another text';
  return `${counted(lines.removed, 'line')} removed, ${lines.added} added`;
}

function stateWord(state: unknown): string {
  return STATE_WORDS[state as keyof typeof STATE_WORDS];
}

function valueText(value: unknown, isName: boolean): string {
  if (value === undefined) return '(none)';
  if (Array.isArray(value)) return value.map((item) => valueText(item, isName)).join(' ');
  if (typeof value === 'object' && value !== null) return visible(JSON.stringify(value));
  if (typeof value !== 'string') return String(value);
  if (isName) return shown(value);
  return /^[0-9A-Za-z_.-]{1,200}$/.test(value) ? value : shownText(value);
}
