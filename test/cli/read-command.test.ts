// What the command line says of a script that is read reaches the reader: its encoding, and the collation of its server.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { inFolder } from '../files/folder.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';
import { runHere } from './run-here.ts';

suite('regrant read', (test) => {
  const read = async (folder: string, bytes: Buffer, ...more: readonly string[]) => {
    const script = join(folder, 'a.sql');
    await writeFile(script, bytes);
    const { code, text } = await runHere(['read', script, ...more]);
    if (code === 1) return text;
    const { facts } = await readSnapshot(join(folder, 'a.regrant.ndjson'));
    return facts.flatMap((fact) => (fact.kind === 'login' ? [fact.name] : []));
  };

  test('--encoding: the bytes are those of the encoding that was named, and no others', () =>
    inFolder(async (folder) => {
      const bytes = Buffer.from(
        'CREATE LOGIN [J\u00fcrgen] WITH PASSWORD = 0x0200 HASHED, SID = 0x01020304',
        'latin1',
      );
      assert.equal(await read(folder, bytes, '--encoding', 'windows-1252'), ['J\u00fcrgen']);
      assert.match(String(await read(folder, bytes)), 'bad-script');
      assert.match(
        String(await read(folder, bytes, '--encoding', 'klingon')),
        '\u201cklingon\u201d is no encoding that is known',
      );
      const wide = Buffer.from('CREATE LOGIN [C\\J\u00fcrgen] FROM WINDOWS', 'utf16le');
      assert.equal(await read(folder, wide, '--encoding', 'utf-16le'), ['C\\J\u00fcrgen']);
    }));

  test('a snapshot that was captured is not written over by what a script tells', () =>
    inFolder(async (folder) => {
      const bytes = Buffer.from('CREATE LOGIN [C\\a] FROM WINDOWS');
      const path = join(folder, 'a.regrant.ndjson');
      await writeSnapshot(path, snapshotOf([], { capturedAt: '2026-11-01T00:00:00.000Z' }));
      const before = await readFile(path, 'utf8');
      assert.match(
        String(await read(folder, bytes)),
        'was captured from SMDB01 at 2026-11-01T00:00:00.000Z, and a script tells less than a server',
      );
      assert.is(await readFile(path, 'utf8'), before);
      assert.equal(await read(folder, bytes, '-o', join(folder, 'b.regrant.ndjson')), []);
      await rm(path);
      assert.equal(await read(folder, bytes), ['C\\a']);
      assert.equal(await read(folder, bytes), ['C\\a'], 'what a script told before is');
    }));

  test('what is a snapshot already is not read as a script', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a.regrant.ndjson');
      await writeSnapshot(path, snapshotOf([]));
      const { code, text } = await runHere(['read', path]);
      assert.is(code, 1);
      assert.match(text, 'a.regrant.ndjson is no script but a snapshot.');
      assert.equal(await readdir(folder), ['a.regrant.ndjson']);
    }));

  test('--collation: where case tells names apart, they are two', () =>
    inFolder(async (folder) => {
      const bytes = Buffer.from(
        'CREATE LOGIN [C\\a] FROM WINDOWS\nGO\nCREATE LOGIN [C\\A] FROM WINDOWS\nGO\n',
      );
      assert.is((await read(folder, bytes)).length, 1);
      assert.equal(await read(folder, bytes, '--collation', 'Latin1_General_CS_AS'), ['C\\A', 'C\\a']);
    }));
});
