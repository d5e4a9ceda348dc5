// The variables of one batch: parameters of a call, and what DECLARE adds.
import type { Parameter, Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import { converter, typeOfValue } from '../sql/convert.ts';
import type { SqlType } from '../sql/sql-type.ts';
import type { SessionState } from './session-state.ts';

interface Variable {
  readonly type: SqlType;
  value: Value;
}

/** Variables by name; names compare under the server's collation. */
export class Variables {
  private readonly byName = new Map<string, Variable>();
  private readonly key: (name: string) => string;

  constructor(state: SessionState, parameters: readonly Parameter[]) {
    this.key = (name) => state.serverNameKey(name);
    for (const { name, value } of parameters) {
      const plain = value === true ? 1 : value === false ? 0 : value;
      this.byName.set(this.key(name.startsWith('@') ? name : `@${name}`), {
        type: parameterType(value),
        value: plain,
      });
    }
  }

  find(name: string): Variable | undefined {
    return this.byName.get(this.key(name));
  }

  declare(name: string, type: SqlType): void {
    this.byName.set(this.key(name), { type, value: null });
  }

  assign(name: string, value: Value, from: SqlType, line: number): void {
    const variable = this.find(name);
    if (variable === undefined) throw failAt(line, 137, `Must declare the scalar variable "${name}".`, 15, 1);
    variable.value = converter(from, variable.type, 0, line)(value);
  }
}

function parameterType(value: Value): SqlType {
  if (typeof value === 'boolean') return { kind: 'bit' };
  if (typeof value === 'number' && !Number.isInteger(value)) return { kind: 'float' };
  if (typeof value === 'number' && Math.abs(value) > 2147483647) return { kind: 'bigint' };
  if (typeof value === 'string') return { kind: 'nvarchar', length: value.length > 4000 ? 'max' : 4000 };
  if (value instanceof Uint8Array) return { kind: 'varbinary', length: value.length > 8000 ? 'max' : 8000 };
  return typeOfValue(value);
}
