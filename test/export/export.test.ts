// Objects as plain files: their texts, their names, and what becomes of a folder.
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportDefinitions, exportScript } from '../../src/export/export-definitions.ts';
import { exportFolder } from '../../src/export/export-folder.ts';
import type { ExportOptions } from '../../src/export/export-options.ts';
import { objectPaths } from '../../src/export/object-path.ts';
import { scriptObject } from '../../src/export/script-objects.ts';
import { writeExportScript } from '../../src/export/write-export-script.ts';
import type { DefinitionFact, Fact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { SHOP } from '../define/examples/shop.ts';
import { captureRows, definitionsIn } from '../define/rows.ts';
import { errorOf, inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';

const SETTINGS = 'SET ANSI_NULLS ON;\nGO\nSET QUOTED_IDENTIFIER ON;\nGO\n';

/** The texts of all files by the last part of their path. */
async function textsOf(snapshot: Snapshot, options: ExportOptions = {}): Promise<Map<string, string>> {
  const { files } = await exportDefinitions(snapshot, { newline: 'lf', ...options });
  return new Map([...files].map(({ path, text }) => [path.split('/').at(-1) ?? '', text]));
}

/** A snapshot with one procedure of this text. */
async function withText(definition: string): Promise<Snapshot> {
  return captureRows({
    'sys.objects': [{ object_id: 13, name: 'p', schema_id: 1, type: 'P' }],
    'sys.sql_modules': [{ object_id: 13, definition, uses_ansi_nulls: 1, uses_quoted_identifier: 1 }],
  });
}

suite('objects as plain files', (test) => {
  const shop = captureRows(SHOP);

  test('each has a file of its own, and the same facts give the same bytes', async () => {
    const { files, notExported } = await exportDefinitions(await shop);
    const paths = [...files].map(({ path }) => path);
    assert.equal(paths, [
      'Shop/Sales/procedures/AddOrder.sql',
      'Shop/Sales/tables/Line.sql',
      'Shop/Sales/tables/Order.sql',
      'Shop/Sales/triggers/OnOrder.sql',
      'Shop/Sales/views/Total.sql',
      'Shop/dbo/functions/Rate.sql',
      'Shop/dbo/synonyms/Alias.sql',
      'Shop/schemas/Sales.sql',
    ]);
    assert.equal(notExported, []);
    assert.equal([...(await textsOf(await shop))], [...(await textsOf(await captureRows(SHOP)))]);
  });

  test('a table reads as SSMS writes it, with all that belongs to it', async () => {
    assert.is(
      (await textsOf(await shop)).get('Line.sql'),
      [
        `${SETTINGS.replace('ON', 'OFF')}CREATE TABLE [Sales].[Line] (`,
        '    [Order] [int] NULL,',
        '    [Amount] [decimal](18, 2) NULL,',
        '    [Double] AS ([Amount]*(2)) PERSISTED,',
        '    CONSTRAINT [CK_Line] CHECK ([dbo].[Rate]([Amount])>(0))',
        ');',
        'GO',
        `${SETTINGS}CREATE NONCLUSTERED INDEX [IX_Line] ON [Sales].[Line] ([Order], [Amount] DESC)`,
        'INCLUDE ([Double])',
        'WHERE ([Amount]>(0))',
        'WITH (FILLFACTOR = 90, ALLOW_PAGE_LOCKS = OFF);',
        'GO',
        'ALTER TABLE [Sales].[Line] WITH NOCHECK ADD CONSTRAINT [FK_Line] FOREIGN KEY ([Order])',
        'REFERENCES [Sales].[Order] ([Id])',
        'ON DELETE CASCADE;',
        'GO',
        'ALTER INDEX [IX_Line] ON [Sales].[Line] DISABLE;',
        'GO',
        '',
      ].join('\n'),
    );
  });

  test('a module stands as it was sent, under the settings that it was made under', async () => {
    const texts = await textsOf(await shop, { newline: 'crlf' });
    assert.is(
      texts.get('AddOrder.sql'),
      'SET ANSI_NULLS OFF;\r\nGO\r\nSET QUOTED_IDENTIFIER OFF;\r\nGO\r\nCREATE PROC [Sales].[AddOrder] AS SELECT "x"\r\nGO\r\n',
    );
  });

  test('line ends of a text stay as they are, those between batches are the file’s', async () => {
    const text = 'CREATE PROC p AS\rSELECT 1\nSELECT 2\r\n';
    const [file] = (await textsOf(await withText(text), { newline: 'crlf' })).values();
    assert.is(file, `${SETTINGS.replaceAll('\n', '\r\n')}${text}GO\r\n`);
  });

  for (const line of ['GO', '  go 5', 'GO;', 'GO -- x', '$(x)', ':r file', '!!dir', '\0']) {
    test(`a text with a line ${JSON.stringify(line)} is taken apart by no program`, async () => {
      const text = `CREATE PROC p AS /*\n${line}\n*/ RETURN`;
      const [file = ''] = (await textsOf(await withText(text))).values();
      const batches = file.split(/^GO$/m).filter((batch) => batch.trim() !== '');
      assert.is(batches.length, 3);
      assert.ok(!/\$\(|\0|^[ \t]*(?:GO.+|:r|!!)/im.test(file), file);
      assert.is(constantIn(batches[2] ?? ''), text);
    });
  }

  test('the words “go to” at the start of a line of a comment are nothing to take apart', async () => {
    const text = 'CREATE PROC p AS /*\ngo to the shop\n*/ RETURN';
    assert.is((await textsOf(await withText(text))).get('p.sql'), `${SETTINGS}${text}\nGO\n`);
  });

  test('line ends inside values of tables are kept', async () => {
    const [statement] = scriptObject(
      definitionsIn(
        await captureRows({
          ...SHOP,
          'sys.check_constraints': [
            { object_id: 21, name: 'CK_Line', parent_object_id: 11, definition: "([Amount]<>'a\nb')" },
          ],
        }),
      ).find(({ name }) => name === 'Line') as DefinitionFact,
    );
    assert.ok(statement?.text.includes("'a\nb'"));
    const texts = await textsOf(
      await captureRows({
        ...SHOP,
        'sys.check_constraints': [
          { object_id: 21, name: 'CK_Line', parent_object_id: 11, definition: "([Amount]<>'a\nb')" },
        ],
      }),
      { newline: 'crlf' },
    );
    assert.ok(texts.get('Line.sql')?.includes("'a\nb')\r\n"));
  });

  test('what is asked for besides: USE, headers, COLLATE, filegroups', async () => {
    const texts = await textsOf(await shop, {
      useDatabase: true,
      headers: true,
      collation: 'never',
      filegroups: 'omit',
    });
    const order = texts.get('Order.sql') ?? '';
    assert.ok(order.startsWith('USE [Shop];\nGO\n/****** Table [Sales].[Order] ******/\n'), order);
    assert.ok(!/COLLATE|ON \[Old\]/.test(order), order);
  });

  test('of one object COLLATE is as asked, by the collation of its database', async () => {
    const order = definitionsIn(await shop).find(({ name }) => name === 'Order') as DefinitionFact;
    const hasCollate = (context: Parameters<typeof scriptObject>[1] = {}) =>
      scriptObject(order, context).some(({ text }) => text.includes('COLLATE Latin1_General_BIN2'));
    const databaseCollation = 'Latin1_General_BIN2';
    assert.equal(
      [
        hasCollate(),
        hasCollate({ databaseCollation }),
        hasCollate({ databaseCollation, collation: 'always' }),
        hasCollate({ collation: 'never' }),
      ],
      [true, false, true, false],
    );
  });

  test('where the object is there it is left alone, or the module is altered', async () => {
    const guarded = await textsOf(await shop, { existence: 'guard' });
    assert.match(
      guarded.get('Order.sql') ?? '',
      /IF NOT EXISTS \(SELECT 1 FROM sys\.objects .*\)\n {4}EXEC sys\.sp_executesql/,
    );
    const altered = await textsOf(await shop, { existence: 'create-or-alter' });
    assert.match(altered.get('Total.sql') ?? '', /CREATE OR ALTER VIEW Sales\.Total AS|CREATE OR ALTER/);
    assert.match(altered.get('Order.sql') ?? '', /IF NOT EXISTS/);
  });

  test('an encrypted module is named, with what to do, in its file and in the result', async () => {
    const snapshot = await captureRows({
      'sys.objects': [{ object_id: 13, name: 'p', schema_id: 1, type: 'P' }],
      'sys.sql_modules': [{ object_id: 13, uses_ansi_nulls: 1, uses_quoted_identifier: 1 }],
    });
    const { files, notExported } = await exportDefinitions(snapshot);
    assert.equal(
      notExported.map(({ code }) => code),
      ['encrypted-module'],
    );
    assert.match([...files][0]?.text ?? '', /^-- It is encrypted/);
  });

  test('nothing orders, notes or indexes a module that is encrypted, since nothing makes it', async () => {
    const snapshot = await captureRows({
      ...SHOP,
      'sys.sql_modules': SHOP['sys.sql_modules'].map(({ definition: _, ...row }) => row),
      'sys.indexes': [
        ...SHOP['sys.indexes'],
        { object_id: 12, index_id: 1, name: 'IX_Total', type: 1, data_space_id: 1 },
      ],
      'sys.extended_properties': [{ class: 1, major_id: 13, minor_id: 0, name: 'Note', value: 'x' }],
    });
    const texts = await textsOf(snapshot);
    for (const file of ['OnOrder.sql', 'Total.sql', 'AddOrder.sql', 'Rate.sql'])
      assert.match(texts.get(file) ?? '', /^-- It is encrypted[^\n]*\n$/);
  });

  test('what is granted on an object stands behind it where that is asked for', async () => {
    const snapshot = await captureRows({
      ...SHOP,
      'sys.database_principals': [
        { principal_id: 5, name: 'clerks', type: 'R', owning_principal_id: 1, is_fixed_role: 0 },
      ],
      'sys.database_permissions': [
        {
          class: 1,
          major_id: 10,
          minor_id: 0,
          grantee_principal_id: 5,
          grantor_principal_id: 1,
          type: 'SL',
          permission_name: 'SELECT',
          state: 'G',
        },
      ],
    });
    const grant = 'GRANT SELECT ON OBJECT::[Sales].[Order] TO [clerks]';
    assert.ok((await textsOf(snapshot, { permissions: true })).get('Order.sql')?.includes(`${grant}`));
    assert.ok(![...(await textsOf(snapshot)).values()].some((text) => text.includes('GRANT')));
    const { files } = await exportScript(snapshot, { permissions: true, newline: 'lf' });
    const script = [...files].join('');
    assert.ok(script.indexOf(grant) > script.indexOf('CREATE VIEW'));
  });

  test('one script has everything in an order that can run', async () => {
    const { files } = await exportScript(await shop, { newline: 'lf' });
    const script = [...files].join('');
    assert.ok(script.startsWith('-- Objects of '), script.slice(0, 80));
    const places = [
      'CREATE FUNCTION Rate',
      'CREATE TABLE [Sales].[Line]',
      'CREATE TABLE [Sales].[Order]',
      'ADD CONSTRAINT [FK_Line]',
      'create trigger',
    ].map((part) => script.indexOf(part));
    assert.equal(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(places.every((place) => place > 0));
  });

  test('a snapshot without definitions is refused, and so are options that there are not', async () => {
    const without = await captureRows(SHOP, { definitions: false });
    assert.match(String(await errorOf(exportDefinitions(without))), 'has no definitions of objects');
    const wrong = { existence: 'maybe' } as unknown as ExportOptions;
    assert.is((await errorOf(exportDefinitions(await shop, wrong))).code, 'bad-option');
  });
});

suite('names of exported files', (test) => {
  test('stay as they are where every system takes them', () => {
    assert.equal(pathsOf('MT_System$Order', 'Größe', 'a b', '表'), [
      'D/dbo/tables/MT_System$Order.sql',
      'D/dbo/tables/Größe.sql',
      'D/dbo/tables/a b.sql',
      'D/dbo/tables/表.sql',
    ]);
  });

  test('hold nothing that leads elsewhere, and no device', () => {
    const hostile = [
      '..',
      '../../x',
      'a/b',
      'a\\b',
      'con',
      'nul.x',
      'a\nb',
      'x:y',
      'a.',
      ' a',
      '',
      '\u202ea',
      'a'.repeat(128),
      '表'.repeat(128),
      'e\u0301',
    ];
    const paths = pathsOf(...hostile);
    assert.is(new Set(paths.map((path) => path.toUpperCase())).size, hostile.length);
    for (const path of paths) {
      assert.match(path, /^D\/dbo\/tables\/[^/\\:<>"|?*\p{C}]+\.sql$/u);
      assert.ok(!/\/(?:\.|con\.|nul\.)/i.test(path), path);
      assert.ok(Buffer.byteLength(path.split('/').at(-1) ?? '') <= 204, path);
    }
  });

  test('are two for names that differ in case only, in folders too', () => {
    const paths = pathsOf('Order', 'ORDER', 'Line');
    assert.is(new Set(paths.map((path) => path.toUpperCase())).size, 3);
    assert.is(paths[2], 'D/dbo/tables/Line.sql');
    const facts = ['s', 'S'].map((schema) => ({ ...synonym('x'), schema }));
    const [one, other] = [...objectPaths(facts).values()];
    assert.not.equal(one?.toUpperCase(), other?.toUpperCase());
  });

  test('leave room for the folder on Windows, whatever is long, and are two for two objects still', () => {
    const long = (sign: string, last = '') => sign.repeat(128 - last.length) + last;
    const places = ['d', 'D', '表', ']', '\u{1f600}'].flatMap((sign) =>
      ['d', 's', 'S', '\n'].map((of) => ({ database: long(sign).slice(0, 128), schema: long(of) })),
    );
    const facts = places.flatMap((place) => [
      ...['', 'a', 'A', 'b'].map((last) => ({ ...synonym(long('n', last)), ...place })),
      ...['x', 'X'].map((name) => ({ ...synonym(name), ...place })),
    ]);
    const paths = [...objectPaths(facts).values()];
    assert.is(new Set(paths.map((path) => path.toUpperCase())).size, facts.length);
    for (const path of paths) {
      assert.ok(path.length <= 200, path);
      assert.ok(
        path.split('/').every((part) => Buffer.byteLength(part) <= 204),
        path,
      );
    }
    // All objects of a schema are in one folder.
    assert.is(new Set(paths.map((path) => path.split('/').slice(0, 2).join('/'))).size, places.length);
    const usual = { ...synonym('n'.repeat(128)), database: 'ServiceManager', schema: 'dbo' };
    assert.is([...objectPaths([usual]).values()][0], `ServiceManager/dbo/synonyms/${usual.name}.sql`);
  });
});

suite('a folder of exported objects', (test) => {
  const shop = captureRows(SHOP);

  test('is written once, and then only where something differs', () =>
    inFolder(async (folder) => {
      const first = await exportFolder(folder, await shop);
      assert.equal([first.written, first.unchanged, first.removed], [8, 0, 0]);
      const second = await exportFolder(folder, await shop);
      assert.equal([second.written, second.unchanged, second.removed], [0, 8, 0]);
      const bytes = await readFile(join(folder, 'Shop/Sales/tables/Line.sql'));
      assert.equal([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    }));

  test('loses the files of objects that are gone, and nothing else', () =>
    inFolder(async (folder) => {
      await exportFolder(folder, await shop);
      await writeFile(join(folder, 'Shop/dbo/functions/mine.sql'), 'mine');
      const fewer = { ...(await shop), facts: (await shop).facts.filter(isKept) };
      assert.is((await exportFolder(folder, fewer)).removed, 2);
      assert.equal(await readdir(join(folder, 'Shop/dbo')), ['functions']);
      assert.is(await readFile(join(folder, 'Shop/dbo/functions/mine.sql'), 'utf8'), 'mine');
    }));

  test('is left as it is where somebody else’s file is in the way', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'Shop/Sales/tables'), { recursive: true });
      await writeFile(join(folder, 'Shop/Sales/tables/Line.sql'), 'mine');
      const error = await errorOf(exportFolder(folder, await shop));
      assert.is(error.code, 'file-failed');
      assert.equal(await readdir(join(folder, 'Shop/Sales')), ['tables']);
    }));

  test('leads nowhere else: a link in it is refused, and a list that names other places', () =>
    inFolder(async (folder) => {
      const other = join(folder, 'other');
      const inside = join(folder, 'objects');
      await mkdir(other);
      await mkdir(inside);
      await symlink(other, join(inside, 'Shop'), 'junction');
      assert.is((await errorOf(exportFolder(inside, await shop))).code, 'file-failed');
      assert.equal(await readdir(other), []);
      await writeFile(join(other, 'a.sql'), 'x');
      for (const path of ['../a/b/a.sql', '../other/a.sql', 'a/..\\b/c.sql', 'C:/a/b.sql']) {
        const list = { regrant: 'export', format: 1, files: [path] };
        const third = join(folder, 'third');
        await mkdir(third, { recursive: true });
        await writeFile(join(third, '.regrant-export.json'), JSON.stringify(list));
        assert.is((await errorOf(exportFolder(third, await shop))).code, 'file-failed');
      }
      assert.is(await readFile(join(other, 'a.sql'), 'utf8'), 'x');
    }));

  test('one script is written whole, in UTF-16 where that is asked for, and never over another file', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'objects.sql');
      await writeExportScript(path, await shop, { encoding: 'utf16le' });
      await writeExportScript(path, await shop, { encoding: 'utf16le' });
      const text = new TextDecoder('utf-16le').decode(await readFile(path));
      assert.match(text, /^-- Objects of /);
      await writeFile(path, 'mine');
      assert.is((await errorOf(writeExportScript(path, await shop))).code, 'file-failed');
    }));
});

const isKept = (fact: Fact): boolean =>
  !('schema' in fact && fact.kind === 'definition' && fact.schema === 'dbo');

function synonym(name: string): DefinitionFact {
  return { kind: 'definition', database: 'D', type: 'synonym', schema: 'dbo', name, body: { base: 't' } };
}

function pathsOf(...names: string[]): string[] {
  const facts = names.map(
    (name): DefinitionFact => ({
      kind: 'definition',
      database: 'D',
      type: 'table',
      schema: 'dbo',
      name,
      body: { columns: [] },
    }),
  );
  return [...objectPaths(facts).values()];
}

/** What a batch that runs a constant runs. */
function constantIn(batch: string): string {
  const [, ...sets] = batch.split('SET @statement = @statement + ');
  return sets
    .flatMap((set) => [...(set.split('EXEC sys.')[0]?.matchAll(/N'((?:[^']|'')*)'|NCHAR\((\d+)\)/g) ?? [])])
    .map(([, text, code]) =>
      code === undefined ? (text ?? '').replaceAll("''", "'") : String.fromCharCode(Number(code)),
    )
    .join('');
}
