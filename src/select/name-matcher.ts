// Matches names against a filter's patterns: exact names exactly where something has them, else whatever the case.
import type { NameFilter } from './selection.ts';

/** Tells whether a name matches. */
export type NameMatcher = (name: string) => boolean;

/** A matcher for patterns, over the names there are: an exact name that one of them has means that one alone. */
export function matchAny(patterns: readonly string[], names: ReadonlySet<string>): NameMatcher {
  const exact = new Set<string>();
  const matchers: NameMatcher[] = [];
  for (const pattern of patterns) {
    if (names.has(pattern)) exact.add(pattern);
    else matchers.push(matcherOf(pattern));
  }
  const known = new Map<string, boolean>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      answer = exact.has(name) || matchers.some((matches) => matches(name));
      known.set(name, answer);
    }
    return answer;
  };
}

/** A matcher for a filter: included and not excluded. */
export function matchFilter(filter: NameFilter | undefined, names: ReadonlySet<string>): NameMatcher {
  const include = filter?.include && matchAny(filter.include, names);
  const exclude = filter?.exclude && matchAny(filter.exclude, names);
  return (name) => (include?.(name) ?? true) && !(exclude?.(name) ?? false);
}

/** The patterns of a filter that no name matches. */
export function unmatchedPatterns(
  filter: NameFilter | undefined,
  names: ReadonlySet<string>,
): readonly string[] {
  const patterns = [...(filter?.include ?? []), ...(filter?.exclude ?? [])];
  return patterns.filter((pattern) => {
    const matches = matchAny([pattern], names);
    return ![...names].some(matches);
  });
}

/**
 * A matcher for one pattern. Each run between two stars is looked for once, behind the one before it: the first place
 * is as good as those behind it, so that nothing is ever tried again and a pattern of many stars costs no more than a long one.
 */
function matcherOf(pattern: string): NameMatcher {
  const runs = pattern.split('*').map((run, at, { length }) => {
    const source = run.replace(/[\\^$.|+()[\]{}/?]/g, (mark) => (mark === '?' ? '[^]' : `\\${mark}`));
    return new RegExp(`${at === 0 ? '^' : ''}${source}${at === length - 1 ? '$' : ''}`, 'giu');
  });
  return (name) => {
    let from = 0;
    return runs.every((run) => {
      run.lastIndex = from;
      const isThere = run.test(name);
      from = run.lastIndex;
      return isThere;
    });
  };
}
