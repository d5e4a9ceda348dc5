// Two facts with one key, property by property. Here, and nowhere else in a diff, are secrets looked at: however one is
// stood for, it is one thing.
import type { Fact } from '../model/fact.ts';
import { propertiesOf, propertyValue } from '../model/fact-shape.ts';
import type { PropertyChange } from './change.ts';
import { compareValues } from './compare-values.ts';
import { areSameNames } from './same-name.ts';

/** How two facts differ, in canonical order. Secrets are compared only where both sides have one. */
export function compareFacts(before: Fact, after: Fact, secretsComparable: boolean): PropertyChange[] {
  const changes: PropertyChange[] = [];
  for (const [property, shape] of propertiesOf(before.kind)) {
    const from = propertyValue(before, property);
    const to = propertyValue(after, property);
    if (shape.identity || from === to) continue;
    if (shape.isName && areSameNames(property, from, to)) continue;
    if (!shape.secret) changes.push(...compareValues(property, from, to));
    else if (secretsComparable && from !== undefined && to !== undefined) {
      changes.push({ property: shape.secret, secret: true });
    }
  }
  return changes;
}
