// Definitions against Microsoft's model: what it draws of a schema is captured and written again, and it finds no
// difference between the two.
import { defineObjects } from '../../src/define/define-objects.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { captureRows, DATABASE, definitionsIn } from '../define/rows.ts';
import { SCHEMAS } from '../define/schemas.ts';
import { tablesOfLines } from '../server/engine/fixture/read-lines.ts';
import { assert } from '../suite.ts';
import { available, compareSchemas, schemaRows } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const inputs = SCHEMAS.map(({ name, version = 2022, text }) => ({ id: name, version, text }));
const drawn = available() ? await schemaRows(inputs) : [];
const made = await Promise.all(
  drawn.map(async ({ id, lines, problems }) => {
    const version = inputs.find((input) => input.id === id)?.version ?? 2022;
    const snapshot = await captureRows(tablesOfLines(lines), {}, { version });
    return { id, version, problems, snapshot, text: textOf(snapshot, lines) };
  }),
);
const pairs = made.map(({ id, version, text }) => {
  const source = { text: inputs.find((input) => input.id === id)?.text ?? '' };
  return { id, version, source, target: { text } };
});
const compared = available() ? await compareSchemas(pairs) : [];

conformanceSuite('definitions, by Microsoft’s model', (test) => {
  for (const { id, problems, snapshot, text } of made) {
    test(id, () => {
      assert.equal(problems, []);
      assert.equal(snapshot.header.omissions, []);
      const found = compared.find((one) => one.id === id);
      assert.equal([found?.differences, found?.targetProblems], [[], []], text);
    });
  }
});

/** A plain script: schemas, then each statement a batch under the options that it is made under. */
function textOf(
  snapshot: Snapshot,
  lines: readonly { readonly view: string; readonly row: object }[],
): string {
  const schemas = lines.flatMap(({ view, row }) => {
    const { schema_id: id, name } = row as { schema_id?: number; name?: string };
    return view === 'sys.schemas' && (id ?? 0) > 4 && (id ?? 0) < 16384 ? [`CREATE SCHEMA [${name}]`] : [];
  });
  const onOff = (isOff: boolean | undefined) => (isOff ? 'OFF' : 'ON');
  const collation = snapshot.facts.find((fact) => fact.kind === 'database' && fact.name === DATABASE);
  const { statements } = defineObjects(
    definitionsIn(snapshot).filter(({ database }) => database === DATABASE),
    {},
    collation?.kind === 'database' ? collation.collation : undefined,
  );
  return [
    ...schemas,
    ...statements.map(
      ({ text, isAnsiNullsOff, isQuotedIdentifierOff }) =>
        `SET ANSI_NULLS ${onOff(isAnsiNullsOff)}\nGO\nSET QUOTED_IDENTIFIER ${onOff(isQuotedIdentifierOff)}\nGO\n${text}`,
    ),
  ]
    .map((batch) => `${batch}\nGO\n`)
    .join('');
}
