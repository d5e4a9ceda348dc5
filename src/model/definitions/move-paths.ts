// Files of databases in other folders: a folder is a whole one, as Windows takes it, whatever the case of its letters and
// whichever way its slashes lean.
import { RegrantError } from '../errors.ts';
import type { Fact } from '../fact.ts';
import { shownText } from '../words/shown.ts';

/** A path by its folders, as Windows compares them. */
const foldersOf = (path: string): readonly string[] =>
  path
    .replace(/[\\/]+$/, '')
    .split(/[\\/]/)
    .map((part) => part.toUpperCase());

/**
 * The facts with the files of databases in their new folders; of several maps the one of most folders counts.
 * Throws a RegrantError `bad-option` for a folder that holds no file.
 */
export function movePaths(facts: readonly Fact[], paths: Readonly<Record<string, string>>): readonly Fact[] {
  const maps = Object.entries(paths)
    .map(([from, to]) => ({ from, folders: foldersOf(from), to: to.replace(/[\\/]+$/, '') }))
    .sort((a, b) => b.folders.length - a.folders.length);
  if (maps.length === 0) return facts;
  const used = new Set<string>();
  const moved = (path: string): string => {
    const parts = path.split(/[\\/]/);
    const found = maps.find(
      ({ folders }) =>
        folders.length < parts.length && folders.every((part, at) => parts[at]?.toUpperCase() === part),
    );
    if (found === undefined) return path;
    used.add(found.from);
    const behind = parts.slice(0, found.folders.length).join('/').length;
    return `${found.to}${path.slice(behind)}`;
  };
  const result = facts.map((fact) => {
    if (fact.kind !== 'definition' || fact.type !== 'database') return fact;
    const files = fact.body.files.map((file) => ({ ...file, path: moved(file.path) }));
    return { ...fact, body: { ...fact.body, files } };
  });
  const unused = maps.find(({ from }) => !used.has(from));
  if (unused === undefined) return result;
  throw new RegrantError({
    code: 'bad-option',
    fact: `No file of a database is in the folder ${shownText(unused.from)}.`,
    remedy: 'Correct the folder, or leave that mapping out.',
  });
}
