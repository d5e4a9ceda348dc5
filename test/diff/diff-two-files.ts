// A child process for the memory test: diffs two snapshot files and prints the summary.
// Arguments: before, after, and `whole` to read them into memory instead.
import { diffSnapshots } from '../../src/diff/diff-snapshots.ts';
import { openSnapshot, readSnapshot } from '../../src/snapshot/read-snapshot.ts';

const [before = '', after = '', how] = process.argv.slice(2);
const open = how === 'whole' ? readSnapshot : openSnapshot;
const diff = diffSnapshots(await open(before), await open(after));
for await (const _ of diff);
process.stdout.write(JSON.stringify(diff.summary));
