// Objects of which a capture of definitions brings none: each kind is told with how many there are, so that nobody takes a
// script for more than it is. What is SQL Server's own secret has no definition on any server.
import { spaceOf } from '../../model/definitions/definition-type.ts';
import type { SecurableFact } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { shown } from '../../model/words/shown.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, type NamedSecurable, securableIndex } from '../scope.ts';
import { keep } from './kept.ts';
import { isOwn } from './tables/ledger.ts';

/** What people call them, by the type of an object or by the class. */
const NOT_CAPTURED: Readonly<Record<string, string>> = {
  X: 'extended procedures',
  CERTIFICATE: 'certificates',
  'ASYMMETRIC KEY': 'asymmetric keys',
  'SYMMETRIC KEY': 'symmetric keys',
  'EXTERNAL LANGUAGE': 'external languages',
  'EXTERNAL MODEL': 'external models',
  'DATABASE SCOPED CREDENTIAL': 'database scoped credentials',
};

const libraries = keep(() => ({ count: 0 }));

/** `sys.external_libraries`, which carry no permissions and so are no securables. */
const externalLibraries = defineQuery<DatabaseScope>()({
  name: 'external libraries',
  view: 'sys.external_libraries',
  since: 2017,
  columns: ['external_library_id'],
  read: (scope) => ({
    row: () => {
      libraries(scope).count += 1;
    },
  }),
});

/** What is read of what has no definition here and is no securable. */
export const WITHOUT_DEFINITION_QUERIES = [externalLibraries];

/** Objects and types that everybody sees by name and of which no view told more, each by its name. */
export function reportUndefined(scope: DatabaseScope): void {
  const made = new Set(
    scope.facts.flatMap((fact) =>
      fact.kind === 'definition' ? [keyOfParts(spaceOf(fact.type), fact.schema, fact.name)] : [],
    ),
  );
  const own = new Set<NamedSecurable>();
  for (const [id, named] of securableIndex(scope, 'OBJECT')) if (isOwn(scope, id)) own.add(named);
  const ownNames = new Set([...own].map(({ schema, name }) => keyOfParts('object', schema, name)));
  for (const fact of scope.facts) {
    if (fact.kind !== 'securable' || (fact.class !== 'OBJECT' && fact.class !== 'TYPE')) continue;
    const key = keyOfParts(fact.class.toLowerCase(), fact.schema, fact.name);
    if (made.has(key) || ownNames.has(key) || whatOf(fact) !== undefined) continue;
    const place = `${shown(fact.schema ?? '')}.${shown(fact.name)}`;
    scope.ledger.omit(
      'without-definition',
      `${place} shows no definition to the login; it was not captured.`,
      'Grant the login VIEW DEFINITION in the database, or script this object by hand.',
    );
  }
}

/** Tells them, by what they are. */
export function reportWithoutDefinition(scope: DatabaseScope): void {
  const { count: libraryCount } = libraries(scope);
  const counts = new Map<string, number>(libraryCount === 0 ? [] : [['external libraries', libraryCount]]);
  for (const fact of scope.facts) {
    const what = fact.kind === 'securable' ? whatOf(fact) : undefined;
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  for (const [what, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const fact = `The definitions of ${what} were not captured: make them by hand, or restore the database.`;
    scope.ledger.note('definitions-not-captured', fact, count);
  }
}

function whatOf({ class: of, type }: SecurableFact): string | undefined {
  return NOT_CAPTURED[of === 'OBJECT' || of === 'TYPE' ? (type ?? '') : of];
}
