// What commands print with --json is what their published schemas say, line by line.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { OUTPUT_SCHEMAS } from '../../src/cli/output-schemas.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { assert, suite } from '../suite.ts';
import { runCli } from './run-cli.ts';
import { withCapture } from './with-capture.ts';

const ajv = new Ajv({ strict: true, strictRequired: false, formats: { 'date-time': true }, allErrors: true });

/** Every line is JSON and by the schema of the command. */
function held(command: keyof typeof OUTPUT_SCHEMAS, output: string): void {
  const lines = output.split('\n').filter((line) => line !== '');
  assert.ok(lines.length > 0, `${command} printed nothing`);
  for (const line of lines) {
    const isHeld = ajv.validate(OUTPUT_SCHEMAS[command], JSON.parse(line));
    assert.ok(isHeld, `${command}: ${ajv.errorsText()}\n${line.slice(0, 300)}`);
  }
}

suite('output schemas', (test) => {
  test('there is one for every command that has --json', () => {
    const commands = buildProgram(() => {})
      .commands.filter((command) => command.options.some(({ long }) => long === '--json'))
      .map((command) => command.name());
    assert.equal([...commands, 'error'].sort(), Object.keys(OUTPUT_SCHEMAS).sort());
  });

  test('every command prints by its schema', () =>
    withCapture(async ({ folder, connect, password }) => {
      const run = async (
        command: keyof typeof OUTPUT_SCHEMAS,
        args: readonly string[],
        codes: readonly number[] = [0],
      ) => {
        const ended = await runCli([command, ...args, '--json'], { env: password });
        assert.ok(codes.includes(ended.code ?? -1), `${command}: ${ended.code}\n${ended.err}`);
        held(command, ended.out);
      };
      const at = (name: string) => join(folder, name);
      const snapshot = at('SMDB01.regrant.ndjson');
      const profile = ['--profile', 'service-manager'];
      await run('capture', [...connect, ...profile, '--script', '--out', folder], [3]);
      await run('doctor', connect);
      await run('capture-login', []);
      await run('capture-script', profile);
      await run('script', [snapshot]);
      await run('databases', [...connect, ...profile], [3]);
      await run('packs', [...connect, '--out', at('packs')]);
      await run('packs', [...connect, '--out', at('packs'), '--since', at('packs')]);
      await run('prove', [at('SMDB01.sql'), snapshot, '--from', 'restored', '--twice'], [0, 2]);
      await run('verify', [snapshot, ...connect], [0, 2]);
      await run('apply', [at('SMDB01.sql'), ...connect], [0, 1]);
      await run('apply', [snapshot, ...connect], [0, 2]);
      await run('drill', [snapshot], [0, 2]);
      await run('check', [...connect, '--kept', folder], [2]);
      await run('prepare', [...connect, '--out', join(folder, 'kits')], [2]);
      await run('runbook', [...connect, '--kept', folder, '--out', folder], [3]);
      await writeFile(at('old.sql'), 'CREATE LOGIN [CONTOSO\\x] FROM WINDOWS;\nGRANT SELECT ON dbo.t TO;\n');
      await run('read', [at('old.sql')], [3]);
      await run('diff', [snapshot, at('old.regrant.ndjson')], [2]);
      const failed = await runCli(['script', at('none.regrant.ndjson'), '--json']);
      assert.is(failed.code, 1);
      held('error', failed.err);
      held('error', (await runCli(['script', '--nonsense', '--json'])).err);
    }));
});
