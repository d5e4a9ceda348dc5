// Of a long script little is held: it is read in a process that has less memory than the script's tokens would take.
import { spawnSync } from 'node:child_process';
import { assert, suite } from '../suite.ts';

/** What is repeated, and what stands before it. */
const SHAPES: readonly (readonly [repeated: string, before?: string])[] = [
  ['GRANT SELECT ON OBJECT::[dbo].[t] TO [u];\n'],
  ["EXEC(N'GRANT SELECT ON t TO u');\n"],
  ['GRANT SELECT ON t TO u\nGO\n'],
  ['(', 'SELECT '],
  ['a, ', 'SELECT '],
  ['x', 'PRINT '],
  ['GRANT '],
  ['[a].', 'GRANT SELECT ON '],
];
const CHARACTERS = 6_000_000;
/** Megabytes: what is held of the longest statement that is read fits in twice. */
const HEAP = 56;

const PROGRAM = `
const { parseScript } = await import('./src/parse/parse-script.ts');
const [text, before] = JSON.parse(process.env.REPEATED);
const piece = text.repeat(Math.ceil(60000 / text.length));
function* source() {
  yield before;
  for (let size = 0; size < ${CHARACTERS}; size += piece.length) yield piece;
}
for await (const _ of parseScript(source())) {}
`;

suite('read: memory', (test) => {
  for (const [repeated, before = ''] of SHAPES) {
    test(`little is held of ${JSON.stringify(before + repeated)} …`, () => {
      const flags = [`--max-old-space-size=${HEAP}`, '--import', 'tsx', '--input-type=module'];
      const { status, stderr } = spawnSync(process.execPath, [...flags, '-e', PROGRAM], {
        env: { ...process.env, REPEATED: JSON.stringify([repeated, before]) },
        encoding: 'utf8',
      });
      assert.is(status, 0, stderr.slice(0, 1000));
    });
  }
});
