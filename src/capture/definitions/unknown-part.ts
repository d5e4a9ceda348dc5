// Parts of definitions of which the catalogue gives no value, or one that is not known here. Nothing is taken for them: what
// would be made without them is another thing than what is there.
import type { DatabaseScope } from '../scope.ts';

/** Tells of a part of an object without which it is not what it is; `Checks of tables have no text`. */
export function omitPart(scope: DatabaseScope, what: string): void {
  scope.ledger.omit(
    'definition-not-whole',
    `${what} that the login sees or that is known; definitions are not whole without it.`,
    'Grant the login VIEW DEFINITION in the database, or complete these objects by hand.',
    1,
  );
}

/** The value of a number of the catalogue; one that is not in the list is told. */
export function knownValue<T>(
  scope: DatabaseScope,
  values: readonly T[] | Readonly<Record<number, T>>,
  number: number,
  what: string,
): T | undefined {
  if (!(number in values)) omitPart(scope, what);
  return (values as Readonly<Record<number, T>>)[number];
}
