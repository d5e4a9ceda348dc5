// Principals of the server and of a database, found as the statements name them, and what a new one gets.
import { createHash } from 'node:crypto';
import type { Value } from '../../contract.ts';
import { roleClosure } from '../security/role-closure.ts';
import type { SessionState } from '../session/session-state.ts';
import { keyOf } from '../sql/value.ts';
import { viewNamed } from '../store/server-state.ts';
import type { RowRecord, Table } from '../store/table.ts';

/** Letters of server principals that log in. */
export const LOGIN_TYPES = 'SUGCKEX';
/** First id of what a user makes on a server. */
const FIRST_SERVER_ID = 256;
const FIRST_DATABASE_ID = 5;
/** Fixed database roles and their schemas begin here. */
const FIXED_DATABASE_IDS = 16_384;

/** A table of the server. */
export function serverTable(state: SessionState, view: string): Table {
  return state.server.table(viewNamed(view), undefined);
}

/** A table of a database, the current one unless told. */
export function databaseTable(state: SessionState, view: string, database = state.database): Table {
  return state.server.table(viewNamed(view), database);
}

const indexes = new WeakMap<Table, Map<string, { revision: number; rows: Map<unknown, readonly Value[]> }>>();

/** The first row whose column has that key; looked up in an index that is kept until the table changes. */
export function rowBy(
  table: Table,
  column: string,
  key: unknown,
  keyOfValue: (value: Value) => unknown,
): RowRecord | undefined {
  let kept = indexes.get(table);
  if (kept === undefined) {
    kept = new Map();
    indexes.set(table, kept);
  }
  let index = kept.get(column);
  if (index?.revision !== table.revision) {
    const read = table.reader(column);
    const rows = new Map<unknown, readonly Value[]>();
    for (const row of table.rows) {
      const own = keyOfValue(read(row));
      if (!rows.has(own)) rows.set(own, row);
    }
    index = { revision: table.revision, rows };
    kept.set(column, index);
  }
  const found = index.rows.get(key);
  return found && table.recordsOf([found])[0];
}

const exact = (value: Value) => keyOf(value, undefined);

/** The row of a name, as the server compares names. */
export function rowNamed(table: Table, name: string, state: SessionState): RowRecord | undefined {
  const key = (value: Value) => state.serverNameKey(String(value));
  return rowBy(table, 'name', key(name), key);
}

/** A server principal of any kind. */
export function serverPrincipal(state: SessionState, name: string): RowRecord | undefined {
  return rowNamed(serverTable(state, 'sys.server_principals'), name, state);
}

/** A login; roles are none. */
export function loginNamed(state: SessionState, name: string): RowRecord | undefined {
  const found = serverPrincipal(state, name);
  return found !== undefined && LOGIN_TYPES.includes(typeOf(found)) ? found : undefined;
}

/** The server principal with a SID. */
export function serverPrincipalWithSid(state: SessionState, sid: Value): RowRecord | undefined {
  return rowBy(serverTable(state, 'sys.server_principals'), 'sid', exact(sid), exact);
}

/** A user or role of the current database. */
export function databasePrincipal(
  state: SessionState,
  name: string,
  database = state.database,
): RowRecord | undefined {
  const { key } = state.catalogCollation(database);
  return rowBy(databaseTable(state, 'sys.database_principals', database), 'name', key(name), (value) =>
    key(String(value)),
  );
}

/** The user of a database with a SID. */
export function userWithSid(
  state: SessionState,
  sid: Value,
  database = state.database,
): RowRecord | undefined {
  const table = databaseTable(state, 'sys.database_principals', database);
  return rowBy(table, 'sid', exact(sid), exact);
}

/** The letter of a principal's type. */
export function typeOf(principal: RowRecord): string {
  return String(principal.type).trim();
}

export const idOf = (principal: RowRecord): number => Number(principal.principal_id);

export const nextServerId = (state: SessionState): number =>
  nextId(
    serverTable(state, 'sys.server_principals'),
    'principal_id',
    FIRST_SERVER_ID,
    Number.POSITIVE_INFINITY,
  );

export const nextUserId = (state: SessionState): number =>
  nextId(
    databaseTable(state, 'sys.database_principals'),
    'principal_id',
    FIRST_DATABASE_ID,
    FIXED_DATABASE_IDS,
  );

export const nextSchemaId = (state: SessionState): number =>
  nextId(databaseTable(state, 'sys.schemas'), 'schema_id', FIRST_DATABASE_ID, FIXED_DATABASE_IDS);

/** One more than the highest id below a bound. */
export function nextId(table: Table, column: string, first: number, below: number): number {
  const read = table.reader(column);
  let highest = first - 1;
  for (const row of table.rows) {
    const id = Number(read(row));
    if (id < below && id > highest) highest = id;
  }
  return highest + 1;
}

/** Bytes that stand for chance: the same for the same words, so that tests can be repeated. */
export function bytesFor(words: string, length: number): Uint8Array {
  return Uint8Array.from(createHash('sha512').update(words, 'utf8').digest().subarray(0, length));
}

/** The roles of a principal and itself. */
export function tokensOf(state: SessionState, id: number, scope: 'server' | 'database'): ReadonlySet<number> {
  const table =
    scope === 'server'
      ? serverTable(state, 'sys.server_role_members')
      : databaseTable(state, 'sys.database_role_members');
  return roleClosure([id], table.rows, 0, 1);
}
