import fc from 'fast-check';
import type { Fact } from '../../src/model/fact.ts';
import { propertiesOf, propertyValue } from '../../src/model/fact-shape.ts';
import { keyOf } from '../../src/model/identity.ts';
import { assert, suite } from '../suite.ts';
import { anyFact, anyName } from './arbitrary-fact.ts';

/** A fact's identity as the table has it, in an encoding that cannot be ambiguous. */
function identityOf(fact: Fact): string {
  const parts = propertiesOf(fact.kind).filter(([, shape]) => shape.identity);
  return JSON.stringify([fact.kind, ...parts.map(([name]) => propertyValue(fact, name) ?? null)]);
}

const anyPermission = fc.record(
  {
    kind: fc.constant('permission'),
    class: fc.constantFrom('OBJECT', 'DATABASE'),
    permission: fc.constant('SELECT'),
    grantee: fc.constantFrom('a', '~'),
    grantor: fc.constant('dbo'),
    state: fc.constant('G'),
    database: anyName,
    schema: anyName,
    name: anyName,
    column: anyName,
  },
  { requiredKeys: ['kind', 'class', 'permission', 'grantee', 'grantor', 'state'] },
) as unknown as fc.Arbitrary<Fact>;

suite('keyOf', (test) => {
  test('is the same for two facts exactly when their identity is', () => {
    const holds = (a: Fact, b: Fact) => (keyOf(a) === keyOf(b)) === (identityOf(a) === identityOf(b));
    fc.assert(fc.property(anyFact, anyFact, holds), { numRuns: 3000 });
    fc.assert(fc.property(anyPermission, anyPermission, holds), { numRuns: 5000 });
    fc.assert(
      fc.property(anyPermission, fc.nat(3), anyName, (fact, which, name) => {
        const property = ['database', 'schema', 'name', 'column'][which] ?? '';
        assert.ok(holds(fact, { ...fact, [property]: name } as Fact));
        const { [property]: _, ...without } = fact as unknown as Record<string, unknown>;
        assert.ok(holds(fact, without as unknown as Fact));
      }),
      { numRuns: 3000 },
    );
  });
});
