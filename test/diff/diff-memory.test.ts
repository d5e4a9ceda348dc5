// Diffing holds a block of each file and no more: the heap grows by far less than the facts would take.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fact } from '../../src/model/fact.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { inFolder } from '../files/folder.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

const FACTS = 50_000;
const CHILD = fileURLToPath(new URL('./diff-two-files.ts', import.meta.url));

function* facts(step: number): Generator<Fact> {
  for (let n = 0; n < FACTS; n += step) {
    yield {
      kind: 'permission',
      database: 'ServiceManager',
      class: 'OBJECT',
      schema: 'dbo',
      name: `Table_${n}`,
      permission: 'SELECT',
      grantee: `user ${n}`,
      grantor: 'dbo',
      state: 'G',
    };
  }
}

/** Megabytes by which the heap grew at most, garbage collected. */
function growthOf(...args: readonly string[]): number {
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', CHILD, ...args]);
  const { changes, growth } = JSON.parse(String(stdout)) as { changes: number; growth: number };
  assert.is(changes, FACTS - FACTS / 10);
  return growth;
}

suite('diffSnapshots on files', (test) => {
  test('does not hold the facts', () =>
    inFolder(async (folder) => {
      const [a, b] = [join(folder, 'a'), join(folder, 'b.gz')];
      await writeSnapshot(a, snapshotOf(facts(1)));
      await writeSnapshot(b, snapshotOf(facts(10)));
      const [stream, whole] = [growthOf(a, b), growthOf(a, b, 'whole')];
      assert.ok(stream < 4 && stream < whole / 2, `grew by ${stream} MB as streams, ${whole} MB whole`);
    }));
});
