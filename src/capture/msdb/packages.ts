// Packages of Integration Services that are kept in msdb: whose each is, and which roles of msdb may read and write it.
// Sources: "sysssispackages", "sysssispackagefolders (Transact-SQL)", "Integration Services Roles (SSIS Service)" (Microsoft).
import { defined } from '../../model/defined.ts';
import { hex, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { DatabaseScope } from '../scope.ts';
import { ownerOfRow } from './owner-of-row.ts';

/** `dbo.sysssispackagefolders`. */
export const packageFolders = defineQuery<DatabaseScope>()({
  name: 'folders of Integration Services packages',
  view: 'dbo.sysssispackagefolders',
  columns: ['folderid', 'parentfolderid', 'foldername'],
  read: (scope, at) => ({
    row(row) {
      const folder = { name: name(row[at.foldername]), parent: text(row[at.parentfolderid]) };
      scope.packageFolders.set(name(row[at.folderid]), folder);
    },
  }),
});

/** `dbo.sysssispackages`. */
export const packages = defineQuery<DatabaseScope>()({
  name: 'Integration Services packages',
  view: 'dbo.sysssispackages',
  columns: ['name', 'folderid', 'ownersid', 'readrolesid', 'writerolesid'],
  expressions: {
    account_name: 'SUSER_SNAME([v].[ownersid])',
    reader_name: '[r].[name]',
    writer_name: '[w].[name]',
  },
  narrow: (query) =>
    query
      .leftJoin('sys.database_principals as r', 'r.sid', 'v.readrolesid')
      .leftJoin('sys.database_principals as w', 'w.sid', 'v.writerolesid'),
  read: (scope, at) => ({
    row(row) {
      const folder = folderPath(scope, text(row[at.folderid]));
      const [readerRole, writerRole] = [text(row[at.reader_name]), text(row[at.writer_name])];
      const isLost =
        (readerRole === undefined && hex(row[at.readrolesid]) !== undefined) ||
        (writerRole === undefined && hex(row[at.writerolesid]) !== undefined);
      if (folder === undefined || isLost) {
        const fact = 'msdb has packages whose folder or role is not visible.';
        scope.ledger.omit('unresolved-id', fact, SEE_MORE, 1);
        return;
      }
      scope.facts.push(
        defined({
          kind: 'ssis-package' as const,
          database: scope.database,
          folder: folder === '' ? undefined : folder,
          name: name(row[at.name]),
          ...ownerOfRow(scope, row[at.ownersid], row[at.account_name]),
          readerRole,
          writerRole,
        }),
      );
    },
  }),
});

/** The names from the outermost folder on; the outermost of all has none. Undefined for one that is not there. */
function folderPath({ packageFolders: folders }: DatabaseScope, id: string | undefined): string | undefined {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let at = id; at !== undefined; ) {
    const folder = folders.get(at);
    if (folder === undefined || seen.has(at)) return undefined;
    seen.add(at);
    names.unshift(folder.name);
    at = folder.parent;
  }
  return names.filter((one) => one !== '').join('\\');
}
