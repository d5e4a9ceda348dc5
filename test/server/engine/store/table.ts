// One catalogue table with its rows. Rows are replaced, never changed in place, so that engines can share them.
import type { Value } from '../../contract.ts';
import { SqlVariant } from '../../sql-variant.ts';
import type { ViewDefinition } from '../catalog/catalog.ts';
import type { Row } from '../sql/value.ts';
import { completeRow } from './complete-row.ts';

/** A row by column name; what is left out is derived, or NULL. */
export type RowRecord = Readonly<Record<string, Value | undefined>>;

/** What picks rows: a part of the row, compared exactly, or a test. */
export type RowFilter = RowRecord | ((record: RowRecord) => boolean);

/** A table that tests and statements may change. */
export class Table {
  readonly view: ViewDefinition;
  private current: readonly Row[];
  private changes = 0;

  constructor(view: ViewDefinition, rows: readonly Row[] = []) {
    this.view = view;
    this.current = rows;
  }

  get rows(): readonly Row[] {
    return this.current;
  }

  /** Grows with every change; what is derived from the rows is kept as long as it stays. */
  get revision(): number {
    return this.changes;
  }

  /** Adds rows; columns left out are derived as the fixture loader derives them. */
  insert(...records: readonly RowRecord[]): void {
    this.replace([...this.current, ...records.map((record) => completeRow(this.view, record))]);
  }

  /** Changes the columns of `set` in every row that the filter picks; gives how many. */
  update(filter: RowFilter, set: RowRecord): number {
    const picks = this.test(filter);
    let count = 0;
    const columns = Object.keys(set).map((name) => this.index(name));
    this.replace(
      this.current.map((row) => {
        if (!picks(row)) return row;
        count += 1;
        const changed = [...row];
        Object.values(set).forEach((value, at) => {
          const column = columns[at];
          if (column !== undefined)
            changed[column] = value === true ? 1 : value === false ? 0 : (value ?? null);
        });
        return changed;
      }),
    );
    return count;
  }

  /** Takes out every row that the filter picks; gives how many. */
  delete(filter: RowFilter): number {
    const picks = this.test(filter);
    const kept = this.current.filter((row) => !picks(row));
    const count = this.current.length - kept.length;
    this.replace(kept);
    return count;
  }

  /** The rows as records. */
  records(filter: RowFilter = {}): RowRecord[] {
    return this.recordsOf(this.current.filter(this.test(filter)));
  }

  /** Rows of this table as records. */
  recordsOf(rows: readonly Row[]): RowRecord[] {
    return rows.map((row) => this.record(row));
  }

  /** Reads one column of a row. */
  reader(column: string): (row: Row) => Value {
    const index = this.index(column);
    return (row) => row[index] ?? null;
  }

  /** Puts other rows in place, complete ones in column order. */
  replace(rows: readonly Row[]): void {
    this.current = rows;
    this.changes += 1;
  }

  private record(row: Row): RowRecord {
    const record: Record<string, Value> = {};
    this.view.columns.forEach(({ name }, index) => {
      record[name] = row[index] ?? null;
    });
    return record;
  }

  private index(name: string): number {
    const index = this.view.indexOf.get(name);
    if (index === undefined) throw new Error(`${this.view.name} has no column ${name}.`);
    return index;
  }

  private test(filter: RowFilter): (row: Row) => boolean {
    if (typeof filter === 'function') return (row) => filter(this.record(row));
    const wanted = Object.entries(filter).map(
      ([name, value]) => [this.index(name), comparable(value)] as const,
    );
    return (row) => wanted.every(([index, value]) => comparable(row[index]) === value);
  }
}

// char(n) columns are padded in the rows; a filter need not be.
function comparable(value: Value | undefined): string | number | bigint | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value.trimEnd();
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (value instanceof SqlVariant) return comparable(value.plain());
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : value;
}
