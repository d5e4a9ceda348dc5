// Faults of modules and of their texts.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFINITION_QUERIES } from '../../../src/capture/definitions/definition-queries.ts';
import { foundMade } from '../../../src/define/made.ts';
import { MADE_KINDS } from '../../../src/define/statement.ts';
import { exportDefinitions } from '../../../src/export/export-definitions.ts';
import { writeExportScript } from '../../../src/export/write-export-script.ts';
import { planScript } from '../../../src/plan/plan-script.ts';
import { inFolder } from '../../files/folder.ts';
import { assert } from '../../suite.ts';
import { SHOP } from '../examples/shop.ts';
import { captureRows, DATABASE, definitionsIn } from '../rows.ts';
import { batchesOf, column, definition, type Fault, filesOf, orderOf, snapshotOf, uses } from './fault.ts';

const procedure = (text: string | undefined, path = 'dbo.p') =>
  definition('procedure', path, text === undefined ? {} : { definition: text });

/** The text of a procedure as it is written. */
const written = async (text: string, path?: string) => (await batchesOf([procedure(text, path)]))[0];

/** The file of a procedure, with line ends of Windows around it. */
async function fileOf(text: string): Promise<string> {
  const { files } = await exportDefinitions(await snapshotOf([procedure(text)]), { newline: 'crlf' });
  return [...files][0]?.text ?? '';
}

export const MODULE_FAULTS: readonly Fault[] = [
  {
    number: 56,
    fact: 'A module that was renamed or moved kept its old name in its text.',
    shown: async () => {
      assert.is(
        await written('CREATE PROC /* a */ [old].[x] AS RETURN', 's.new'),
        'CREATE PROC /* a */ [s].[new] AS RETURN',
      );
      const [trigger] = await batchesOf([
        definition(
          'trigger',
          's.tr',
          { definition: 'CREATE TRIGGER tr ON old.t AFTER INSERT AS RETURN' },
          { on: 'now' },
        ),
      ]);
      assert.is(trigger, 'CREATE TRIGGER [s].[tr] ON [s].[now] AFTER INSERT AS RETURN');
    },
  },
  {
    number: 57,
    fact: 'Procedures of CREATE OR ALTER, and of several blanks, had no script.',
    shown: async () => {
      assert.is(
        await written('CREATE   \n PROCEDURE dbo.p AS RETURN'),
        'CREATE   \n PROCEDURE dbo.p AS RETURN',
      );
      assert.is(await written('create or  alter proc dbo.p as return'), 'CREATE proc dbo.p as return');
    },
  },
  {
    number: 58,
    fact: 'CREATE FUNCTION was found in a comment before the text, which was spoilt by that.',
    shown: async () => {
      const text = '-- CREATE PROC x\n/* CREATE PROC /* y */ z */\nCREATE PROC old.p AS RETURN';
      assert.is(await written(text), text.replace('old.p', '[dbo].[p]'));
    },
  },
  {
    number: 59,
    fact: 'One encrypted procedure ended the whole export.',
    shown: async () => {
      const { files, notExported } = await filesOf([
        procedure(undefined),
        procedure('CREATE PROC dbo.q AS RETURN', 'dbo.q'),
      ]);
      assert.match(files.get('dbo/procedures/p.sql') ?? '', 'encrypted');
      assert.match(files.get('dbo/procedures/q.sql') ?? '', 'CREATE PROC dbo.q');
      assert.equal(
        notExported.map(({ code }) => code),
        ['encrypted-module'],
      );
    },
  },
  {
    number: 61,
    fact: 'ALTER of a table gave an empty file.',
    shown: async () => {
      const table = definition('table', 'dbo.t', { columns: [column('id')] });
      const { files } = await filesOf([table], { existence: 'create-or-alter' });
      assert.match(files.get('dbo/tables/t.sql') ?? '', /IF NOT EXISTS \(.*\)\n {4}EXEC sys\.sp_executesql/);
    },
  },
  {
    number: 62,
    fact: 'A text without a line end and the statement behind it became one word.',
    shown: async () => {
      const made = await batchesOf([
        definition('table', 'dbo.t', { columns: [column('id')] }),
        definition(
          'trigger',
          'dbo.tr',
          { definition: 'CREATE TRIGGER dbo.tr ON dbo.t FOR INSERT AS DELETE INSERTED', isDisabled: true },
          { on: 't' },
        ),
      ]);
      assert.equal(made.slice(1), [
        'CREATE TRIGGER dbo.tr ON dbo.t FOR INSERT AS DELETE INSERTED',
        'DISABLE TRIGGER [dbo].[tr] ON [dbo].[t];',
      ]);
    },
  },
  {
    number: 63,
    fact: 'CREATE TRIGGER stood inside of IF.',
    shown: async () => {
      const text = 'CREATE PROC dbo.p AS RETURN';
      const [made = ''] = await batchesOf([procedure(text)], { existence: 'guard' });
      assert.match(made, `@statement + N'${text}'`);
      assert.match(made, /\nIF NOT EXISTS \(.*\)\n {4}EXEC sys\.sp_executesql @statement;$/);
    },
  },
  {
    number: 64,
    fact: 'Nothing stood between batches.',
    shown: async () => {
      const made = await orderOf([
        procedure('CREATE PROC dbo.p AS RETURN'),
        procedure('CREATE PROC dbo.q AS RETURN', 'dbo.q'),
      ]);
      assert.is(made.length, 2);
    },
  },
  {
    number: 65,
    fact: 'An option of how batches end gave empty files.',
    plumbing: 'A batch ends in GO; there is no such option.',
  },
  {
    number: 66,
    fact: 'Programs split texts at quotes, comments, and a last GO without a line end.',
    shown: async () => {
      const text = 'CREATE PROC dbo.p AS /*\nGO\n*/ SELECT \'$(x)\', "x/*"';
      const file = await fileOf(text);
      assert.ok(file.endsWith('\r\nGO\r\n'));
      assert.is(file.split(/^GO\r$/m).length, 4);
      assert.not.match(file, '$(');
    },
  },
  {
    number: 67,
    fact: 'Line ends were mixed.',
    shown: async () => {
      const file = await fileOf('CREATE PROC dbo.p AS\nRETURN\n');
      assert.ok(file.endsWith('CREATE PROC dbo.p AS\nRETURN\nGO\r\n'));
    },
  },
  {
    number: 68,
    fact: 'Carriage returns were taken out of procedures.',
    shown: async () => {
      const text = "CREATE PROC dbo.p AS\r\nSELECT 'a\rb\nc'\r\n";
      assert.ok((await fileOf(text)).includes(text));
    },
  },
  {
    number: 69,
    fact: 'Files were UTF-16, and nobody was asked.',
    shown: () =>
      inFolder(async (folder) => {
        const file = join(folder, 'all.sql');
        const all = await snapshotOf([procedure('CREATE PROC dbo.p AS SELECT 1')]);
        await writeExportScript(file, all);
        assert.equal([...(await readFile(file)).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        await writeExportScript(file, all, { encoding: 'utf16le' });
        assert.equal([...(await readFile(file)).subarray(0, 2)], [0xff, 0xfe]);
      }),
  },
  {
    number: 70,
    fact: 'sp_rename made brackets a part of the name.',
    plumbing: 'Nothing is renamed by a script.',
  },
  {
    number: 71,
    fact: 'Whether a thing is there was asked by its number on the source.',
    shown: () => {
      for (const what of MADE_KINDS) {
        const query = foundMade({
          what,
          schema: 's',
          // What a database is set to is asked for by words that are known.
          name: { 'database-option': 'RECOVERY', 'database-state': 'READ_ONLY' }[what as string] ?? 'n',
          on: 'o',
          definition: what === 'database-option' ? 'FULL' : '(1)',
          columns: ['c'],
          levels: ['SCHEMA', 's'],
        });
        assert.match(query, /N'[^']*[nsoc][^']*'|N'\(1\)'/);
        assert.not.match(query, /_id = \d/);
      }
    },
  },
  {
    number: 72,
    fact: 'A disabled trigger of a view came back enabled.',
    shown: async () => {
      const made = await batchesOf([
        definition('view', 'dbo.v', { definition: 'CREATE VIEW dbo.v AS SELECT 1 AS a' }),
        definition(
          'trigger',
          'dbo.tr',
          { definition: 'CREATE TRIGGER dbo.tr ON dbo.v INSTEAD OF INSERT AS RETURN', isDisabled: true },
          { on: 'v' },
        ),
      ]);
      assert.is(made.at(-1), 'DISABLE TRIGGER [dbo].[tr] ON [dbo].[v];');
    },
  },
  {
    number: 73,
    fact: 'A synonym’s object was taken for the type of the same name.',
    shown: async () => {
      const made = await orderOf([
        definition('view', 'dbo.a', {
          definition: 'CREATE VIEW dbo.a AS SELECT 1 AS x FROM dbo.b',
          uses: uses('dbo.b'),
        }),
        definition('synonym', 'dbo.b', { base: '[dbo].[t]' }),
        definition('alias-type', 'dbo.b', { base: { name: 'int' } }),
      ]);
      assert.equal(made, [
        'CREATE TYPE [dbo].[b]',
        'CREATE SYNONYM [dbo].[b]',
        'CREATE VIEW dbo.a AS SELECT 1 AS x FROM dbo.b',
      ]);
    },
  },
];

/** Operators that join texts in a query. */
const JOINED = /\+|CONCAT\(|CONCAT_WS\(/;

/** Those that need more than texts. */
export const OTHER_MODULE_FAULTS: readonly Fault[] = [
  {
    number: 60,
    fact: 'Triggers, synonyms and external tables had no script.',
    shown: async () => {
      const snapshot = await captureRows(SHOP);
      const { sections } = planScript(snapshot, { definitions: true });
      const steps = sections.flatMap((section) => (section.database === DATABASE ? section.steps : []));
      for (const fact of definitionsIn(snapshot))
        assert.ok(
          steps.some((one) => one.action === 'define' && one.fact === fact),
          fact.name,
        );
    },
  },
  {
    number: 74,
    fact: 'Texts and names were joined by the server, which refuses it where their collations differ.',
    shown: () => {
      for (const { name, expressions } of DEFINITION_QUERIES)
        for (const expression of Object.values(expressions)) assert.not.match(expression, JOINED, name);
    },
  },
];
