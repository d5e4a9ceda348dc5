// A child process for tests: adds lines to a log until it cannot or is killed. Arguments: path, how many.
import { openLineFile } from '../../src/files/line-file.ts';

const [path = '', count = '1'] = process.argv.slice(2);
const file = await openLineFile(path, 'log');
for (let line = 0; line < Number(count); line++) {
  await file.add(`2026-01-02T03:04:05.678Z  line ${line} ${'x'.repeat(1000)}`);
  if (line === 0) process.stdout.write('begun\n');
}
await file.close();
