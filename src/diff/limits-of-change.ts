// Whether a change is explained wholly by what no statement can do: each of its properties has to be.
import type { LimitCode } from '../model/limit.ts';
import type { Changed } from './change.ts';

/** The limits that explain a change, each once; undefined where a property has none, so that it is a real difference. */
export function limitsOfChange(
  change: Changed,
  limitOf: (property: string) => LimitCode | undefined,
): readonly LimitCode[] | undefined {
  const found = new Set<LimitCode>();
  for (const { property } of change.changes) {
    const limit = limitOf(property);
    if (limit === undefined) return undefined;
    found.add(limit);
  }
  return [...found];
}
