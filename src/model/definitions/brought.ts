// What a script with definitions brings into the databases that it makes, and what it cannot bring: asked by whoever
// proves such a script, or says what it needs besides.

import { SECURABLE_CLASSES, type SecurableClass } from '../catalog/securable-class.ts';
import { defined } from '../defined.ts';
import type { DefinitionFact } from '../facts/definition-fact.ts';
import { securableKey } from '../identity.ts';
import { DEFINITION_TYPES, type DefinitionType } from './definition-type.ts';
import { hasHiddenPath } from './external-shape.ts';
import { headOfType } from './module-head.ts';

/** Types that are their text, which SQL Server gives to nobody where it is encrypted. */
const TEXTS: ReadonlySet<DefinitionType> = new Set(['view', 'procedure', 'function', 'default', 'rule']);

/** The databases that such a script makes: those whose files and options were captured. */
export function databasesMade(definitions: readonly DefinitionFact[]): ReadonlySet<string> {
  return new Set(definitions.flatMap(({ type, database }) => (type === 'database' ? [database] : [])));
}

/** The keys of the securables that it makes in them. */
export function securablesMade(definitions: readonly DefinitionFact[]): ReadonlySet<string> {
  const made = definitions.filter(isMade);
  return new Set(
    made.map(({ database, type, schema, name }) =>
      securableKey({ database, class: classOf(type), name, ...defined({ schema }) }),
    ),
  );
}

/** Whether what is captured of it is enough for a statement: a text that makes something else is none. */
function isMade(fact: DefinitionFact): boolean {
  if (fact.type === 'external-model') return !hasHiddenPath(fact.body);
  const { type, body } = fact;
  if (!TEXTS.has(type)) return true;
  const further = 'numbers' in body ? (body.numbers ?? []).flatMap(({ definition }) => definition ?? []) : [];
  const text = 'definition' in body ? body.definition : undefined;
  return text !== undefined && [text, ...further].every((one) => headOfType(one, type) !== undefined);
}

/** The words behind CREATE are those of the class; what has none of its own is an object. */
function classOf(type: DefinitionType): SecurableClass {
  const { words } = DEFINITION_TYPES[type];
  return Object.hasOwn(SECURABLE_CLASSES, words) ? (words as SecurableClass) : 'OBJECT';
}
