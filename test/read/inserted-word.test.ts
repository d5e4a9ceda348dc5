// A word that nobody knows, put in at every place of every statement about security: it is refused or told of, or stays
// in what is read, or all is read that was read without it. Never is less read and nothing said.
import { tokenize } from '../../src/parse/lex/tokenizer.ts';
import { assert, suite } from '../suite.ts';
import { PAGES } from './forms.ts';
import { bare, readAll } from './read-all.ts';

const WORD = 'ZZZ';

/** Forms whose end is only looked for, or that hold more than one statement. */
const MORE: readonly string[] = [
  'ALTER DATABASE d SET RECOVERY SIMPLE, TRUSTWORTHY ON, QUERY_STORE = ON (OPERATION_MODE = READ_ONLY), DB_CHAINING OFF WITH ROLLBACK AFTER 5 SECONDS',
  'ALTER DATABASE CURRENT SET CONTAINMENT = PARTIAL, ENABLE_BROKER WITH NO_WAIT',
  'ALTER DATABASE d MODIFY NAME = e',
  'DROP TABLE IF EXISTS a, dbo.b',
  'DROP DATABASE a, b',
  'DROP ASSEMBLY a WITH NO DEPENDENTS',
  'CREATE SCHEMA s AUTHORIZATION o GRANT SELECT ON t TO u DENY INSERT ON t TO v',
  "EXEC sp_addrolemember 'r', 'm'",
  "EXEC @r = sys.sp_addlogin @loginame = 'a', @passwd = 'b', @defdb = 'c'",
  "EXEC ('GRANT SELECT ON t TO u') AS USER = 'x'",
  "IF DB_ID(N'd') IS NOT NULL BEGIN GRANT SELECT ON t TO u END ELSE DENY SELECT ON t TO u",
  'BEGIN TRY GRANT SELECT ON t TO u END TRY BEGIN CATCH DENY SELECT ON t TO u END CATCH',
  'USE d GRANT SELECT ON t TO u',
];

suite('read: a word too much', (test) => {
  for (const form of [...PAGES.flatMap(({ rows }) => rows.map(([text]) => text)), ...MORE]) {
    test(form, async () => {
      const whole = await leavesOf(form);
      for (const { offset } of tokenize(form)) {
        const text = `${form.slice(0, offset)} ${WORD} ${form.slice(offset)}`;
        const { statements, diagnostics } = await readAll(text);
        if (diagnostics.length > 0 || JSON.stringify(bare(statements)).includes(WORD)) continue;
        assert.equal(await leavesOf(text), whole, text);
      }
    });
  }
});

/** What a script says, statement by statement. */
async function leavesOf(text: string): Promise<unknown> {
  return bare((await readAll(text)).statements);
}
