// An environment in memory: one server's catalogue tables, without the rows that every server has.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { Value } from '../server/contract.ts';

/** A row by column name. `@since` and `@until` gate it by version; a column left out is derived by the loader. */
export type RowRecord = Readonly<Record<string, Value>>;

/** Rows by view name, such as `sys.database_principals`. */
export type Tables = Map<string, RowRecord[]>;

/** What server.json holds. */
export interface ServerIdentity {
  readonly name: string;
  readonly machineName: string;
  readonly instanceName: string | null;
  readonly version: SqlVersion;
  readonly productVersion: string;
  readonly edition: string;
  readonly engineEdition: number;
  readonly collation: string;
  /** Login name → the password that the server accepts. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Windows account → the groups it is in. */
  readonly windowsGroups?: Readonly<Record<string, readonly string[]>>;
  /** Windows account that has no login → its SID, as `0x…`. */
  readonly windowsAccounts?: Readonly<Record<string, string>>;
}

/** One server. */
export interface Environment {
  readonly server: ServerIdentity;
  readonly serverTables: Tables;
  readonly databases: Map<string, Tables>;
}

/** The rows of a view; none when the table is absent. */
export function rowsOf(tables: Tables | undefined, view: string): readonly RowRecord[] {
  return tables?.get(view) ?? [];
}

/** Adds a row to a view's table. */
export function addRow(tables: Tables, view: string, row: RowRecord): void {
  const rows = tables.get(view);
  if (rows === undefined) tables.set(view, [row]);
  else rows.push(row);
}
