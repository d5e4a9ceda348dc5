// What the command line says of a script that is proven against a snapshot that it was not written of.
import { join } from 'node:path';
import type { Fact } from '../../src/model/fact.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { inFolder } from '../files/folder.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';
import { runHere } from './run-here.ts';

const group = (name: string): Fact[] => [
  {
    kind: 'login',
    name: `C\\${name}`,
    type: 'G',
    sid: '0x010500000000000515000000AAAAAAAABBBBBBBBCCCCCCCC51040000',
    isDisabled: false,
    defaultDatabase: 'master',
    defaultLanguage: 'us_english',
  },
  {
    kind: 'permission',
    class: 'SERVER',
    permission: 'CONNECT SQL',
    grantee: `C\\${name}`,
    grantor: 'sa',
    state: 'G',
  },
];

suite('regrant prove', (test) => {
  test('a script of another snapshot is called that, before all that differs', () =>
    inFolder(async (folder) => {
      const [own, other, script] = ['a.regrant.ndjson', 'b.regrant.ndjson', 'a.sql'].map((name) =>
        join(folder, name),
      ) as [string, string, string];
      await writeSnapshot(own, snapshotOf(group('own')));
      await writeSnapshot(other, snapshotOf(group('other')));
      const made = await runHere(['script', own, '--out', script]);
      assert.is(made.code, 0, made.text);
      const proven = await runHere(['prove', script, own]);
      assert.is(proven.code, 0, proven.text);
      assert.not.match(proven.text, 'another snapshot');
      const mistaken = await runHere(['prove', script, other]);
      assert.is(mistaken.code, 2);
      assert.match(
        mistaken.text,
        /written of another snapshot \(SHA-256 [0-9a-f]{64}\) than this one of SMDB01\. Prove it against that one/,
      );
    }));
});
