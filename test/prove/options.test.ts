// Options of the configuration in proofs: what a script leaves is no matter of it, what it sets is, and with all asked for
// every one is.
import type { ConfigurationFact } from '../../src/model/fact.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { snapshotOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

const option = (name: string, value: number, rest: Partial<ConfigurationFact> = {}): ConfigurationFact => ({
  kind: 'configuration',
  name,
  value,
  valueInUse: value,
  ...rest,
});
const snapshot = snapshotOf([
  option('clr enabled', 1),
  option('max degree of parallelism', 4),
  option('recovery interval (min)', 90),
  option('remote access', 0, { needsRestart: true }),
  option('nobody knows it', 3),
  option('xp_cmdshell', 0),
]);
const scriptOf = async (configuration: 'security' | 'all') =>
  [...(await scriptSnapshot(snapshot, { configuration })).text].join('');
const doctored = (script: string, statement: string) =>
  script.replace(/^EXEC #regrant_end/m, `${statement};\nEXEC #regrant_end`);

suite('proof: options of the configuration', (test) => {
  test('what is left is expected; with all asked for it is missing', async () => {
    const script = await scriptOf('security');
    const proof = await proveScript(script, snapshot);
    assert.ok(proof.identical, [...proveText(proof)].join(''));
    const asked = await proveScript(script, snapshot, { configuration: 'all' });
    assert.equal(
      asked.different.map(({ before }) => before.kind === 'configuration' && before.name),
      ['max degree of parallelism', 'recovery interval (min)', 'remote access'],
    );
  });

  test('all of them are set, what waits for a restart too, and a second run changes nothing', async () => {
    const proof = await proveScript(await scriptOf('all'), snapshot, { configuration: 'all', twice: true });
    assert.ok(proof.identical, [...proveText(proof)].join(''));
    assert.ok(proof.expected.some(({ code }) => code === 'needs-restart'));
  });

  test('an option that the script sets otherwise is a difference, asked for or not', async () => {
    for (const statement of [
      "EXEC sp_configure 'remote access', 1; RECONFIGURE",
      "EXEC sp_configure 'locks', 9000",
    ]) {
      const all = doctored(
        await scriptOf('all'),
        `EXEC sp_configure 'show advanced', 1; RECONFIGURE; ${statement}`,
      );
      assert.not.ok((await proveScript(all, snapshot, { configuration: 'all' })).identical, statement);
    }
    const danger =
      "EXEC sp_configure 'show advanced', 1; RECONFIGURE; EXEC sp_configure 'xp_cmdshell', 1; RECONFIGURE";
    const script = doctored(await scriptOf('security'), danger);
    assert.not.ok((await proveScript(script, snapshot)).identical);
    const set = doctored(
      await scriptOf('security'),
      "EXEC sp_configure 'show advanced', 1; RECONFIGURE; EXEC sp_configure 'max degree', 2; RECONFIGURE",
    );
    assert.not.ok((await proveScript(set, snapshot)).identical);
  });
});
