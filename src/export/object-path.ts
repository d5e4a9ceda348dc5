// Where each object's file is: database/schema/kind/name.sql, in names that every file system takes and that no two objects
// share, also where they differ in case only.
import { distinctFileName, objectFileName } from '../files/file-name.ts';
import { folderOf } from '../model/definitions/definition-type.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { keyOf } from '../model/identity.ts';

/** The path of each object's file, its parts joined by `/`. */
export function objectPaths(facts: readonly DefinitionFact[]): ReadonlyMap<DefinitionFact, string> {
  const usual = facts.map((fact) => {
    const whole = partsOf(fact);
    return { fact, whole, parts: whole.map(objectFileName) };
  });
  const holders = new Map<string, Set<string>>();
  for (const { fact, whole, parts } of usual) {
    for (const at of parts.keys()) {
      const place = placeOf(parts, at);
      holders.set(place, (holders.get(place) ?? new Set()).add(wholeOf(fact, whole, at)));
    }
  }
  return new Map(
    usual.map(({ fact, whole, parts }) => {
      const distinct = parts.map((part, at) =>
        holders.get(placeOf(parts, at))?.size === 1 ? part : distinctFileName(part, wholeOf(fact, whole, at)),
      );
      return [fact, `${distinct.join('/')}.sql`];
    }),
  );
}

/** What each part of a path stands for. */
function partsOf({ database, type, schema, name }: DefinitionFact): readonly string[] {
  const kind = folderOf(type);
  return schema === undefined ? [database, kind, name] : [database, schema, kind, name];
}

/** A place as a file system that knows no case has it. */
function placeOf(parts: readonly string[], at: number): string {
  return parts
    .slice(0, at + 1)
    .join('/')
    .toUpperCase();
}

/** What a place is of: a folder of the names above, or the one object. */
function wholeOf(fact: DefinitionFact, whole: readonly string[], at: number): string {
  return at === whole.length - 1 ? keyOf(fact) : JSON.stringify(whole.slice(0, at + 1));
}
