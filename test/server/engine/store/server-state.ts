// One server's tables: what ships, changed and added to by the environment. Tables are made when first asked for, so
// that an engine costs little; from then on they are what the server is.

import type { SqlVersion } from '../../../../src/model/catalog/version.ts';
import { majorOf } from '../../../../src/model/catalog/version.ts';
import type { ViewDefinition } from '../catalog/catalog.ts';
import { catalogViews } from '../catalog/catalog.ts';
import { userTable } from '../catalog/user-table.ts';
import type { ServerFixture, ServerSettings } from '../fixture/read-environment.ts';
import type { FixtureRow } from '../fixture/read-rows.ts';
import { plainRow } from '../fixture/read-rows.ts';
import { FixtureError } from '../fixture/read-table.ts';
import type { Row } from '../sql/value.ts';
import { keyOf } from '../sql/value.ts';
import { normalise } from './complete-row.ts';
import { mergeRows } from './merge-rows.ts';
import type { Subset } from './subsets.ts';
import { SUBSETS, subsetKey } from './subsets.ts';
import { systemRows } from './system-rows.ts';
import { Table } from './table.ts';

/** Everything one server holds. */
export class ServerState {
  readonly settings: ServerSettings;
  private readonly fixture: ServerFixture;
  private readonly tables = new Map<string, Table>();

  constructor(fixture: ServerFixture) {
    this.settings = fixture.settings;
    this.fixture = fixture;
    for (const name of fixture.databases.keys()) {
      if (this.databaseRow(name) === undefined) {
        throw new FixtureError(`sys.databases has no row for the database ${name}.`, {
          file: `databases/${name}`,
        });
      }
    }
  }

  get version(): SqlVersion {
    return this.settings.version;
  }

  /** The table behind a view: of the server, or of a database by its exact name. */
  table(view: ViewDefinition, database: string | undefined): Table {
    const place = view.scope === 'server' ? undefined : (database ?? 'master');
    const key = place === undefined ? view.name : `${place}/${view.name}`;
    let table = this.tables.get(key);
    if (table === undefined) {
      table = new Table(view, this.build(view, place));
      this.tables.set(key, table);
    }
    return table;
  }

  /** Makes every table that the fixture has rows for, so that what is wrong with them is said now. */
  checkFixture(): void {
    for (const view of this.fixture.server.keys()) this.table(viewNamed(view), undefined);
    for (const [database, views] of this.fixture.databases) {
      for (const view of views.keys()) this.table(this.definition(view, database), database);
    }
  }

  /** A view of the catalogue, or a table or view of users in a database, by its exact name. Throws for none. */
  definition(name: string, database: string | undefined): ViewDefinition {
    const found =
      catalogViews().get(name) ?? (database === undefined ? undefined : this.userTable(name, database));
    return found ?? viewNamed(name);
  }

  /** A table or view of users in a database, by its exact name; undefined for none. */
  userTable(name: string, database: string): ViewDefinition | undefined {
    const key = `${database}/${name}`;
    const views = ['sys.objects', 'sys.columns', 'sys.schemas'];
    const stamp = views.map((view) => this.table(viewNamed(view), database).revision).join('/');
    const kept = this.userTables.get(key);
    if (kept?.stamp === stamp) return kept.view;
    const dot = name.indexOf('.');
    const read = (view: string) => this.table(viewNamed(view), database).records();
    const view = userTable(read, name.slice(0, dot), name.slice(dot + 1));
    this.userTables.set(key, { stamp, view });
    return view;
  }

  private readonly userTables = new Map<
    string,
    { readonly stamp: string; readonly view: ViewDefinition | undefined }
  >();

  /** The row of sys.databases with exactly that name. */
  databaseRow(name: string): DatabaseRow | undefined {
    return this.databases().find((row) => row.name === name);
  }

  /** Every row of sys.databases, as far as the engine itself has to know it. */
  databases(): readonly DatabaseRow[] {
    const table = this.table(viewNamed('sys.databases'), undefined);
    if (this.knownDatabases?.revision !== table.revision) {
      const rows = table.rows.map((row) => this.databaseOf(row, table));
      this.knownDatabases = { revision: table.revision, rows };
    }
    return this.knownDatabases?.rows ?? [];
  }

  private databaseOf(row: Row, table: Table): DatabaseRow {
    const read = (column: string) => table.reader(column)(row);
    const sid = read('owner_sid');
    const replica = read('replica_id');
    return {
      name: String(read('name')),
      id: Number(read('database_id')),
      ownerSid: sid instanceof Uint8Array ? sid : undefined,
      state: Number(read('state')),
      userAccess: Number(read('user_access')),
      collation: String(read('collation_name') ?? this.settings.collation),
      isContained: Number(read('containment')) === 1,
      replicaId: typeof replica === 'string' ? replica : undefined,
    };
  }

  private knownDatabases: { readonly revision: number; readonly rows: readonly DatabaseRow[] } | undefined;

  private build(view: ViewDefinition, database: string | undefined): readonly Row[] {
    const shipped = systemRows(view.name, database, this.version);
    const given = this.given(view.name, database);
    const rows = mergeRows(view, shipped, [...given, ...this.basesOf(view, given, database)]);
    const subset = SUBSETS[view.name];
    if (subset !== undefined && given.length > 0) this.checkSubset(view, subset, given, database);
    const fill = FILLS[view.name];
    return fill === undefined ? rows : rows.map((row) => fill(row, view, this, database));
  }

  private given(view: string, database: string | undefined): readonly FixtureRow[] {
    const rows = database === undefined ? this.fixture.server : this.fixture.databases.get(database);
    const { version } = this;
    return (rows?.get(view) ?? []).filter((row) => row.since <= version && version <= row.until);
  }

  // What a subset's row repeats of its base must be what the base says: otherwise one of the two files is not believed.
  private checkSubset(
    view: ViewDefinition,
    { base: baseName, keys }: Subset,
    given: readonly FixtureRow[],
    database: string | undefined,
  ): void {
    const base = viewNamed(baseName);
    const shipped = systemRows(baseName, database, this.version);
    const ofBase = this.given(baseName, database);
    const rows = mergeRows(base, shipped, [...ofBase, ...this.basesOf(base, ofBase, database)]);
    const byKey = new Map(
      rows.map((row) => [subsetKey(keys, (column) => row[base.indexOf.get(column) ?? 0]), row]),
    );
    for (const { record, place } of given) {
      const row = byKey.get(subsetKey(keys, (column) => record[column]));
      if (row === undefined) continue;
      for (const [column, value] of Object.entries(record)) {
        const at = base.indexOf.get(column);
        const definition = at === undefined ? undefined : base.columns[at];
        if (at === undefined || definition === undefined || value === undefined) continue;
        if (keyOf(normalise(definition, value), undefined) === keyOf(row[at] ?? null, undefined)) continue;
        throw new FixtureError(`${baseName} says otherwise of this row.`, {
          file: view.name,
          ...place,
          column,
        });
      }
    }
  }

  // A row of sys.sql_logins or sys.synonyms implies its row in sys.server_principals or sys.objects.
  private basesOf(
    view: ViewDefinition,
    given: readonly FixtureRow[],
    database: string | undefined,
  ): readonly FixtureRow[] {
    const implied: FixtureRow[] = [];
    const known = new Set<string>();
    for (const [name, subset] of Object.entries(SUBSETS)) {
      if (subset.base !== view.name) continue;
      const rows = this.given(name, database);
      if (rows.length === 0) continue;
      if (known.size === 0) {
        for (const { record } of [...systemRows(view.name, database, this.version), ...given])
          known.add(subsetKey(subset.keys, (column) => record[column]));
      }
      const { apart } = subset;
      for (const row of rows) {
        if (apart !== undefined && row.record[apart.column] === apart.value) continue;
        const key = subsetKey(subset.keys, (column) => row.record[column]);
        if (known.has(key)) continue;
        known.add(key);
        const shared = Object.entries(row.record).filter(([column]) => view.indexOf.has(column));
        implied.push({ ...plainRow({ ...subset.preset, ...Object.fromEntries(shared) }), place: row.place });
      }
    }
    return implied;
  }
}

/** What the engine itself reads of a database's row. */
export interface DatabaseRow {
  readonly name: string;
  readonly id: number;
  readonly ownerSid: Uint8Array | undefined;
  readonly state: number;
  readonly userAccess: number;
  readonly collation: string;
  readonly isContained: boolean;
  readonly replicaId: string | undefined;
}

/** The definition of a view that the engine itself stands on. */
export function viewNamed(name: string): ViewDefinition {
  const view = catalogViews().get(name);
  if (view === undefined) throw new Error(`fixtures/catalog/views.tsv lacks ${name}.`);
  return view;
}

type Fill = (row: Row, view: ViewDefinition, state: ServerState, database: string | undefined) => Row;

function set(row: Row, view: ViewDefinition, values: Readonly<Record<string, Row[number]>>): Row {
  const filled = [...row];
  for (const [name, value] of Object.entries(values)) {
    const index = view.indexOf.get(name);
    if (index !== undefined && filled[index] === null) filled[index] = value;
  }
  return filled;
}

/** NULLs that only the server at hand can fill. */
const FILLS: Readonly<Record<string, Fill>> = {
  'sys.databases': (row, view, { settings }) =>
    set(row, view, {
      collation_name: settings.collation,
      compatibility_level: majorOf(settings.version) * 10,
    }),
  'sys.servers': (row, view, { settings }) =>
    row[view.indexOf.get('server_id') ?? 0] === 0
      ? set(row, view, { name: settings.name, data_source: settings.name })
      : row,
  'sys.database_principals': (row, view, state, database) =>
    row[view.indexOf.get('principal_id') ?? 0] === 1
      ? set(row, view, { sid: state.databaseRow(database ?? '')?.ownerSid ?? null })
      : row,
};
