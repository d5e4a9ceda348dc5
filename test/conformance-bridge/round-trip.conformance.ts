// Schemas there and back: Microsoft's model finds no difference between a schema and the script of what was captured of
// it, for the schemas in fixtures/definitions, for small ones that are captured whole, and for some that are made up, with
// hostile names and with Service Manager's. In each script everything is made before it is needed.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { SCHEMAS } from '../define/schemas.ts';
import { generateSchema } from '../generate/generate-schema.ts';
import { assert } from '../suite.ts';
import { available, creationOrder } from './conformance.ts';
import { definitionSchemas, isOfVariables } from './definition-schemas.ts';
import { conformanceSuite } from './gate.ts';
import { differenceText, problemText } from './report-round-trip.ts';
import { type RoundTrip, roundTrips } from './round-trip.ts';
import type { SchemaProblem } from './shapes.ts';

/** Those that a capture understands wholly. */
const WHOLE: ReadonlySet<string> = new Set(SCHEMAS.map(({ name }) => name));

const RUNS = Number(process.env.REGRANT_RUNS ?? 4);
const FIRST_SEED = Number(process.env.REGRANT_SEED ?? 1);

const inputs = [
  ...definitionSchemas().map(({ name, since, text }) => ({ id: name, version: since, text })),
  ...SCHEMAS.map(({ name, version = 2022, text }) => ({ id: name, version, text })),
  ...Array.from({ length: RUNS }, (_, run) => {
    const seed = FIRST_SEED + run;
    const names = run % 2 === 0 ? ('hostile' as const) : ('service-manager' as const);
    return {
      id: `made up from ${seed}, ${names}`,
      version: SQL_VERSIONS[run % SQL_VERSIONS.length] ?? 2022,
      text: generateSchema(seed, { tables: 6, modules: 6, names }),
      validate: true,
    };
  }),
];
const trips = available() ? await roundTrips(inputs) : [];
const orders = available()
  ? await creationOrder(inputs.map(({ id, version }, at) => ({ id, version, text: trips[at]?.script ?? '' })))
  : [];

/** What differs, and what the model finds wrong with a script. */
const foundIn = ({ comparison }: RoundTrip): readonly string[] => [
  ...comparison.differences.map(differenceText),
  ...problems(comparison.targetProblems),
];

const problems = (found: readonly SchemaProblem[]): readonly string[] =>
  found.map(problemText).filter((line) => !isOfVariables(line));

conformanceSuite('schemas there and back, by Microsoft’s model', (test) => {
  for (const [at, trip] of trips.entries()) {
    const { id, notTaken, omissions } = trip;
    test(id, () => {
      assert.equal([foundIn(trip), problems(notTaken)], [[], []]);
      if (WHOLE.has(id)) assert.equal(omissions, []);
      const order = orders[at];
      assert.equal([order?.id, order?.late, problems(order?.problems ?? [])], [id, [], []]);
      assert.ok((order?.made ?? 0) > 0);
    });
  }
  test('all of them were taken', () => assert.is(trips.length, inputs.length));
});
