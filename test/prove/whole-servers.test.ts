// The example servers made from nothing: one script for each makes databases, objects and security, and is proven on a server
// without databases and on one where they were restored. What the guide leaves out is in none of them.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { type EmbeddedServer, embeddedFolder } from '../capture/test-server.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { assert, suite } from '../suite.ts';

const SERVERS: readonly EmbeddedServer[] = ['SMDB01', 'DWDB01', 'RSDB01'];

async function captured(name: EmbeddedServer): Promise<Snapshot> {
  const engine = await openEngine(embeddedFolder(name));
  const driver = engineDriver(engine, 'regrant_capture', 'Fixture-capture-1');
  const options = { passwords: 'hashes', definitions: true, profile: SERVICE_MANAGER } as const;
  return captureServer(driver, { now: () => new Date(0), ...options });
}

suite('the example servers, made from nothing', (test) => {
  for (const name of SERVERS) {
    test(`${name}: databases, objects and security, without databases and with them restored`, async () => {
      const snapshot = await captured(name);
      assert.ok(snapshot.header.complete, JSON.stringify(snapshot.header.omissions));
      const { text } = await scriptSnapshot(snapshot, { definitions: true, createDatabase: true });
      const script = [...text].join('');
      assert.not.match(script, /STG_/);
      const objects = snapshot.facts.filter((fact) => fact.kind === 'definition');
      assert.ok(objects.length > 50, `${objects.length}`);
      for (const from of ['without-databases', 'restored'] as const) {
        const proof = await proveScript(script, snapshot, { from, twice: true });
        assert.is(proof.identical, true, [...proveText(proof)].join(''));
      }
    });
  }
});
