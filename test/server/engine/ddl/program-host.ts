// The compiler's view of a session that runs a program: temporary tables, and functions that only a program needs.
import type { Value } from '../../contract.ts';
import type { Compiled, OpenedObject } from '../compile/compiled.ts';
import { allSources } from '../compile/compiled.ts';
import { invalidObject } from '../messages.ts';
import { SessionHost } from '../session/host.ts';
import type { SessionState } from '../session/session-state.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { isString } from '../sql/sql-type.ts';
import type { TemporaryObjects, TemporaryTable } from './temporary-objects.ts';
import { temporaryOf } from './temporary-objects.ts';

const INT: SqlType = { kind: 'int' };
const TEXT: SqlType = { kind: 'nvarchar', length: 4000 };

/** A host that knows the session's temporary objects. */
export class ProgramHost extends SessionHost {
  override open(parts: readonly string[], line: number, parameters?: readonly Compiled[]): OpenedObject {
    const name = parts.at(-1) ?? '';
    if (!name.startsWith('#')) return super.open(parts, line, parameters);
    const table = tableNamed(this.state, name, line);
    const columns = table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      ...(isString(column.type)
        ? { label: { name: this.state.server.settings.collation, strength: 'implicit' as const } }
        : {}),
    }));
    return { columns, rows: () => table.rows };
  }

  override callSystem(name: string, parameters: readonly Compiled[], line: number): Compiled | undefined {
    const own = OWN[name.toUpperCase()];
    const made = own?.(parameters, temporaryOf(this.state), this.state);
    if (made === undefined) return super.callSystem(name, parameters, line);
    const label = { name: this.collation, strength: 'default' as const };
    return { ...made, sources: allSources(...parameters), ...(isString(made.type) ? { label } : {}) };
  }
}

/** A temporary table; throws 208. */
export function tableNamed(state: SessionState, name: string, line: number): TemporaryTable {
  const found = temporaryOf(state).tables.get(state.serverNameKey(name));
  if (found === undefined) throw invalidObject(line, name);
  return found;
}

type Own = (
  parameters: readonly Compiled[],
  objects: TemporaryObjects,
  state: SessionState,
) => { readonly type: SqlType; readonly evaluate: () => Value } | undefined;

const ofError =
  (
    type: SqlType,
    read: (detail: {
      number: number;
      severity: number;
      state: number;
      line: number;
      message: string;
    }) => Value,
  ): Own =>
  (_, { caught }) => {
    const detail = () => caught.at(-1)?.detail;
    return {
      type,
      evaluate: () => {
        const found = detail();
        return found === undefined ? null : read(found);
      },
    };
  };

/** The name of something temporary: the last part of a name decides, not the schema that it is in. */
const TEMPORARY = /^(?:.*\.)?\[?(#[^.[\]]*)\]?$/s;

/** By upper-case name. */
const OWN: Readonly<Record<string, Own>> = {
  ERROR_NUMBER: ofError(INT, ({ number }) => number),
  ERROR_MESSAGE: ofError(TEXT, ({ message }) => message),
  ERROR_SEVERITY: ofError(INT, ({ severity }) => severity),
  ERROR_STATE: ofError(INT, ({ state }) => state),
  ERROR_LINE: ofError(INT, ({ line }) => line),
  OBJECT_ID: ([name, ...more], objects, state) => {
    if (name === undefined || more.length > 0) return undefined;
    const value = name.evaluate();
    const [, temporary] = typeof value === 'string' ? (TEMPORARY.exec(value) ?? []) : [];
    if (temporary === undefined) return undefined;
    const key = state.serverNameKey(temporary);
    const exists = () => objects.tables.has(key) || objects.procedures.has(key);
    return { type: INT, evaluate: () => (exists() ? -1_000_000 : null) };
  },
};
