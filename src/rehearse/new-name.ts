// What is otherwise on a server only because a login bears another name there, as sa does where it was captured under
// another one: every right that it gave or has, every role that it is in. All of that is told in one line.

import type { Change } from '../diff/change.ts';
import { changeText } from '../diff/change-text.ts';
import { compareFacts } from '../diff/compare-facts.ts';
import { keyOf } from '../model/identity.ts';
import { renameFact } from '../model/rename-principals.ts';
import { counted, shown } from '../model/words/shown.ts';

/** A login's name as it was captured, and the one that it has here. */
export interface NewName {
  readonly captured: string;
  readonly here: string;
}

/** Each change as a line, but for those that a login's new name makes, which share one; what else is new in them stays. */
export function changeLinesUnder(newName: NewName, changes: readonly Change[]): readonly string[] {
  const { captured, here } = newName;
  if (captured === here) return changes.map(changeText);
  const after = new Map(
    changes.flatMap((change) => (change.change === 'added' ? [[change.key, change.after] as const] : [])),
  );
  const pairs = changes.flatMap((change) => {
    if (change.change !== 'removed') return [];
    const before = renameFact(change.before, (name) => (name === captured ? here : name));
    const there = after.get(keyOf(before));
    return there === undefined ? [] : [{ change, before, after: there }];
  });
  const paired = new Set(pairs.flatMap(({ change, after }) => [change.key, keyOf(after)]));
  const rest = changes.filter((change) => {
    if (change.change !== 'changed') return change.change === 'unknown' || !paired.has(change.key);
    return !change.changes.every((part) => !('secret' in part) && part.from === captured && part.to === here);
  });
  const others = pairs.flatMap(({ before, after }) => {
    const parts = compareFacts(before, after, true);
    const change = { change: 'changed', key: keyOf(before), before, after, changes: parts } as const;
    return parts.length === 0 ? [] : [changeText(change)];
  });
  const count = changes.length - rest.length - pairs.length - others.length;
  const named = `Login ${shown(captured)} is called ${shown(here)} here: ${counted(count, 'difference')} in nothing but that name`;
  return [...rest.map(changeText), ...others, ...(count === 0 ? [] : [named])];
}
