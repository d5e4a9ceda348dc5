// Schemas there and back: Microsoft's model finds no difference between a schema and the script of what was captured of
// it, for the schemas in fixtures/definitions, for small ones that are captured whole, and for some that are made up, with
// hostile names and with Service Manager's.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { SCHEMAS } from '../define/schemas.ts';
import { generateSchema } from '../generate/generate-schema.ts';
import { assert } from '../suite.ts';
import { available } from './conformance.ts';
import { definitionSchemas, isOfVariables } from './definition-schemas.ts';
import { conformanceSuite } from './gate.ts';
import { differenceText, problemText } from './report-round-trip.ts';
import { type Beside, besides, type RoundTrip, roundTrips } from './round-trip.ts';
import type { SchemaProblem } from './shapes.ts';

/**
 * What is not scripted so far, by the schema that has it: differences, and what the model finds wrong without it. The rest
 * of the schema has to come back as it was.
 */
const OPEN: Readonly<Record<string, readonly RegExp[]>> = {};

/** Those that a capture understands wholly. */
const WHOLE: ReadonlySet<string> = new Set(SCHEMAS.map(({ name }) => name));

/** Those that have every clause once, also what no model holds. */
const FIXTURES: ReadonlySet<string> = new Set(definitionSchemas().map(({ name }) => name));

const RUNS = Number(process.env.REGRANT_RUNS ?? 4);
const FIRST_SEED = Number(process.env.REGRANT_SEED ?? 1);

const inputs = [
  ...definitionSchemas().map(({ name, since, text }) => ({ id: name, version: since, text })),
  ...SCHEMAS.map(({ name, version = 2022, text }) => ({ id: name, version, text })),
  ...Array.from({ length: RUNS }, (_, run) => {
    const seed = FIRST_SEED + run;
    const names = run % 2 === 0 ? ('hostile' as const) : ('service-manager' as const);
    const version = SQL_VERSIONS[run % SQL_VERSIONS.length] ?? 2022;
    return {
      id: `made up from ${seed} for ${version}, ${names}`,
      version,
      text: generateSchema(seed, { tables: 4, modules: 4, features: 6, names, version }),
      validate: true,
    };
  }),
];
const trips = available() ? await roundTrips(inputs) : [];
const held = available()
  ? await besides(trips.filter(({ id }) => !FIXTURES.has(id)))
  : new Map<string, Beside>();

/** What differs, and what the model finds wrong with a script. */
const foundIn = ({ comparison }: RoundTrip): readonly string[] => [
  ...comparison.differences.map(differenceText),
  ...problems(comparison.targetProblems),
];

/** What of an export, of the order of a script, or of a second capture is not as it has to be. */
const linesOf = ({ exportDifferences, late, changedFacts }: Beside): readonly string[] => [
  ...exportDifferences.map((one) => `exported: ${differenceText(one)}`),
  ...late.map(({ line, needs, madeAt }) => `line ${line} needs ${needs}, which line ${madeAt} makes`),
  ...changedFacts.map((line) => `captured again: ${line}`),
];

const problems = (found: readonly SchemaProblem[]): readonly string[] =>
  found.map(problemText).filter((line) => !isOfVariables(line));

conformanceSuite('schemas there and back, by Microsoft’s model', (test) => {
  for (const trip of trips) {
    const { id, notTaken, omissions } = trip;
    const open = OPEN[id] ?? [];
    test(id, () => {
      const found = foundIn(trip).filter((line) => !open.some((one) => one.test(line)));
      assert.equal([found, problems(notTaken)], [[], []]);
      if (WHOLE.has(id)) assert.equal(omissions, []);
    });
    const beside = held.get(id);
    if (beside !== undefined)
      test(`${id}: exported, in an order that can be run, captured again`, () => {
        assert.equal(linesOf(beside), []);
      });
    if (open.length > 0)
      test(`${id}: what is not scripted is still not`, () => {
        assert.equal(
          open.filter((one) => !foundIn(trip).some((line) => one.test(line))),
          [],
        );
      });
  }
  test('all of them were taken', () => assert.is(trips.length, inputs.length));
});
