// What one server's catalogue offers: its release, its engine, and which columns its views have.
import type { SqlVersion } from '../../model/catalog/version.ts';

/** A catalogue: queries are built for it, selecting only what it has. */
export interface Catalog {
  readonly version: SqlVersion;
  /** `SERVERPROPERTY('EngineEdition')`. */
  readonly engineEdition: number;
  /** Column names by view (`sys.server_principals`). A view that is absent here is absent on the server. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Makes a catalogue from (view, column) pairs, views without their schema `sys`, and whole tables of msdb. */
export function catalogOf(
  version: SqlVersion,
  engineEdition: number,
  pairs: Iterable<readonly [view: string, column: string]>,
  tables: Iterable<readonly [table: string, columns: readonly string[]]> = [],
): Catalog {
  const columns = new Map<string, Set<string>>();
  for (const [table, names] of tables) columns.set(table, new Set(names));
  for (const [view, column] of pairs) {
    const key = `sys.${view}`;
    const known = columns.get(key);
    if (known === undefined) columns.set(key, new Set([column]));
    else known.add(column);
  }
  return { version, engineEdition, columns };
}
