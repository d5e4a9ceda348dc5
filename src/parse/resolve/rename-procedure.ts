// sp_rename, whose first argument is a name as T-SQL writes it, and sp_renamedb.
import { partsOf } from './nested-text.ts';
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_rename; without a type it renames an object. */
export function renameObject(values: Arguments, node: NodeParts): Translation {
  const type = values.text('objtype')?.toUpperCase() ?? 'OBJECT';
  const name = partsOf(values.text('objname') ?? '');
  if (name === undefined) return { problem: 'the name of what is renamed cannot be read' };
  return [{ kind: 'rename-object', type, name, newName: values.name('newname'), ...node }];
}

/** sp_renamedb. */
export function renameDatabase(values: Arguments, node: NodeParts): Translation {
  const [name, newName] = [[values.name('dbname')], values.name('newname')];
  return [{ kind: 'rename-object', type: 'DATABASE', name, newName, ...node }];
}
