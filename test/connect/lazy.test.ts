// Offline commands must not pay for the driver: making one loads nothing of tedious, and opening one loads it in a
// thread of its own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { assert, suite } from '../suite.ts';

const SCRIPT = `
import { createRequire } from 'node:module';
import { openTediousDriver } from './src/connect/tedious/tedious-driver.ts';
import { loadConfig } from './src/config/load-config.ts';
const loaded = (name) => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('node_modules/' + name + '/') || path.includes('node_modules\\\\\\\\' + name + '\\\\\\\\'));
const driver = openTediousDriver({ address: { host: '127.0.0.1', port: 1 }, authentication: { type: 'sql', user: 'a', password: 'b' } });
const before = [loaded('tedious'), loaded('ajv')];
await driver.open().catch(() => {});
const opened = loaded('tedious');
await import('tedious');
console.log(JSON.stringify({ before, opened, imported: loaded('tedious'), loadConfig: typeof loadConfig }));
process.exit();
`;

suite('lazy', (test) => {
  test('neither tedious nor ajv is loaded before it is used, and tedious not by the main thread', async () => {
    const args = ['--import', 'tsx', '--input-type=module', '-e', SCRIPT];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.equal(JSON.parse(stdout), {
      before: [false, false],
      opened: false,
      imported: true,
      loadConfig: 'function',
    });
  });
});
