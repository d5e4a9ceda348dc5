// The compiler's view of a session: opens catalogue views as the claimed version and the session's rights show them.
import type { Value } from '../../contract.ts';
import type { ColumnDefinition, ViewDefinition } from '../catalog/catalog.ts';
import { hasColumn } from '../catalog/catalog.ts';
import type { Compiled, Host, OpenedObject } from '../compile/compiled.ts';
import type { SourceColumn } from '../compile/scope.ts';
import { cannot, invalidObject } from '../messages.ts';
import { BINARY_COLLATION, CATALOG_COLLATION } from '../sql/collation.ts';
import { isString } from '../sql/sql-type.ts';
import { findView } from './find-view.ts';
import type { SessionState } from './session-state.ts';
import { sessionRows } from './session-views.ts';
import { compileSystemFunction } from './system-functions.ts';
import { openTableFunction } from './table-functions.ts';
import type { Variables } from './variables.ts';

/** A host for statements compiled in a database. */
export class SessionHost implements Host {
  readonly collation: string;
  readonly state: SessionState;
  private readonly database: string;
  private readonly variables: Variables;

  constructor(state: SessionState, variables: Variables, database = state.database) {
    this.state = state;
    this.variables = variables;
    this.database = database;
    this.collation = state.server.databaseRow(database)?.collation ?? state.server.settings.collation;
  }

  sameName(a: string, b: string): boolean {
    if (a === b) return true;
    const { caseSensitive } = this.state.catalogCollation(this.database);
    return !caseSensitive && a.length === b.length && a.toLowerCase() === b.toLowerCase();
  }

  variable(name: string) {
    const found = this.variables.find(name);
    return found && { type: found.type, get: () => found.value };
  }

  assign(name: string, value: Value): void {
    const found = this.variables.find(name);
    if (found !== undefined) found.value = value;
  }

  callSystem(name: string, parameters: readonly Compiled[], line: number): Compiled | undefined {
    return compileSystemFunction(name, parameters, this, this.state, line);
  }

  open(parts: readonly string[], line: number, parameters?: readonly Compiled[]): OpenedObject {
    const [schema = '', name = '', databaseName = ''] = [parts.at(-2), parts.at(-1), parts.at(-3)];
    if (parts.length > 3) throw cannot(line, 'linked servers');
    const written = parts.join('.');
    const database = databaseName === '' ? this.database : this.otherDatabase(databaseName, written, line);
    if (parameters !== undefined)
      return openTableFunction(schema, name, parameters, this.state, database, written, line);
    const view = findView(schema === '' ? 'dbo' : schema, name, database, this.state);
    if (view === undefined) throw invalidObject(line, written);
    return {
      columns: view.columns.map((column) => this.sourceColumn(view, column, database)),
      rows: () => sessionRows(view, database, this.state),
    };
  }

  private otherDatabase(name: string, written: string, line: number): string {
    if (this.state.findDatabase(name) === undefined) throw invalidObject(line, written);
    return this.state.enter(name, line).name;
  }

  private sourceColumn(view: ViewDefinition, column: ColumnDefinition, database: string): SourceColumn {
    const { name, type } = column;
    const label = isString(type)
      ? { label: { name: this.columnCollation(view, column, database), strength: 'implicit' as const } }
      : {};
    return { name, type, ...label, ...(!hasColumn(column, this.state.server.version) && { hidden: true }) };
  }

  private columnCollation(view: ViewDefinition, column: ColumnDefinition, database: string): string {
    if (BINARY_NAMES.has(view.name) && column.name === 'name') return BINARY_COLLATION;
    const { kind } = column.type;
    if (kind === 'char' || column.name.endsWith('_desc') || column.name === 'permission_name')
      return CATALOG_COLLATION;
    return view.scope === 'server'
      ? this.state.server.settings.collation
      : this.state.catalogCollation(database).name;
  }
}

/** Service Broker names are binary, whatever the database's collation. */
const BINARY_NAMES: ReadonlySet<string> = new Set([
  'sys.service_message_types',
  'sys.service_contracts',
  'sys.services',
]);
