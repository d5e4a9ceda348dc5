// Matches names against a filter's patterns: exact names exactly where something has them, else whatever the case.
import type { NameFilter } from './selection.ts';

/** Tells whether a name matches. */
export type NameMatcher = (name: string) => boolean;

/** A matcher for patterns, over the names there are: an exact name that one of them has means that one alone. */
export function matchAny(patterns: readonly string[], names: ReadonlySet<string>): NameMatcher {
  const exact = new Set<string>();
  const expressions: RegExp[] = [];
  for (const pattern of patterns) {
    if (names.has(pattern)) exact.add(pattern);
    else expressions.push(expressionOf(pattern));
  }
  const known = new Map<string, boolean>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      answer = exact.has(name) || expressions.some((expression) => expression.test(name));
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

function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.|+()[\]{}/*?]/g, (mark) =>
    mark === '*' ? '[^]*' : mark === '?' ? '[^]' : `\\${mark}`,
  );
  return new RegExp(`^${source}$`, 'iu');
}
