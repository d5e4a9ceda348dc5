// What an export tells besides the files: what is in none of them, and why.
import { join } from 'node:path';
import { exportDefinitions, exportScript } from '../../src/export/export-definitions.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { runHere } from '../cli/run-here.ts';
import { captureRows } from '../define/rows.ts';
import { inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';

const PROCEDURE = {
  'sys.objects': [{ object_id: 11, name: 'p', schema_id: 1, type: 'P' }],
  'sys.sql_modules': [
    { object_id: 11, definition: 'CREATE PROC p AS RETURN', uses_ansi_nulls: 1, uses_quoted_identifier: 1 },
  ],
};

suite('what an export tells', (test) => {
  test('a number of a procedure that is encrypted is named in the result, as a procedure is', async () => {
    const rows = { ...PROCEDURE, 'sys.numbered_procedures': [{ object_id: 11, procedure_number: 2 }] };
    const { notExported } = await exportDefinitions(await captureRows(rows));
    assert.equal(
      notExported.map(({ object, code, why }) => [object, code, /^Number 2 /.test(why)]),
      [['procedure [dbo].[p]', 'encrypted-module', true]],
    );
  });

  test('the key of a signature is told, since no file brings it', async () => {
    const rows = {
      ...PROCEDURE,
      'sys.certificates': [{ certificate_id: 256, name: 'Own', principal_id: 1, thumbprint: Buffer.of(1) }],
      'sys.crypt_properties': [
        {
          class: 1,
          major_id: 11,
          thumbprint: Buffer.of(1),
          crypt_type: 'SPVC',
          crypt_property: Buffer.of(2),
        },
      ],
    };
    const { notes, notExported } = await exportScript(await captureRows(rows));
    assert.equal(notExported, []);
    assert.equal(
      notes.map(({ code, database }) => [code, database]),
      [['signature-needs-key', 'Shop']],
    );
    assert.match(notes[0]?.note ?? '', /^procedure \[dbo\]\.\[p\].*\[Own\]/);
  });

  test('what was not captured is told by the command, by name, and its exit code says so', () =>
    inFolder(async (folder) => {
      const rows = {
        ...PROCEDURE,
        'sys.objects': [...PROCEDURE['sys.objects'], { object_id: 12, name: 'v', schema_id: 1, type: 'V' }],
        'sys.certificates': [{ certificate_id: 256, name: 'Own', principal_id: 1 }],
      };
      const snapshot = join(folder, 'x.regrant.ndjson');
      await writeSnapshot(snapshot, await captureRows(rows));
      const { code, text } = await runHere(['export', snapshot, '--out', join(folder, 'objects')]);
      assert.is(code, 3);
      assert.match(text, /not captured: Shop: .* \[dbo\]\.\[v\];/);
      assert.match(text, /Shop: The definitions of certificates were not captured: .* \[Own\]\./);
      await writeSnapshot(snapshot, await captureRows(PROCEDURE));
      const whole = await runHere(['export', snapshot, '--out', join(folder, 'objects')]);
      assert.is(whole.code, 0, whole.text);
    }));

  test('what is not understood of an object is told by both commands, and their exit codes say so', () =>
    inFolder(async (folder) => {
      const [module] = PROCEDURE['sys.sql_modules'];
      const snapshot = join(folder, 'x.regrant.ndjson');
      await writeSnapshot(
        snapshot,
        await captureRows({ ...PROCEDURE, 'sys.sql_modules': [{ ...module, definition: 'DROP TABLE x' }] }),
      );
      const told = /procedure \[dbo\]\.\[p\]: Its text does not begin with CREATE PROCEDURE and a name\./;
      for (const args of [
        ['export', snapshot, '--out', join(folder, 'objects')],
        ['script', snapshot, '--definitions', '--out', join(folder, 'x.sql')],
        ['script', snapshot, '--definitions', '--no-prove', '--out', join(folder, 'y.sql')],
      ]) {
        const { code, text } = await runHere(args);
        assert.match(text, told);
        assert.is(code, 3, text);
      }
    }));
});
