// The reader against Microsoft's parser: the corpus, the forms, and generated statements. Both refuse a statement or
// both take it, and then both read the same parts; where they are meant to differ is known-differences.ts.
import type { Statement } from '../../src/read/statement.ts';
import { facts, type StatementFact } from '../conformance-bridge/conformance.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { assert } from '../suite.ts';
import { PAGES } from './forms.ts';
import { reasonToDiffer } from './known-differences.ts';
import { readAll } from './read-all.ts';
import { generateStatements } from './statement-generator.ts';

const COUNT = 20_000;
const SEED = 20_261_122;

conformanceSuite("read: the reader and Microsoft's parser", (test) => {
  test('the forms of the pages', () =>
    compare(PAGES.flatMap(({ rows }) => rows.map(([statement]) => statement))));
  test(`${COUNT} generated statements`, () => compare(generateStatements(COUNT, SEED)));
});

async function compare(texts: readonly string[]): Promise<void> {
  const answers = await facts(texts.map((text, index) => ({ id: String(index), text, versions: [2025] })));
  const differing: string[] = [];
  let agreed = 0;
  for (const [index, text] of texts.entries()) {
    const answer = answers[index];
    if (answer === undefined) continue;
    const { statements, diagnostics } = await readAll(text);
    const takes = !diagnostics.some(
      ({ severity, code }) => severity === 'error' || code === 'unknown-condition',
    );
    const theirsTakes = answer.errors.length === 0;
    if (takes !== theirsTakes) {
      const theirs = theirsTakes ? 'accepts' : 'refuses';
      if (reasonToDiffer(text, statements, theirs) === undefined) differing.push(`${theirs}: ${text}`);
      continue;
    }
    agreed += 1;
    if (!takes) continue;
    const ours = statements.flatMap(permissionParts);
    const other = answer.facts.flatMap(theirParts);
    if (JSON.stringify(ours) !== JSON.stringify(other)) {
      differing.push(`parts: ${text}\n  ${JSON.stringify(ours)}\n  ${JSON.stringify(other)}`);
    }
  }
  assert.equal(differing.slice(0, 20), []);
  assert.ok(agreed > texts.length * 0.8, `only ${agreed} of ${texts.length} were comparable`);
}

const VERBS = new Set(['GRANT', 'DENY', 'REVOKE']);

/** Permission statements in one shape for both readers. */
function permissionParts(statement: Statement): unknown[] {
  if (statement.kind === 'create-schema') return statement.elements.flatMap(permissionParts);
  if (statement.kind !== 'grant' && statement.kind !== 'deny' && statement.kind !== 'revoke') return [];
  const { securable } = statement;
  return [
    [
      statement.kind.toUpperCase(),
      statement.permissions.map(({ permission, columns }) => [permission, columns]),
      securable === undefined ? null : [securable.class ?? null, securable.name, statement.columns],
      statement.grantees.map((grantee) => (grantee.kind === 'principal' ? grantee.name : grantee.kind)),
      statement.grantor ?? null,
      statement.withGrantOption,
      statement.grantOptionFor,
      statement.cascade,
    ],
  ];
}

function theirParts(fact: StatementFact): unknown[] {
  if (!VERBS.has(fact.verb)) return [];
  const permissions = (fact.permissions ?? []).map(({ name, columns }) => [
    name.toUpperCase() === 'ALL PRIVILEGES' ? 'ALL' : name.toUpperCase(),
    columns ?? [],
  ]);
  return [
    [
      fact.verb,
      permissions,
      fact.securable === undefined
        ? null
        : [fact.securable.class ?? null, fact.securable.name, fact.securable.columns ?? []],
      (fact.principals ?? []).map((name) => (/^(?:public|null)$/i.test(name) ? name.toLowerCase() : name)),
      fact.grantor ?? null,
      fact.withGrantOption ?? false,
      fact.grantOptionFor ?? false,
      fact.cascade ?? false,
    ],
  ];
}
