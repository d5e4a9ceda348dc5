// Facts without what must not be seen: which properties are secret is marked in FACT_SHAPES, and nowhere else.
import type { Fact } from './fact.ts';
import { propertiesOf, propertyValue } from './fact-shape.ts';

/** The fact without its secret properties; the same object where it has none. */
export function withoutSecrets<F extends Fact>(fact: F): F {
  const secrets = new Set(
    propertiesOf(fact.kind).flatMap(([property, shape]) =>
      shape.secret !== undefined && propertyValue(fact, property) !== undefined ? [property] : [],
    ),
  );
  if (secrets.size === 0) return fact;
  return Object.fromEntries(
    Object.entries(fact).filter(([property]) => !secrets.has(property)),
  ) as unknown as F;
}
