// What the pages and the program give to PowerShell, through Microsoft's parser of it: it takes every block and the
// completion, and a command that goes on over lines has the words that bash gives it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { completionScript } from '../../src/cli/commands/completion.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { CREDENTIAL_SCRIPT } from '../../src/connect/windows-credential.ts';
import { assert } from '../suite.ts';
import { available, powershell } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const blocks = readdirSync(ROOT)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .flatMap((name) =>
    [...readFileSync(`${ROOT}${name}`, 'utf8').matchAll(/```powershell\n([\s\S]*?)```/g)].map(
      ([, text = ''], at) => ({ id: `${name}, block ${at + 1}`, text }),
    ),
  );
const completion = {
  id: 'completion powershell',
  text: completionScript(
    'powershell',
    buildProgram(() => {}),
  ),
};
/** The parser finds what is wrong, and where. */
const broken = { id: 'broken', text: "Get-Item 'a\nb" };
/** Lines of bash and of cmd, which PowerShell takes for other commands. */
const foreign = { id: 'foreign', text: 'regrant capture \\\n  --out dr\nregrant diff a ^\n  b' };

const credential = { id: 'script for Windows Credential Manager', text: CREDENTIAL_SCRIPT };

const texts = [...blocks, completion, credential];
const answers = available() ? await powershell([...texts, broken, foreign]) : [];
const byId = new Map(answers.map((answer) => [answer.id, answer]));

conformanceSuite('PowerShell', (test) => {
  test('there are blocks to read', () => assert.ok(blocks.length >= 3, `only ${blocks.length}`));

  for (const { id } of texts) {
    test(`${id} parses`, () => {
      const answer = byId.get(id);
      assert.equal(answer?.errors, []);
      assert.ok((answer?.commands.length ?? 0) > 0);
    });
  }

  test('the capture of the README is one command, its names without their quotes', () => {
    const { commands = [] } = byId.get('README.md, block 1') ?? {};
    assert.equal(commands, [
      [
        ...['regrant', 'capture', '--server', 'SMDB01', '--server', 'DWDB01', '--server', 'RSDB01\\SCSMRS'],
        ...['--user', 'CONTOSO\\dba', '--profile', 'service-manager', '--out', 'dr', '--script'],
      ],
    ]);
  });

  test('a text that does not end is told with its line', () => {
    const [error] = byId.get('broken')?.errors ?? [];
    assert.equal([error?.line, error?.number], [1, 'TerminatorExpectedAtEndOfString']);
  });

  test('a line of another shell does not go on', () => {
    const { errors = [], commands = [] } = byId.get('foreign') ?? {};
    assert.ok(errors.length > 0 || commands.length > 2);
  });
});
