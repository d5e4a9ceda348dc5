// The T-SQL of the pages, through Microsoft's parser of every release, and what a job step of CmdExec is given. Source:
// "Create a CmdExec Job Step", "Use Tokens in Job Steps" (Microsoft).
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert } from '../suite.ts';
import { available, parse } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const blocks = readdirSync(ROOT)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .flatMap((name) =>
    [...readFileSync(`${ROOT}${name}`, 'utf8').matchAll(/```sql\n([\s\S]*?)```/g)].map(
      ([, text = ''], at) => ({
        id: `${name}, block ${at + 1}`,
        text,
      }),
    ),
  );
/** The parser finds what is wrong. */
const broken = { id: 'broken', text: "EXEC msdb.dbo.sp_add_job @job_name = N'a" };
const answers = available() ? await parse([...blocks, broken]) : [];
const byId = new Map(answers.map((answer) => [answer.id, answer]));
const errorsOf = (id: string) => byId.get(id)?.versions.flatMap(({ errors }) => errors) ?? ['not parsed'];

conformanceSuite('T-SQL of the pages', (test) => {
  test('there are blocks to read', () => assert.ok(blocks.length >= 2, `only ${blocks.length}`));

  for (const { id } of blocks) test(`${id} parses`, () => assert.equal(errorsOf(id), []));

  test('what is wrong is found', () => assert.ok(errorsOf(broken.id).length > 0));

  test('a step of CmdExec gets a program and its words, with no token of Agent in it and every quote closed', () => {
    const commands = blocks.flatMap(({ text }) =>
      [...text.matchAll(/@subsystem = N'CmdExec'[\s\S]*?@command = N'((?:[^']|'')*)'/g)].map(
        ([, command = '']) => command,
      ),
    );
    assert.ok(commands.length > 0);
    for (const command of commands) {
      assert.match(command, /^cmd\.exe \/c "[^"]*"$/);
      assert.not.match(command, /\$\(|\n/);
    }
  });
});
