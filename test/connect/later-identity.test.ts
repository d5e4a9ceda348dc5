// Microsoft's Entra library: not there before something of it is used, and then the real one.
import { createRequire } from 'node:module';
import { loadTedious } from '../../src/connect/tedious/guarded-connection.ts';
import { assert, suite } from '../suite.ts';

const load = createRequire(import.meta.url);
const fromTedious = createRequire(load.resolve('tedious'));
const loaded = () =>
  Object.keys(load.cache).filter((file) => /node_modules.@azure.identity./.test(file)).length;

suite('the Entra library', (test) => {
  test('is loaded when a login needs it, once', () => {
    loadTedious();
    assert.is(loaded(), 1, 'the stand-in alone');
    const identity = fromTedious('@azure/identity') as Record<string, unknown>;
    const { DefaultAzureCredential: first } = identity;
    assert.type(first, 'function');
    assert.ok(loaded() > 1);
    assert.is(identity.DefaultAzureCredential, first);
    assert.is((fromTedious('@azure/identity') as Record<string, unknown>).DefaultAzureCredential, first);
  });
});
