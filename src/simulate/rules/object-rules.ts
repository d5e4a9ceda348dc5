// Why SQL Server refuses to make, drop and rename things that are no principals.
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { StatementOf } from '../../parse/tree/statement.ts';
import { RENAMED } from '../effects/apply-object.ts';
import { findThing, isTemporary } from '../effects/find-named.ts';
import type { Failure } from '../failure.ts';
import type { RunContext } from '../run-context.ts';
import { isMade } from '../state/principal.ts';
import { isThere, missing } from './reference.ts';
import { needs, refusals, refuses, taken } from './refusals.ts';

/** Rules about things, in the order in which they are asked. */
export const OBJECT_RULES = [
  ...refusals(['create-object'], 'CREATE TABLE (Transact-SQL)', {
    'object-name-is-free': taken(
      2714,
      ({ class: found, name, orAlter }, context) =>
        !orAlter &&
        !isTemporary(name) &&
        isMade(findThing(found, name, context)) &&
        `a ${found} ${name.join('.')}`,
    ),
    'schema-of-object-exists': needs(
      2760,
      ({ class: found, name }) =>
        SECURABLE_CLASSES[found].schemaQualified &&
        !isTemporary(name) && { what: 'schema', name: name.at(-2) || 'dbo', database: name.at(-3) },
    ),
  }),
  ...refusals(['drop-object'], 'DROP TABLE (Transact-SQL)', {
    'dropped-object-exists': needs({ isMet: true, error: 3701 }, ({ class: found, names, ifExists }) =>
      ifExists
        ? undefined
        : names.filter((name) => !isTemporary(name)).map((name) => ({ what: 'thing', class: found, name })),
    ),
  }),
  ...refusals(['rename-object'], 'sp_rename (Transact-SQL)', {
    'renamed-object-exists': needs(15225, ({ type, name }) => {
      if (type === 'DATABASE') return { what: 'database', name: name.at(-1) ?? '' };
      if (type === 'COLUMN') return { what: 'thing', class: 'OBJECT', name: name.slice(0, -1) };
      const found = RENAMED[type];
      return found && { what: 'thing', class: found, name };
    }),
    'renamed-object-name-is-free': refuses(15335, ({ type, name, newName }, context) => {
      const found = RENAMED[type];
      const there = found && findThing(found, [...name.slice(0, -1), newName], context);
      return (
        isMade(there) &&
        there !== (found && findThing(found, name, context)) &&
        `there is a ${found} ${newName} already`
      );
    }),
  }),
];

/**
 * Why SQL Server refuses to make or change a part of an object: an index, a constraint, a trigger. Such a statement is no act
 * of its own, since no fact tells of what it does. Undefined where the object is there, or the statement tells of none.
 */
export function whyNoPart(
  { on: name }: StatementOf<'foreign'>,
  context: RunContext,
): Pick<Failure, 'rule' | 'source' | 'error' | 'why'> | undefined {
  if (name === undefined) return undefined;
  const reference = { what: 'thing', class: 'OBJECT', name } as const;
  if (isThere(reference, context)) return undefined;
  const source = 'ALTER TABLE (Transact-SQL)';
  return { rule: 'changed-object-exists', source, error: 4902, why: missing(reference) };
}
