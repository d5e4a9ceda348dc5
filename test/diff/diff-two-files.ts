// A child process for the memory test (needs --expose-gc): diffs two snapshot files and prints how far the heap grew.
// Arguments: before, after, and `whole` to read them into memory instead.
import { diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import { openSnapshot, readSnapshot } from '../../src/snapshot/read-snapshot.ts';

const [before = '', after = '', how] = process.argv.slice(2);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

const start = heap();
const open = how === 'whole' ? readSnapshot : openSnapshot;
const diff = diffSnapshots(await open(before), await open(after));
let [changes, peak] = [0, 0];
for await (const _ of diff) {
  changes += 1;
  if (changes % 5000 === 0) peak = Math.max(peak, heap());
}
process.stdout.write(JSON.stringify({ changes, growth: peak - start }));
