// A fact as its one canonical line: properties in the order of FACT_SHAPES, absent ones left out.
import type { Fact, FactKind } from '../model/fact.ts';
import { FACT_KINDS, propertiesOf, propertyValue } from '../model/fact-shape.ts';
import type { Schema } from './shape-check.ts';

const NAMES = Object.fromEntries(
  FACT_KINDS.map((kind) => [kind, propertiesOf(kind).map(([name]) => [name, `,"${name}":`] as const)]),
) as unknown as Readonly<Record<FactKind, readonly (readonly [string, string])[]>>;

/** The line of a fact, without its line feed. Half surrogates are escaped, so it is always well-formed UTF-8. */
export function factLine(fact: Fact): string {
  let line = `{"kind":"${fact.kind}"`;
  for (const [name, label] of NAMES[fact.kind]) {
    const value = propertyValue(fact, name);
    if (value !== undefined) line += label + JSON.stringify(value);
  }
  return `${line}}`;
}

/** A header or footer as its line: properties in the order of its schema, absent ones left out. */
export function canonicalLine(value: object, schema: Schema): string {
  return JSON.stringify(canonical(value, schema));
}

/** A value with the properties of its objects in the order of its schema. */
export function canonical(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item, (schema.items ?? {}) as Schema));
  const properties = schema.properties as Readonly<Record<string, Schema>> | undefined;
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(properties).filter((name) => object[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, canonical(object[name], properties[name] ?? {})]));
}
