// What differs inside of a property that holds more than one value: by the path to it, through lists by the names of what is
// in them (`body.columns.Amount.type.length`).
import { defined } from '../model/defined.ts';
import type { PropertyChange } from './change.ts';

type Plain = Readonly<Record<string, unknown>>;

/** The differences between two values, in the order of the first. */
export function* compareValues(path: string, from: unknown, to: unknown): Generator<PropertyChange> {
  if (from === to || JSON.stringify(from) === JSON.stringify(to)) return;
  const [before, after] = [partsOf(from), partsOf(to)];
  if (before === undefined || after === undefined) {
    yield defined({ property: path, from, to });
    return;
  }
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    yield* compareValues(`${path}.${name}`, before.get(name), after.get(name));
  }
}

/** What a value is made of, by name; undefined for what is one value, and for a list of which nothing tells the parts. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const named = value.map((item: Plain) => [item?.name, item] as const);
  const names = new Set(named.map(([name]) => name));
  const areNamed = names.size === named.length && [...names].every((name) => typeof name === 'string');
  return areNamed ? new Map(named as readonly (readonly [string, unknown])[]) : undefined;
}
