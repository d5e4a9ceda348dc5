// Engines of cases: the rows of a case's folder, and the bare server that they are compared with.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { checkSettings, readViews, type ViewRows } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';
import type { CaseRows } from './class-cases.ts';
import type { Case } from './read-case.ts';

/** First database_id behind the system databases. */
const FIRST_DATABASE = 5;
const SYSTEM: readonly string[] = ['master', 'model', 'msdb', 'tempdb'];

/** The engine of a case that claims a release. */
export function caseEngine(found: Case, version: SqlVersion): CatalogEngine {
  const { server, databases } = found.rows ?? rowsOfFolder(found);
  return engineOf(found, version, server, databases);
}

function rowsOfFolder(found: Case): CaseRows {
  const read = (name: string) => readViews(join(found.folder, 'databases', name), 'database');
  return {
    server: readViews(join(found.folder, 'server'), 'server'),
    databases: new Map(databasesOf(found).map((name) => [name, read(name)])),
  };
}

/** The same server with nothing on it but the databases of the case, empty and owned by sa. */
export function bareEngine(found: Case, version: SqlVersion): CatalogEngine {
  return engineOf(found, version, new Map(), new Map(databasesOf(found).map((name) => [name, new Map()])));
}

/** The names of the databases that a case has rows in. */
export function databasesOf(found: Case): readonly string[] {
  if (found.rows !== undefined) return [...found.rows.databases.keys()];
  const folder = join(found.folder, 'databases');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function engineOf(
  found: Case,
  version: SqlVersion,
  server: ViewRows,
  databases: ReadonlyMap<string, ViewRows>,
): CatalogEngine {
  const passwords = { sa: 'sa', ...found.server?.passwords };
  const settings = checkSettings({ ...found.server, version, passwords }, found.name);
  const rows = withDatabases(server, [...databases.keys()], found.whole === true);
  return new CatalogEngine({ settings, server: rows, databases });
}

/**
 * Gives every database that is a folder a row in sys.databases, unless the case has one. Of the system databases only
 * master stays where the case has nothing in the others: entering them tells nothing and takes most of the time.
 */
function withDatabases(server: ViewRows, names: readonly string[], isWhole: boolean): ViewRows {
  const given = server.get('sys.databases') ?? [];
  const known = new Set([...names, ...given.map(({ record }) => record.name)]);
  const added = names
    .filter((name) => !SYSTEM.includes(name) && !given.some(({ record }) => record.name === name))
    .map((name, index) => plainRow({ name, database_id: FIRST_DATABASE + index }));
  const absent = SYSTEM.filter((name) => name !== 'master' && !known.has(name) && !isWhole).map((name) => ({
    ...plainRow({ name }),
    absent: true,
  }));
  return new Map([...server, ['sys.databases', [...given, ...added, ...absent]]]);
}

/** Whether a case has rows in a database of its own, beside those of the server. */
export function isOfDatabase(found: Case): boolean {
  return databasesOf(found).some((name) => !SYSTEM.includes(name));
}
