// Facts of every kind with hostile names, made from FACT_SHAPES: a new kind or property is covered by itself.
import fc from 'fast-check';
import { DEFINITION_TYPES } from '../../src/model/definitions/definition-type.ts';
import type { Fact, FactKind } from '../../src/model/fact.ts';
import { FACT_KINDS, propertiesOf } from '../../src/model/fact-shape.ts';
import { keyOf } from '../../src/model/identity.ts';
import { assembleSnapshot, type HeaderParts } from '../../src/snapshot/assemble-snapshot.ts';
import { sortFacts } from '../../src/snapshot/sort-facts.ts';

/** Names that have broken something somewhere: separators, escapes, line ends, half surrogates, look-alikes. */
export const HOSTILE_NAMES = [
  '',
  ' ',
  ' a ',
  '~',
  '~0',
  '~1',
  '/',
  'a/b',
  'a~1b',
  'a]b',
  "o'b",
  'a\nGO\nb',
  'a\r\n+ login [sa]',
  '$(x)',
  '--',
  '/*',
  '\u0000',
  '\u001b[31m',
  '\u202egnp',
  '\u2028',
  '\ufeff',
  '\ud83d',
  '\ude00',
  '😀',
  'A',
  'a',
  'é',
  'e\u0301',
  '__proto__',
  'constructor',
  '"},{"kind":"login"}',
  'x'.repeat(128),
];

/** Few distinct names on purpose, so that facts meet. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_NAMES),
  fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '\ud83d'), maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const anyHex = fc
  .uint8Array({ maxLength: 4 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex').toUpperCase()}`);

interface AnySchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: AnySchema;
  readonly properties?: Readonly<Record<string, AnySchema>>;
  readonly required?: readonly string[];
}

function anyOf({
  type,
  enum: values,
  pattern,
  items,
  properties,
  required = [],
}: AnySchema): fc.Arbitrary<unknown> {
  if (values !== undefined) return fc.constantFrom(...values);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer();
  if (type === 'array') return fc.array(anyOf(items ?? {}), { minLength: 1, maxLength: 3 });
  if (properties !== undefined) {
    const parts = Object.entries(properties).map(([name, part]) => [name, anyOf(part)]);
    return fc.record<Record<string, unknown>>(Object.fromEntries(parts), {
      requiredKeys: [...required],
      noNullPrototype: true,
    });
  }
  return pattern === undefined ? anyName : anyHex;
}

/** Any fact of one kind, with password hashes and without fingerprints. */
export function factOf(kind: FactKind): fc.Arbitrary<Fact> {
  const shapes = propertiesOf(kind).filter(([name]) => name !== 'passwordFingerprint');
  const required = shapes.filter(([, shape]) => !shape.optional).map(([name]) => name);
  return fc
    .record(Object.fromEntries(shapes.map(([name, shape]) => [name, anyOf(shape.schema)])), {
      requiredKeys: required,
      noNullPrototype: true,
    })
    .chain((properties) => {
      const fact = { kind, ...properties } as unknown as Fact;
      if (fact.kind !== 'definition') return fc.constant(fact);
      return anyOf(DEFINITION_TYPES[fact.type].body.schema).map((body) => ({ ...fact, body }) as Fact);
    });
}

/** Any fact. */
export const anyFact: fc.Arbitrary<Fact> = fc.oneof(...FACT_KINDS.map(factOf));

/** Facts with keys of their own, in any order. */
export const anyFacts: fc.Arbitrary<Fact[]> = fc.uniqueArray(anyFact, { selector: keyOf, maxLength: 30 });

/** A plain header. */
export const PARTS: HeaderParts = {
  tool: { name: 'regrant', version: '0.0.0' },
  server: { name: 'SMDB01', productVersion: '15.0.4430.1', edition: 'Developer' },
  omissions: [],
  exclusions: [],
  passwords: 'hashes',
};

/** A snapshot of facts with a plain header. */
export const snapshotOf = (facts: Iterable<Fact>, parts: Partial<HeaderParts> = {}) =>
  assembleSnapshot({ ...PARTS, ...parts }, sortFacts(facts));
