// What every server ships with, read from fixtures/system once and made into complete rows once per version, so that
// engines share them.
import { fileURLToPath } from 'node:url';
import type { SqlVersion } from '../../../../src/model/catalog/version.ts';
import { catalogClasses } from '../catalog/securable-classes.ts';
import type { ViewRows } from '../fixture/read-environment.ts';
import { readViews } from '../fixture/read-environment.ts';
import type { FixtureRow } from '../fixture/read-rows.ts';
import { plainRow } from '../fixture/read-rows.ts';

const FOLDER = fileURLToPath(new URL('../../../../fixtures/system/', import.meta.url));
const SYSTEM_DATABASES: ReadonlySet<string> = new Set(['master', 'model', 'msdb', 'tempdb']);

const folders = new Map<string, ViewRows>();

function rowsOf(folder: string): ViewRows {
  let rows = folders.get(folder);
  if (rows === undefined) {
    rows = readViews(`${FOLDER}${folder}`, folder === 'server' ? 'server' : 'database');
    if (folder === 'server') rows = new Map([...rows, ['sys.securable_classes', securableClasses()]]);
    folders.set(folder, rows);
  }
  return rows;
}

/** The classes that permissions can be on, each number once. */
function securableClasses(): readonly FixtureRow[] {
  const byNumber = new Map(
    [...catalogClasses().values()]
      .reverse()
      .flatMap((one) => (one.number === undefined ? [] : [[one.number, one] as const])),
  );
  return [...byNumber].reverse().map(([number, { description, since }]) => ({
    ...plainRow({ class: number, class_desc: description }),
    since,
  }));
}

/** The shipped rows of a server-scoped view, or of a view in a database (undefined: the server). */
export function systemRows(
  view: string,
  database: string | undefined,
  version: SqlVersion,
): readonly FixtureRow[] {
  const found: FixtureRow[] = [];
  for (const folder of foldersOf(database)) {
    for (const row of rowsOf(folder).get(view) ?? [])
      if (row.since <= version && version <= row.until) found.push(row);
  }
  return found;
}

function foldersOf(database: string | undefined): readonly string[] {
  if (database === undefined) return ['server'];
  return ['databases/all', `databases/${SYSTEM_DATABASES.has(database) ? database : 'user'}`];
}
