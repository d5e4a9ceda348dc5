// A selection of principals under the names that a mapping gives them: a pattern that took a principal where it was
// captured takes it where it was restored.
import { defined } from '../model/defined.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';
import { renamer } from '../model/rename-principals.ts';
import { matchAny } from '../select/name-matcher.ts';
import type { NameFilter, Selection } from '../select/selection.ts';

/** The selection with its patterns of principals renamed, and with what those with wildcards would have taken. */
export function mapSelection(selection: Selection, mapping: PrincipalMapping): Selection {
  const { principals } = selection;
  if (principals === undefined) return selection;
  const { include, exclude } = principals;
  const mapped: NameFilter = defined({
    include: include && mapPatterns(include, mapping),
    exclude: exclude && mapPatterns(exclude, mapping),
  });
  return { ...selection, principals: mapped };
}

function mapPatterns(patterns: readonly string[], mapping: PrincipalMapping): readonly string[] {
  const rename = renamer(mapping);
  return [...new Set(patterns.flatMap((pattern) => [rename(pattern), ...taken(pattern, mapping)]))];
}

/** What a pattern with wildcards takes by its old name, under the new one. */
function taken(pattern: string, { logins = {}, domains = {}, machines = {} }: PrincipalMapping): string[] {
  if (!/[*?]/.test(pattern)) return [];
  const names = Object.entries(logins).filter(([from]) => takes(pattern, from));
  const authorities = Object.entries({ ...domains, ...machines });
  return [
    ...names.map(([, to]) => to),
    ...authorities.flatMap(([from, to]) => restsBehind(pattern, from).map((rest) => `${to}\\${rest}`)),
  ];
}

/** The parts of a pattern behind an authority that its front takes; a `*` may reach across the backslash. */
function restsBehind(pattern: string, authority: string): string[] {
  const slash = pattern.indexOf('\\');
  if (slash >= 0) return takes(pattern.slice(0, slash), authority) ? [pattern.slice(slash + 1)] : [];
  const stars = [...pattern].flatMap((sign, at) => (sign === '*' ? [at] : []));
  return stars
    .filter((at) => takes(pattern.slice(0, at + 1), `${authority}\\`))
    .map((at) => pattern.slice(at));
}

const takes = (pattern: string, name: string): boolean => matchAny([pattern], new Set([name]))(name);
