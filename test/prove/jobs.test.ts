// Jobs of SQL Server Agent in proofs: whose they are, where the owner is an account that comes by its group and has no login.
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { databaseFact } from '../model/database-fact.ts';
import { snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const ACCOUNT = 'CONTOSO\\anna';
const JOB = {
  kind: 'agent-job',
  database: 'msdb',
  name: 'nightly',
  owner: ACCOUNT,
  isEnabled: true,
} as const;
const MSDB = databaseFact('msdb');

suite('proof: owners of jobs', (test) => {
  for (const [what, facts] of [
    ['of jobs alone', [MSDB, JOB]],
    ['of a database too', [MSDB, databaseFact('D', { owner: ACCOUNT, ownerSid: '0x0105AA' }), JOB]],
  ] as const) {
    test(`an account without a login is the owner ${what}`, async () => {
      const snapshot = snapshotOf(facts);
      const script = [...(await scriptSnapshot(snapshot)).text].join('');
      for (const from of ['empty', 'restored', snapshot] as const) {
        const proof = await proveScript(script, snapshot, { from });
        assert.ok(proof.identical, [...proveText(proof)].join(''));
      }
      const other = script.replaceAll(`@owner_login_name = N''${ACCOUNT}''`, "@owner_login_name = N''sa''");
      assert.not.ok((await proveScript(other, snapshot)).identical);
    });
  }
});
