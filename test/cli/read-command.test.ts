// What the command line says of a script that is read reaches the reader: its encoding, and the collation of its server.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { inFolder } from '../files/folder.ts';
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

  test('--collation: where case tells names apart, they are two', () =>
    inFolder(async (folder) => {
      const bytes = Buffer.from(
        'CREATE LOGIN [C\\a] FROM WINDOWS\nGO\nCREATE LOGIN [C\\A] FROM WINDOWS\nGO\n',
      );
      assert.is((await read(folder, bytes)).length, 1);
      assert.equal(await read(folder, bytes, '--collation', 'Latin1_General_CS_AS'), ['C\\A', 'C\\a']);
    }));
});
