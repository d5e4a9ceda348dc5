// A driver over rows in memory, for tests of the mappers: each statement is answered with the rows given for its
// view, as they are; its WHERE is not looked at. What a real server does is tested on the test server.
import type { Driver, ResultSet, Row, Session } from '../../src/connect/driver.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { catalogPairs } from './fake-catalog.ts';

/** Rows of a view, by column name or by the alias of an expression; columns left out are NULL. */
export type FakeRows = readonly Readonly<Record<string, unknown>>[];

/** Rows by view; `''` is the statement without a view. */
export type FakeViews = Readonly<Record<string, FakeRows>>;

/** What a fake server holds. */
export interface FakeServer {
  readonly version: SqlVersion;
  readonly identity?: Readonly<Record<string, unknown>>;
  readonly server?: FakeViews;
  readonly databases?: Readonly<Record<string, FakeViews>>;
  /** Errors thrown by a database's batches, one for each attempt. */
  readonly failing?: Readonly<Record<string, RegrantError[]>>;
  /** An error of the server's own scope, after so many result sets. */
  readonly breaking?: { readonly after: number; readonly error: RegrantError };
  /** (view, column) pairs that this server lacks. */
  readonly lacks?: readonly string[];
}

/** What clients did. */
export interface FakeLog {
  readonly opened: string[];
  readonly batches: { readonly database: string; readonly text: string }[];
  open: number;
  mostOpen: number;
}

const MAJOR: Readonly<Record<SqlVersion, string>> = {
  2012: '11.0.7001.0',
  2014: '12.0.6024.0',
  2016: '13.0.6300.2',
  2017: '14.0.3456.2',
  2019: '15.0.4430.1',
  2022: '16.0.4125.3',
  2025: '17.0.1000.7',
};

const SYSADMIN = {
  server_name: 'FAKE01',
  machine_name: 'FAKE01',
  instance_name: null,
  edition: 'Developer Edition (64-bit)',
  engine_edition: 3,
  collation_name: 'SQL_Latin1_General_CP1_CI_AS',
  login_name: 'capturer',
  is_sysadmin: 1,
  holds_0: 1,
  holds_1: 1,
  holds_2: 1,
  holds_3: 1,
  holds_4: 1,
  holds_5: 1,
};

/** A driver, and the log of what was asked of it. */
export function fakeDriver(server: FakeServer): { readonly driver: Driver; readonly log: FakeLog } {
  const log: FakeLog = { opened: [], batches: [], open: 0, mostOpen: 0 };
  const driver: Driver = {
    async open({ database = 'master' } = {}) {
      log.opened.push(database);
      log.open += 1;
      log.mostOpen = Math.max(log.mostOpen, log.open);
      return fakeSession(server, database, log, log.opened.length === 1);
    },
  };
  return { driver, log };
}

function fakeSession(server: FakeServer, own: string, log: FakeLog, isFirst: boolean): Session {
  return {
    async *run(text, { database = own } = {}) {
      log.batches.push({ database, text });
      const error = isFirst ? undefined : server.failing?.[database]?.shift();
      if (error !== undefined) throw error;
      const views = isFirst ? server.server : server.databases?.[database];
      const statements = text.split(';\n').filter((part) => part.startsWith('select '));
      for (const [index, statement] of statements.entries()) {
        if (isFirst && index === server.breaking?.after && statements.length > 3) throw server.breaking.error;
        yield answer(server, database, views ?? {}, statement);
      }
    },
    async close() {
      log.open -= 1;
    },
  };
}

function answer(server: FakeServer, database: string, views: FakeViews, statement: string): ResultSet {
  const from = / from \[sys\]\.\[(\w+)\]/.exec(statement);
  const list = statement.slice('select '.length, from?.index ?? statement.length);
  const columns = [...list.matchAll(/ as \[(\w+)\]|\[v\]\.\[(\w+)\](?=,|$)/g)].map((m) => m[1] ?? m[2] ?? '');
  const given = rowsFor(server, database, views, from?.[1], columns);
  const rows = given.map((row) => columns.map((column) => row[column] ?? null));
  return { columns, rows: inChunks(rows) };
}

function rowsFor(
  server: FakeServer,
  database: string,
  views: FakeViews,
  view: string | undefined,
  columns: readonly string[],
): FakeRows {
  if (columns.includes('server_name')) {
    return [{ ...SYSADMIN, product_version: MAJOR[server.version], ...server.identity }];
  }
  if (columns.includes('view_name')) return probed(server);
  if (view === undefined) return views[''] ?? [{ database_name: database, sees_all: 1 }];
  return views[view] ?? [];
}

function probed(server: FakeServer): FakeRows {
  const lacks = new Set(server.lacks);
  return catalogPairs(server.version)
    .filter(([view, column]) => !lacks.has(view) && !lacks.has(`${view}.${column}`))
    .map(([view, column]) => ({ view_name: view, column_name: column }));
}

async function* inChunks(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += 2) yield rows.slice(start, start + 2);
}

/** An error as a driver throws it. */
export function driverError(code: 'connection-lost' | 'query-failed', fact: string): RegrantError {
  return new RegrantError({ code, fact, remedy: 'Try again.' });
}
