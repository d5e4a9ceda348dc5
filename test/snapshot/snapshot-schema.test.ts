import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { FactKind } from '../../src/model/fact.ts';
import { FACT_KINDS, propertiesOf } from '../../src/model/fact-shape.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { factProblem } from '../../src/snapshot/fact-check.ts';
import { factSchema, HEADER_LINE_SCHEMA } from '../../src/snapshot/line-schema.ts';
import { serializeSnapshot } from '../../src/snapshot/serialize-snapshot.ts';
import { compileCheck } from '../../src/snapshot/shape-check.ts';
import { snapshotSchema } from '../../src/snapshot/snapshot-schema.ts';
import { assert, suite } from '../suite.ts';
import { anyFacts, factOf, snapshotOf } from './arbitrary-fact.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false });
const isLine = ajv.compile(snapshotSchema());
const lineCheck = (name: string) => ajv.compile({ $ref: `urn:regrant:snapshot:1#/$defs/${name}` });
const linesOf = (text: Iterable<string>) => [...text].join('').trimEnd().split('\n');

/** A line with one property dropped, added or given another type. */
const anyDamage = fc.record({
  how: fc.constantFrom('drop', 'add', 'replace'),
  which: fc.nat(),
  value: fc.constantFrom(null, 0, 1.5, -1, '', 'x', '0x0', '0x01', true, [], ['a'], [1], {}, 'hashes', 'S'),
});

function damaged(
  line: object,
  { how, which, value }: { how: string; which: number; value: unknown },
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...line };
  const name = Object.keys(result)[which % Object.keys(result).length] ?? '';
  if (how === 'drop') delete result[name];
  else result[how === 'add' ? 'another' : name] = value;
  return result;
}

const anyKindAndFact = fc
  .constantFrom(...FACT_KINDS)
  .chain((kind) => factOf(kind).map((fact) => [kind, fact] as const));

/** The reader's check of a kind; the body of a definition it checks by its type. */
function checkOf(kind: FactKind): (value: unknown) => string | undefined {
  return kind === 'definition' ? (value) => factProblem(value, 'hashes') : compileCheck(factSchema(kind));
}

suite('snapshotSchema', (test) => {
  test('takes every line that is written, each as what it is', () => {
    const [isHeader, isFact, isFooter] = [lineCheck('header'), lineCheck('fact'), lineCheck('footer')];
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const lines = linesOf(serializeSnapshot(snapshotOf(facts))).map((line) => JSON.parse(line));
        assert.ok(lines.every((line) => isLine(line)));
        assert.ok(
          isHeader(lines[0]) && isFooter(lines.at(-1)) && lines.slice(1, -1).every((line) => isFact(line)),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('refuses a line that lacks a property, has another or one of the wrong type', () => {
    const wrong = [
      {},
      { kind: 'schema', database: 'd', name: 'n' },
      { kind: 'schema', database: 'd', name: 'n', owner: 1 },
      { kind: 'schema', database: 'd', name: 'n', owner: 'o', extra: 1 },
      { kind: 'scheme', database: 'd', name: 'n', owner: 'o' },
      { facts: -1, sha256: 'a'.repeat(64) },
      { facts: 1, sha256: 'A'.repeat(64) },
      { ...snapshotOf([]).header, format: 2 },
      { ...snapshotOf([]).header, passwords: 'plain' },
      { ...snapshotOf([]).header, counts: { logins: 1 } },
    ];
    for (const line of wrong) assert.not(isLine(line), JSON.stringify(line));
    assert.ok(isLine({ kind: 'schema', database: 'd', name: 'n', owner: 'o' }));
  });

  test('and the reader’s own check agree on any fact and any header, sound or damaged', () => {
    const pairs = new Map<FactKind, [(value: unknown) => boolean, (value: unknown) => string | undefined]>(
      FACT_KINDS.map((kind) => [kind, [lineCheck(`fact-${kind}`), checkOf(kind)]]),
    );
    let [sound, unsound] = [0, 0];
    fc.assert(
      fc.property(anyKindAndFact, anyDamage, ([kind, fact], damage) => {
        const [schema, check] = pairs.get(kind) ?? [];
        const line = damaged(fact, damage);
        assert.is(schema?.(line), check?.(line) === undefined, JSON.stringify(line));
        if (schema?.(line)) sound += 1;
        else unsound += 1;
      }),
      { numRuns: 5000 },
    );
    assert.ok(sound > 100 && unsound > 100, `${sound} sound and ${unsound} unsound lines`);
    const [schema, check] = [lineCheck('header'), compileCheck(HEADER_LINE_SCHEMA)];
    const selection = { withMembers: true, profile: SERVICE_MANAGER };
    const sha256 = '0'.repeat(64);
    const header = { ...snapshotOf([]).header, notes: [], selection, capturedBy: 'x', sha256 };
    fc.assert(
      fc.property(anyDamage, (damage) => {
        const line = damaged(header, damage);
        assert.is(schema(line), check(line) === undefined, JSON.stringify(line));
      }),
      { numRuns: 1000 },
    );
  });

  test('has every kind and every property', () => {
    const defs = snapshotSchema().$defs as Record<string, { properties: object }>;
    for (const kind of FACT_KINDS) {
      const names = ['kind', ...propertiesOf(kind).map(([name]) => name)];
      assert.equal(Object.keys(defs[`fact-${kind}`]?.properties ?? {}), names);
    }
  });

  test('a word that the check does not know is refused, not skipped', () => {
    assert.throws(() => compileCheck({ type: 'string', format: 'date' }), /knows no format/);
    assert.throws(() => compileCheck({ type: 'number' }), /knows no type number/);
  });
});
