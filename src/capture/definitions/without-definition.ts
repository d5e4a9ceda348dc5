// Objects of which a capture of definitions brings none: each kind is told with how many there are, so that nobody takes a
// script for more than it is. What is SQL Server's own secret has no definition on any server.
import type { SecurableFact } from '../../model/fact.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { keep } from './kept.ts';

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
