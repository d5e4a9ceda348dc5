// Management packs out of the embedded environment and out of tables made up: what is written, what is told to be wrong,
// what changed since, and that no name of a pack leads out of the folder.
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportPacks } from '../../src/packs/export-packs.ts';
import { PACK_LIST } from '../../src/packs/pack.ts';
import { packChanges, readPackList } from '../../src/packs/pack-list.ts';
import { packsText } from '../../src/packs/packs-text.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { embeddedEnvironment } from '../estate/environments.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { assert, suite } from '../suite.ts';

const TABLE = 'dbo.ManagementPack';
const now = () => new Date('2026-01-02T03:04:05Z');

async function withPacks(
  use: (made: {
    readonly engine: CatalogEngine;
    readonly folder: string;
    readonly run: (database?: string) => ReturnType<typeof exportPacks>;
  }) => Promise<void>,
): Promise<void> {
  const fixture = embeddedEnvironment().get('SMDB01');
  assert.ok(fixture !== undefined);
  const engine = new CatalogEngine(fixture);
  const folder = await mkdtemp(join(tmpdir(), 'packs-'));
  const driver = engineDriver(engine, 'regrant_capture', 'Fixture-capture-1');
  const run = (database?: string) =>
    exportPacks(driver, folder, { now, ...(database === undefined ? {} : { database }) });
  try {
    await use({ engine, folder, run });
  } finally {
    await rm(folder, { recursive: true });
  }
}

suite('exportPacks', (test) => {
  test('unsealed packs are written as they are, sealed ones listed, and nothing is wrong', () =>
    withPacks(async ({ engine, folder, run }) => {
      const made = await run();
      assert.is(made.server, 'SMDB01');
      assert.is(made.exportedAt, '2026-01-02T03:04:05.000Z');
      assert.equal(
        made.packs.map(({ name, file, problems }) => [name, file, problems]),
        [
          ['Contoso.Incident.Extension', 'Contoso.Incident.Extension.xml', []],
          ['Contoso.Portal.Views', 'Contoso.Portal.Views.xml', []],
          ['Contoso.ServiceManager.Base', undefined, []],
          [
            'ServiceManager.IncidentManagement.Configuration',
            'ServiceManager.IncidentManagement.Configuration.xml',
            [],
          ],
          ['System.Library', undefined, []],
          ['System.WorkItem.Incident.Library', undefined, []],
          ['System.WorkItem.Library', undefined, []],
        ],
      );
      for (const { MPName, MPXML, MPIsSealed } of engine.table(TABLE, 'ServiceManager').records())
        if (MPIsSealed === 0) assert.is(await readFile(join(folder, `${MPName}.xml`), 'utf8'), MPXML);
      assert.equal(await readPackList(folder), made);
      const text = packsText(made, folder);
      assert.match(text, 'Export-SCSMManagementPack');
      assert.match(
        text,
        '  Contoso.Incident.Extension 1.4.2.0, not sealed, last changed 2024-03-02 15:20:10\n',
      );
      assert.match(text, '  System.Library 7.5.8501.0, sealed 31bf3856ad364e35, last changed');
    }));

  test('what is wrong with a pack is told, and the pack written all the same', () =>
    withPacks(async ({ engine, run }) => {
      const packs = engine.table(TABLE, 'ServiceManager');
      const change = (name: string, from: string | RegExp, to: string) => {
        const [row] = packs.records({ MPName: name });
        packs.update({ MPName: name }, { MPXML: String(row?.MPXML).replace(from, to) });
      };
      change('Contoso.Incident.Extension', '<ID>Contoso.ServiceManager.Base</ID>', '<ID>Contoso.Gone</ID>');
      change('Contoso.Incident.Extension', '<Version>7.5.8501.0</Version>', '<Version>7.5.9000.0</Version>');
      change('Contoso.Portal.Views', '<Version>1.0.0.7</Version>', '<Version>1.0.0.8</Version>');
      change('Contoso.Portal.Views', '<PublicKeyToken>31bf3856ad364e35', '<PublicKeyToken>0000000000000000');
      change('ServiceManager.IncidentManagement.Configuration', '</ManagementPack>', '');
      const made = await run();
      const problems = Object.fromEntries(made.packs.map((pack) => [pack.name, pack.problems]));
      assert.equal(problems['Contoso.Incident.Extension'], [
        'It references System.WorkItem.Library 7.5.9000.0 (31bf3856ad364e35), of which the database has 7.5.8501.0.',
        'It references Contoso.Gone 1.2.0.0 (9f6e2c5b8a7d4e13), which is not in the database.',
      ]);
      assert.equal(problems['Contoso.Portal.Views'], [
        'It calls itself Contoso.Portal.Views 1.0.0.8, and its row Contoso.Portal.Views 1.0.0.7.',
        'It references System.Library 7.5.8501.0 (0000000000000000), which is in the database with the key 31bf3856ad364e35.',
      ]);
      assert.match(
        problems['ServiceManager.IncidentManagement.Configuration']?.[0] ?? '',
        /^It is not well-formed XML \(line \d+: [a-z ]+\)\.$/,
      );
      assert.is(made.packs.filter(({ file }) => file !== undefined).length, 3);
    }));

  test('a manifest in a comment or in CDATA is none, and XML made to take time or memory is told of', () =>
    withPacks(async ({ engine, run }) => {
      const packs = engine.table(TABLE, 'ServiceManager');
      const [row] = packs.records({ MPName: 'Contoso.Portal.Views' });
      const own = String(row?.MPXML);
      const [manifest = ''] = /<Manifest>[\s\S]*<\/Manifest>/.exec(own) ?? [];
      const problemsOf = async (xml: string): Promise<readonly string[]> => {
        packs.update({ MPName: 'Contoso.Portal.Views' }, { MPXML: xml });
        return (await run()).packs.find(({ name }) => name === 'Contoso.Portal.Views')?.problems ?? [];
      };
      const other = manifest.replace('Contoso.Portal.Views', 'Contoso.Other');
      for (const hidden of [`<!--${manifest}-->`, `<X><![CDATA[${manifest}]]></X>`, `<X>${manifest}</X>`])
        assert.match(
          (await problemsOf(own.replace(manifest, `${hidden}${other}`)))[0] ?? '',
          'calls itself Contoso.Other',
        );
      for (const [xml, problem] of [
        [`<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1000)}">]>${own}`, 'declares a document type'],
        [own.replace('<Manifest>', `${'<X>'.repeat(100_000)}<Manifest>`), 'is nested too deeply'],
        [own.replace('<Manifest>', `<X ${'a="" '.repeat(100_000)}/><Manifest>`), 'is not well-formed'],
        [own.replace('<Manifest>', '<Manifest>&lol;'), 'is not well-formed'],
        [own.replace('<Manifest>', `<!--${'<!--'.repeat(100_000)}`), 'is not well-formed'],
      ] as const)
        assert.match((await problemsOf(xml))[0] ?? 'fine', problem);
    }));

  test('a list that somebody edited is refused, whatever it lacks', () =>
    withPacks(async ({ run, folder }) => {
      const made = await run();
      const path = join(folder, 'packs.json');
      const [first] = made.packs;
      for (const list of [
        null,
        [],
        { ...made, regrant: 'kit' },
        { ...made, server: 1 },
        { ...made, packs: {} },
        { ...made, packs: [null] },
        { ...made, packs: [{ ...first, name: 1 }] },
        { ...made, packs: [{ ...first, isSealed: 'no' }] },
        { ...made, packs: [{ ...first, problems: undefined }] },
        { ...made, packs: [{ ...first, problems: [1] }] },
        { ...made, packs: [{ ...first, file: ['x'] }] },
      ]) {
        await writeFile(path, JSON.stringify(list));
        const refused = await readPackList(folder).catch((error: unknown) => String(error));
        assert.match(String(refused), 'is not the list of an export', JSON.stringify(list));
      }
      await writeFile(path, JSON.stringify(made));
      assert.equal(await readPackList(folder), made);
    }));

  test('no name leads out of the folder, and names that differ in case only have files of their own', () =>
    withPacks(async ({ engine, folder, run }) => {
      const packs = engine.table(TABLE, 'ServiceManager');
      const [row] = packs.records({ MPName: 'Contoso.Portal.Views' });
      const names = ['../../x', 'C:\\x', 'con', 'contoso.portal.views', 'packs.json', 'a/b', ' ', '😀'];
      for (const [at, MPName] of names.entries())
        packs.insert({ ...row, MPName, ManagementPackId: `AAAAAAAA-0000-0000-0000-00000000000${at}` });
      const made = await run();
      const files = made.packs.flatMap(({ file }) => file ?? []);
      assert.equal((await readdir(folder)).sort(), [...files, 'packs.json'].sort());
      assert.is(new Set(files.map((file) => file.toLowerCase())).size, names.length + 3);
    }));

  test('what changed since is told by name', () =>
    withPacks(async ({ engine, run, folder }) => {
      await run();
      const before = await readPackList(folder);
      const packs = engine.table(TABLE, 'ServiceManager');
      packs.delete({ MPName: 'System.Library' });
      packs.update({ MPName: 'Contoso.Portal.Views' }, { MPLastModified: new Date(0) });
      const [row] = packs.records({ MPName: 'Contoso.Incident.Extension' });
      packs.insert({ ...row, MPName: 'New', ManagementPackId: 'AAAAAAAA-0000-0000-0000-000000000001' });
      const after = await run();
      assert.equal(packChanges(before, after), [
        { name: 'Contoso.Portal.Views', change: 'changed' },
        { name: 'New', change: 'added' },
        { name: 'System.Library', change: 'removed' },
      ]);
      assert.equal(packChanges(after, after), []);
      assert.match(packsText(after, folder, []), 'Nothing has changed since the other export.\n');
    }));

  test('a file that is gone or was changed is no export, and a list leads to no file elsewhere', () =>
    withPacks(async ({ run, folder }) => {
      const made = await run();
      const [first, second, third] = made.packs.filter(({ file }) => file !== undefined);
      assert.ok(first?.file && second?.file && third?.file);
      await appendFile(join(folder, first.file), ' ');
      await rm(join(folder, second.file));
      await mkdir(join(folder, 'inner'));
      await rename(join(folder, third.file), join(folder, 'inner', third.file));
      const path = join(folder, PACK_LIST);
      await writeFile(
        path,
        (await readFile(path, 'utf8')).replace(`"${third.file}"`, `"inner/${third.file}"`),
      );
      const { packs } = await readPackList(folder);
      const without = packs.filter(({ file, isSealed }) => file === undefined && !isSealed);
      assert.equal(
        without.map(({ name }) => name),
        [first.name, second.name, third.name],
      );
      assert.equal(
        packChanges(await readPackList(folder), made).map(({ name, change }) => [name, change]),
        without.map(({ name }) => [name, 'changed']),
      );
    }));

  test('a database without packs, and a folder without a list, are refused', () =>
    withPacks(async ({ run, folder }) => {
      for (const [attempt, fact] of [
        [run('master'), /master has no management packs/],
        [readPackList(folder), /packs\.json/],
      ] as const) {
        try {
          await attempt;
          assert.unreachable();
        } catch (error) {
          assert.match((error as { fact?: string }).fact ?? String(error), fact);
        }
      }
    }));
});
