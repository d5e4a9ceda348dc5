// Where each object's file is: database/schema/kind/name.sql, in names that every file system takes and that no two objects
// share, also where they differ in case only.
import { distinctFileName, objectFileName } from '../files/file-name.ts';
import { folderOf } from '../model/definitions/definition-type.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { keyOf } from '../model/identity.ts';

/**
 * Longest path below the folder of an export, in the units that Windows counts: of the 260 that most of its programs take,
 * some sixty are left for the folder. Source: "Maximum Path Length Limitation" (Microsoft).
 */
const LONGEST_PATH = 200;
/** Longest name of a folder, which all files in it have in their paths. */
const LONGEST_FOLDER = 64;
const ENDING = '.sql';

/** The path of each object's file, its parts joined by `/`. */
export function objectPaths(facts: readonly DefinitionFact[]): ReadonlyMap<DefinitionFact, string> {
  const wholes = facts.map((fact) => ({ fact, whole: partsOf(fact) }));
  const paths = new Map<DefinitionFact, string>(facts.map((fact) => [fact, '']));
  // Folders before what is in them: how long a name may be, they leave to it.
  for (let at = 0; at < MOST_PARTS; at += 1) {
    const here = wholes.flatMap(({ fact, whole }) => {
      const [name, above] = [whole[at], paths.get(fact) ?? ''];
      if (name === undefined) return [];
      const isFile = at === whole.length - 1;
      const most = isFile ? LONGEST_PATH - above.length - ENDING.length : LONGEST_FOLDER;
      const of = isFile ? keyOf(fact) : JSON.stringify(whole.slice(0, at + 1));
      return [{ fact, above, isFile, most, of, part: objectFileName(name, most) }];
    });
    const holders = new Map<string, Set<string>>();
    for (const { above, part, of } of here) {
      const place = placeOf(above, part);
      holders.set(place, (holders.get(place) ?? new Set()).add(of));
    }
    for (const { fact, above, isFile, most, of, part } of here) {
      const isAlone = holders.get(placeOf(above, part))?.size === 1;
      const name = isAlone ? part : distinctFileName(part, of, most);
      paths.set(fact, `${above}${name}${isFile ? ENDING : '/'}`);
    }
  }
  return paths;
}

/** Database, schema, kind and name. */
const MOST_PARTS = 4;

/** What each part of a path stands for. */
function partsOf({ database, type, schema, name }: DefinitionFact): readonly string[] {
  const kind = folderOf(type);
  return schema === undefined ? [database, kind, name] : [database, schema, kind, name];
}

/** A place as a file system that knows no case has it. */
function placeOf(above: string, part: string): string {
  return `${above}${part}`.toUpperCase();
}
