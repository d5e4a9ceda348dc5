// What a hostile server may tell of its objects: texts that tear scripts and files apart, lines of megabytes, names as long
// as names can be. Nothing of it is obeyed, cut or lost; what cannot be a definition is refused in plain words.
import { NOT_UNDERSTOOD } from '../../src/define/written.ts';
import { changedLines } from '../../src/diff/text-lines.ts';
import { exportDefinitions, exportScript } from '../../src/export/export-definitions.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { HOSTILE } from '../hostile-names.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { madeBy } from './made-by.ts';
import { captureRows, definitionsIn } from './rows.ts';

/** Long enough for whatever counts in millions. */
const MANY = 2_000_000;

/** Behind the head of a procedure. */
const TEXTS: Readonly<Record<string, string>> = {
  'ends of comments': '/* a */ --*/ /*\nSELECT 1 /* -- /*\n*/ */ SELECT 2 --*/',
  batches: "\r\nGO\r\nDROP DATABASE x\r\n  go 5\nGO;\n'\nGO\n'",
  'commands of sqlcmd':
    '/*\n:r \\\\evil\\x.sql\n!!del *\n:setvar a b\n$(x) $(SQLCMDPASSWORD)\n:EXIT(SELECT 1)\n*/ RETURN',
  'signs that no file has': '\0 \ud83d \udc00 \u2028 \u2029 \u0085 \ufeff \u202e',
  'the end of a constant': "'';\nEXEC #regrant_result;\n--",
  'no end of line': 'SELECT 1 --',
  'mixed ends of lines': 'SELECT 1\r\rSELECT 2\n\r\nSELECT 3\r',
  'nothing but tabs': '\t'.repeat(20_000),
};

/** What no server has of a procedure, and millions of signs at once: kept as it is, and not looked into. */
const ODD: Readonly<Record<string, string>> = {
  'quotes that do not close': 'SELECT \'x\n"[',
  'a line': `--${'x'.repeat(MANY)}`,
  quotes: `SELECT '${"''".repeat(3 * MANY)}'`,
  'ends of lines': '\n'.repeat(MANY / 20),
  'a batch that is none': `\nGO${' '.repeat(MANY / 4)}x\n`,
  blanks: ' '.repeat(MANY),
  parentheses: '('.repeat(MANY / 4),
  brackets: '['.repeat(MANY / 4),
  'a comment': `/*${'* /'.repeat(MANY / 4)}*/`,
};

const HEAD = 'CREATE PROCEDURE [dbo].[p] AS ';

const procedure = (definition: string, name = 'p'): TableRows => ({
  'sys.objects': [{ object_id: 13, name, schema_id: 1, type: 'P' }],
  'sys.sql_modules': [{ object_id: 13, definition, uses_ansi_nulls: 1, uses_quoted_identifier: 1 }],
});

const scriptOf = async (snapshot: Snapshot) =>
  [...(await scriptSnapshot(snapshot, { definitions: true })).text].join('');

/** Why an object is left out, or a part of it: alike in a script and an export, of which only the procedure p is left. */
async function leftOut(snapshot: Snapshot, subject: string): Promise<string> {
  const { plan, text } = await scriptSnapshot(snapshot, { definitions: true });
  const script = [...text].join('');
  assert.equal(madeBy(script), [`${HEAD}RETURN`]);
  const [note] = plan.notes.filter(({ code }) => code === NOT_UNDERSTOOD);
  assert.match(script.slice(0, script.indexOf('*/')), subject);
  const { files, notExported } = await exportScript(snapshot, { newline: 'lf' });
  const batches = [...files]
    .join('')
    .split(/^GO\n/m)
    .map((batch) => batch.replace(/^--.*\n/gm, ''));
  assert.equal(
    batches.filter((batch) => !/^(?:SET (?:ANSI_NULLS|QUOTED_IDENTIFIER) ON;)?\n?$/.test(batch)),
    [`${HEAD}RETURN\n`],
  );
  assert.equal(
    notExported.map(({ object, code, why }) => [code, `${object}: ${why}`]),
    [[NOT_UNDERSTOOD, note?.note]],
  );
  const proof = await proveScript(script, snapshot);
  assert.ok(proof.identical);
  assert.equal(proof.foreign, []);
  return note?.note.slice(subject.length + 2) ?? '';
}

/** Lines that a program takes for its own, but for the GO of the script itself. */
const OBEYED = /^[^\S\n]*(?:GO[^\S\n]*[^\s].*|:[A-Za-z!].*|!!.*)$|\$\(|[\0\u0085\u2028\u2029\ufeff]/im;

suite('texts of a hostile server', (test) => {
  for (const [what, body] of Object.entries({ ...TEXTS, ...ODD }))
    test(`${what} of a module: every program runs it as it was`, async () => {
      const snapshot = await captureRows(procedure(HEAD + body));
      const script = await scriptOf(snapshot);
      assert.equal(madeBy(script), [HEAD + body]);
      assert.not(OBEYED.test(script));
      if (what in ODD) return;
      const proof = await proveScript(script, snapshot);
      assert.ok(proof.identical);
      assert.equal(proof.foreign, []);
    });

  for (const [what, body] of Object.entries({ ...TEXTS, none: ODD['a batch that is none'] ?? '' }))
    test(`${what} of a module: a file of an export is taken apart nowhere`, async () => {
      const snapshot = await captureRows(procedure(HEAD + body));
      const { files } = await exportDefinitions(snapshot, { newline: 'lf' });
      const single = [...(await exportScript(snapshot, { newline: 'lf' })).files].join('');
      for (const file of [...files].map(({ text }) => text).concat(single)) {
        const batches = file
          .split(/^[^\S\n]*GO(?:[^\S\n]+\d+)?[^\S\n]*(?:;[^\S\n]*)?$/im)
          .filter((batch) => batch.trim() !== '');
        const last = batches.at(-1) ?? '';
        assert.is(batches.filter((batch) => /CREATE|EXEC/.test(batch)).length, 1, file.slice(0, 400));
        assert.ok(last.includes(HEAD + body) || last.includes('EXEC sys.sp_executesql @statement'), file);
        assert.not(/[\0\ud83d]/.test(file) && !/[\ud83d][\udc00-\udfff]/.test(file));
      }
    });

  test('a difference between texts of millions of signs is told, and none is obeyed', () => {
    const from = `${HEAD}\n--${'x'.repeat(MANY)}\nRETURN`;
    const change = changedLines(from, from.replace('RETURN', '\u001b[2JSELECT 1'));
    assert.is(change?.added, 1);
    assert.not(change?.lines.some((line) => line.includes('\u001b')));
  });

  test('a table with an expression that ends its bracket is left out, whatever it is of', async () => {
    for (const definition of ['(1=1)); DROP TABLE x; --', '(1=1) /*', "(a='", '([a]>(0)', '(1);(2)']) {
      const rows: TableRows = {
        ...procedure(`${HEAD}RETURN`),
        'sys.objects': [
          { object_id: 10, name: 't', schema_id: 1, type: 'U' },
          { object_id: 11, name: 'c', schema_id: 1, type: 'C', parent_object_id: 10 },
          { object_id: 13, name: 'p', schema_id: 1, type: 'P' },
        ],
        'sys.tables': [{ object_id: 10, uses_ansi_nulls: 1 }],
        'sys.columns': [{ object_id: 10, column_id: 1, name: 'a', user_type_id: 56, max_length: 4 }],
        'sys.check_constraints': [{ object_id: 11, name: 'c', parent_object_id: 10, definition }],
      };
      const why = await leftOut(await captureRows(rows), 'table [dbo].[t]');
      assert.match(
        why,
        `${JSON.stringify(definition)} is not an expression in parentheses. Nothing is made of`,
      );
    }
  });

  test('a text that makes something else than it is the text of is left out, and the others are not', async () => {
    for (const text of [
      'DROP TABLE x',
      '/* CREATE PROCEDURE p AS */ DROP TABLE x',
      'CREATE VIEW p AS SELECT 1 AS a',
      'CREATE OR DROP PROCEDURE p AS RETURN',
      'CREATE PROCEDURE',
      '',
    ]) {
      const { 'sys.objects': objects, 'sys.sql_modules': texts } = procedure(text, 'odd');
      const [other] = procedure(`${HEAD}RETURN`)['sys.sql_modules'] ?? [];
      const rows: TableRows = {
        'sys.objects': [...(objects ?? []), { object_id: 14, name: 'p', schema_id: 1, type: 'P' }],
        'sys.sql_modules': [...(texts ?? []), { ...other, object_id: 14 }],
      };
      const why = await leftOut(await captureRows(rows), 'procedure [dbo].[odd]');
      assert.match(why, 'Its text does not begin with CREATE PROCEDURE and a name. Nothing is made of');
    }
  });

  test('what is noted on an object is left out without the object', async () => {
    const snapshot = await captureRows(procedure(`${HEAD}RETURN`));
    const facts = snapshot.facts.map((fact) =>
      fact.kind === 'definition'
        ? { ...fact, properties: [{ name: 'a', value: '1', type: { name: 'int); --' } }] }
        : fact,
    );
    const why = await leftOut({ ...snapshot, facts }, 'procedure [dbo].[p]');
    assert.match(why, '"int); --" is no type of an extended property. Nothing is made of');
  });

  test('names of 128 characters in every part, and lists of 1,024 columns', async () => {
    const long = (start: string) => start.padEnd(128, ']');
    const columns = Array.from({ length: 1024 }, (_, at) => ({
      object_id: 10,
      column_id: at + 1,
      name: long(`${HOSTILE[at % HOSTILE.length]?.slice(0, 60)} ${at}`),
      user_type_id: 56,
      system_type_id: 56,
      max_length: 4,
      is_nullable: 1,
    }));
    const rows: TableRows = {
      'sys.objects': [
        { object_id: 10, name: long("t'"), schema_id: 5, type: 'U' },
        { object_id: 11, name: long('$(t'), schema_id: 5, type: 'TR', parent_object_id: 10 },
      ],
      'sys.schemas': [{ schema_id: 5, name: long('s\n'), principal_id: 1 }],
      'sys.tables': [{ object_id: 10, uses_ansi_nulls: 1 }],
      'sys.columns': columns,
      'sys.stats': [{ object_id: 10, stats_id: 2, name: long('st'), user_created: 1 }],
      'sys.stats_columns': columns
        .slice(0, 64)
        .map(({ column_id }) => ({ object_id: 10, stats_id: 2, stats_column_id: column_id, column_id })),
      'sys.triggers': [
        { object_id: 11, name: long('$(t'), parent_id: 10, parent_class: 1, type: 'TR', is_disabled: 1 },
      ],
      'sys.sql_modules': [
        {
          object_id: 11,
          definition: 'CREATE TRIGGER old ON gone AFTER INSERT AS RETURN',
          uses_ansi_nulls: 1,
          uses_quoted_identifier: 1,
        },
      ],
    };
    const snapshot = await captureRows(rows);
    assert.is(definitionsIn(snapshot).length, 2);
    const script = await scriptOf(snapshot);
    assert.not(OBEYED.test(script));
    const proof = await proveScript(script, snapshot);
    assert.ok(proof.identical);
    assert.equal(proof.foreign, []);
    const { files } = await exportDefinitions(snapshot);
    for (const { path } of files)
      for (const part of path.split('/'))
        assert.ok(Buffer.byteLength(part) <= 255 && part.length <= 255, part);
  });
});
