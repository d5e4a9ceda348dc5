// Why SQL Server refuses to make, drop and rename things that are no principals.
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { RENAMED } from '../effects/apply-object.ts';
import { findThing, isTemporary } from '../effects/find-named.ts';
import { refusal } from '../rule.ts';
import { isMade } from '../state/principal.ts';
import { speaksOf } from './reference.ts';

/** Rules about things, in the order in which they are asked. */
export const OBJECT_RULES = [
  refusal({
    name: 'object-name-is-free',
    isMet: true,
    source: 'CREATE TABLE (Transact-SQL)',
    error: 2714,
    on: ['create-object'],
    refuses: ({ class: found, name, orAlter }, context) =>
      !orAlter && !isTemporary(name) && isMade(findThing(found, name, context))
        ? `there is a ${found} ${name.join('.')} already`
        : undefined,
  }),
  speaksOf({
    name: 'schema-of-object-exists',
    source: 'CREATE TABLE (Transact-SQL)',
    error: 2760,
    on: ['create-object'],
    of: ({ class: found, name }) =>
      SECURABLE_CLASSES[found].schemaQualified && !isTemporary(name)
        ? { what: 'schema', name: name.at(-2) || 'dbo', database: name.at(-3) }
        : undefined,
  }),
  speaksOf({
    name: 'dropped-object-exists',
    isMet: true,
    source: 'DROP TABLE (Transact-SQL)',
    error: 3701,
    on: ['drop-object'],
    of: ({ class: found, names, ifExists }) =>
      ifExists
        ? undefined
        : names.filter((name) => !isTemporary(name)).map((name) => ({ what: 'thing', class: found, name })),
  }),
  speaksOf({
    name: 'renamed-object-exists',
    source: 'sp_rename (Transact-SQL)',
    error: 15225,
    on: ['rename-object'],
    of: ({ type, name }) => {
      if (type === 'DATABASE') return { what: 'database', name: name.at(-1) ?? '' };
      if (type === 'COLUMN') return { what: 'thing', class: 'OBJECT', name: name.slice(0, -1) };
      const found = RENAMED[type];
      return found && { what: 'thing', class: found, name };
    },
  }),
  refusal({
    name: 'renamed-object-name-is-free',
    source: 'sp_rename (Transact-SQL)',
    error: 15335,
    on: ['rename-object'],
    refuses: ({ type, name, newName }, context) => {
      const found = RENAMED[type];
      const there = found && findThing(found, [...name.slice(0, -1), newName], context);
      return isMade(there) && there !== (found && findThing(found, name, context))
        ? `there is a ${found} ${newName} already`
        : undefined;
    },
  }),
];
