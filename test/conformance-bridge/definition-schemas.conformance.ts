// The schemas in fixtures/definitions: Microsoft's model takes all of them for each release that knows them, they hold
// every clause once, and each is the same as itself.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import type { CatalogLine } from '../server/engine/fixture/read-lines.ts';
import { assert } from '../suite.ts';
import { available, compareSchemas, schemaRows } from './conformance.ts';
import { DEFINITION_CLAUSES } from './definition-clauses.ts';
import { definitionSchemas, isOfVariables } from './definition-schemas.ts';
import { conformanceSuite } from './gate.ts';

const SCHEMAS = definitionSchemas();
const NEWEST = SQL_VERSIONS.at(-1) ?? 2025;

/** The oldest release that a schema is for, and the newest. */
const inputs = SCHEMAS.flatMap(({ name, since, text }) =>
  [...new Set([since, NEWEST])].map((version) => ({
    id: `${name} for ${version}`,
    version,
    text,
    validate: true,
  })),
);

const drawn = available() ? await schemaRows(inputs) : [];
const compared = available()
  ? await compareSchemas(
      SCHEMAS.map(({ name, since, text }) => ({
        id: name,
        version: since,
        source: { text },
        target: { text },
      })),
    )
  : [];
const lines = drawn.flatMap((schema) => schema.lines);

conformanceSuite('schemas of definitions', (test) => {
  for (const { id, problems } of drawn)
    test(`${id} is taken whole`, () => {
      assert.equal(
        problems.filter(({ message }) => !isOfVariables(message)),
        [],
      );
    });

  for (const [view, columns] of Object.entries(DEFINITION_CLAUSES))
    test(`every clause of ${view}`, () => {
      const rows = lines.filter((line) => line.view === view);
      const missing = Object.entries(columns).flatMap(([column, wanted]) =>
        wanted === 'set'
          ? isSet(rows, column)
            ? []
            : [column]
          : wanted
              .filter((value) => !rows.some(({ row }) => row[column] === value))
              .map((value) => `${column} ${value}`),
      );
      assert.equal(missing, []);
    });

  for (const { id, differences } of compared)
    test(`${id} is the same as itself`, () => assert.equal(differences, []));
});

function isSet(rows: readonly CatalogLine[], column: string): boolean {
  return rows.some(({ row }) => {
    const value = row[column];
    return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
  });
}
