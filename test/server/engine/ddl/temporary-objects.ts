// Temporary tables and procedures: a session's own, gone with it.
import type { EngineError, Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import { converter } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { isString } from '../sql/sql-type.ts';
import type { Row } from '../sql/value.ts';
import type { ColumnSyntax, Node, ParameterSyntax } from './syntax.ts';

/** A temporary procedure. */
export interface TemporaryProcedure {
  readonly name: string;
  readonly parameters: readonly ParameterSyntax[];
  readonly body: readonly Node[];
}

/** A value with its type. */
export interface Typed {
  readonly type: SqlType;
  readonly value: Value;
}

/** A temporary table; rows are replaced, never changed in place. */
export class TemporaryTable {
  readonly name: string;
  readonly columns: readonly ColumnSyntax[];
  rows: readonly Row[] = [];
  private next = 1;

  constructor(name: string, columns: readonly ColumnSyntax[]) {
    this.name = name;
    this.columns = columns;
  }

  insert(columns: readonly number[], values: readonly Typed[], line: number): void {
    const row = this.columns.map((column, index): Value => {
      const at = columns.indexOf(index);
      const given = values[at];
      const value = given === undefined ? null : this.fit(column, given, line);
      if (column.identity && given === undefined) return this.next++;
      if (value === null && !column.nullable) throw this.isNull(column, line);
      return value;
    });
    this.rows = [...this.rows, row];
  }

  /** A value as the column holds it; one that is too long is an error and never cut. */
  fit(column: ColumnSyntax, { type, value }: Typed, line: number): Value {
    const { length } = column.type;
    if (
      typeof value === 'string' &&
      isString(column.type) &&
      typeof length === 'number' &&
      value.length > length
    ) {
      throw failAt(
        line,
        2628,
        `String or binary data would be truncated in table 'tempdb.dbo.${this.name}', column '${column.name}'.`,
      );
    }
    return converter(type, column.type, 0, line)(value);
  }

  private isNull(column: ColumnSyntax, line: number): EngineError {
    return failAt(
      line,
      515,
      `Cannot insert the value NULL into column '${column.name}', table 'tempdb.dbo.${this.name}'; column does not allow nulls. INSERT fails.`,
    );
  }
}

/** What one session has in tempdb, and the errors that its CATCH blocks are at. */
export class TemporaryObjects {
  readonly tables = new Map<string, TemporaryTable>();
  readonly procedures = new Map<string, TemporaryProcedure>();
  readonly caught: EngineError[] = [];
}

const sessions = new WeakMap<SessionState, TemporaryObjects>();

/** The temporary objects of a session. */
export function temporaryOf(state: SessionState): TemporaryObjects {
  let found = sessions.get(state);
  if (found === undefined) {
    found = new TemporaryObjects();
    sessions.set(state, found);
  }
  return found;
}
