// Why SQL Server refuses to make, drop and rename things that are no principals.
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { findThing, isTemporary, RENAMED, scopeOfThing } from '../effects/apply-object.ts';
import { refusal } from '../rule.ts';
import { isMade } from '../state/principal.ts';

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
  refusal({
    name: 'schema-of-object-exists',
    source: 'CREATE TABLE (Transact-SQL)',
    error: 2760,
    on: ['create-object'],
    refuses: ({ class: found, name }, context) => {
      if (!SECURABLE_CLASSES[found].schemaQualified || isTemporary(name)) return undefined;
      const schema = name.at(-2) || 'dbo';
      const there = scopeOfThing(found, name, context)?.securable('SCHEMA', undefined, schema);
      return there === undefined ? `there is no schema ${schema}` : undefined;
    },
  }),
  refusal({
    name: 'dropped-object-exists',
    isMet: true,
    source: 'DROP TABLE (Transact-SQL)',
    error: 3701,
    on: ['drop-object'],
    refuses: ({ class: found, names, ifExists }, context) => {
      const missing = names.find(
        (name) => !isTemporary(name) && findThing(found, name, context) === undefined,
      );
      return missing === undefined || ifExists ? undefined : `there is no ${found} ${missing.join('.')}`;
    },
  }),
  refusal({
    name: 'renamed-object-exists',
    source: 'sp_rename (Transact-SQL)',
    error: 15225,
    on: ['rename-object'],
    refuses: ({ type, name }, context) => {
      const found = RENAMED[type];
      return found !== undefined && findThing(found, name, context) === undefined
        ? `there is no ${found} ${name.join('.')}`
        : undefined;
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
