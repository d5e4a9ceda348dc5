// Diffing holds a block of each file and no more: a heap that the facts themselves do not fit into is enough.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fact } from '../../src/model/fact.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { inFolder } from '../files/folder.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

const FACTS = 150_000;
const HEAP_MB = 30;
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

const diffInChild = (...args: readonly string[]) =>
  spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', CHILD, ...args], {
    encoding: 'utf8',
  });

suite('diffSnapshots on files', (test) => {
  test(`needs ${HEAP_MB} MB of heap for ${FACTS} facts, which reading them whole does not do with`, () =>
    inFolder(async (folder) => {
      const [a, b] = [join(folder, 'a'), join(folder, 'b.gz')];
      await writeSnapshot(a, snapshotOf(facts(1)));
      await writeSnapshot(b, snapshotOf(facts(10)));
      const removed = FACTS - FACTS / 10;
      assert.is(diffInChild(a, b).stdout, JSON.stringify({ added: 0, removed, changed: 0, unknown: 0 }));
      assert.is(diffInChild(a, b, 'whole').stdout, '');
    }));
});
