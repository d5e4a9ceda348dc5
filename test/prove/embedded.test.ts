// The embedded environment: captured, scripted, and each script proven from every start, twice in a row.

import { captureServer } from '../../src/capture/capture-server.ts';
import type { CaptureOptions } from '../../src/capture/options.ts';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { type ProveOptions, proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { type ScriptOptions, scriptSnapshot } from '../../src/render/write-script.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { type EmbeddedServer, embeddedFolder } from '../capture/test-server.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { assert, suite } from '../suite.ts';

const SERVERS: readonly EmbeddedServer[] = ['SMDB01', 'DWDB01', 'RSDB01'];

async function scriptOf(snapshot: Snapshot, options: ScriptOptions = {}): Promise<string> {
  return [...(await scriptSnapshot(snapshot, options)).text].join('');
}

const whole = new Map<string, Promise<Snapshot>>();

/** Captures once what several tests read. */
function captured(name: EmbeddedServer): Promise<Snapshot> {
  const known = whole.get(name) ?? capture(name);
  whole.set(name, known);
  return known;
}

async function capture(
  name: EmbeddedServer,
  options: CaptureOptions = {},
  version?: SqlVersion,
): Promise<Snapshot> {
  const engine = await openEngine(embeddedFolder(name), version === undefined ? {} : { version });
  const driver = engineDriver(engine, 'regrant_capture', 'Fixture-capture-1');
  return captureServer(driver, { now: () => new Date(0), passwords: 'hashes', ...options });
}

async function proven(script: string, snapshot: Snapshot, options: ProveOptions): Promise<Proof> {
  const proof = await proveScript(script, snapshot, { twice: true, ...options });
  assert.is(proof.identical, true, [...proveText(proof)].join(''));
  return proof;
}

suite('the embedded environment: proven', (test) => {
  for (const name of SERVERS) {
    test(`${name}: from empty, from restored, from itself, twice in a row`, async () => {
      const snapshot = await captured(name);
      const script = await scriptOf(snapshot);
      const statements = [];
      for (const from of ['empty', 'restored', snapshot] as const) {
        statements.push((await proven(script, snapshot, { from })).statements);
      }
      const [empty = 0, restored = 0, itself = 0] = statements;
      assert.ok(empty > 150 && empty > restored && restored > itself, `${statements}`);
    });
  }

  test('SMDB01 on every release, and on the next ones', async () => {
    for (const version of SQL_VERSIONS) {
      const snapshot = await capture('SMDB01', {}, version);
      const script = await scriptOf(snapshot);
      const target = version < 2019 ? { targetVersion: 2022 as const } : {};
      await proven(script, snapshot, { from: 'empty', twice: false, ...target });
    }
  });

  test('from the server of another role: what the script does not take away is extra, and nothing else', async () => {
    const [wanted, other] = await Promise.all([captured('RSDB01'), captured('DWDB01')]);
    const proof = await proveScript(await scriptOf(wanted), wanted, { from: other });
    assert.is(proof.identical, false);
    const names = (facts: readonly Fact[]) => facts.map((fact) => (fact.kind === 'login' ? fact.name : ''));
    const ofOther = new Set(names(other.facts));
    assert.equal(
      names(proof.extra).filter((name) => !ofOther.has(name)),
      [],
    );
    assert.ok(proof.extra.some((fact) => fact.kind === 'database' && fact.name === 'DWRepository'));
  });

  test('with a profile, which leaves things out on purpose', async () => {
    const snapshot = await capture('SMDB01', { profile: SERVICE_MANAGER });
    await proven(await scriptOf(snapshot), snapshot, { from: 'empty' });
  });

  test('for another machine and domain', async () => {
    const snapshot = await captured('DWDB01');
    const mapping = { machines: { DWDB01: 'NEWDB' }, domains: { CONTOSO: 'FABRIKAM' } };
    const script = await scriptOf(snapshot, { mapping });
    await proven(script, snapshot, { from: 'empty', mapping });
    const proof = await proveScript(script, snapshot, { from: 'empty' });
    assert.ok(proof.missing.length > 10, 'without the mapping the names differ');
  });

  test('no secret gets into the report', async () => {
    const snapshot = await captured('SMDB01');
    const script = (await scriptOf(snapshot)).replaceAll(/0x0200[0-9A-F]{136}/g, `0x0200${'CD'.repeat(68)}`);
    const proof = await proveScript(script, snapshot, { from: 'empty' });
    assert.ok(proof.different.some(({ changes }) => changes.some((change) => 'secret' in change)));
    const said = `${JSON.stringify(proof)}${[...proveText(proof)].join('')}`;
    assert.not.match(said, /0x0200[0-9A-F]{8}/);
    assert.match(said, 'password changed');
  });
});
