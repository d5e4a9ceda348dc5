// GROUP BY and aggregates. An aggregate or a grouped expression in the select list becomes a read of the group's row.
import type { Value } from '../../contract.ts';
import { cannot, failAt } from '../messages.ts';
import { isNumber } from '../sql/sql-type.ts';
import type { Expression } from '../sql/syntax.ts';
import { compareValues, keyOf } from '../sql/value.ts';
import type { Compiled } from './compiled.ts';
import type { Cursor } from './cursor.ts';
import type { Place } from './expression.ts';
import { compileExpression, fixed } from './expression.ts';
import { rowKey, sortCollation } from './row-cursor.ts';

const AGGREGATES = new Set([
  'COUNT',
  'COUNT_BIG',
  'MIN',
  'MAX',
  'SUM',
  'AVG',
  'STRING_AGG',
  'CHECKSUM_AGG',
  'STDEV',
  'VAR',
]);

/** Whether an expression has an aggregate of its own block in it. */
export function hasAggregate(expression: Expression): boolean {
  if (expression.node === 'call' && AGGREGATES.has(expression.name) && expression.over === undefined)
    return true;
  return children(expression).some(hasAggregate);
}

function children(expression: Expression): Expression[] {
  return Object.entries(expression).flatMap(([name, value]): Expression[] => {
    if (name === 'query' || name === 'over') return [];
    return (Array.isArray(value) ? value : [value]).flatMap((item): Expression[] => {
      if (typeof item !== 'object' || item === null) return [];
      if ('node' in item) return [item as Expression];
      return 'when' in item && 'result' in item ? [item.when as Expression, item.result as Expression] : [];
    });
  });
}

interface Aggregate {
  readonly start: () => State;
  readonly compiled: Compiled;
}

/** A running aggregate. */
interface State {
  add(): void;
  result(): Value;
}

interface Group {
  readonly keys: readonly Value[];
  readonly states: readonly State[];
}

/** The grouping of one block. */
export class Grouping {
  private readonly place: Place;
  private readonly keys: readonly { readonly text: string; readonly compiled: Compiled }[];
  private readonly aggregates: Aggregate[] = [];
  private readonly byText = new Map<string, Compiled>();
  private current: Group = { keys: [], states: [] };

  constructor(groupBy: readonly Expression[], place: Place) {
    this.place = place;
    this.keys = groupBy.map((expression) => ({
      text: canonical(expression, place),
      compiled: compileExpression(expression, place),
    }));
  }

  /** Everything that is read while rows are grouped. */
  reads(): readonly Pick<Compiled, 'sources'>[] {
    return [...this.keys.map(({ compiled }) => compiled), ...this.aggregates.map(({ compiled }) => compiled)];
  }

  /** What an expression becomes behind the grouping; undefined lets the compiler go into it. */
  readonly replace = (expression: Expression): Compiled | undefined => {
    const text = canonical(expression, this.place);
    const at = this.keys.findIndex((key) => key.text === text);
    const key = this.keys[at];
    if (key !== undefined) {
      return { ...key.compiled, sources: new Set(), evaluate: () => this.current.keys[at] ?? null };
    }
    if (expression.node === 'call' && AGGREGATES.has(expression.name) && expression.over === undefined) {
      return this.aggregate(expression, text);
    }
    if (expression.node === 'column' && this.isLocal(expression)) {
      const name = expression.parts.join('.');
      throw failAt(
        expression.line,
        8120,
        `Column '${name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
      );
    }
    return undefined;
  };

  private isLocal(expression: Expression & { node: 'column' }): boolean {
    try {
      return this.place.scope.sources.includes(
        this.place.scope.resolve(expression.parts, expression.line).source,
      );
    } catch {
      return false;
    }
  }

  /** Groups all rows, then stands at one group after the other. */
  open(rows: Cursor, having: (() => boolean | null) | undefined): Cursor {
    const groups = this.collect(rows);
    let at = 0;
    return {
      next: () => {
        for (;;) {
          const group = groups[at];
          if (group === undefined) return false;
          at += 1;
          this.current = group;
          if (having === undefined || having() === true) return true;
        }
      },
    };
  }

  private collect(rows: Cursor): readonly Group[] {
    const keyOfRow = rowKey(this.keys.map(({ compiled }) => compiled));
    const groups = new Map<string, Group>();
    const start = () => this.aggregates.map((aggregate) => aggregate.start());
    if (this.keys.length === 0) groups.set('', { keys: [], states: start() });
    while (rows.next()) {
      const keys = this.keys.map(({ compiled }) => compiled.evaluate());
      const key = keyOfRow(keys);
      let group = groups.get(key);
      if (group === undefined) {
        group = { keys, states: start() };
        groups.set(key, group);
      }
      for (const state of group.states) state.add();
    }
    return [...groups.values()];
  }

  private aggregate(expression: Expression & { node: 'call' }, text: string): Compiled {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const index = this.aggregates.length;
    const argument = expression.parameters[0];
    const operand =
      argument === undefined ? fixed({ kind: 'int' }, 1) : compileExpression(argument, this.place);
    const { type, start } = aggregateOf(expression, operand);
    this.aggregates.push({ start, compiled: operand });
    const { label } = operand;
    const compiled: Compiled = {
      type,
      sources: new Set(),
      evaluate: () => this.current.states[index]?.result() ?? null,
      ...(label && type.kind === operand.type.kind && { label }),
    };
    this.byText.set(text, compiled);
    return compiled;
  }
}

/** An expression as text in which every column is the column it resolves to. */
function canonical(expression: Expression, place: Place): string {
  return JSON.stringify(expression, (name, value) => {
    if (name === 'line') return undefined;
    if (typeof value === 'object' && value !== null && value.node === 'column') {
      try {
        const { source, index } = place.scope.resolve(value.parts, 1);
        const at = place.scope.sources.indexOf(source);
        if (at !== -1) return `#${at}.${index}`;
      } catch {
        return value;
      }
    }
    return value;
  });
}

function aggregateOf(expression: Expression & { node: 'call' }, operand: Compiled) {
  const { name, line, distinct, star } = expression;
  const { evaluate, type } = operand;
  if (name === 'COUNT' || name === 'COUNT_BIG') {
    const kind = name === 'COUNT' ? ('int' as const) : ('bigint' as const);
    const counts = star ? () => true : () => evaluate() !== null;
    return { type: { kind }, start: distinct ? () => distinctCount(operand) : () => counter(counts) };
  }
  if (name === 'MIN' || name === 'MAX') {
    return {
      type: type.kind === 'bit' ? refuse(line, name) : type,
      start: () => extreme(operand, name === 'MIN' ? -1 : 1),
    };
  }
  if (name === 'SUM' && isNumber(type) && type.kind !== 'bit' && !distinct) {
    const kind = type.kind === 'tinyint' || type.kind === 'smallint' ? ('int' as const) : type.kind;
    return { type: { kind }, start: () => sum(evaluate) };
  }
  return refuse(line, name);
}

function refuse(line: number, name: string): never {
  throw cannot(line, `the aggregate ${name} in this form`);
}

function counter(counts: () => boolean): State {
  let count = 0;
  return {
    add: () => {
      if (counts()) count += 1;
    },
    result: () => count,
  };
}

function distinctCount(operand: Compiled): State {
  const seen = new Set<unknown>();
  const collation = sortCollation(operand);
  return {
    add: () => {
      const key = keyOf(operand.evaluate(), collation);
      if (key !== null) seen.add(key);
    },
    result: () => seen.size,
  };
}

function extreme(operand: Compiled, sign: number): State {
  let best: Value = null;
  const collation = sortCollation(operand);
  return {
    add: () => {
      const value = operand.evaluate();
      if (value === null) return;
      if (best === null || Math.sign(compareValues(value, best, collation)) === sign) best = value;
    },
    result: () => best,
  };
}

function sum(evaluate: () => Value): State {
  let total: number | null = null;
  return {
    add: () => {
      const value = evaluate();
      if (value !== null) total = (total ?? 0) + Number(value);
    },
    result: () => total,
  };
}
