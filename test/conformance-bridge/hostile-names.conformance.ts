// Every hostile name comes back exactly from the facts of a script that holds it, written here by hand as the
// product's scripts are: in a literal, line breaks and variables split out of it.
import { assert } from '../suite.ts';
import { available, facts, type ScriptInput } from './conformance.ts';
import { conformanceSuite } from './gate.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';

const bracket = (name: string) => `[${name.replaceAll(']', ']]')}]`;

/** Every UTF-16 unit that is not a letter becomes NCHAR(n): the safest script there is. */
function spelled(statement: string): string {
  return [...Array(statement.length).keys()]
    .map((i) => statement[i] ?? '')
    .map((unit) => (/[A-Za-z ]/.test(unit) ? `N'${unit}'` : `NCHAR(${unit.charCodeAt(0)})`))
    .join(' + ');
}

const scripts: readonly ScriptInput[] = HOSTILE_NAMES.map((name) => {
  const on = `${bracket(name)}.${bracket(name)}`;
  const statements = [
    `CREATE LOGIN ${bracket(name)} FROM WINDOWS`,
    `CREATE USER ${bracket(name)} FOR LOGIN ${bracket(name)}`,
    `ALTER ROLE ${bracket(name)} ADD MEMBER ${bracket(name)}`,
    `GRANT SELECT ON OBJECT::${on} (${bracket(name)}) TO ${bracket(name)} AS ${bracket(name)}`,
  ];
  const text = statements.map((statement) => `SET @sql = ${spelled(statement)};\nEXEC #regrant 1, @sql;\n`);
  const database = `SET @sql = ${spelled(name)};\nEXEC #regrant_database @sql;\n`;
  return {
    id: JSON.stringify(name),
    text: `DECLARE @sql nvarchar(max);\n${database}${text.join('')}`,
    plainSplit: true,
  };
});

/** The same as literals, as far as a literal can hold it: the parser alone, no folding. */
const literal: readonly ScriptInput[] = HOSTILE_NAMES.filter((name) => !/\p{Cs}/u.test(name)).map((name) => ({
  id: name,
  text: `GRANT SELECT ON ${bracket(name)} TO ${bracket(name)}`,
}));

const read = available() ? { spelled: await facts(scripts), literal: await facts(literal) } : undefined;

conformanceSuite('hostile names', (test) => {
  for (const [i, name] of HOSTILE_NAMES.entries()) {
    test(`${JSON.stringify(name)}: comes back from a text that is run`, () => {
      const answer = read?.spelled[i];
      assert.equal([answer?.errors, answer?.unresolved], [[], []]);
      const [login, user, member, grant] = answer?.facts ?? [];
      const names = [
        ...[login?.name, login?.database, user?.name, user?.sourceName, member?.name, member?.member],
        ...[...(grant?.securable?.name ?? []), ...(grant?.securable?.columns ?? [])],
        ...[...(grant?.principals ?? []), grant?.grantor],
      ];
      assert.equal(names, Array(11).fill(name));
    });
  }

  for (const [i, { id: name }] of literal.entries()) {
    test(`${JSON.stringify(name)}: comes back from the script itself`, () => {
      const answer = read?.literal[i];
      assert.equal(answer?.errors, []);
      assert.equal(answer?.facts[0]?.securable?.name, [name]);
      assert.equal(answer?.facts[0]?.principals, [name]);
    });
  }
});
