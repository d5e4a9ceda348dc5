// The user's fingerprint key: made once, kept in the settings folder, found again; and what has no need of one.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { passwordHandling } from '../../src/capture/password.ts';
import { fingerprintKey, keyFor, keyPath } from '../../src/cli/fingerprint-key.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';

const settings = (folder: string) => ({ XDG_CONFIG_HOME: folder, APPDATA: folder });

suite('the fingerprint key', (test) => {
  test('is made once, for its owner alone, and found again', () =>
    inFolder(async (folder) => {
      const key = await fingerprintKey(settings(folder));
      assert.match(key, /^[0-9a-f]{64}$/);
      assert.is(await fingerprintKey(settings(folder)), key);
      const path = join(folder, 'regrant', 'fingerprint.key');
      assert.is((await readFile(path, 'utf8')).trim(), key);
      if (process.platform !== 'win32') assert.is((await stat(path)).mode & 0o777, 0o600);
      assert.is(await fingerprintKey({ ...settings(folder), REGRANT_FINGERPRINT_KEY: 'given' }), 'given');
    }));

  test('is in the home folder where the variable is empty, as where there is none', () => {
    if (process.platform === 'win32') return;
    assert.is(keyPath({ XDG_CONFIG_HOME: '' }), join(homedir(), '.config', 'regrant', 'fingerprint.key'));
    assert.is(keyPath({}), keyPath({ XDG_CONFIG_HOME: '' }));
  });

  test('that is damaged, or cannot be made, is told', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'regrant'));
      await writeFile(join(folder, 'regrant', 'fingerprint.key'), 'short');
      assert.is((await errorOf(fingerprintKey(settings(folder)))).code, 'file-failed');
      await writeFile(join(folder, 'file'), '');
      assert.is((await errorOf(fingerprintKey(settings(join(folder, 'file'))))).code, 'file-failed');
    }));

  test('is not asked for by hashes or nothing', () =>
    inFolder(async (folder) => {
      const before = process.env.XDG_CONFIG_HOME;
      process.env.XDG_CONFIG_HOME = folder;
      try {
        assert.equal(await keyFor({ passwords: 'hashes' }), {});
        assert.equal(await keyFor({ passwords: 'none' }), {});
        assert.equal(await readdir(folder), []);
      } finally {
        if (before === undefined) delete process.env.XDG_CONFIG_HOME;
        else process.env.XDG_CONFIG_HOME = before;
      }
    }));

  test('has 16 bytes at least', async () => {
    for (const key of ['', 'x', 'x'.repeat(15), new Uint8Array(15)]) {
      const error = await errorOf((async () => passwordHandling('fingerprints', key))());
      assert.is(error.code, 'bad-option');
    }
    assert.is(passwordHandling('fingerprints', 'x'.repeat(16)).mode, 'fingerprints');
    assert.is(passwordHandling('fingerprints', 'é'.repeat(8)).mode, 'fingerprints');
    assert.is(passwordHandling('hashes', 'x').mode, 'hashes');
  });
});
