// Why SQL Server refuses to make, drop and rename things that are no principals.
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { RENAMED } from '../effects/apply-object.ts';
import { findThing, isTemporary } from '../effects/find-named.ts';
import { isMade } from '../state/principal.ts';
import { refusals } from './refusals.ts';

/** Rules about things, in the order in which they are asked. */
export const OBJECT_RULES = [
  ...refusals(['create-object'], 'CREATE TABLE (Transact-SQL)', {
    'object-name-is-free': {
      error: 2714,
      taken: ({ class: found, name, orAlter }, context) =>
        !orAlter &&
        !isTemporary(name) &&
        isMade(findThing(found, name, context)) &&
        `a ${found} ${name.join('.')}`,
    },
    'schema-of-object-exists': {
      error: 2760,
      needs: ({ class: found, name }) =>
        SECURABLE_CLASSES[found].schemaQualified &&
        !isTemporary(name) && { what: 'schema', name: name.at(-2) || 'dbo', database: name.at(-3) },
    },
  }),
  ...refusals(['drop-object'], 'DROP TABLE (Transact-SQL)', {
    'dropped-object-exists': {
      isMet: true,
      error: 3701,
      needs: ({ class: found, names, ifExists }) =>
        ifExists
          ? undefined
          : names.filter((name) => !isTemporary(name)).map((name) => ({ what: 'thing', class: found, name })),
    },
  }),
  ...refusals(['rename-object'], 'sp_rename (Transact-SQL)', {
    'renamed-object-exists': {
      error: 15225,
      needs: ({ type, name }) => {
        if (type === 'DATABASE') return { what: 'database', name: name.at(-1) ?? '' };
        if (type === 'COLUMN') return { what: 'thing', class: 'OBJECT', name: name.slice(0, -1) };
        const found = RENAMED[type];
        return found && { what: 'thing', class: found, name };
      },
    },
    'renamed-object-name-is-free': {
      error: 15335,
      refuses: ({ type, name, newName }, context) => {
        const found = RENAMED[type];
        const there = found && findThing(found, [...name.slice(0, -1), newName], context);
        return (
          isMade(there) &&
          there !== (found && findThing(found, name, context)) &&
          `there is a ${found} ${newName} already`
        );
      },
    },
  }),
];
