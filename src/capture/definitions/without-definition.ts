// Objects of which a capture of definitions brings none: each kind is told with how many there are, so that nobody takes a
// script for more than it is. What is SQL Server's own secret has no definition on any server.
import { spaceOf } from '../../model/definitions/definition-type.ts';
import { NOT_CAPTURED } from '../../model/definitions/not-captured.ts';
import type { SecurableFact } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import { firstOf, shown } from '../../model/words/shown.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { isOwn } from './tables/ledger.ts';

/** How many of a kind are named. */
const NAMED = 20;

/** What people call them, by the type of an object or by the class. */
const KINDS: Readonly<Record<string, string>> = {
  CERTIFICATE: 'certificates',
  'ASYMMETRIC KEY': 'asymmetric keys',
  'SYMMETRIC KEY': 'symmetric keys',
  'DATABASE SCOPED CREDENTIAL': 'database scoped credentials',
};

/** Objects and types that the login sees by name, and of which no view told it more. */
export function reportUndefined(scope: DatabaseScope): void {
  const made = new Set(
    scope.facts.flatMap((fact) =>
      fact.kind === 'definition' ? [keyOfParts(spaceOf(fact.type), fact.schema, fact.name)] : [],
    ),
  );
  // What comes with another object has no definition of its own.
  for (const [id, { schema, name }] of securableIndex(scope, 'OBJECT'))
    if (isOwn(scope, id)) made.add(keyOfParts('object', schema, name));
  const found: string[] = [];
  for (const fact of scope.facts) {
    if (fact.kind !== 'securable' || (fact.class !== 'OBJECT' && fact.class !== 'TYPE')) continue;
    const key = keyOfParts(fact.class.toLowerCase(), fact.schema, fact.name);
    if (made.has(key) || whatOf(fact) !== undefined) continue;
    found.push(`${shown(fact.schema ?? '')}.${shown(fact.name)}`);
  }
  if (found.length === 0) return;
  scope.ledger.omit(
    'without-definition',
    `Nothing is shown to the login but the names of ${firstOf(found.sort(ordinal), NAMED)}; their definitions were not captured.`,
    'Grant the login VIEW DEFINITION in the database, or script these objects by hand.',
    found.length,
  );
}

/** Tells them, by what they are. */
export function reportWithoutDefinition(scope: DatabaseScope): void {
  const names = new Map<string, string[]>();
  for (const fact of scope.facts) {
    const what = fact.kind === 'securable' ? whatOf(fact) : undefined;
    if (what === undefined || fact.kind !== 'securable') continue;
    const place = fact.schema === undefined ? '' : `${shown(fact.schema)}.`;
    names.set(what, [...(names.get(what) ?? []), `${place}${shown(fact.name)}`]);
  }
  for (const [what, all] of [...names].sort(([a], [b]) => ordinal(a, b))) {
    const fact = `The definitions of ${what} were not captured: make them by hand, or restore the database. They are ${firstOf(all.sort(ordinal), NAMED)}.`;
    scope.ledger.note(NOT_CAPTURED, fact, all.length);
  }
}

function whatOf({ class: of, type }: SecurableFact): string | undefined {
  return KINDS[of === 'OBJECT' || of === 'TYPE' ? (type ?? '') : of];
}
