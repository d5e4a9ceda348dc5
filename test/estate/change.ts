// Changes to an environment as data: rows set, added, copied or taken away, a database renamed or moved. A change that finds
// nothing to change is a mistake, and thrown.
import type { ServerFixture, ViewRows } from '../server/engine/fixture/read-environment.ts';
import { type FixtureRow, plainRow } from '../server/engine/fixture/read-rows.ts';
import type { RowRecord } from '../server/engine/store/table.ts';

/** The servers of an environment by the names of their folders. */
export type Environment = ReadonlyMap<string, ServerFixture>;

/** Where rows are: of the server itself where no database is named. */
interface Place {
  readonly server: string;
  readonly database?: string;
  readonly view: string;
}

/** Which rows are meant: those with these values, or those that a test picks. */
type Where = RowRecord | ((row: RowRecord) => boolean);

/** One change. */
export type Change =
  | (Place & { readonly where: Where; readonly set: RowRecord | ((row: RowRecord) => RowRecord) })
  | (Place & { readonly where: Where; readonly drop: true })
  | (Place & { readonly add: RowRecord })
  | (Place & { readonly where: Where; readonly copyTo: string; readonly as: (row: RowRecord) => RowRecord })
  | { readonly server: string; readonly rename: string; readonly to: string }
  | { readonly server: string; readonly move: string; readonly to: string };

/** The environment after the changes, one after another. Throws for one that finds nothing. */
export function withChanges(environment: Environment, changes: readonly Change[]): Environment {
  return changes.reduce(withChange, environment);
}

function withChange(environment: Environment, change: Change): Environment {
  if ('copyTo' in change) return copied(environment, change);
  const fixture = fixtureOf(environment, change.server);
  if ('rename' in change)
    return withServer(environment, change.server, renamed(fixture, change.rename, change.to));
  if ('move' in change) return moved(environment, change);
  return withRows(environment, change, changedRows(rowsAt(environment, change), change));
}

function rowsAt(environment: Environment, { server, database, view }: Place): readonly FixtureRow[] {
  const fixture = fixtureOf(environment, server);
  return (database === undefined ? fixture.server : fixture.databases.get(database))?.get(view) ?? [];
}

function withRows(environment: Environment, place: Place, rows: readonly FixtureRow[]): Environment {
  const { server, database, view } = place;
  const fixture = fixtureOf(environment, server);
  const views = database === undefined ? fixture.server : fixture.databases.get(database);
  const changed: ViewRows = new Map([...(views ?? []), [view, rows]]);
  return withServer(
    environment,
    server,
    database === undefined
      ? { ...fixture, server: changed }
      : { ...fixture, databases: new Map([...fixture.databases, [database, changed]]) },
  );
}

/** Rows of one server on another, too, as the change says. */
function copied(environment: Environment, change: Extract<Change, { copyTo: string }>): Environment {
  const meant = rowsAt(environment, change).filter(({ record }) => matches(record, change.where));
  if (meant.length === 0) throw nothingMeant(change);
  const place = { ...change, server: change.copyTo };
  const copies = meant.map((row) => ({ ...row, record: { ...row.record, ...change.as(row.record) } }));
  return withRows(environment, place, [...rowsAt(environment, place), ...copies]);
}

const nothingMeant = ({ view, server }: Place): Error =>
  new Error(`No row of ${view} on ${server} is meant by this change.`);

function changedRows(
  rows: readonly FixtureRow[],
  change: Exclude<Change, { rename: string } | { move: string } | { copyTo: string }>,
) {
  if ('add' in change) return [...rows, plainRow(change.add)];
  const isMeant = ({ record }: FixtureRow): boolean => matches(record, change.where);
  if (!rows.some(isMeant)) throw nothingMeant(change);
  if ('drop' in change) return rows.filter((row) => !isMeant(row));
  const { set } = change;
  return rows.map((row) =>
    isMeant(row)
      ? { ...row, record: { ...row.record, ...(typeof set === 'function' ? set(row.record) : set) } }
      : row,
  );
}

const matches = (record: RowRecord, where: Where): boolean =>
  typeof where === 'function'
    ? where(record)
    : Object.entries(where).every(([column, value]) => comparable(record[column]) === comparable(value));

const comparable = (value: RowRecord[string]): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;

/** A database under another name, in the backups that msdb knows too. */
function renamed(fixture: ServerFixture, from: string, to: string): ServerFixture {
  const own = fixture.databases.get(from);
  if (own === undefined) throw new Error(`There is no database ${from}.`);
  const others = [...fixture.databases].filter(([name]) => name !== from);
  const databases = new Map([...others, [to, own]]);
  const msdb = new Map(databases.get('msdb') ?? []);
  for (const [view, column] of [
    ['dbo.backupset', 'database_name'],
    ['dbo.restorehistory', 'destination_database_name'],
  ] as const)
    msdb.set(view, withValue(msdb.get(view) ?? [], column, from, to));
  databases.set('msdb', msdb);
  const list = withValue(fixture.server.get('sys.databases') ?? [], 'name', from, to);
  return { ...fixture, server: new Map([...fixture.server, ['sys.databases', list]]), databases };
}

const withValue = (rows: readonly FixtureRow[], column: string, from: string, to: string): FixtureRow[] =>
  rows.map((row) =>
    row.record[column] === from ? { ...row, record: { ...row.record, [column]: to } } : row,
  );

/** A free id for a database that comes from another server. */
const MOVED_ID = 90;

function moved(
  environment: Environment,
  { server, move, to }: { readonly server: string; readonly move: string; readonly to: string },
): Environment {
  const [from, target] = [fixtureOf(environment, server), fixtureOf(environment, to)];
  const isIt = ({ record }: FixtureRow): boolean => record.name === move;
  const list = from.server.get('sys.databases') ?? [];
  const [row] = list.filter(isIt);
  const views = from.databases.get(move);
  if (row === undefined || views === undefined) throw new Error(`There is no database ${move} on ${server}.`);
  const without: ServerFixture = {
    ...from,
    server: new Map([...from.server, ['sys.databases', list.filter((one) => !isIt(one))]]),
    databases: new Map([...from.databases].filter(([name]) => name !== move)),
  };
  const arrived = { ...row, record: { ...row.record, database_id: MOVED_ID } };
  const listed = [...(target.server.get('sys.databases') ?? []), arrived];
  const withIt: ServerFixture = {
    ...target,
    server: new Map([...target.server, ['sys.databases', listed]]),
    databases: new Map([...target.databases, [move, views]]),
  };
  return withServer(withServer(environment, server, without), to, withIt);
}

function fixtureOf(environment: Environment, server: string): ServerFixture {
  const found = environment.get(server);
  if (found === undefined) throw new Error(`The environment has no server ${server}.`);
  return found;
}

const withServer = (environment: Environment, name: string, fixture: ServerFixture): Environment =>
  new Map([...environment, [name, fixture]]);
