// The variables of a batch and what they are known to hold. Names compare without case, as on every server but a
// case-sensitive one. What is assigned in statements that may not run is not known behind them.

import type { Expression } from '../tree/expression.ts';
import type { Assignment, RawStatement } from '../tree/raw-statement.ts';
import type { Value } from '../tree/value.ts';
import { castValue, evaluate, textLimit } from './evaluate.ts';

interface Variable {
  readonly value: Value;
  readonly type: string;
}

/** The variables of one batch. */
export class Variables {
  readonly #held = new Map<string, Variable>();

  /** The value of an expression, as far as it is known. */
  value(expression: Expression): Value {
    return evaluate(expression, (name) => this.#held.get(name)?.value);
  }

  set(name: string, value: Value): void {
    this.#held.set(name, { value, type: '' });
  }

  assign({ variable, type, operator, value }: Assignment): void {
    if (variable === '') return;
    const target = type ?? this.#held.get(variable)?.type ?? '';
    const before: Expression = { kind: 'variable', name: variable };
    let next: Value;
    if (operator === '=') next = this.value(value);
    else if (operator === '+=')
      next = this.value({ kind: 'operation', operator: '+', left: before, right: value });
    this.#held.set(variable, { type: target, value: fitted(next, target) });
  }

  /** The value is not known from here on. */
  forget(name: string): void {
    this.#held.set(name, { value: undefined, type: this.#held.get(name)?.type ?? '' });
  }

  /** Runs `body`, which resolves statements that may not run: afterwards the variables are what they were before. */
  within<T>(statements: readonly RawStatement[], body: () => T): T {
    const before = [...assignedIn(statements)].map((name) => [name, this.#held.get(name)] as const);
    const result = body();
    for (const [name, variable] of before) {
      if (variable === undefined) this.#held.delete(name);
      else this.#held.set(name, variable);
    }
    return result;
  }
}

/** What fits into a variable of a data type. */
function fitted(value: Value, type: string): Value {
  if (value === undefined || value.type === 'null' || type === '') return value;
  const limit = textLimit(type, 1);
  if (limit === undefined || (value.type === 'string' && value.value.length <= limit)) return value;
  return value.type === 'string' ? castValue(value, `NVARCHAR(${limit})`, 0) : castValue(value, type, 0);
}

/** The variables that statements give a value. */
export function assignedIn(list: readonly RawStatement[]): Set<string> {
  const names = new Set<string>();
  const open = [list];
  for (let statements = open.pop(); statements !== undefined; statements = open.pop()) {
    for (const raw of statements) {
      if (raw.kind === 'assign') for (const { variable } of raw.assignments) names.add(variable);
      else if (raw.kind === 'leaf') for (const name of raw.assigned ?? []) names.add(name);
      else if (raw.kind === 'if') open.push(raw.body, raw.otherwise);
      else if (raw.kind === 'try') open.push(raw.body, raw.handler);
      else if (raw.kind === 'while' || raw.kind === 'block') open.push(raw.body);
      else if (raw.kind === 'call') {
        if (raw.result !== undefined) names.add(raw.result);
        for (const { isOutput, value } of raw.arguments)
          if (isOutput && value?.kind === 'variable') names.add(value.name);
      }
    }
  }
  return names;
}
