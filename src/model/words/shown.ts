// Names, texts and counts on their way to people's eyes: the only forms in which they get onto a line. Nothing here is
// T-SQL to run: that goes through the text folder's door.
import { visible } from './visible.ts';

/** A name between brackets with nothing invisible in it. */
export function shown(name: string): string {
  return `[${visible(name).replaceAll(']', ']]')}]`;
}

/** A text that is no name, between quotes, likewise on one line. */
export function shownText(text: string): string {
  return `'${visible(text).replaceAll("'", "''")}'`;
}

/** `no differences`, `1 difference`, `2 differences`; `many` where the word does not take a plain s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? `no ${many}` : numbered(count, one, many);
}

/** `0 differences`, `1 difference`, `2 differences`: where none is a number among others. */
export function numbered(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and 3 more`: the first of a list, and how many there are besides. */
export function firstOf(list: readonly string[], most: number): string {
  const rest = list.length > most ? ` and ${list.length - most} more` : '';
  return `${list.slice(0, most).join(', ')}${rest}`;
}
