// What a real server would not have: ids that resolve to nothing, names twice, users of other types than their
// logins, grantors without the grant option. The environments of the tests have none of it.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { Reference } from './catalog-references.ts';
import { DATABASE_REFERENCES, SERVER_REFERENCES, UNIQUE_KEYS } from './catalog-references.ts';
import type { Environment, Tables } from './environment.ts';
import { rowsOf } from './environment.ts';
import { permissionFaults } from './permission-faults.ts';
import { keyText, sinceOf } from './row-key.ts';
import { withShippedRows } from './shipped-rows.ts';
import { GONE_SID } from './sid.ts';

/**
 * Every fault of an environment, each with its place; none when it could have been read from a real server.
 * Rows that are not gated must make sense from `oldest` on; by default that is the version the server claims.
 */
export function inconsistencies(
  environment: Environment,
  oldest: SqlVersion = environment.server.version,
): readonly string[] {
  const { server, serverTables, databases } = environment;
  const scopes = [
    { place: server.name, scope: 'server', tables: serverTables, database: undefined },
    ...[...databases].map(
      ([name, tables]) =>
        ({ place: `${server.name}, ${name}`, scope: 'database', tables, database: name }) as const,
    ),
  ] as const;
  return scopes.flatMap(({ place, scope, tables, database }) => {
    const all = withShippedRows(tables, database);
    const references = scope === 'server' ? SERVER_REFERENCES : DATABASE_REFERENCES;
    return [
      ...referenceFaults(tables, all, references, oldest),
      ...uniqueFaults(all),
      ...permissionFaults(tables, all, scope, oldest),
      ...(scope === 'database' ? userFaults(tables, environment) : ownerFaults(all, environment)),
    ].map((fault) => `${place}: ${fault}`);
  });
}

function* referenceFaults(
  tables: Tables,
  all: Tables,
  references: readonly Reference[],
  oldest: SqlVersion,
): Iterable<string> {
  for (const { view, column, target, targetColumn } of references) {
    const since = new Map(
      rowsOf(all, target).map((row) => [keyText(row[targetColumn]), sinceOf(row, oldest)]),
    );
    for (const row of rowsOf(tables, view)) {
      const value = row[column] ?? null;
      if (value === null) continue;
      const there = since.get(keyText(value));
      if (there === undefined) yield `${view}.${column} ${keyText(value)} is in no row of ${target}.`;
      else if (there > sinceOf(row, oldest))
        yield `${view}.${column} ${keyText(value)} comes only with ${there}.`;
    }
  }
}

function* uniqueFaults(tables: Tables): Iterable<string> {
  for (const [view = '', ...columns] of UNIQUE_KEYS) {
    const seen = new Set<string>();
    for (const row of rowsOf(tables, view)) {
      if (columns.some((column) => row[column] === null || row[column] === undefined)) continue;
      const key = columns.map((column) => keyText(row[column])).join(' / ');
      if (seen.has(key)) yield `${view} has ${columns.join(', ')} ${JSON.stringify(key)} twice.`;
      seen.add(key);
    }
  }
}

// A login owns a database, an account that is let in as a member of a group, or somebody who is gone.
function* ownerFaults(all: Tables, { server }: Environment): Iterable<string> {
  const logins = rowsOf(all, 'sys.server_principals').map((row) => keyText(row.sid));
  const accounts = Object.values(server.windowsAccounts ?? {}).map((sid) =>
    keyText(new Uint8Array(Buffer.from(sid.slice(2), 'hex'))),
  );
  const known = new Set([...logins, ...accounts, keyText(GONE_SID)]);
  for (const { name, owner_sid } of rowsOf(all, 'sys.databases'))
    if ((owner_sid ?? null) !== null && !known.has(keyText(owner_sid)))
      yield `Nobody is the owner of ${name}: ${keyText(owner_sid)}.`;
}

// A user has the type of the login whose SID it has; a certificate or key user that of one in its database, else of a login.
function* userFaults(tables: Tables, { serverTables }: Environment): Iterable<string> {
  const logins = new Map(rowsOf(serverTables, 'sys.server_principals').map((row) => [keyText(row.sid), row]));
  const keys = new Set(
    [...rowsOf(tables, 'sys.certificates'), ...rowsOf(tables, 'sys.asymmetric_keys')].map((row) =>
      keyText(row.sid),
    ),
  );
  for (const user of rowsOf(tables, 'sys.database_principals')) {
    const { name, type, sid } = user;
    const login = logins.get(keyText(sid));
    if (login !== undefined && login.type !== type) yield `${name} is ${type}, its login is ${login.type}.`;
    if ((type === 'C' || type === 'K') && login === undefined && !keys.has(keyText(sid)))
      yield `${name} has the SID of no key here.`;
    if (!(sid instanceof Uint8Array) || sid.length === 0 || sid.length > 85)
      yield `${name} has no proper SID.`;
  }
}
