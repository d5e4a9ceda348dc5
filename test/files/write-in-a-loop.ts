// A child process for the kill test: writes a file again and again until it is killed.
// Arguments: path, number of lines. Every version is '# Restore drill of N', lines of N, 'end N'.
import { writeFileAtomically } from '../../src/files/write-file-atomically.ts';

const [path = '', count = '0'] = process.argv.slice(2);

function* version(n: number): Generator<string> {
  yield `# Restore drill of ${n}\n`;
  for (let line = 0; line < Number(count); line += 1) yield `${n} ${'x'.repeat(200)}\n`;
  yield `end ${n}\n`;
}

for (let n = 1; ; n += 1) {
  await writeFileAtomically(path, version(n), 'report');
  if (n === 1) process.stdout.write('written\n');
}
