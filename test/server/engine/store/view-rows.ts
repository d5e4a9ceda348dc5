// The rows of a view before anybody's rights are looked at: its table, a subset of another, a union, or what is made
// from the catalogue itself (the system views and their columns).
import type { Value } from '../../contract.ts';
import type { ColumnDefinition, ViewDefinition } from '../catalog/catalog.ts';
import { catalogViews, hasColumn, hasView } from '../catalog/catalog.ts';
import { CATALOG_COLLATION } from '../sql/collation.ts';
import type { Row } from '../sql/value.ts';
import { completeRow } from './complete-row.ts';
import type { ServerState } from './server-state.ts';
import { viewNamed } from './server-state.ts';
import type { Subset } from './subsets.ts';
import { SUBSETS, subsetKey, UNIONS } from './subsets.ts';
import type { RowRecord, Table } from './table.ts';

/** Reads views of one server, keeping what is made from tables as long as these do not change. */
export class ViewRows {
  private readonly state: ServerState;
  private readonly kept = new Map<string, { readonly stamp: string; readonly rows: readonly Row[] }>();

  constructor(state: ServerState) {
    this.state = state;
  }

  /** Complete rows in the view's column order. */
  read(view: ViewDefinition, database: string): readonly Row[] {
    const tables = this.tablesOf(view, database);
    const own = this.state.table(view, database);
    if (tables.length === 1 && tables[0] === own && !(view.name in GENERATED)) return own.rows;
    const stamp = tables.map(({ revision }) => revision).join('/');
    const key = view.scope === 'server' ? view.name : `${database}/${view.name}`;
    const kept = this.kept.get(key);
    if (kept?.stamp === stamp) return kept.rows;
    const rows = this.make(view, database);
    this.kept.set(key, { stamp, rows });
    return rows;
  }

  /** Every table that a view's rows come from. */
  private tablesOf(view: ViewDefinition, database: string): readonly Table[] {
    const own = this.state.table(view, database);
    const subset = SUBSETS[view.name];
    if (subset !== undefined) return [own, ...this.tablesOf(viewNamed(subset.base), database)];
    const union = UNIONS[view.name];
    return union === undefined ? [own] : union.flatMap((part) => this.tablesOf(viewNamed(part), database));
  }

  private make(view: ViewDefinition, database: string): readonly Row[] {
    const subset = SUBSETS[view.name];
    if (subset !== undefined) return this.makeSubset(view, subset, database);
    const union = UNIONS[view.name];
    if (union !== undefined) return union.flatMap((part) => this.projected(viewNamed(part), view, database));
    const generate = GENERATED[view.name];
    const own = this.state.table(view, database).rows;
    return generate === undefined ? own : [...generate(this.state, view), ...own];
  }

  private projected(part: ViewDefinition, view: ViewDefinition, database: string): readonly Row[] {
    const rows = this.read(part, database);
    const same =
      part.columns.length === view.columns.length &&
      part.columns.every(({ name }, at) => view.columns[at]?.name === name);
    if (same) return rows;
    const from = view.columns.map((column) => part.indexOf.get(column.name));
    return rows.map((row) => from.map((index) => (index === undefined ? null : (row[index] ?? null))));
  }

  private makeSubset(view: ViewDefinition, subset: Subset, database: string): readonly Row[] {
    const base = viewNamed(subset.base);
    const own = this.state.table(view, database);
    const by = base.indexOf.get(subset.by) ?? 0;
    const keyIn = (of: ViewDefinition) => (row: Row) =>
      subsetKey(subset.keys, (column) => row[of.indexOf.get(column) ?? 0]);
    const [ownKey, key] = [keyIn(view), keyIn(base)];
    const extra = new Map(own.rows.map((row) => [ownKey(row), row]));
    const preset = completeRow(view, subset.preset);
    const shared = view.columns.map((column) => base.indexOf.get(column.name));
    const values = new Set<Value>(subset.values);
    const rows: Row[] = [];
    for (const row of this.read(base, database)) {
      const value = row[by] ?? null;
      if (!values.has(typeof value === 'string' ? value.trimEnd() : value)) continue;
      const more = extra.get(key(row)) ?? preset;
      rows.push(shared.map((index, at) => (index === undefined ? (more[at] ?? null) : (row[index] ?? null))));
    }
    const { apart } = subset;
    if (apart === undefined) return rows;
    const at = view.indexOf.get(apart.column) ?? 0;
    return [...rows, ...own.rows.filter((row) => row[at] === apart.value)];
  }
}

type Generate = (state: ServerState, view: ViewDefinition) => readonly Row[];

const generated = new Map<string, readonly Row[]>();

// The same for every server of a version, so made once.
function once(generate: (state: ServerState) => readonly RowRecord[]): Generate {
  return (state, view) => {
    const key = `${state.version}/${view.name}`;
    let rows = generated.get(key);
    if (rows === undefined) {
      rows = generate(state).map((record) => completeRow(view, record));
      generated.set(key, rows);
    }
    return rows;
  };
}

const systemViews = (state: ServerState): readonly ViewDefinition[] =>
  [...catalogViews().values()].filter((view) => view.schema === 'sys' && hasView(view, state.version));

const objectOf = (view: ViewDefinition): RowRecord => ({
  name: view.shortName,
  object_id: view.objectId,
  schema_id: 4,
  type: 'V',
  type_desc: 'VIEW',
  is_ms_shipped: 1,
});

/** What is made from the catalogue: the system views list themselves and their columns. */
const GENERATED: Readonly<Record<string, Generate>> = {
  'sys.system_objects': once((state) => systemViews(state).map(objectOf)),
  'sys.system_views': once((state) => systemViews(state).map(objectOf)),
  'sys.system_columns': once((state) => systemViews(state).flatMap((view) => columnsOf(view, state))),
};

function columnsOf(view: ViewDefinition, state: ServerState): readonly RowRecord[] {
  return view.columns
    .filter((column) => hasColumn(column, state.version))
    .map((column, index) => ({
      object_id: view.objectId,
      name: column.name,
      column_id: index + 1,
      ...typeColumns(column),
      is_nullable: 1,
    }));
}

const TYPE_IDS: Readonly<Record<string, number>> = {
  bit: 104,
  tinyint: 48,
  smallint: 52,
  int: 56,
  bigint: 127,
  nvarchar: 231,
  nchar: 239,
  varchar: 167,
  char: 175,
  varbinary: 165,
  binary: 173,
  uniqueidentifier: 36,
  datetime: 61,
  datetime2: 42,
  sql_variant: 98,
  numeric: 108,
  float: 62,
};
const SIZES: Readonly<Record<string, number>> = {
  bit: 1,
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  uniqueidentifier: 16,
  datetime: 8,
  datetime2: 8,
  sql_variant: 8016,
  numeric: 13,
  float: 8,
};

function typeColumns(column: ColumnDefinition): RowRecord {
  const { kind, length } = column.type;
  const id = TYPE_IDS[kind] ?? 0;
  const wide = kind.startsWith('n') && kind !== 'numeric';
  const size = length === 'max' ? -1 : length === undefined ? (SIZES[kind] ?? 0) : wide ? length * 2 : length;
  return {
    system_type_id: id,
    user_type_id: column.typeText === 'sysname' ? 256 : id,
    max_length: size,
    precision: 0,
    scale: 0,
    collation_name: kind.includes('char') ? CATALOG_COLLATION : null,
  };
}
