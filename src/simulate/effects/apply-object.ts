// What making, dropping and renaming things does to the permissions on them. What a temporary thing is called concerns
// nobody. Sources: "DROP TABLE (Transact-SQL)", "DROP PROCEDURE (Transact-SQL)", "sp_rename (Transact-SQL)".

import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isMade } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import { tell } from './apply-permission.ts';
import { whereSaid } from './effect.ts';
import { findThing, isTemporary, schemaOf, scopeOfThing } from './find-named.ts';

/** A new thing has no permissions; of a script that is read a fact tells of it only where it says who owns it. */
function createObject(act: ActOf<'create-object'>, context: RunContext, scope: Scope): void {
  const { class: found, name } = act;
  if (isTemporary(name)) return;
  const old = findThing(found, name, context);
  if (old !== undefined) {
    if (isMade(old) || act.orAlter) return;
    scope.removeSecurable(old);
  }
  const given = schemaOf(found, name);
  const schema = given === undefined ? undefined : (scope.schema(given)?.name ?? given);
  const named = act.owner === undefined ? undefined : scope.principal(act.owner);
  const owner = named ?? (schema === undefined ? scope.first : undefined);
  const made = scope.addSecurable({ class: found, name: name.at(-1) ?? '', ...defined({ schema, owner }) });
  // A script that is read tells of what it is about; a server has what was made on it.
  if (named !== undefined || !context.server.isOpen) tell(made, scope, context, act.catalogType);
}

/** What is dropped takes the permissions on it along. */
function dropObject({ class: found, names }: ActOf<'drop-object'>, context: RunContext): void {
  for (const name of names) {
    const old = findThing(found, name, context);
    if (old !== undefined) scopeOfThing(found, name, context)?.removeSecurable(old);
  }
}

/** What is renamed keeps its permissions. */
function renameObject(act: ActOf<'rename-object'>, context: RunContext): void {
  const { type, name, newName } = act;
  if (type === 'DATABASE') {
    const database = context.server.database(name.at(-1) ?? '');
    if (database !== undefined) context.server.renameDatabase(database, newName);
    return;
  }
  if (type === 'COLUMN') renameColumn(act, context);
  const found = RENAMED[type];
  const old = found && findThing(found, name, context);
  if (found && old) scopeOfThing(found, name, context)?.moveSecurable(old, { name: newName }, true);
}

/** The classes whose things sp_rename renames, by what it calls them. */
export const RENAMED: Readonly<Record<string, SecurableClass>> = { OBJECT: 'OBJECT', USERDATATYPE: 'TYPE' };

function renameColumn({ name, newName }: ActOf<'rename-object'>, context: RunContext): void {
  const { database } = context;
  const table = findThing('OBJECT', name.slice(0, -1), context);
  if (table === undefined) return;
  const target = database.target('OBJECT', table.schema, table.name);
  const column = database.fold(name.at(-1) ?? '');
  for (const row of target === undefined ? [] : database.permissions.on(target)) {
    if (row.column === undefined || database.fold(row.column) !== column) continue;
    database.permissions.remove(row);
    database.permissions.put({ ...row, column: newName });
  }
}

export const OBJECT_EFFECTS = {
  ...whereSaid(
    ['create-object'],
    ({ class: found, name }, context) => scopeOfThing(found, name, context),
    createObject,
  ),
  ...whereSaid(
    ['drop-object'],
    ({ class: found, names: [name = []] }, context) => scopeOfThing(found, name, context),
    dropObject,
  ),
  /** The name of a column or an index has the table's in front. */
  ...whereSaid(
    ['rename-object'],
    ({ type, name }, context) => {
      if (type === 'DATABASE') return context.server;
      return scopeOfThing('OBJECT', RENAMED[type] === undefined ? name.slice(0, -1) : name, context);
    },
    renameObject,
  ),
};
