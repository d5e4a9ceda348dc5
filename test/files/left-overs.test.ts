// What is left behind and what is in the way: temporary files of the dead are removed and no other file, and a file of
// another kind is never written over.
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FileKind, refuseOtherKind } from '../../src/files/file-kind.ts';
import { makeFolder } from '../../src/files/make-folder.ts';
import { removeLeftOvers, temporaryName } from '../../src/files/temporary-file.ts';
import { writeFileAtomically } from '../../src/files/write-file-atomically.ts';
import { PLACEHOLDER } from '../../src/model/script-protocol.ts';
import { assert, suite } from '../suite.ts';
import { errorOf, inFolder } from './folder.ts';

/** The number of a process that has ended. */
const DEAD = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
const YESTERDAY = new Date(Date.now() - 25 * 3_600_000);

/** What a file of each kind begins with, and what comes near it. */
const BEGINNINGS: Readonly<Record<FileKind, string>> = {
  'capture-script':
    '-- Prints the security of this server, for regrant import. It reads and changes nothing.\n',
  configuration: '{\n  "servers": [\n',
  export: '{\n "regrant": "export",\n',
  'export-script': '-- Objects of SMDB01, by regrant export.\n',
  journal: '{"regrant":"journal","format":1}\n',
  manifest: '{\n  "regrant": "kit",\n',
  log: '2026-01-02T03:04:05.678Z  run of script\n',
  pack: '<ManagementPack></ManagementPack>',
  packs: '{"regrant":"packs"}',
  page: '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta name="generator" content="regrant">\n',
  plan: '{\n  "regrant": "plan",\n',
  report: '# Restore drill of SMDB01\n',
  runbook: '# Restore of System Center Service Manager\n',
  script: '-- Restores\nGO\nCREATE TABLE #regrant_failure (id int);\n',
  sums: `${'0a'.repeat(32)}  a.sql\n`,
  snapshot: '{"regrant":"snapshot","format":1}\n',
};

suite('left-over temporary files', (test) => {
  test('of dead processes are removed, of running ones and of other machines are not', () =>
    inFolder(async (folder) => {
      const dead = temporaryName(folder, DEAD);
      const own = temporaryName(folder);
      const running = temporaryName(folder, process.ppid);
      const elsewhere = join(folder, `.regrant-00000000-${DEAD}-0123456789abcdef.tmp`);
      const foreign = join(folder, '.regrant-my-own.tmp');
      for (const path of [dead, own, running, elsewhere, foreign]) await writeFile(path, 'x');
      await mkdir(temporaryName(folder, DEAD));
      await removeLeftOvers(folder);
      assert.is((await readdir(folder)).length, 5);
      assert.not.ok((await readdir(folder)).some((name) => dead.endsWith(name)));
      for (const path of [running, elsewhere, foreign, own]) await utimes(path, YESTERDAY, YESTERDAY);
      await removeLeftOvers(folder);
      const left = (await readdir(folder)).map((name) => join(folder, name));
      assert.ok(left.includes(own) && left.includes(foreign) && left.length === 3, left.join(', '));
    }));

  test('in a folder that cannot be read are no error', () => removeLeftOvers('/there/is/no/such/folder'));
});

suite('folders to write into', (test) => {
  test('are made, and told where a file has their name', () =>
    inFolder(async (folder) => {
      await makeFolder(join(folder, 'a', 'b'));
      await makeFolder(join(folder, 'a', 'b'));
      await writeFile(join(folder, 'file'), '');
      for (const path of [join(folder, 'file'), join(folder, 'file', 'a')]) {
        const error = await errorOf(makeFolder(path));
        assert.is(error.code, 'file-failed', path);
        assert.ok(String(error.fact).includes(path));
      }
    }));
});

suite('files of another kind', (test) => {
  const kinds = Object.keys(BEGINNINGS) as FileKind[];
  for (const kind of kinds) {
    test(`stay as they are where ${kind} is to be written, and its own kind does not`, () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a');
        for (const other of [...kinds, 'text'] as const) {
          for (const pack of [(text: string) => text, (text: string) => gzipSync(text)]) {
            const content = pack(other === 'text' ? 'CREATE LOGIN regrant_capture;\n' : BEGINNINGS[other]);
            await writeFile(path, content);
            if (other === kind) await refuseOtherKind(path, kind);
            else {
              const error = await errorOf(writeFileAtomically(path, ['x'], kind));
              assert.is(error.code, 'file-failed', other);
              assert.match(String(error.fact), /a exists and is not /);
              assert.ok((await readFile(path)).equals(Buffer.from(content)));
            }
          }
        }
        await writeFile(path, '');
        await writeFileAtomically(path, ['x'], kind);
      }));
  }

  test('a script into which a secret was typed stays, and one that was not touched does not', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a.sql');
      const line = (secret: string, end = "'; -- '") =>
        `${BEGINNINGS.script}EXEC #regrant_type 8, N'${secret}${end}\n`;
      for (const encoding of ['utf8', 'utf16le'] as const) {
        for (const [secret, end] of [
          ["it''s"],
          ["s'x"],
          [''],
          [`${PLACEHOLDER} `],
          [PLACEHOLDER, "';"],
        ] as const) {
          await writeFile(path, `\ufeff${line(secret, end)}`, encoding);
          const error = await errorOf(writeFileAtomically(path, ['x'], 'script'));
          assert.match(String(error.fact), /a\.sql has secrets that were typed into it\.$/);
        }
        await writeFile(path, `\ufeff${line(PLACEHOLDER)}`, encoding);
        await writeFileAtomically(path, ['x'], 'script');
      }
    }));

  test('a script is known in every encoding, and a gzip that is broken is nothing of ours', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeFile(path, Buffer.from(`\ufeff${BEGINNINGS.script}`, 'utf16le'));
      await refuseOtherKind(path, 'script');
      await writeFile(path, gzipSync(BEGINNINGS.snapshot).fill(0xff, 3, 30));
      assert.is((await errorOf(refuseOtherKind(path, 'snapshot'))).code, 'file-failed');
      await writeFile(path, gzipSync(Buffer.alloc(300_000_000, 'x')));
      assert.is((await errorOf(refuseOtherKind(path, 'snapshot'))).code, 'file-failed');
      assert.ok((await stat(path)).size > 0);
    }));
});
