// What stands around objects in plain files: the schema that each is in, and what is granted on each, by what it is.
import { exportDefinitions, exportScript } from '../../src/export/export-definitions.ts';
import type { ExportOptions } from '../../src/export/export-options.ts';
import { captureRows } from '../define/rows.ts';
import { assert, suite } from '../suite.ts';

const grant = (of: number, major: number, permission: string) => ({
  class: of,
  major_id: major,
  minor_id: 0,
  grantee_principal_id: 5,
  grantor_principal_id: 1,
  type: permission === 'CONTROL' ? 'CL' : permission === 'SELECT' ? 'SL' : 'RF',
  permission_name: permission,
  state: 'G',
});

/** A table, its full-text index and a type, all of one name; a message type; a schema with a note. */
const ROWS = {
  'sys.database_principals': [
    { principal_id: 5, name: 'clerks', type: 'R', owning_principal_id: 1, is_fixed_role: 0 },
  ],
  'sys.schemas': [
    { schema_id: 5, name: 'S', principal_id: 5 },
    { schema_id: 6, name: 'a]b', principal_id: 1 },
  ],
  'sys.objects': [{ object_id: 10, name: 't', schema_id: 6, type: 'U' }],
  'sys.tables': [{ object_id: 10, uses_ansi_nulls: 1 }],
  'sys.columns': [
    { object_id: 10, column_id: 1, name: 'a', user_type_id: 56, system_type_id: 56, max_length: 4 },
  ],
  'sys.types': [
    { user_type_id: 310, system_type_id: 56, name: 't', schema_id: 6, is_user_defined: 1, max_length: 4 },
  ],
  'sys.indexes': [
    {
      object_id: 10,
      index_id: 1,
      name: 'pk',
      type: 1,
      is_unique: 1,
      allow_row_locks: 1,
      allow_page_locks: 1,
    },
  ],
  'sys.index_columns': [{ object_id: 10, index_id: 1, index_column_id: 1, column_id: 1, key_ordinal: 1 }],
  'sys.fulltext_catalogs': [{ fulltext_catalog_id: 5, name: 'c' }],
  'sys.fulltext_indexes': [
    { object_id: 10, unique_index_id: 1, fulltext_catalog_id: 5, is_enabled: 1, change_tracking_state: 'A' },
  ],
  'sys.service_message_types': [{ message_type_id: 70_000, name: 'm', validation: 'N ' }],
  'sys.database_permissions': [
    grant(1, 10, 'SELECT'),
    grant(6, 310, 'REFERENCES'),
    grant(15, 70_000, 'CONTROL'),
    grant(3, 6, 'CONTROL'),
  ],
  'sys.extended_properties': [{ class: 3, major_id: 6, minor_id: 0, name: 'Note', value: 'x' }],
};

async function filesOf(options: ExportOptions): Promise<ReadonlyMap<string, string>> {
  const { files } = await exportDefinitions(await captureRows(ROWS), { newline: 'lf', ...options });
  return new Map([...files].map(({ path, text }) => [path, text]));
}

const scriptOf = async (options: ExportOptions) =>
  [...(await exportScript(await captureRows(ROWS), { newline: 'lf', ...options })).files].join('');

suite('what stands around objects in plain files', (test) => {
  test('each is in the folder of its kind, so that a name that several have is one file of each', async () => {
    assert.equal(
      [...(await filesOf({})).keys()],
      [
        'Shop/a]b/full-text-indexes/t.sql',
        'Shop/a]b/tables/t.sql',
        'Shop/a]b/types/t.sql',
        'Shop/full-text-catalogs/c.sql',
        'Shop/message-types/m.sql',
        'Shop/schemas/S.sql',
        'Shop/schemas/a]b.sql',
      ],
    );
  });

  test('what is granted stands behind what it is granted on, and behind nothing else of the name', async () => {
    const grants = [...(await filesOf({ permissions: true }))].map(([path, text]) => [
      path.split('/').slice(-2).join('/'),
      ...(text.match(/^GRANT.*$/gm) ?? []),
    ]);
    assert.equal(grants, [
      ['full-text-indexes/t.sql'],
      ['tables/t.sql', 'GRANT SELECT ON OBJECT::[a]]b].[t] TO [clerks];'],
      ['types/t.sql', 'GRANT REFERENCES ON TYPE::[a]]b].[t] TO [clerks];'],
      ['full-text-catalogs/c.sql'],
      ['message-types/m.sql', 'GRANT CONTROL ON MESSAGE TYPE::[m] TO [clerks];'],
      ['schemas/S.sql'],
      ['schemas/a]b.sql', 'GRANT CONTROL ON SCHEMA::[a]]b] TO [clerks];'],
    ]);
  });

  test('a schema is made before what is in it, with its owner where owners are asked for', async () => {
    const script = await scriptOf({});
    assert.ok(script.includes('CREATE SCHEMA [S];\n'), script);
    assert.ok(script.indexOf('CREATE SCHEMA [a]]b];') < script.indexOf('CREATE TYPE'), script);
    assert.is(script.split('CREATE SCHEMA').length, 3);
    const [own = '', noted = ''] = [...(await filesOf({ permissions: true, headers: true })).values()].slice(
      -2,
    );
    assert.ok(own.startsWith('/****** Schema [S] ******/\n'), own);
    assert.ok(own.includes('CREATE SCHEMA [S] AUTHORIZATION [clerks];'), own);
    assert.ok(noted.indexOf('CREATE SCHEMA') < noted.indexOf("@name = N'Note'"), noted);
  });

  test('a schema that is there is left alone where that is asked for, and is dropped last of all', async () => {
    assert.match(
      await scriptOf({ existence: 'guard' }),
      /CREATE SCHEMA \[S\];';\nIF NOT EXISTS \(SELECT 1 FROM sys\.schemas WHERE name = N'S'\)/,
    );
    const drops = (await scriptOf({ drop: 'only' })).split('\n');
    assert.equal(drops.filter((line) => line.startsWith('DROP')).slice(-2), [
      'DROP SCHEMA [a]]b];',
      'DROP SCHEMA [S];',
    ]);
    assert.ok(drops.includes('DROP TABLE [a]]b].[t];'), drops.join());
    assert.ok((await scriptOf({ drop: 'only', existence: 'guard' })).includes('DROP SCHEMA IF EXISTS [S];'));
  });

  test('the schema that change data capture makes is made by nobody else: it would be in its way', async () => {
    const snapshot = await captureRows(ROWS);
    const facts = snapshot.facts.flatMap((fact) => {
      if (fact.kind === 'database' && fact.name === 'Shop') return [{ ...fact, isCdcEnabled: true }];
      return fact.kind === 'schema' && fact.name === 'S' ? [fact, { ...fact, name: 'cdc' }] : [fact];
    });
    const { files } = await exportScript({ ...snapshot, facts }, { newline: 'lf' });
    const made = [...files].join('').match(/^CREATE SCHEMA .*$/gm);
    assert.equal(made && [...made], ['CREATE SCHEMA [S];', 'CREATE SCHEMA [a]]b];']);
  });
});
