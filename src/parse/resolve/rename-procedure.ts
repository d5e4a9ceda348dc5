// sp_rename and sp_renamedb, whose first argument is a name as T-SQL writes it.
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_rename; without a type it renames an object. */
export function renameObject(values: Arguments, node: NodeParts): Translation {
  const type = values.text('objtype')?.toUpperCase() ?? 'OBJECT';
  const name = partsOf(values.text('objname') ?? '');
  const newName = values.text('newname') ?? '';
  return { statements: [{ kind: 'rename-object', type, name, newName, ...node }] };
}

/** sp_renamedb. */
export function renameDatabase(values: Arguments, node: NodeParts): Translation {
  const name = partsOf(values.text('dbname') ?? '');
  const newName = values.text('newname') ?? '';
  return { statements: [{ kind: 'rename-object', type: 'DATABASE', name, newName, ...node }] };
}

/** A dotted name in a text, each part bare, in brackets or in double quotes. */
function partsOf(text: string): string[] {
  return [...text.matchAll(/\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]+)/g)].map(
    ([, bracketed, quoted, bare]) =>
      bracketed?.replaceAll(']]', ']') ?? quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '',
  );
}
